// What a clone says of the commit that is built, on real Git: its tags, and whether a name is a tag of it.
import { join } from "node:path";
import { expect, test } from "vitest";
import { checkCheckout } from "../../src/build/check-checkout.ts";
import { readCheckout } from "../../src/build/checkout.ts";
import type { VersionRequest } from "../../src/build/version.ts";
import { makeScratch, type Scratch } from "../support/scratch.ts";

const REQUEST: VersionRequest = {
  version: null,
  pattern: "date",
  tagPrefix: "",
  allPrefixes: [],
  shortTags: false,
  latest: false,
};
const silent = { info: () => undefined, warning: () => undefined, debug: () => undefined };

/** Three commits: v1.0.0 on the first, v1.1.0 (annotated) and `nightly` on the second, a branch called v9.0.0 at the third. */
async function makeHistory(): Promise<{
  readonly scratch: Scratch;
  readonly commits: readonly [string, string, string];
}> {
  const scratch = await makeScratch();
  const first = scratch.repository("app", { "a.txt": "1\n" });
  scratch.git(["-C", "app.git", "tag", "v1.0.0", first]);
  const second = scratch.commit("app", "main", { "a.txt": "2\n" });
  scratch.git(["-C", "app.git", "tag", "--annotate", "--message=release", "v1.1.0", second]);
  scratch.git(["-C", "app.git", "tag", "nightly", second]);
  const third = scratch.commit("app", "main", { "a.txt": "3\n" });
  scratch.git(["-C", "app.git", "branch", "v9.0.0", third]);
  return { scratch, commits: [first, second, third] };
}

function clone(scratch: Scratch, commit: string, ...options: readonly string[]): string {
  scratch.git(["clone", "--quiet", ...options, `file://${scratch.folder}/app.git`, "work"]);
  scratch.git(["-C", "work", "checkout", "--quiet", commit]);
  return join(scratch.folder, "work");
}

test("a full clone knows the tags of the commit, annotated or not, and how far the nearest one is", async () => {
  const { scratch, commits } = await makeHistory();
  await using _ = scratch;
  const folder = clone(scratch, commits[1]);
  expect(await readCheckout(folder, { tagPrefix: "", history: true })).toMatchObject({
    commit: commits[1],
    isShallow: false,
    tags: ["nightly", "v1.0.0", "v1.1.0"],
    tagsOfCommit: ["nightly", "v1.1.0"],
    nearest: { tag: "v1.1.0", commits: 0 },
  });
  scratch.git(["-C", "work", "checkout", "--quiet", commits[2]]);
  expect(await readCheckout(folder, { tagPrefix: "", history: true })).toMatchObject({
    tagsOfCommit: [],
    nearest: { tag: "v1.1.0", commits: 1 },
  });
  expect(await readCheckout(folder, { tagPrefix: "other/", history: true })).toMatchObject({
    nearest: { tag: null, commits: 3 },
  });
});

test("a name that an event leaves open is a tag where the commit has it, and a branch where it has not", async () => {
  const { scratch, commits } = await makeHistory();
  await using _ = scratch;
  const folder = clone(scratch, commits[1]);
  const settle = async (name: string, commit: string): Promise<unknown> =>
    checkCheckout(
      { subject: { kind: "branch-or-tag", name, commit }, version: REQUEST },
      await readCheckout(folder, { tagPrefix: "", history: true }),
      silent,
    );
  expect(await settle("v1.1.0", commits[1])).toEqual({ kind: "tag", tag: "v1.1.0", commit: commits[1] });
  expect(await settle("main", commits[1])).toEqual({ kind: "branch", branch: "main", commit: commits[1] });
  scratch.git(["-C", "work", "checkout", "--quiet", commits[2]]);
  expect(await settle("v9.0.0", commits[2])).toEqual({ kind: "branch", branch: "v9.0.0", commit: commits[2] });
  await expect(settle("v1.1.0", commits[1])).rejects.toThrow(
    `the checkout is ${commits[2]}, and the run is about ${commits[1]}`,
  );
});

test("a shallow clone without tags takes no version for a branch's name", async () => {
  const { scratch, commits } = await makeHistory();
  await using _ = scratch;
  const checkout = await readCheckout(clone(scratch, commits[2], "--depth=1", "--no-tags"), {
    tagPrefix: "",
    history: true,
  });
  expect(checkout).toMatchObject({ isShallow: true, tags: [], tagsOfCommit: [], nearest: null });
  const settle = (name: string, tagPrefix = ""): unknown =>
    checkCheckout(
      { subject: { kind: "branch-or-tag", name, commit: commits[2] }, version: { ...REQUEST, tagPrefix } },
      checkout,
      silent,
    );
  expect(settle("main")).toEqual({ kind: "branch", branch: "main", commit: commits[2] });
  expect(settle("app/v1.2.3")).toEqual({ kind: "branch", branch: "app/v1.2.3", commit: commits[2] });
  for (const [name, tagPrefix] of [
    ["v1.2.3", ""],
    ["1.2.3", ""],
    ["app/v1.2.3", "app/"],
  ] as const)
    expect(() => settle(name, tagPrefix), name).toThrow(/whether that is a branch or a Git tag.*fetch-depth: 0/u);
});

test("a shallow clone cannot tell whether a version that is given is the highest, nor needs it for its name", async () => {
  const { scratch, commits } = await makeHistory();
  await using _ = scratch;
  const checkout = await readCheckout(clone(scratch, commits[2], "--depth=1", "--no-tags"), {
    tagPrefix: "",
    history: true,
  });
  const check = (version: Partial<VersionRequest>): unknown =>
    checkCheckout(
      { subject: { kind: "branch", branch: "main", commit: commits[2] }, version: { ...REQUEST, ...version } },
      checkout,
      silent,
    );
  expect(() => check({ version: "1.2.3", latest: true })).toThrow("set `fetch-depth: 0`");
  expect(check({ version: "1.2.3", pattern: "semver" })).toMatchObject({ kind: "branch" });
  expect(() => check({ pattern: "semver" })).toThrow("set `fetch-depth: 0`");
});

test("of the tags of the nearest release the highest version counts, not what follows it or led to it", async () => {
  const { scratch, commits } = await makeHistory();
  await using _ = scratch;
  for (const tag of ["v1", "v1.2", "v1.2.0", "app/v3", "app/v3.0.0-rc.2", "app/v3.0.0"])
    scratch.git(["-C", "app.git", "tag", tag, commits[1]]);
  // Annotated, they come before every other tag to git-describe(1).
  for (const tag of ["v1", "v1.2.0-rc.1", "app/v3.0.0-rc.1"])
    scratch.git(["-C", "app.git", "tag", "--annotate", "--force", "--message=follows", tag, commits[1]]);
  const folder = clone(scratch, commits[2]);
  expect(await readCheckout(folder, { tagPrefix: "", history: true })).toMatchObject({
    nearest: { tag: "v1.2.0", commits: 1 },
  });
  expect(await readCheckout(folder, { tagPrefix: "app/", history: true })).toMatchObject({
    nearest: { tag: "app/v3.0.0", commits: 1 },
  });
});

test("a folder without a repository, and a repository without a commit, are told by what they lack", async () => {
  await using scratch = await makeScratch();
  scratch.git(["init", "--quiet", "empty"]);
  const read = (folder: string): Promise<unknown> => readCheckout(folder, { tagPrefix: "", history: true });
  await expect(read(scratch.folder)).rejects.toThrow(
    `no commit is checked out in the workspace "${scratch.folder}" (fatal: not a git repository`,
  );
  await expect(read(join(scratch.folder, "empty"))).rejects.toThrow("one without a commit has nothing to build");
});
