import { describe, expect, test } from "vitest";
import { pairingKey } from "../../../src/manifests/pin.ts";
import { DIGEST, pinAt, scanTexts, setIn } from "../given.ts";
import { crossWithTraits, type Edit } from "../traits.ts";

const COMMIT = "0e15411f387bb2a2286676b92a87fd85aa9b682a";
const OTHER_COMMIT = "62a661cb10b686a34cd156f15f520fcbef094a47";

const repository = (ref: string, url = "  url: https://github.com/acme/deploy.git\n") =>
  `apiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\nmetadata: {name: deploy}\nspec:\n${url}${ref}`;

const withRef = (ref: string) => repository(`  ref:\n    ${ref.replaceAll("\n", "\n    ")}\n  timeout: 60s\n`);

describe("a GitRepository", () => {
  test.each<[string, string, string]>([
    ["tag: v1.2.3", "v1.2.3", "exact"],
    ["tag: stable", "stable", "exact"],
    [`commit: ${COMMIT}`, COMMIT, "exact"],
    [`branch: main\ncommit: ${COMMIT}`, COMMIT, "exact"],
    [`tag: v1.2.3\ncommit: ${COMMIT}`, COMMIT, "exact"],
    ["name: refs/tags/v1.2.3", "v1.2.3", "exact"],
    ["name: refs/tags/v1.2.3\ntag: v1.0.0", "v1.2.3", "exact"],
    [`name: refs/tags/v1.2.3\ncommit: ${COMMIT}`, COMMIT, "exact"],
    ["branch: main\ntag: v1.2.3", "v1.2.3", "exact"],
    ["semver: 1.x", "1.x", "range"],
    ["semver: 1.x\ntag: v1.2.3", "1.x", "range"],
    ["semver: 1.x\nname: refs/tags/v1.2.3", "v1.2.3", "exact"],
    ["branch: main", "main", "range"],
    ["name: refs/heads/main", "refs/heads/main", "range"],
    ["name: refs/pull/5/head", "refs/pull/5/head", "range"],
  ])("with %j is at %s, %s", (ref, tag, style) => {
    const pin = pinAt(scanTexts({ "app.yaml": withRef(ref) }), "spec.ref");
    expect(pin).toMatchObject({ version: { tag, digest: null }, style, doubt: null });
    expect(pin.artifact).toEqual({
      kind: "git",
      name: "https://github.com/acme/deploy.git",
      id: "github.com/acme/deploy",
    });
    expect(pin.refusal === null).toBe(style === "exact");
  });

  test.each(["", "  ref: {}\n", "  ref:\n    tag:\n", '  ref: {branch: ""}\n'])("with %j fixes nothing", (ref) => {
    expect(scanTexts({ "app.yaml": repository(ref) }).pins).toEqual([]);
  });

  test.each(["branch: v1.2.3", "name: refs/heads/v1.2.3"])("at a branch (%s) is guarded, whatever its name", (ref) => {
    const pin = pinAt(scanTexts({ "app.yaml": withRef(ref) }), "spec.ref");
    expect(pin).toMatchObject({ guarded: true, style: "range" });
    expect(pin.refusal).toContain("is the name of a branch, which moves by itself");
  });

  test("whose file is a patch without a URL is known by its object and path", () => {
    const pin = pinAt(scanTexts({ "app.yaml": repository("  ref: {tag: v1.2.3}\n", "") }), "spec.ref");
    expect(pairingKey(pin)).toBe("at:GitRepository/deploy#spec.ref");
  });
});

describe("the revision of a GitRepository", () => {
  test.each<[string, string, string]>([
    ["tag: v1.2.3", "v1.2.4", "tag: v1.2.4"],
    ["tag: v1.2.3", "20240101", 'tag: "20240101"'],
    ["tag: v1.2.3", COMMIT, `commit: ${COMMIT}`],
    [`commit: ${OTHER_COMMIT}`, COMMIT, `commit: ${COMMIT}`],
    [`commit: ${OTHER_COMMIT}`, "v1.2.4", "tag: v1.2.4"],
    // The branch stays: Flux clones it, and takes the commit or the tag.
    [`branch: main\ncommit: ${OTHER_COMMIT}`, COMMIT, `branch: main\ncommit: ${COMMIT}`],
    [`branch: main\ncommit: ${OTHER_COMMIT}`, "v1.2.4", "branch: main\ntag: v1.2.4"],
    // The branch that stands there, by its name, is that branch again.
    [`branch: main\ncommit: ${OTHER_COMMIT}`, "main", "branch: main"],
    ["tag: v1.2.3\nbranch: main", "main", "branch: main"],
    // Neither an old commit over a new tag, nor an old tag beside a new commit.
    [`tag: v1.2.3\ncommit: ${OTHER_COMMIT}`, "v1.2.4", "tag: v1.2.4"],
    [`commit: ${OTHER_COMMIT}\ntag: v1.2.3`, COMMIT, `commit: ${COMMIT}`],
    ["name: refs/tags/v1.2.3", "v1.2.4", "name: refs/tags/v1.2.4"],
    ["name: refs/tags/v1.2.3", COMMIT, `commit: ${COMMIT}`],
    ["name: refs/tags/v1.2.3\ntag: v1.2.3", "v1.2.4", "name: refs/tags/v1.2.4"],
    [`semver: 1.x\ncommit: ${OTHER_COMMIT}`, COMMIT, `semver: 1.x\ncommit: ${COMMIT}`],
  ])("%j set to %s is %j", (before, to, after) => {
    expect(setIn("app.yaml", withRef(before), { "spec.ref": to })).toBe(withRef(after));
  });

  test.each<[string, string, string]>([
    ["{tag: v1.2.3}", COMMIT, `{commit: ${COMMIT}}`],
    [`{commit: ${OTHER_COMMIT}, tag: v1.2.3}`, "v1.2.4", "{tag: v1.2.4}"],
    [`{tag: v1.2.3, commit: ${OTHER_COMMIT}}`, COMMIT, `{commit: ${COMMIT}}`],
    [`{branch: main, commit: ${OTHER_COMMIT}}`, "v1.2.4", "{branch: main, tag: v1.2.4}"],
  ])("%s set to %s is %s", (before, to, after) => {
    const text = (ref: string) => repository(`  ref: ${ref}\n`);
    expect(setIn("app.yaml", text(before), { "spec.ref": to })).toBe(text(after));
  });

  test.each<[string, string, string]>([
    ["semver: 1.x", "v1.2.3", "tag: v1.2.3"],
    ["semver: 1.x\ntag: v1.0.0", "v1.2.3", "tag: v1.2.3"],
    ["semver: 1.x", COMMIT, `commit: ${COMMIT}`],
    ["branch: main", "develop", "branch: develop"],
    ["branch: v1.8.4", "v1.8.5", "branch: v1.8.5"],
    ["branch: main", COMMIT, `branch: main\ncommit: ${COMMIT}`],
    ["name: refs/heads/main", "refs/heads/develop", "name: refs/heads/develop"],
    ["name: refs/heads/main", "v1.2.3", "name: refs/tags/v1.2.3"],
  ])("where the place is named, %j set to %s is %j", (before, to, after) => {
    const named = [{ path: "spec.ref", artifact: null, document: null }];
    expect(setIn("app.yaml", withRef(before), { "spec.ref": to }, named)).toBe(withRef(after));
  });

  test("where the place is named, what may be a branch or a tag is asked for in full", () => {
    const named = [{ path: "spec.ref", artifact: null, document: null }];
    expect(() => setIn("app.yaml", withRef("name: refs/heads/main"), { "spec.ref": "next" }, named)).toThrow(
      'give "refs/heads/next" if it is a branch',
    );
  });

  test.each<[string, string, string]>([
    ["semver: 1.x", "v1.2.3", 'app.yaml:7: "1.x" is a range of versions'],
    [`semver: 1.x\ncommit: ${COMMIT}`, "v1.2.3", 'the range "1.x" in `semver` would decide over a tag'],
    ["branch: main", "v1.2.3", "is the name of a branch"],
    [`commit: ${COMMIT}\nname: refs/tags/v1\ntag: v1`, "v2", "`commit` and `name` would contradict"],
    [`branch: main\nsemver: 1.x\ncommit: ${COMMIT}`, "main", 'the range "1.x" in `semver` would decide'],
    ["tag: v1.2.3", "0e15411", "abbreviated commit id"],
    ["tag: v1.2.3", "refs/tags/v1.2.4", "give its name alone"],
    ["tag: v1.2.3", "v1..2", "no Git revision"],
    ["tag: v1.2.3", `v1.2.4@${DIGEST}`, "no digest"],
    ["tag: ${TAG}", "v1", "substituted later"],
    [`tag: v1\ntag: v2`, "v3", "stands twice"],
    [`tag: &t v1\nx: *t`, "v3", "&t is used again"],
  ])("%j set to %s is refused: %s", (ref, to, reason) => {
    expect(() => setIn("app.yaml", withRef(ref), { "spec.ref": to })).toThrow(reason);
  });
});

const edit = (name: string, before: string, after: string, to: string): Edit => ({
  name: `a GitRepository's ${name}`,
  file: "app.yaml",
  before: withRef(before),
  after: withRef(after),
  set: { "spec.ref": to },
});

crossWithTraits([
  edit("plain tag", "tag: v1.2.3 # v1.2.3", "tag: v1.2.4 # v1.2.3", "v1.2.4"),
  edit("quoted commit", `"commit": '${OTHER_COMMIT}'`, `"commit": '${COMMIT}'`, COMMIT),
  edit("tag that looks like a number", "tag: v1.2.3", 'tag: "1.10"', "1.10"),
  edit("tag on the next line", "tag:\n  v1.2.3", "tag:\n  v1.2.4", "v1.2.4"),
  edit(
    "tag in place of a commit",
    `branch: main # b\ncommit: ${COMMIT} # c`,
    "branch: main # b\ntag: v1.2.4 # c",
    "v1.2.4",
  ),
  edit("tag without its old commit", `tag: v1.2.3 # c\ncommit: ${COMMIT}`, "tag: v1.2.4 # c", "v1.2.4"),
]);
