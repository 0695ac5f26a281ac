import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { encodeScalar } from "../../../src/manifests/yaml/scalar.ts";

const RISKY = [
  ..."1.10 1.0 1. 34 .5 +1 20240101 08 0123456 0x1f 0o17 0b11 1_000 0_1 1e3 12345e6 0e1234 1E3 E0 -1 1:30 190:20:30 0_x1f 0_o17 0b-1 0o+7 1_e3 1e_3 0x_".split(
    " ",
  ),
  ..."true false True FALSE y n Y N yes no YES on off Off null Null NULL ~ .inf -.Inf .nan .NaN . = << ?".split(" "),
  ..."2024-01-01 2024-1-1 2024-01-01T10:00:00Z 1234567 4e12345".split(" "),
  ..."@sha256:0 *a &a !a | > %a `a` {a} [a] a,b a: #a \" '".split(" "),
  "",
  " ",
  "a b",
  "a: b",
  "a #b",
  "- a",
];

const SAFE = [
  "1.2.3",
  "v1.10",
  "latest",
  "1.2.3-rc.1",
  "b15411f387bb2a2286676b92a87fd85aa9b682a5",
  "2024-01-01-abc",
  "1.2.3+build",
  "2024-01-01T10-00-00Z",
  "180765e",
  "1:60",
  "_1",
];

describe("a text written as a scalar", () => {
  test.each(RISKY)("%j is never left plain", (text) => {
    expect(encodeScalar(text, "plain")).toMatch(/^".*"$/);
  });

  test.each([...SAFE, "ghcr.io/acme/app:1.2.3", "localhost:5000/a/b@sha256:0a"])("%j stays plain", (text) => {
    expect(encodeScalar(text, "plain")).toBe(text);
  });

  test.each([...RISKY, ...SAFE])("%j is read back as itself in every style, by YAML 1.1 and 1.2", (text) => {
    for (const style of ["plain", "single", "double"] as const) {
      for (const schema of ["yaml-1.1", "core"] as const) {
        const written = encodeScalar(text, style);
        expect(parse(`key: ${written} # c\n`, { schema })).toEqual({ key: text });
        expect(parse(`{a: 1, key: ${written}, b: 2}`, { schema })).toEqual({ a: 1, key: text, b: 2 });
      }
    }
  });

  test("quotes keep their kind", () => {
    expect(encodeScalar("1.2.3", "single")).toBe("'1.2.3'");
    expect(encodeScalar("1.2.3", "double")).toBe('"1.2.3"');
    expect(encodeScalar("it's", "single")).toBe("'it''s'");
    expect(encodeScalar('a"b\\', "double")).toBe(String.raw`"a\"b\\"`);
  });

  test.each(["v1\n  injected: true", "a\rb", "a\u0000", "a\u0085b", "a\u2028b", "a\ud800b", "a\uffff"])(
    "%j is refused",
    (text) => {
      for (const style of ["plain", "single", "double"] as const) {
        expect(() => encodeScalar(text, style)).toThrow("control character");
      }
    },
  );

  test("any tag is read back as itself", () => {
    const tag = fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,20}$/);
    fc.assert(
      fc.property(tag, (text) => {
        for (const schema of ["yaml-1.1", "core"] as const) {
          expect(parse(`key: ${encodeScalar(text, "plain")}\n`, { schema })).toEqual({ key: text });
        }
      }),
      { numRuns: 2000 },
    );
  });
});
