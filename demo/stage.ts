// The demo's stage: a local forge with an application repository and an environment repository made from examples/, an App, and two people.
import { execFile } from "node:child_process";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { promisify } from "node:util";
import { runStep, type StepResult } from "../test/support/runner.ts";
import { startForge, type Forge } from "../test/forge/forge.ts";

const run = promisify(execFile);
const examples = join(import.meta.dirname, "..", "examples");

export const ENVIRONMENT = "acme/environment";
export const APPLICATION = "acme/hello";
/** Where the examples keep their images. */
const NAMESPACE = "ghcr.io/acme";

export interface Stage extends AsyncDisposable {
  readonly forge: Forge;
  /** Where the demo leaves what it made. */
  readonly folder: string;
  /** Name of the application's image, without a tag. */
  readonly image: string;
  /** A push to the application repository; gives the commit. */
  commitToApplication(message: string, text: string): Promise<string>;
  /** A Git tag of the application repository at a commit, and the job's checkout of it; gives the checkout's folder. */
  tagApplication(tag: string, commit: string): Promise<string>;
  /** A workflow's step, with the App's credentials; log and summary are kept in the folder. */
  step(step: {
    readonly action: string;
    readonly repository: string;
    readonly event: string;
    readonly payload?: Readonly<Record<string, unknown>>;
    readonly sha: string;
    readonly with?: Readonly<Record<string, string>>;
    readonly ref?: string;
    readonly workspace?: string;
    readonly env?: Readonly<Record<string, string>>;
  }): Promise<StepResult>;
}

/**
 * Two people, an App and two repositories; prod is protected by the status that Waybill writes. `registry`: where images are pushed to; `null`: they are only names.
 * `ended`: cancels the step at work, as the runner would; when the stage is disposed of, it has tidied up.
 */
export async function setStage(folder: string, registry: string | null, ended: AbortSignal): Promise<Stage> {
  const forge = await startForge();
  const namespace = registry === null ? NAMESPACE : `${registry}/acme`;
  await forge.createRepository(ENVIRONMENT, {
    files: await filesBelow(join(examples, "environment"), namespace),
    message: "Begin the environments",
    autoMergeAllowed: true,
    mergeMethods: ["squash", "merge"],
  });
  await forge.createRepository(APPLICATION, {
    files: await filesBelow(join(examples, "application"), namespace),
    message: "Begin the application",
  });
  forge.addUser("maria", { [ENVIRONMENT]: "write" });
  forge.addUser("jonas", { [APPLICATION]: "write" });
  await forge.protect(ENVIRONMENT, "main", {
    source: "ruleset",
    requiredChecks: [{ context: "waybill/gate", app: null }],
    bypass: ["waybill[bot]"],
  });
  const app = forge.createApp("waybill");
  forge.installApp(app.id, [ENVIRONMENT], {
    contents: "write",
    pull_requests: "write",
    statuses: "write",
    checks: "read",
    metadata: "read",
  });
  await mkdir(join(folder, "steps"), { recursive: true });
  let steps = 0;
  let atWork: Promise<unknown> = Promise.resolve();
  const cancelled = (pid: number): (() => void) => {
    const cancel = (): void => void process.kill(pid, "SIGTERM");
    ended.addEventListener("abort", cancel, { once: true });
    return () => ended.removeEventListener("abort", cancel);
  };
  return {
    forge,
    folder,
    image: `${namespace}/hello`,
    commitToApplication: (message, text) =>
      forge.commit(APPLICATION, {
        files: { "hello.txt": `${text}\n` },
        message,
        author: { name: "Jonas", email: "jonas@acme.example" },
        by: "jonas",
      }),
    async tagApplication(tag, commit) {
      const remote = forge.repository(APPLICATION).git;
      await remote.git(["tag", tag, commit]);
      const checkout = join(folder, "application");
      if (!(await readdir(folder)).includes("application"))
        await run("git", ["clone", "--quiet", remote.folder, checkout]);
      await run("git", ["fetch", "--quiet", "--tags"], { cwd: checkout });
      await run("git", ["-c", "advice.detachedHead=false", "checkout", "--quiet", tag], { cwd: checkout });
      return checkout;
    },
    async step({ action, repository, event, payload, sha, with: inputs, ...job }) {
      ended.throwIfAborted();
      const running = runStep({
        ...job,
        onSpawn: cancelled,
        action,
        repository,
        sha,
        with: { "app-id": String(app.id), "private-key": app.privateKey, ...inputs },
        token: forge.githubToken(repository, { contents: "read" }),
        event: { name: event, payload: { repository: { default_branch: "main" }, ...payload } },
        serverUrl: forge.serverUrl,
        apiUrl: forge.apiUrl,
        graphqlUrl: forge.graphqlUrl,
      });
      atWork = running.catch(() => {});
      const result = await running;
      steps += 1;
      const name = join(folder, "steps", `${String(steps).padStart(2, "0")}-${action}`);
      await writeFile(`${name}.log`, result.log);
      await writeFile(`${name}.md`, result.summary);
      if (result.exitCode !== 0)
        throw new Error(`the step ${action} ended with exit code ${result.exitCode}:\n${result.log}`);
      return result;
    },
    async [Symbol.asyncDispose]() {
      await atWork;
      await forge[Symbol.asyncDispose]();
    },
  };
}

/** The texts below a folder, with the images in another place. */
async function filesBelow(folder: string, namespace: string): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    files[relative(folder, file).replaceAll("\\", "/")] = (await readFile(file, "utf8")).replaceAll(
      NAMESPACE,
      namespace,
    );
  }
  return files;
}
