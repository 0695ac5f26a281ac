// The demo's stage: a local forge with an application repository and an environment repository made from examples/, an App, and two people.
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { runStep, type StepResult } from "../test/support/runner.ts";
import { startForge, type Forge } from "../test/forge/forge.ts";

const examples = join(import.meta.dirname, "..", "examples");

export const ENVIRONMENT = "acme/environment";
export const APPLICATION = "acme/hello";

export interface Stage extends AsyncDisposable {
  readonly forge: Forge;
  /** Where the demo leaves what it made. */
  readonly folder: string;
  /** A push to the application repository; gives the commit. */
  commitToApplication(message: string, text: string): Promise<string>;
  /** A workflow's step, with the App's credentials; log and summary are kept in the folder. */
  step(step: {
    readonly action: string;
    readonly repository: string;
    readonly event: string;
    readonly payload?: Readonly<Record<string, unknown>>;
    readonly sha: string;
    readonly with?: Readonly<Record<string, string>>;
  }): Promise<StepResult>;
}

/** Two people, an App and two repositories; prod is protected by the status that Waybill writes. */
export async function setStage(folder: string): Promise<Stage> {
  const forge = await startForge();
  await forge.createRepository(ENVIRONMENT, {
    files: await filesBelow(join(examples, "environment")),
    message: "Begin the environments",
    autoMergeAllowed: true,
    mergeMethods: ["squash", "merge"],
  });
  await forge.createRepository(APPLICATION, {
    files: await filesBelow(join(examples, "application")),
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
  return {
    forge,
    folder,
    commitToApplication: (message, text) =>
      forge.commit(APPLICATION, {
        files: { "hello.txt": `${text}\n` },
        message,
        author: { name: "Jonas", email: "jonas@acme.example" },
        by: "jonas",
      }),
    async step({ action, repository, event, payload, sha, with: inputs }) {
      const result = await runStep({
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
      steps += 1;
      const name = join(folder, "steps", `${String(steps).padStart(2, "0")}-${action}`);
      await writeFile(`${name}.log`, result.log);
      await writeFile(`${name}.md`, result.summary);
      if (result.exitCode !== 0)
        throw new Error(`the step ${action} ended with exit code ${result.exitCode}:\n${result.log}`);
      return result;
    },
    [Symbol.asyncDispose]: () => forge[Symbol.asyncDispose](),
  };
}

async function filesBelow(folder: string): Promise<Record<string, Uint8Array>> {
  const files: Record<string, Uint8Array> = {};
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    files[relative(folder, file).replaceAll("\\", "/")] = await readFile(file);
  }
  return files;
}
