import { expect, test } from "vitest";
import { stayOf } from "../../src/gates/upstream.ts";
import type { ChangeRecord } from "../../src/records/record.ts";
import { record, version } from "../records/fixtures.ts";

const KEY = "image:ghcr.io/acme/podinfo";

/** Records newest first, one letter a commit: `["c", "1.1.0"]`; each since its letter's hour, the next newer one being its child. */
function history(...states: readonly (readonly [commit: string, tag: string])[]): readonly ChangeRecord[] {
  return states.map(([commit, tag]) =>
    record({
      environment: "stage",
      commit,
      parent: `before ${commit}`,
      since: `since ${commit}`,
      pins: [{ artifact: KEY, file: "a.yaml", path: "x", version: version(tag) }],
    }),
  );
}

const cases: readonly [string, readonly ChangeRecord[], ReturnType<typeof stayOf>][] = [
  ["no record", [], null],
  ["records of other versions", history(["b", "1.2.0"], ["a", "1.0.0"]), null],
  [
    "still there",
    history(["b", "1.1.0"], ["a", "1.0.0"]),
    { stay: { since: "since b", until: null }, introduced: "b", last: null },
  ],
  [
    "kept through another change",
    history(["c", "1.1.0"], ["b", "1.1.0"], ["a", "1.0.0"]),
    { stay: { since: "since b", until: null }, introduced: "b", last: null },
  ],
  [
    "moved on",
    history(["c", "1.2.0"], ["b", "1.1.0"], ["a", "1.0.0"]),
    { stay: { since: "since b", until: "since c" }, introduced: "b", last: "before c" },
  ],
  [
    "left and put back: the time before the break does not count",
    history(["d", "1.1.0"], ["c", "1.0.0"], ["b", "1.1.0"]),
    { stay: { since: "since d", until: null }, introduced: "d", last: null },
  ],
];
test.each(cases)("the recorded stay of a version: %s", (_name, records, expected) => {
  const standing = { environment: "stage", app: "podinfo", records };
  expect(stayOf(standing, [{ keys: [KEY], version: version("1.1.0") }])).toEqual(expected);
});

test("several versions were there only while all of them were", () => {
  const records = history(["c", "1.1.0"], ["b", "1.1.0"]).map((each, index) => ({
    ...each,
    pins: [
      ...each.pins,
      { artifact: "image:redis", file: "b.yaml", path: "x", version: version(index === 0 ? "7" : "6") },
    ],
  }));
  const wanted = [
    { keys: [KEY], version: version("1.1.0") },
    { keys: ["at:nowhere", "image:redis"], version: version("7") },
  ];
  expect(stayOf({ environment: "stage", app: "podinfo", records }, wanted)?.introduced).toBe("c");
});

test("nothing wanted was never there", () => {
  expect(stayOf({ environment: "stage", app: "podinfo", records: history(["a", "1"]) }, [])).toBeNull();
});
