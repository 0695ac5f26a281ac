// Git against the forge: what is served, to whom, and what a protected branch does not take.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { client } from "./client.ts";
import { startForge, type Forge } from "./forge.ts";

let forge: Forge;
let folder: string;

beforeEach(async () => {
  forge = await startForge();
  folder = await mkdtemp(path.join(forge.folder, "clone-"));
  await forge.createRepository("acme/env", { files: { "a.yaml": "a: 1\n", "b/c.yaml": "c: 1\n" } });
});

afterEach(async () => {
  await forge[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

async function clone(token: string): Promise<(...args: string[]) => Promise<{ code: number; text: string }>> {
  const here = client(forge, token);
  const cloned = await here.git(folder, "clone", "-q", forge.cloneUrl("acme/env"), "work");
  expect(cloned).toEqual({ code: 0, text: "" });
  return (...args) => here.git(path.join(folder, "work"), ...args);
}

async function commitFile(git: (...args: string[]) => Promise<{ code: number; text: string }>): Promise<string> {
  await writeFile(path.join(folder, "work/a.yaml"), "a: 2\n");
  expect(await git("commit", "-q", "-am", "Two")).toMatchObject({ code: 0 });
  return (await git("rev-parse", "HEAD")).text.trim();
}

test("a clone, a commit and a push travel over smart HTTP and are recorded without the token", async () => {
  const token = forge.githubToken("acme/env", { contents: "write" });
  const git = await clone(token);
  const commit = await commitFile(git);
  expect(await git("push", "-q", "origin", "main")).toMatchObject({ code: 0 });
  expect(await forge.branch("acme/env", "main")).toBe(commit);
  expect(forge.gitExchanges.map((one) => `${one.service} ${one.phase} ${one.token} ${one.scheme}`)).toEqual([
    "git-upload-pack advertise github-token basic",
    "git-upload-pack call github-token basic",
    "git-upload-pack call github-token basic",
    "git-receive-pack advertise github-token basic",
    "git-receive-pack call github-token basic",
  ]);
  expect(forge.gitExchanges.at(-1)?.bytesIn).toBeGreaterThan(100);
  expect(JSON.stringify([forge.requests, forge.gitExchanges])).not.toContain(token);
  expect(forge.violations).toEqual([]);
});

test("a partial, shallow, bare clone transfers no blob", async () => {
  const git = client(forge, forge.githubToken("acme/env", { contents: "read" }));
  const args = ["clone", "-q", "--bare", "--depth=1", "--filter=blob:none", forge.cloneUrl("acme/env"), "bare"];
  expect(await git.git(folder, ...args)).toEqual({ code: 0, text: "" });
  const missing = await git.git(path.join(folder, "bare"), "rev-list", "--objects", "--missing=print", "HEAD");
  expect(missing.text.split("\n").filter((line) => line.startsWith("?"))).toHaveLength(2);
});

test.each([
  ["no token", null, "Authentication required"],
  ["an unknown token", "ghs_unknown", "Invalid username or token"],
])("%s is refused", async (_name, token, _text) => {
  const result = await client(forge, token).git(folder, "ls-remote", forge.cloneUrl("acme/env"));
  expect(result.code).not.toBe(0);
  expect(forge.gitExchanges.every((one) => one.status === 401)).toBe(true);
});

test("a token of another repository does not see a private one", async () => {
  await forge.createRepository("acme/app", { files: { a: "a" } });
  const result = await client(forge, forge.githubToken("acme/app", { contents: "write" })).git(
    folder,
    "ls-remote",
    forge.cloneUrl("acme/env"),
  );
  expect(result.text).toContain("not found");
});

test("a token that may only read cannot push", async () => {
  const git = await clone(forge.githubToken("acme/env", { contents: "read" }));
  await commitFile(git);
  const before = await forge.branch("acme/env", "main");
  const pushed = await git("push", "origin", "main");
  expect(pushed.code).not.toBe(0);
  expect(pushed.text).toContain("403");
  expect(await forge.branch("acme/env", "main")).toBe(before);
});

test("a protected branch takes no direct push, and says so through Git", async () => {
  await forge.protect("acme/env", "main", { requiredApprovals: 1 });
  const git = await clone(forge.githubToken("acme/env", { contents: "write" }));
  await commitFile(git);
  const pushed = await git("push", "origin", "main", "main:other");
  expect(pushed.text).toContain("remote: error: GH006: Protected branch update failed for refs/heads/main.");
  expect(pushed.text).toContain("Changes must be made through a pull request.");
  expect(await forge.branch("acme/env", "other")).not.toBeNull();
});

test("a branch with a required check takes a push of a commit that has it, and any of those whom the rule exempts", async () => {
  await forge.protect("acme/env", "main", { requiredChecks: [{ context: "ci", app: null }], bypass: ["waybill[bot]"] });
  const git = await clone(forge.githubToken("acme/env", { contents: "write" }));
  const commit = await commitFile(git);
  expect((await git("push", "origin", "main")).text).toContain('Required status check "ci" is expected.');
  await git("push", "-q", "origin", "main:other");
  await forge.setStatus("acme/env", commit, { context: "ci", state: "success" });
  expect(await git("push", "-q", "origin", "main")).toMatchObject({ code: 0 });
  await writeFile(path.join(folder, "work/a.yaml"), "a: 3\n");
  await git("commit", "-q", "-am", "Three");
  const exempt = client(forge, forge.installationToken("waybill", ["acme/env"], { contents: "write" }));
  expect((await git("push", "-q", "origin", "main")).code).not.toBe(0);
  expect(await exempt.git(path.join(folder, "work"), "push", "-q", "origin", "main")).toMatchObject({ code: 0 });
});

test("a branch that requires signatures takes no push, one with any rule no rewind", async () => {
  await forge.protect("acme/env", "main", { requiredSignatures: true });
  await forge.commit("acme/env", { files: { "a.yaml": "a: 3\n" } });
  await forge.protect("acme/env", "other", {});
  const git = await clone(forge.githubToken("acme/env", { contents: "write" }));
  await git("push", "origin", "main:other");
  await git("reset", "-q", "--hard", "HEAD^");
  await commitFile(git);
  expect((await git("push", "origin", "+main:main")).text).toContain("Commits must have verified signatures.");
  expect((await git("push", "origin", "+main:other")).text).toContain("Cannot force-push to this branch");
});

test("a connection that is dropped after the push was accepted leaves the push there", async () => {
  const git = await clone(forge.githubToken("acme/env", { contents: "write" }));
  const commit = await commitFile(git);
  forge.fault({ method: "POST", path: "/acme/env.git/git-receive-pack", when: "after", drop: true });
  expect((await git("push", "origin", "main")).code).not.toBe(0);
  expect(await forge.branch("acme/env", "main")).toBe(commit);
  expect(forge.gitExchanges.at(-1)?.status).toBe(0);
});

test("somebody's commit between reading and pushing makes Git refuse the push", async () => {
  const git = await clone(forge.githubToken("acme/env", { contents: "write" }));
  await commitFile(git);
  forge.fault({
    method: "POST",
    path: "/acme/env.git/git-receive-pack",
    when: "before",
    action: async () => void (await forge.commit("acme/env", { files: { "new.yaml": "n: 1\n" } })),
  });
  const pushed = await git("push", "origin", "main");
  expect(pushed.code).not.toBe(0);
  expect(pushed.text).toContain("remote rejected");
});

test("of four pushes at once onto one commit exactly one lands, and each refusal is Git's own", async () => {
  const token = forge.githubToken("acme/env", { contents: "write" });
  const here = client(forge, token);
  const clones = await Promise.all(
    [1, 2, 3, 4].map(async (number) => {
      const work = path.join(folder, `work${number}`);
      await here.git(folder, "clone", "-q", forge.cloneUrl("acme/env"), work);
      await here.git(work, "commit", "-q", "--allow-empty", "-m", `Number ${number}`);
      return work;
    }),
  );
  const pushed = await Promise.all(clones.map((work) => here.git(work, "push", "-q", "origin", "main")));
  expect(pushed.filter((one) => one.code === 0)).toHaveLength(1);
  expect(await forge.log("acme/env", "main")).toHaveLength(2);
  expect(forge.violations).toEqual([]);
});

test("what GITHUB_TOKEN pushes starts no workflow, what an App pushes does", async () => {
  const git = await clone(forge.githubToken("acme/env", { contents: "write" }));
  await commitFile(git);
  const before = forge.triggeredRuns.length;
  await git("push", "origin", "main");
  expect(forge.triggeredRuns).toHaveLength(before);
  const app = client(forge, forge.installationToken("waybill", ["acme/env"], { contents: "write" }));
  expect(await app.git(path.join(folder, "work"), "push", "-q", "origin", "main:other")).toMatchObject({ code: 0 });
  expect(forge.triggeredRuns.slice(before)).toMatchObject([
    { event: "push", ref: "refs/heads/other", actor: "waybill[bot]" },
  ]);
});
