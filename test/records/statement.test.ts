import { describe, expect, it } from "vitest";
import { UserError } from "../../src/errors.ts";
import type { ChangeRecord } from "../../src/records/record.ts";
import { formatStatement, parseStatement, PREDICATE_TYPE } from "../../src/records/statement.ts";
import { COMMIT, HEAD, record, version } from "./fixtures.ts";

const DIGEST = "a".repeat(64);

const full: ChangeRecord = record({
  changes: [
    {
      artifact: "image:ghcr.io/acme/podinfo",
      file: "a.yaml",
      path: "images[name=podinfo]",
      from: null,
      to: version(`1.1.0@sha256:${DIGEST}`),
      step: "unordered",
      source: { repository: "acme/podinfo", commit: HEAD },
    },
  ],
  promotedFrom: { environment: "stage", commit: HEAD },
  pullRequest: {
    number: 7,
    url: "https://forge.example/acme/environment/pull/7",
    title: "</script>\n--> \u2028 ünïcode 🚀",
    author: "waybill[bot]",
    mergedBy: null,
    head: HEAD,
  },
  approvals: [{ user: "grace", commit: HEAD, at: "2026-03-01T09:00:00Z" }],
  gate: { state: "success", description: "all gates are open", by: "waybill[bot]", at: null },
  verdicts: [
    { gate: "soak", verdict: { kind: "held", reason: "soak", until: null } },
    { gate: "images", verdict: { kind: "open", reason: "fine" } },
  ],
  exceptions: ["merged without Waybill's verdict"],
  tests: [{ context: "kustomization/apps", commit: HEAD, state: "success", url: null }],
  run: "https://forge.example/run/1",
});

describe("a record as a file", () => {
  it.each([
    ["with little in it", record()],
    ["with everything in it", full],
  ])("is read back as it was written, %s", (_, each) => {
    expect(parseStatement(formatStatement(each), "x.json")).toEqual(each);
  });

  it("is an in-toto statement about the commit and the images that it set", () => {
    expect(JSON.parse(formatStatement(full))).toMatchObject({
      _type: "https://in-toto.io/Statement/v1",
      predicateType: PREDICATE_TYPE,
      subject: [
        { name: "acme/environment", digest: { gitCommit: COMMIT } },
        { name: "ghcr.io/acme/podinfo", digest: { sha256: DIGEST } },
      ],
      predicate: { schema: 1, environment: "prod" },
    });
  });

  it("has the same bytes whatever the order in which the fields were set", () => {
    const { schema, ...rest } = full;
    expect(formatStatement({ ...rest, schema })).toBe(formatStatement(full));
  });

  const without = (key: keyof ChangeRecord): string => {
    const text = formatStatement(full).replace(`"${key}":`, `"another":`);
    expect(text).not.toBe(formatStatement(full));
    return text;
  };
  it.each([
    ["nothing", ""],
    ["half a file", formatStatement(full).slice(0, 200)],
    ["another kind of JSON", "[]"],
    ["another statement", formatStatement(full).replace(PREDICATE_TYPE, "https://slsa.dev/provenance/v1")],
    ["a later schema", formatStatement(full).replace('"schema":1', '"schema":2')],
    ["a step that does not exist", formatStatement(full).replace('"step":"unordered"', '"step":"tiny"')],
    ["a time that is none", formatStatement(record()).replace("2026-03-01T10:00:00.000Z", "yesterday")],
    ["a missing list", without("approvals")],
    ["a missing list of exceptions", without("exceptions")],
    ["a missing sequence", without("sequence")],
  ])("is refused with its name when it is %s", (_, text) => {
    expect(() => parseStatement(text, "prod/podinfo/1.json")).toThrow(UserError);
    expect(() => parseStatement(text, "prod/podinfo/1.json")).toThrow(
      /the record prod\/podinfo\/1\.json cannot be read/,
    );
  });
});
