// What other people have set runs nothing and changes nothing: environment, machine and user configuration, the repository, the address.
import { chmod, mkdir, readdir, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { gitEnvironment } from "../../src/git/environment.ts";
import { gitIn } from "../../src/git/process.ts";
import { workingTreeSnapshot } from "../../src/git/working-tree.ts";
import { startGitServer } from "../support/git-http.ts";
import { makeScratch, type Scratch } from "../support/scratch.ts";
import { open, put } from "./opening.ts";

afterEach(() => void vi.unstubAllEnvs());

/** A program that leaves a mark when it runs, and the command that is the mark's absence. */
async function markingProgram(
  scratch: Scratch,
): Promise<{ readonly program: string; readonly ran: () => Promise<boolean> }> {
  const program = join(scratch.folder, "program");
  await writeFile(program, `#!/bin/sh\ntouch ${JSON.stringify(join(scratch.folder, "PWNED"))}\n`);
  await chmod(program, 0o755);
  return { program, ran: async () => (await readdir(scratch.folder)).includes("PWNED") };
}

describe("an address", () => {
  test.each([
    "ext::sh -c touch% PWNED",
    "--upload-pack=touch PWNED",
    "ssh://git@example.org/a/b",
    "git@example.org:a/b.git",
    "git://example.org/a/b",
    "http://example.org/a/b",
    "https://user:secret@example.org/a/b",
    "https://example.org/a/b?x=1",
    "https://example.org/a/b#x",
    "example",
    "",
  ])("like %j is refused with exit code 2 before Git starts", async (url) => {
    const error: unknown = await open(url).catch((error: unknown) => error);
    expect(error).toMatchObject({ exitCode: 2 });
    expect(String(error)).not.toContain("secret");
  });

  test("over plain http is taken when it is the forge's own", async () => {
    await using repository = await open("http://ghes.example/a/b", { serverUrl: "http://ghes.example" });
    expect(repository.name).toBe("acme/environment");
  });
});

test("a server that takes the question and never answers does not hold the run", async () => {
  const silent = createServer(() => {});
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  const address = silent.address();
  const port = typeof address === "object" ? address?.port : undefined;
  // One second instead of sixty: the later entry counts.
  const config = [
    ["protocol.http.allow", "always"],
    ["http.lowSpeedTime", "1"],
  ] as const;
  const git = gitIn({ folder: tmpdir(), environment: gitEnvironment({ home: "/nowhere", config }), secrets: [] });
  const asked = git.text(["ls-remote", "--", `http://127.0.0.1:${port}/env.git`]);
  await expect(asked).rejects.toThrow("too slow");
  silent.closeAllConnections();
  await new Promise((resolve) => silent.close(resolve));
});

test("the step's own variables reach Git only by the list", () => {
  for (const name of [
    "GIT_SSH_COMMAND",
    "GIT_EXEC_PATH",
    "GIT_TEMPLATE_DIR",
    "GIT_CONFIG_PARAMETERS",
    "EDITOR",
    "GITHUB_TOKEN",
  ])
    vi.stubEnv(name, "evil");
  vi.stubEnv("GIT_CONFIG_COUNT", "1");
  vi.stubEnv("GIT_CONFIG_KEY_0", "core.sshCommand");
  vi.stubEnv("HTTPS_PROXY", "http://proxy.example");
  const environment = gitEnvironment({ home: "/nowhere", config: [] });
  expect(Object.values(environment)).not.toContain("evil");
  expect(Object.values(environment)).not.toContain("core.sshCommand");
  expect(environment).toMatchObject({
    HOME: "/nowhere",
    HTTPS_PROXY: "http://proxy.example",
    GIT_TERMINAL_PROMPT: "0",
  });
});

test("hooks, filters and file system monitors of the machine, the user and a clone do not run", async () => {
  await using scratch = await makeScratch();
  const { program, ran } = await markingProgram(scratch);
  scratch.repository("env", { "a.yaml": "1\n" });
  scratch.git(["clone", "--quiet", "env.git", "work"]);
  const config = `[core]\n\tfsmonitor = ${program}\n\thooksPath = ${scratch.folder}\n\tsshCommand = ${program}\n\talternateRefsCommand = ${program}\n[credential]\n\thelper = ${program}\n`;
  await writeFile(join(scratch.folder, ".gitconfig"), config);
  await writeFile(join(scratch.folder, "work", ".git", "config"), config, { flag: "a" });
  for (const hook of ["pre-push", "pre-commit", "post-checkout", "reference-transaction", "post-index-change"])
    await writeFile(join(scratch.folder, hook), `#!/bin/sh\n${program}\n`, { mode: 0o755 });
  // A tracked folder that looks like a bare repository, as an app's path.
  const planted = join(scratch.folder, "work", "apps", "evil");
  await mkdir(join(planted, "objects"), { recursive: true });
  await mkdir(join(planted, "refs"));
  await writeFile(join(planted, "HEAD"), "ref: refs/heads/main\n");
  await writeFile(join(planted, "config"), config);
  vi.stubEnv("HOME", scratch.folder);
  vi.stubEnv("GIT_CONFIG_GLOBAL", join(scratch.folder, ".gitconfig"));
  const server = await startGitServer(scratch.folder);
  await using repository = await open(server.url("env"), { localObjects: join(scratch.folder, "work") });
  await put(repository, "main", { "a.yaml": "2\n" });
  await (await workingTreeSnapshot(join(scratch.folder, "work"))).list();
  await expect((await workingTreeSnapshot(planted)).list()).rejects.toThrow("cannot use bare repository");
  await server.close();
  expect(await ran()).toBe(false);
});

describe("a clone that the job has made", () => {
  test.each([
    ["complete", []],
    ["shallow", ["--depth=1"]],
    ["without blobs", ["--filter=blob:none", "--no-checkout"]],
  ] as const)("and that is %s and detached serves its objects", async (_what, how) => {
    await using scratch = await makeScratch();
    scratch.repository("env", { "a.yaml": "1\n" });
    scratch.commit("env", "main", { "b.yaml": "1\n" });
    const server = await startGitServer(scratch.folder);
    scratch.git(["clone", "--quiet", ...how, `file://${scratch.folder}/env.git`, "work"]);
    scratch.git(["-C", "work", "update-ref", "--no-deref", "HEAD", "HEAD"]);
    const before = server.exchanges.length;
    await using repository = await open(server.url("env"), { localObjects: join(scratch.folder, "work") });
    const snapshot = await repository.snapshot("main");
    expect((await snapshot.read(["b.yaml"])).get("b.yaml")).toEqual(Buffer.from("1\n"));
    const asked = server.exchanges.slice(before);
    expect(asked).toHaveLength(how[0] === "--filter=blob:none" ? 4 : 2);
    expect(await put(repository, "main", { "a.yaml": "2\n" })).toMatchObject({ kind: "committed", attempts: 1 });
    const seen: string[] = [];
    for await (const { message } of repository.history(
      scratch.git(["-C", "env.git", "rev-parse", "main"]),
      () => false,
    ))
      seen.push(message);
    expect(seen).toEqual(["put\n", "change", "first"]);
    await server.close();
  });

  test("and that is behind is not taken for the truth; a folder that is none does no harm", async () => {
    await using scratch = await makeScratch();
    scratch.repository("env", { "a.yaml": "1\n" });
    scratch.git(["clone", "--quiet", "env.git", "work"]);
    const tip = scratch.commit("env", "main", { "a.yaml": "2\n" });
    const server = await startGitServer(scratch.folder);
    for (const folder of ["work", "env.git/refs", "nowhere"]) {
      await using repository = await open(server.url("env"), { localObjects: join(scratch.folder, folder) });
      expect((await repository.snapshot("main")).commit).toBe(tip);
    }
    await server.close();
  });
});
