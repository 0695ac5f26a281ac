// `update` on a repository of 12,000 files over HTTP, beside what a user would do: a shallow clone, an edit, a commit, a push.
import { execFile, spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Forge, startForge } from "../test/forge/forge.ts";
import { runStep } from "../test/support/runner.ts";
import { type Figure, inTurn, median } from "./measure.ts";
import { highWater } from "./process.ts";
import { APPS, appName, createEnvironment, ENVIRONMENT } from "./repository.ts";

const run = promisify(execFile);
const ROUNDS = 7;
const DELAY_MS = 50;

export async function measureUpdate(): Promise<readonly Figure[]> {
  await using forge = await startForge();
  await createEnvironment(forge, APPS, 0);
  forge.addUser("waybill-user", { [ENVIRONMENT]: "write" });
  const token = forge.userToken("waybill-user");
  let version = 0;
  const memory: number[] = [];
  const ours =
    (named: boolean): (() => Promise<number>) =>
    async () => {
      const { ms, peakMb } = await runUpdate(forge, token, { version: `2.0.${(version += 1)}`, named });
      memory.push(peakMb);
      return ms;
    };
  const user = async (): Promise<number> => runUser(forge, token, `2.0.${(version += 1)}`);
  const near = await inTurn(ROUNDS, { user, named: ours(true), searched: ours(false) });
  forge.delayMs = DELAY_MS;
  const far = await inTurn(ROUNDS, { user, named: ours(true), searched: ours(false) });
  const bare = await bareMemory();
  const figure = (name: string, times: ReadonlyMap<string, readonly number[]>, contender: string): Figure => {
    const [our, users] = [median(times.get(contender)), median(times.get("user"))];
    const detail = `${our.toFixed(0)} ms; clone, edit, commit, push: ${users.toFixed(0)} ms; ${ROUNDS} rounds`;
    return { name, value: our / users, unit: "x", bound: 0.35, detail };
  };
  return [
    figure("update, app named", near, "named"),
    figure("update, 2,000 apps searched", near, "searched"),
    figure(`update, app named, ${DELAY_MS} ms a round trip`, far, "named"),
    figure(`update, 2,000 apps searched, ${DELAY_MS} ms a round trip`, far, "searched"),
    {
      name: "update: peak memory above bare node",
      value: Math.max(...memory) - bare,
      unit: "MB",
      bound: 60,
      detail: `${Math.max(...memory).toFixed(0)} MB at most, bare node ${bare.toFixed(0)} MB; the process of the action, Git's own apart`,
    },
  ];
}

interface Update {
  readonly version: string;
  readonly named: boolean;
}

async function runUpdate(
  forge: Forge,
  token: string,
  { version, named }: Update,
): Promise<{ ms: number; peakMb: number }> {
  const app = appName(1000);
  let peakMb = 0;
  const { exitCode, log, durationMs, outputs } = await runStep({
    action: "update",
    repository: "acme/hello",
    token,
    with: {
      image: `ghcr.io/acme/${app}:${version}`,
      "environment-repository": ENVIRONMENT,
      ...(named ? { app } : {}),
    },
    event: { name: "push", payload: {} },
    serverUrl: forge.serverUrl,
    apiUrl: forge.apiUrl,
    graphqlUrl: forge.graphqlUrl,
    onSpawn: (pid) => {
      const timer = setInterval(() => {
        peakMb = Math.max(peakMb, highWater(pid));
      }, 5);
      return () => clearInterval(timer);
    },
  });
  if (exitCode !== 0 || outputs["result"] !== "committed") throw new Error(`update ended with ${exitCode}: ${log}`);
  return { ms: durationMs, peakMb };
}

/** What a careful user's script does; nothing is checked out that a shallow clone does not check out. */
async function runUser(forge: Forge, token: string, version: string): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), "waybill-bench-user-"));
  const env = {
    PATH: process.env["PATH"] ?? "",
    HOME: folder,
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_COUNT: "1",
    GIT_CONFIG_KEY_0: `http.${forge.serverUrl}/.extraHeader`,
    GIT_CONFIG_VALUE_0: `Authorization: Basic ${Buffer.from(`x-access-token:${token}`).toString("base64")}`,
  };
  const clone = join(folder, "clone");
  const git = async (...args: readonly string[]): Promise<void> => {
    await run("git", [...args], { env, cwd: folder });
  };
  try {
    const started = performance.now();
    await git("clone", "--quiet", "--depth", "1", forge.cloneUrl(ENVIRONMENT), clone);
    const file = join(clone, "apps", appName(1000), "overlays", "stage", "kustomization.yaml");
    await writeFile(file, (await readFile(file, "utf8")).replace(/newTag: \S+/, `newTag: ${version}`));
    await git(
      "-C",
      clone,
      "-c",
      "user.name=User",
      "-c",
      "user.email=user@acme.example",
      "commit",
      "--quiet",
      "--all",
      "--message",
      `Update to ${version}`,
    );
    await git("-C", clone, "push", "--quiet", "origin", "HEAD:main");
    return performance.now() - started;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function bareMemory(): Promise<number> {
  const child = spawn(process.execPath, ["--eval", 'process.stdout.write("up"); setTimeout(() => {}, 1000)'], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  for await (const chunk of child.stdout) if (String(chunk) !== "") break;
  const peak = highWater(child.pid ?? 0);
  child.kill("SIGKILL");
  return peak;
}
