import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatVersion } from "../../src/artifacts/version.ts";
import { pairingKey, type Pin } from "../../src/manifests/pin.ts";
import { changesBetween, makeRecord, type RecordFacts } from "../../src/records/make-record.ts";
import { COMMIT, HEAD, PARENT, pin, version } from "./fixtures.ts";

const other = { file: "apps/prod/podinfo/patch.yaml" };

describe("what changed between two lists of pins", () => {
  const cases: readonly (readonly [string, readonly Pin[], readonly Pin[], readonly string[]])[] = [
    ["nothing, when nothing did", [pin("a", "1")], [pin("a", "1")], []],
    ["a version", [pin("a", "1")], [pin("a", "2")], ["1 -> 2"]],
    ["a digest", [pin("a", "1@sha256:b")], [pin("a", "1@sha256:c")], ["1@sha256:b -> 1@sha256:c"]],
    ["a pin that came", [], [pin("a", "1")], ["none -> 1"]],
    ["a pin that went", [pin("a", "1")], [], ["1 -> none"]],
    ["nothing, when a file was moved", [pin("a", "1")], [pin("a", "1", other)], []],
    ["nothing, when a second place has the same", [pin("a", "1")], [pin("a", "1"), pin("a", "1", other)], []],
    ["a second place with another version", [pin("a", "1")], [pin("a", "1"), pin("a", "2", other)], ["none -> 2"]],
    ["a version that moved and changed", [pin("a", "1")], [pin("a", "2", other)], ["1 -> 2"]],
    [
      "each of two places by its own version",
      [pin("a", "1"), pin("a", "2", other)],
      [pin("a", "2", other), pin("a", "3")],
      ["1 -> 3"],
    ],
    ["another artifact", [pin("a", "1")], [pin("b", "1")], ["none -> 1", "1 -> none"]],
  ];
  it.each(cases)("is %s", (_, before, after, expected) => {
    const text = changesBetween(before, after).map(
      (change) =>
        `${change.before === null ? "none" : formatVersion(change.before.version)} -> ${change.after === null ? "none" : formatVersion(change.after.version)}`,
    );
    expect(text.sort()).toEqual([...expected].sort());
  });

  const pins = fc.uniqueArray(
    fc.record({
      name: fc.constantFrom("a", "b", "c"),
      tag: fc.constantFrom("1", "2", "3"),
      file: fc.constantFrom("x.yaml", "y.yaml", "z.yaml"),
    }),
    { selector: ({ name, file }) => `${name} ${file}`, maxLength: 7 },
  );
  const versionsOf = (list: readonly Pin[]): readonly string[] =>
    [...new Set(list.map((each) => `${pairingKey(each)}=${formatVersion(each.version)}`))].sort();

  it("is empty exactly when both sides hold the same versions of the same artifacts", () => {
    fc.assert(
      fc.property(pins, pins, (a, b) => {
        const [before, after] = [a, b].map((list) => list.map(({ name, tag, file }) => pin(name, tag, { file })));
        const changes = changesBetween(before ?? [], after ?? []);
        expect(changes.length === 0).toBe(
          JSON.stringify(versionsOf(before ?? [])) === JSON.stringify(versionsOf(after ?? [])),
        );
        const textOf = (each: Pin | null): string => (each === null ? "none" : formatVersion(each.version));
        expect(changes.filter((change) => textOf(change.before) === textOf(change.after))).toEqual([]);
      }),
    );
  });

  it("reaches every version that is new", () => {
    fc.assert(
      fc.property(pins, pins, (a, b) => {
        const before = a.map(({ name, tag, file }) => pin(name, tag, { file }));
        const after = b.map(({ name, tag, file }) => pin(name, tag, { file }));
        const had = new Set(versionsOf(before));
        const fresh = after.filter((each) => !had.has(`${pairingKey(each)}=${formatVersion(each.version)}`));
        const reached = changesBetween(before, after).flatMap(({ after: now }) => now ?? []);
        expect(reached).toEqual(expect.arrayContaining(fresh));
      }),
    );
  });
});

const facts: RecordFacts = {
  kind: "change",
  environment: "prod",
  app: "podinfo",
  sequence: 4,
  repository: "acme/environment",
  branch: "main",
  commit: {
    commit: COMMIT,
    parents: [PARENT, HEAD],
    author: { name: "Ada", email: "ada@example.com" },
    committer: { name: "GitHub", email: "noreply@github.com" },
    authoredAt: "1999-01-01T00:00:00Z",
    committedAt: "1999-01-01T00:00:00Z",
    message: "Change",
  },
  pins: [pin("ghcr.io/acme/podinfo", "1.1.0")],
  changes: [{ before: pin("ghcr.io/acme/podinfo", "1.0.0"), after: pin("ghcr.io/acme/podinfo", "1.1.0") }],
  claims: [],
  promotedFrom: null,
  since: "2026-03-01T10:00:00.000Z",
  sinceBy: "observation",
  pullRequest: null,
  approvals: [],
  gate: null,
  verdicts: [],
  exceptions: [],
  tests: [],
  policy: "sha256:0",
  run: null,
};

describe("a record made of facts", () => {
  it("holds the first parent, every pin and each change with its step, and never the commit's own dates", () => {
    const made = makeRecord(facts);
    expect(made).toMatchObject({
      commit: COMMIT,
      parent: PARENT,
      pins: [{ artifact: "image:ghcr.io/acme/podinfo", version: version("1.1.0") }],
      changes: [{ from: version("1.0.0"), to: version("1.1.0"), step: "minor", source: null }],
    });
    expect(JSON.stringify(made)).not.toContain("1999");
  });

  const source = { repository: "acme/podinfo", commit: HEAD };
  const claim = {
    environment: "prod",
    app: "podinfo",
    artifact: "image:ghcr.io/acme/podinfo",
    from: version("1.0.0"),
    to: version("1.1.0"),
    source,
  };
  it("believes the source of a claim that the diff shows", () => {
    expect(makeRecord({ ...facts, claims: [claim] }).changes[0]?.source).toEqual(source);
  });
  it.each([
    ["another version", { to: version("1.2.0") }],
    ["another starting point", { from: version("0.9.0") }],
    ["another artifact", { artifact: "image:ghcr.io/acme/other" }],
    ["another environment", { environment: "stage" }],
    ["another app", { app: "web" }],
  ])("does not believe a claim of %s", (_, difference) => {
    expect(makeRecord({ ...facts, claims: [{ ...claim, ...difference }] }).changes[0]?.source).toBeNull();
  });

  it("says how to go back as arguments of waybill set, limited to the files of the change", () => {
    expect(makeRecord(facts).undo).toEqual(["ghcr.io/acme/podinfo=1.0.0", "apps/prod/podinfo/kustomization.yaml"]);
  });
  it.each([
    ["names no artifact", { artifact: null }, "apps/prod/podinfo/kustomization.yaml#images[name=a]=1"],
    ["is guarded", { guarded: true }, "apps/prod/podinfo/kustomization.yaml#images[name=a]=1"],
    [
      "is in a later document",
      { artifact: null, document: 2 },
      "apps/prod/podinfo/kustomization.yaml#2:images[name=a]=1",
    ],
    ["is a Git revision", { artifact: { kind: "git", name: "https://x/y", id: "x/y" } }, "https://x/y=1"],
  ] as const)("names the way back so that `waybill set` finds a pin that %s", (_, fields, argument) => {
    const change = { before: pin("a", "1", fields), after: pin("a", "2", fields) };
    expect(makeRecord({ ...facts, changes: [change] }).undo[0]).toBe(argument);
  });
  it.each([
    ["a pin came", { before: null, after: pin("a", "1") }],
    ["a pin went", { before: pin("a", "1"), after: null }],
    [
      "nothing was set before",
      { before: pin("a", "", { version: { tag: null, digest: null } }), after: pin("a", "2") },
    ],
    ["it was a range", { before: pin("a", "1.x", { style: "range" }), after: pin("a", "2") }],
  ])("has no way back where setting versions cannot be one: %s", (_, change) => {
    expect(makeRecord({ ...facts, changes: [change] }).undo).toEqual([]);
  });
});
