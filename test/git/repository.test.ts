// What a repository answers and writes, on real Git over HTTP.
import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { MissingCommit } from "../../src/git/missing-commit.ts";
import { startGitServer } from "../support/git-http.ts";
import { makeScratch, type Scratch } from "../support/scratch.ts";
import { changesOf, keptLog, open, put } from "./opening.ts";

const basic = (token: string): string => `Basic ${Buffer.from(`x-access-token:${token}`).toString("base64")}`;

/** One more entry at the root of `main`, of any mode. */
function addEntry(scratch: Scratch, mode: string, path: string): void {
  const environment = ["-C", "env.git"];
  const oid =
    mode === "160000"
      ? "1".repeat(40)
      : scratch.git([...environment, "hash-object", "-w", "--stdin"], "/proc/self/environ");
  const type = mode === "160000" ? "commit" : "blob";
  const tree = scratch.git([...environment, "ls-tree", "main"]);
  const changed = scratch.git([...environment, "mktree", "--missing"], `${tree}\n${mode} ${type} ${oid}\t${path}\n`);
  const commit = scratch.git([...environment, "commit-tree", changed, "-p", "main", "-m", "entry"]);
  scratch.git([...environment, "update-ref", "refs/heads/main", commit]);
}

describe("committing", () => {
  test("writes the new bytes, keeps modes and every other file, and says who did it", async () => {
    await using scratch = await makeScratch();
    scratch.repository("env", { "apps/a.yaml": "1\n", "apps/b.yaml": "1\n", "run.sh": "#!/bin/sh\n" });
    scratch.git(["clone", "--quiet", "env.git", "work"]);
    scratch.git(["-C", "work", "update-index", "--chmod=+x", "run.sh"]);
    scratch.git(["-C", "work", "commit", "--quiet", "--message", "executable"]);
    scratch.git(["-C", "work", "push", "--quiet"]);
    const server = await startGitServer(scratch.folder);
    await using repository = await open(server.url("env"));
    const files = { "run.sh": "#!/bin/sh\nexit 0\n", 'apps/new/ümläut "x".yaml': "new\n" };
    const outcome = await put(repository, "main", files, "Write\n\nbody\n");
    await server.close();
    expect(outcome).toMatchObject({ kind: "committed", attempts: 1 });
    const tree = scratch.git(["-C", "env.git", "ls-tree", "-r", "-z", "main"]).split("\0").filter(Boolean);
    expect(tree.map((line) => line.replace(/ blob [0-9a-f]+\t/u, " "))).toEqual([
      "100644 apps/a.yaml",
      "100644 apps/b.yaml",
      '100644 apps/new/ümläut "x".yaml',
      "100755 run.sh",
    ]);
    expect(scratch.git(["-C", "env.git", "log", "-1", "--format=%an <%ae> %cn <%ce> %at %B", "main"])).toBe(
      "Waybill <waybill@example.org> Waybill <waybill@example.org> 1700000000 Write\n\nbody\n",
    );
  });

  test("makes no second commit when the tree has it already, in this run and in another", async () => {
    await using scratch = await makeScratch();
    scratch.repository("env", { "a.yaml": "1\n" });
    const server = await startGitServer(scratch.folder);
    await using one = await open(server.url("env"));
    await using other = await open(server.url("env"));
    expect((await put(one, "main", { "a.yaml": "2\n" })).kind).toBe("committed");
    for (const repository of [one, other])
      expect(await put(repository, "main", { "a.yaml": "2\n" })).toEqual({
        kind: "nothing",
        reason: '"main" of acme/environment has it already',
      });
    await server.close();
    expect(scratch.git(["-C", "env.git", "rev-list", "--count", "main"])).toBe("2");
  });

  test("believes in nothing to do only after reading the branch as it is now", async () => {
    await using scratch = await makeScratch();
    scratch.repository("env", { "a.yaml": "1\n" });
    const server = await startGitServer(scratch.folder);
    await using repository = await open(server.url("env"));
    await repository.snapshot("main");
    scratch.commit("env", "main", { "a.yaml": "0\n" });
    const outcome = await put(repository, "main", { "a.yaml": "1\n" });
    await server.close();
    expect(outcome.kind).toBe("committed");
  });

  test("creates a branch, and the first commit of an empty repository", async () => {
    await using scratch = await makeScratch();
    scratch.repository("env", { "a.yaml": "1\n" });
    scratch.repository("empty", null);
    const server = await startGitServer(scratch.folder);
    await using repository = await open(server.url("env"));
    await using empty = await open(server.url("empty"));
    expect(await put(repository, "waybill/records", { "r.json": "{}" })).toMatchObject({ parent: null });
    expect(await put(empty, "main", { "r.json": "{}" })).toMatchObject({ parent: null });
    expect([...(await repository.branches()).keys()]).toEqual(["main", "waybill/records"]);
    expect([...(await repository.branches("waybill/")).keys()]).toEqual(["waybill/records"]);
    await server.close();
    expect(scratch.git(["-C", "empty.git", "ls-tree", "--name-only", "main"])).toBe("r.json");
  });

  test("gives up when the time budget is spent, and nothing is written", async () => {
    await using scratch = await makeScratch();
    scratch.repository("env", { "a.yaml": "1\n" });
    const server = await startGitServer(scratch.folder);
    let theirs = 0;
    server.fault = ({ target }) => {
      if (target.endsWith("?service=git-receive-pack"))
        scratch.commit("env", "main", { theirs: `${(theirs += 1)}\n` }, "theirs");
      return null;
    };
    await using repository = await open(server.url("env"), { budgetMs: 1000 });
    await expect(put(repository, "main", { "a.yaml": "2\n" })).rejects.toThrow(
      /"main" of acme\/environment kept moving/u,
    );
    await server.close();
    expect(scratch.git(["-C", "env.git", "show", "main:a.yaml"])).toBe("1");
  });

  test("takes a refusal for final only after trying again, and gives the server's words", async () => {
    await using scratch = await makeScratch();
    scratch.repository("env", { "a.yaml": "1\n" });
    await writeFile(
      join(scratch.folder, "env.git", "hooks", "pre-receive"),
      "#!/bin/sh\necho no pushes today >&2\nexit 1\n",
      {
        mode: 0o755,
      },
    );
    const server = await startGitServer(scratch.folder);
    await using repository = await open(server.url("env"));
    await expect(put(repository, "main", { "a.yaml": "2\n" })).rejects.toThrow(
      /branch protection or rule.*pre-receive hook declined/u,
    );
    const pushes = server.exchanges.filter(
      ({ method, target }) => method === "POST" && target.endsWith("receive-pack"),
    );
    await server.close();
    expect(pushes).toHaveLength(5);
  });
});

describe("proposal branches", () => {
  test("are put in place with one swap, replaced, found moved, and deleted only as expected", async () => {
    await using scratch = await makeScratch();
    const base = scratch.repository("env", { "a.yaml": "1\n" });
    const server = await startGitServer(scratch.folder);
    await using repository = await open(server.url("env"));
    const branch = "waybill/app/prod/podinfo";
    const write = async (text: string, expected: string | null): ReturnType<typeof repository.writeBranch> =>
      repository.writeBranch({
        branch,
        base,
        message: `${text}\n`,
        expected,
        changes: await changesOf(await repository.snapshotAt(base), { "a.yaml": text }),
      });
    const first = await write("2\n", null);
    expect(first).toEqual({ kind: "written", commit: scratch.git(["-C", "env.git", "rev-parse", branch]) });
    const one = first.kind === "written" ? first.commit : "";
    expect(await write("3\n", null)).toEqual({ kind: "moved", now: one });
    const second = await write("3\n", one);
    const two = second.kind === "written" ? second.commit : "";
    expect(scratch.git(["-C", "env.git", "rev-parse", branch, `${branch}^`])).toBe(`${two}\n${base}`);
    expect(await repository.deleteBranch(branch, one)).toBe(false);
    expect(await repository.deleteBranch(branch, two)).toBe(true);
    expect(await repository.deleteBranch(branch, two)).toBe(true);
    await server.close();
  });

  test("are written once when the connection drops after the push was accepted", async () => {
    await using scratch = await makeScratch();
    const base = scratch.repository("env", { "a.yaml": "1\n" });
    const server = await startGitServer(scratch.folder);
    server.fault = ({ method, target }) =>
      method === "POST" && target.endsWith("receive-pack") ? { kind: "drop-after" } : null;
    await using repository = await open(server.url("env"));
    const changes = await changesOf(await repository.snapshotAt(base), { "a.yaml": "2\n" });
    const outcome = await repository.writeBranch({ branch: "x", base, message: "x\n", expected: null, changes });
    await server.close();
    expect(outcome).toEqual({ kind: "written", commit: scratch.git(["-C", "env.git", "rev-parse", "x"]) });
  });
});

describe("the token", () => {
  test("goes to the address's own origin with every request and stands in no file", async () => {
    await using scratch = await makeScratch();
    scratch.repository("env", { "a.yaml": "1\n" });
    const server = await startGitServer(scratch.folder);
    await using repository = await open(server.url("env"), { token: "s3cr3t" });
    await put(repository, "main", { "a.yaml": "2\n" });
    await server.close();
    expect(new Set(server.exchanges.map(({ authorization }) => authorization))).toEqual(new Set([basic("s3cr3t")]));
  });

  test("does not follow a redirect, also not to the same host", async () => {
    await using scratch = await makeScratch();
    scratch.repository("env", { "a.yaml": "1\n" });
    const server = await startGitServer(scratch.folder);
    const other = await startGitServer(scratch.folder);
    server.fault = ({ target }) => ({ kind: "answer", status: 301, headers: { location: other.origin + target } });
    await using repository = await open(server.url("env"), { token: "s3cr3t" });
    await expect(repository.snapshot("main")).rejects.toThrow(/acme\/environment has moved/u);
    expect(other.exchanges).toEqual([]);
    await server.close();
    await other.close();
  });

  test.each([
    [401, /does not accept the token/u],
    [403, /may not do this in acme\/environment; it needs `contents: write`/u],
    [404, /was not found, or the token may not see it/u],
    [500, /Git could not talk to acme\/environment/u],
  ])("is in no message when the server answers %i", async (status, message) => {
    await using scratch = await makeScratch();
    const server = await startGitServer(scratch.folder);
    server.fault = () => ({ kind: "answer", status });
    const log = keptLog();
    await using repository = await open(server.url("env"), { token: "s3cr3t", log });
    const error: unknown = await repository.snapshot("main").catch((error: unknown) => error);
    await server.close();
    expect(String(error)).toMatch(message);
    expect(`${String(error)} ${log.lines.join(" ")}`).not.toMatch(/s3cr3t|eC1hY2Nlc3M/u);
  });
});

test("reads the bytes of files, and null for links, submodules and what is not there", async () => {
  await using scratch = await makeScratch();
  scratch.repository("env", { "a.yaml": "1\n" });
  addEntry(scratch, "120000", "link.yaml");
  addEntry(scratch, "160000", "module");
  const server = await startGitServer(scratch.folder);
  await using repository = await open(server.url("env"));
  const snapshot = await repository.snapshot("main");
  const files = await snapshot.read(["a.yaml", "link.yaml", "module", "none.yaml"]);
  await server.close();
  expect([...files].map(([path, bytes]) => [path, bytes === null ? null : Buffer.from(bytes).toString()])).toEqual([
    ["a.yaml", "1\n"],
    ["link.yaml", null],
    ["module", null],
    ["none.yaml", null],
  ]);
});

describe("a change", () => {
  const cases: readonly (readonly [string, string, Readonly<Record<string, string>>, RegExp])[] = [
    ["of a link", "120000", { entry: "x" }, /"entry" cannot be written: it is a symbolic link/u],
    ["under a linked folder", "120000", { "entry/ci.yml": "x" }, /"entry" is a symbolic link/u],
    ["of a submodule", "160000", { entry: "x" }, /"entry" cannot be written: it is a submodule/u],
    ["under a submodule", "160000", { "entry/x": "x" }, /"entry" is a submodule/u],
    ["under a file", "100644", { "a.yaml/x": "x" }, /"a.yaml" is a file/u],
    ["in the place of a folder", "100644", { apps: "x" }, /"apps" cannot be written: it is a folder/u],
    ["out of the repository", "100644", { "../../.git/config": "x" }, /it has a part "\.\."/u],
    ["of Git's own folder", "100644", { ".GIT/config": "x" }, /it leads into Git's own folder/u],
  ];
  test.each(cases)("%s is refused and nothing is written", async (_what, mode, files, message) => {
    await using scratch = await makeScratch();
    scratch.repository("env", { "a.yaml": "1\n", "apps/b.yaml": "1\n" });
    addEntry(scratch, mode, "entry");
    const before = scratch.git(["-C", "env.git", "rev-parse", "main"]);
    const server = await startGitServer(scratch.folder);
    await using repository = await open(server.url("env"));
    await expect(put(repository, "main", files)).rejects.toThrow(message);
    await server.close();
    expect(scratch.git(["-C", "env.git", "rev-parse", "main"])).toBe(before);
    expect(server.exchanges.filter(({ target }) => target.includes("receive-pack"))).toEqual([]);
  });

  test("that was computed from another blob is refused", async () => {
    await using scratch = await makeScratch();
    scratch.repository("env", { "a.yaml": "1\n" });
    const server = await startGitServer(scratch.folder);
    await using repository = await open(server.url("env"));
    const changes = new Map([["a.yaml", { replaces: "0".repeat(40), bytes: Buffer.from("2\n") }]]);
    await expect(
      repository.commit({ branch: "main", build: async () => ({ changes, message: "x\n" }) }),
    ).rejects.toThrow("not the file any more that the change was computed from");
    await server.close();
  });
});

test("names the nearest branch when one is missing, and says when a repository is empty", async () => {
  await using scratch = await makeScratch();
  scratch.repository("env", { "a.yaml": "1\n" });
  scratch.repository("empty", null);
  const server = await startGitServer(scratch.folder);
  await using repository = await open(server.url("env"));
  await using empty = await open(server.url("empty"));
  await expect(repository.snapshot("mian")).rejects.toThrow('has no branch "mian"; did you mean "main"?');
  await expect(empty.snapshot("main")).rejects.toThrow("acme/environment is empty");
  await expect(repository.snapshotAt("f".repeat(40))).rejects.toThrow("has no commit ffff");
  await server.close();
});

test("tells a commit that the remote does not have from a remote that does not answer", async () => {
  await using scratch = await makeScratch();
  const commit = scratch.repository("env", { "a.yaml": "1\n" });
  const server = await startGitServer(scratch.folder);
  await using repository = await open(server.url("env"));
  await repository.branches();
  await expect(repository.isAncestor("f".repeat(40), commit)).rejects.toBeInstanceOf(MissingCommit);
  await expect(repository.isAncestor("v1.2.3", commit)).rejects.toBeInstanceOf(MissingCommit);
  server.fault = () => ({ kind: "answer", status: 503 });
  const failure = repository.isAncestor("e".repeat(40), commit);
  await expect(failure).rejects.not.toBeInstanceOf(MissingCommit);
  await expect(failure).rejects.toThrow("503");
  await server.close();
});

test("lists a remote's branch with a hostile name and never takes it for an option", async () => {
  await using scratch = await makeScratch();
  const commit = scratch.repository("env", { "a.yaml": "1\n" });
  scratch.git(["-C", "env.git", "update-ref", "refs/heads/-x", commit]);
  const server = await startGitServer(scratch.folder);
  await using repository = await open(server.url("env"));
  expect([...(await repository.branches()).keys()]).toEqual(["-x", "main"]);
  await expect(repository.snapshot("-x")).rejects.toThrow("begins with a dash");
  await server.close();
});

test("removes what it made on disk", async () => {
  await using scratch = await makeScratch();
  scratch.repository("env", { "a.yaml": "1\n" });
  const before = process.env["TMPDIR"];
  process.env["TMPDIR"] = scratch.folder;
  try {
    const repository = await open(join(scratch.folder, "env.git"));
    await repository.snapshot("main");
    expect((await readdir(scratch.folder)).filter((name) => name.startsWith("waybill-git-"))).toHaveLength(1);
    await repository.close();
  } finally {
    if (before === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = before;
  }
  expect((await readdir(scratch.folder)).filter((name) => name.startsWith("waybill-git-"))).toEqual([]);
});
