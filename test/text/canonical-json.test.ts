import { describe, expect, it, test } from "vitest";
import { UserError } from "../../src/errors.ts";
import {
  asArray,
  asInteger,
  asRecord,
  asString,
  canonicalJson,
  listOf,
  oneOf,
  optional,
  parseJson,
} from "../../src/text/canonical-json.ts";

describe("canonical JSON", () => {
  it("sorts keys by UTF-16 units, writes numbers as RFC 8785 does, leaves no space", () => {
    expect(canonicalJson({ b: [1e21, 1.0, -0], "\u20ac": "€", a: { z: null, y: true }, gone: undefined })).toBe(
      '{"a":{"y":true,"z":null},"b":[1e+21,1,0],"€":"€"}',
    );
  });

  it("refuses what has no JSON form", () => {
    expect(() => canonicalJson(Number.NaN)).toThrow("NaN");
    expect(() => canonicalJson("\ud800")).toThrow("surrogate");
  });
});

describe("parsing", () => {
  it("gives the value", () => {
    expect(parseJson('{"a":[1]}')).toEqual({ a: [1] });
  });

  it("names the text that is no JSON", () => {
    expect(() => parseJson("{", "the event")).toThrow(UserError);
    expect(() => parseJson("{", "the event")).toThrow(/^the event is not JSON: /u);
  });
});

describe("readers", () => {
  test.each([
    ["an object", () => asRecord([], "x"), "x is a list; expected an object"],
    ["a list", () => asArray({}, "x"), "x is an object; expected a list"],
    ["a text", () => asString(1, '"name" of y'), '"name" of y is 1; expected a text'],
    ["a whole number", () => asInteger(1.5, "x"), "x is 1.5; expected a whole number"],
    ["an item", () => listOf(["a", null], "x", asString), "x[1] is null; expected a text"],
    ["a word", () => oneOf("c", "x", ["a", "b"]), 'x is "c"; expected one of a, b'],
    ["a value that is there", () => optional(1, "x", asString), "x is 1; expected a text"],
  ])("refuse what is not %s", (_, read, message) => {
    expect(read).toThrow(new UserError(message));
  });

  it("give the value", () => {
    expect(asRecord({ a: 1 }, "x")).toEqual({ a: 1 });
    expect(listOf(["a"], "x", asString)).toEqual(["a"]);
    expect(asInteger(3, "x")).toBe(3);
    expect(oneOf("b", "x", ["a", "b"])).toBe("b");
    expect(optional(undefined, "x", asString)).toBeNull();
    expect(optional(null, "x", asString)).toBeNull();
    expect(optional("a", "x", asString)).toBe("a");
  });
});
