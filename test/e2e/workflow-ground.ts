// The ground of the workflow tests: a forge with an application and an environment repository, a registry that wants the job's token as ghcr.io does, buildah, and act.
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { parse } from "yaml";
import { asRecord, asString } from "../../src/text/canonical-json.ts";
import { containerStorage, toolsOf } from "../build/engines/engine-servers.ts";
import { startForge, type Forge } from "../forge/forge.ts";
import { startDockerRegistry } from "../registry/docker-registry.ts";
import { startTokenServer } from "../registry/token-server.ts";
import { makeAct, type WorkflowRun } from "../support/act.ts";
import { ENVIRONMENT, WRITE } from "./ground.ts";

const run = promisify(execFile);

/** Who pushes. */
const ACTOR = "jonas";

/** The programs that these tests need; `null` where one is missing. */
export const workflowTools = (): ReadonlyMap<string, string> | null =>
  toolsOf(["act", "buildah", "docker-registry", "openssl", "skopeo"]);

/** What happened in a repository: the workflow's event, its ref and the commit that the service gives the run. */
export interface Happening {
  readonly name: string;
  readonly ref: string;
  readonly sha: string;
  readonly payload?: Readonly<Record<string, unknown>>;
}

export interface WorkflowGround extends AsyncDisposable {
  readonly forge: Forge;
  /** The registry's name, in the place of ghcr.io. */
  readonly registry: string;
  /** Runs a workflow as it is shown, with ghcr.io replaced and a token of exactly the permissions that it asks for. */
  run(workflow: string, repository: string, happening: Happening): Promise<WorkflowRun>;
  /** What the registry has under a name and tag; `null` when it has not. */
  pulled(name: string, tag: string): Promise<string | null>;
}

export interface Repositories {
  readonly application: { readonly name: string; readonly files: Readonly<Record<string, string>> };
  /** Of the environment repository; ghcr.io is replaced in them too. */
  readonly environment: Readonly<Record<string, string>>;
}

/** `tools`: what `workflowTools` found. */
export async function makeWorkflowGround(
  tools: ReadonlyMap<string, string>,
  { application, environment }: Repositories,
): Promise<WorkflowGround> {
  await using stack = new AsyncDisposableStack();
  const forge = stack.use(await startForge());
  const users = new Set<string>();
  const tokens = stack.use(await startTokenServer(tools.get("openssl") ?? "", users));
  const trust = (folder: string): Promise<unknown> => tokens.trust(folder);
  const registry = stack.use(await startDockerRegistry(tools.get("docker-registry") ?? "", trust));
  const storage = stack.use(containerStorage());
  const act = stack.use(await makeAct(tools.get("act") ?? ""));
  const here = (text: string): string => text.replaceAll("ghcr.io", registry.registry);
  await forge.createRepository(ENVIRONMENT, {
    files: Object.fromEntries(Object.entries(environment).map(([path, text]) => [path, here(text)])),
    autoMergeAllowed: true,
    actionsMayCreatePullRequests: true,
  });
  await forge.createRepository(application.name, { files: application.files });
  const app = forge.createApp("waybill");
  forge.installApp(app.id, [ENVIRONMENT], WRITE);
  const all = stack.move();
  return {
    forge,
    registry: registry.registry,
    run: (workflow, repository, { name, ref, sha, payload }) => {
      const token = forge.githubToken(repository, permissionsOf(workflow));
      users.add(`${ACTOR}:${token}`);
      return act.run({
        workflow: here(workflow),
        repository,
        event: { name, payload: { repository: { full_name: repository, default_branch: "main" }, ...payload } },
        ref,
        sha,
        actor: ACTOR,
        token,
        variables: { WAYBILL_APP_ID: String(app.id) },
        secrets: { WAYBILL_PRIVATE_KEY: app.privateKey, NPM_TOKEN: "npm-secret" },
        serverUrl: forge.serverUrl,
        apiUrl: forge.apiUrl,
        graphqlUrl: forge.graphqlUrl,
        machine: storage.environment,
      });
    },
    async pulled(name, tag) {
      const authorization = `--registry-token=${tokens.token(`repository:${name}:pull`)}`;
      const image = `docker://${registry.registry}/${name}:${tag}`;
      const args = ["inspect", "--tls-verify=false", authorization, "--format={{.Digest}}", image];
      return run("skopeo", args, { env: storage.environment }).then(
        ({ stdout }) => stdout.trim(),
        () => null,
      );
    },
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}

/** What a workflow's `permissions` and its jobs' give together, in the words of the API: act has one token for all jobs. The forge keeps no packages. */
function permissionsOf(text: string): Record<string, "read" | "write"> {
  const workflow = asRecord(parse(text), "the workflow");
  const jobs = Object.entries(asRecord(workflow["jobs"], "jobs")).map(([name, job]) => asRecord(job, name));
  const permissions: Record<string, "read" | "write"> = {};
  for (const { permissions: asked = {} } of [workflow, ...jobs])
    for (const [name, level] of Object.entries(asRecord(asked, "permissions")))
      if (permissions[name.replaceAll("-", "_")] !== "write")
        permissions[name.replaceAll("-", "_")] = asString(level, name) === "write" ? "write" : "read";
  return permissions;
}
