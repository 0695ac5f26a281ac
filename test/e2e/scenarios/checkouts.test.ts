// The job's workspace and environment are other people's: whatever checkout lies there, the result is the same, and nothing of it runs or is changed.
import { execFileSync } from "node:child_process";
import { chmod, mkdir, mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { environmentFiles, HOME, overlay } from "./environment.ts";
import { setStage, type ScenarioStage } from "./stage.ts";

const STAGE = "apps/podinfo/stage/kustomization.yaml";
let folder = "";

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "waybill-checkout-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function git(args: readonly string[]): string {
  return execFileSync("git", args, {
    cwd: folder,
    encoding: "utf8",
    env: { PATH: process.env["PATH"], HOME: folder, GIT_CONFIG_NOSYSTEM: "1", GIT_CONFIG_GLOBAL: "/dev/null" },
  });
}

/** A checkout as the runner's workspace has it. */
function checkout(stage: ScenarioStage, ...how: readonly string[]): string {
  const workspace = join(folder, "work");
  git(["clone", "--quiet", ...how, `file://${stage.forge.repository(HOME).git.folder}`, workspace]);
  return workspace;
}

/** Every file of the workspace with its size and the time of its last change, Git's own included. */
async function stateOf(workspace: string): Promise<readonly string[]> {
  const entries = await readdir(workspace, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const described = files.map(async (file) => {
    const { size, mtimeMs } = await stat(file);
    return `${file} ${size} ${mtimeMs}`;
  });
  return (await Promise.all(described)).toSorted();
}

const checkouts: readonly (readonly [string, (stage: ScenarioStage) => Promise<string>])[] = [
  ["a shallow one", async (stage) => checkout(stage, "--depth=1")],
  [
    "a detached one",
    async (stage) => {
      const workspace = checkout(stage);
      git(["-C", workspace, "checkout", "--quiet", "--detach"]);
      return workspace;
    },
  ],
  ["one without blobs", async (stage) => checkout(stage, "--filter=blob:none", "--no-checkout")],
  [
    "one of an older commit",
    async (stage) => {
      const workspace = checkout(stage);
      await stage.forge.commit(HOME, { files: { "README.md": "moved on\n" } });
      return workspace;
    },
  ],
  [
    "one whose files somebody edited",
    async (stage) => {
      const workspace = checkout(stage);
      await writeFile(join(workspace, STAGE), "nonsense: [");
      return workspace;
    },
  ],
  [
    "one that is broken",
    async (stage) => {
      const workspace = checkout(stage);
      await rm(join(workspace, ".git/objects"), { recursive: true });
      await mkdir(join(workspace, ".git/objects"));
      return workspace;
    },
  ],
  [
    "a link to a worktree",
    async () => {
      const workspace = join(folder, "work");
      await mkdir(workspace);
      await writeFile(join(workspace, ".git"), "gitdir: /nonexistent\n");
      return workspace;
    },
  ],
];

describe("a checkout in the workspace", () => {
  test.each(checkouts)("%s makes no difference and is left as it is", async (_what, make) => {
    await using stage = await setStage({ [HOME]: environmentFiles() });
    const workspace = await make(stage);
    const before = await stateOf(workspace);
    const updated = await stage.step({
      action: "update",
      repository: HOME,
      workspace,
      with: { image: "ghcr.io/acme/podinfo:1.4.0" },
    });
    expect(updated.outputs).toMatchObject({
      result: "committed",
      files: STAGE,
      previous: "ghcr.io/acme/podinfo=1.3.0",
    });
    expect(await stage.forge.file(HOME, "main", STAGE)).toBe(overlay("podinfo", "1.4.0"));
    const all = await stage.step({ action: "waybill", repository: HOME, workspace });
    expect(all.outputs["result"]).toBe("done");
    expect(stage.forge.pullRequest(HOME, 1).title).toContain("1.4.0");
    expect(await stateOf(workspace)).toEqual(before);
  });
});

test("what the step's environment tells Git to run is not run", async () => {
  const ran = join(folder, "PWNED");
  const hooks = join(folder, "template/hooks");
  await mkdir(hooks, { recursive: true });
  for (const name of ["reference-transaction", "pre-push", "post-checkout", "pre-commit", "fsmonitor", "ssh"]) {
    await writeFile(join(hooks, name), `#!/bin/sh\ntouch ${ran}\n`);
    await chmod(join(hooks, name), 0o755);
  }
  await writeFile(
    join(folder, ".gitconfig"),
    `[core]\n\thooksPath = ${hooks}\n\tfsmonitor = ${join(hooks, "fsmonitor")}\n`,
  );
  await using stage = await setStage({ [HOME]: environmentFiles() });
  const workspace = checkout(stage);
  git(["-C", workspace, "config", "core.hooksPath", hooks]);
  git(["-C", workspace, "config", "core.fsmonitor", join(hooks, "fsmonitor")]);
  const { outputs } = await stage.step({
    action: "update",
    repository: HOME,
    workspace,
    with: { image: "ghcr.io/acme/podinfo:1.4.0" },
    env: {
      HOME: folder,
      GIT_CONFIG_GLOBAL: join(folder, ".gitconfig"),
      GIT_CONFIG_COUNT: "2",
      GIT_CONFIG_KEY_0: "core.hooksPath",
      GIT_CONFIG_VALUE_0: hooks,
      GIT_CONFIG_KEY_1: "credential.helper",
      GIT_CONFIG_VALUE_1: `!touch ${ran}`,
      GIT_SSH_COMMAND: `touch ${ran}`,
      GIT_ASKPASS: join(hooks, "ssh"),
      GIT_TEMPLATE_DIR: join(folder, "template"),
      GIT_EXEC_PATH: hooks,
      GIT_DIR: join(folder, "elsewhere"),
      GIT_TRACE_CURL: join(folder, "trace"),
    },
  });
  expect(outputs["result"]).toBe("committed");
  expect(await readdir(folder)).not.toContain("PWNED");
  expect(await readdir(folder)).not.toContain("trace");
});
