import { describe, expect, test } from "vitest";
import { newProblems, versionChanges } from "../../src/gates/version-changes.ts";
import { pin } from "../records/fixtures.ts";

const app = (tag: string, fields: Parameters<typeof pin>[2] = {}) => pin("ghcr.io/acme/app", tag, fields);
const redis = (tag: string) => pin("redis", tag);

describe("the versions that a change sets", () => {
  const cases: readonly [string, Parameters<typeof versionChanges>, readonly string[]][] = [
    ["none", [[app("1.0.0")], [app("1.0.0")]], []],
    [
      "one of two",
      [
        [app("1.0.0"), redis("7.0.0")],
        [app("1.0.1"), redis("7.0.0")],
      ],
      ["ghcr.io/acme/app 1.0.0 1.0.1 patch"],
    ],
    ["the same pin in another file", [[app("1.0.0")], [app("1.0.0", { file: "other.yaml", document: 3 })]], []],
    [
      "one version in two places",
      [
        [app("1.0.0"), app("1.0.0", { file: "b.yaml" })],
        [app("2.0.0"), app("2.0.0", { file: "b.yaml" })],
      ],
      ["ghcr.io/acme/app 1.0.0 2.0.0 major"],
    ],
    ["a new artifact", [[], [app("1.0.0")]], ["ghcr.io/acme/app  1.0.0 unordered"]],
    ["a removed one", [[app("1.0.0")], []], []],
    [
      "a base that moved on meanwhile",
      [[app("1.0.0")], [app("1.1.0")], [app("1.2.0")]],
      ["ghcr.io/acme/app 1.2.0 1.1.0 downgrade"],
    ],
  ];
  test.each(cases)("%s", (_name, states, expected) => {
    const changes = versionChanges(...states);
    expect(changes.map(({ name, from, to, step }) => `${name} ${from?.tag ?? ""} ${to.tag} ${step}`)).toEqual(expected);
  });

  test("of a pin that names no artifact is called by its place", () => {
    const place = {
      artifact: null,
      object: { apiVersion: "v1", kind: "HelmRelease", namespace: "", name: "demo" },
      path: "spec.values.tag",
    };
    const [change] = versionChanges([app("1", place)], [app("2", place)]);
    expect(change).toMatchObject({
      name: "HelmRelease demo, spec.values.tag",
      key: "at:HelmRelease/demo#spec.values.tag",
    });
  });
});

test("only problems that the change brings are its own", () => {
  const scan = (...reasons: string[]) => ({
    pins: [],
    overridden: [],
    wanted: [],
    problems: reasons.map((reason) => ({ file: "a.yaml", line: 2, reason })),
  });
  expect(newProblems(scan("old"), scan("old", "new"))).toEqual(["a.yaml:2: new"]);
});
