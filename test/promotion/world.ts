// An environment repository on the local forge, with the effects that a run of a use case gets.
import type { Configuration, Environment } from "../../src/config/configuration.ts";
import type { Clock, Log } from "../../src/effects.ts";
import { openRemote } from "../../src/git/open.ts";
import { connectForge } from "../../src/github/connect.ts";
import type { Connection, Effects } from "../../src/github/connections.ts";
import { startForge, type Forge } from "../forge/forge.ts";
import type { Counted } from "../forge/recording.ts";

export const HOME = "acme/environment";
export const RUN = "https://forge.example/acme/environment/actions/runs/7";

export interface World extends AsyncDisposable {
  readonly forge: Forge;
  readonly lines: string[];
  /** What one run is given: connections of its own, as if it were a process of its own; with another token than the user's where one is given. */
  run<T>(action: (effects: Effects) => Promise<T>, token?: string): Promise<T>;
  /** The same, with what was asked of the forge. */
  counted<T>(action: (effects: Effects) => Promise<T>): Promise<{ readonly result: T; readonly counted: Counted }>;
  /** The text of a file on a branch of the home repository. */
  file(branch: string, path: string): Promise<string | null>;
}

export async function startWorld(
  repositories: Readonly<Record<string, Readonly<Record<string, string>>>>,
): Promise<World> {
  const forge = await startForge();
  for (const [name, files] of Object.entries(repositories)) await forge.createRepository(name, { files });
  forge.addUser("waybill-user", Object.fromEntries(Object.keys(repositories).map((name) => [name, "write"] as const)));
  const ownToken = forge.userToken("waybill-user");
  const lines: string[] = [];
  const run = async <T>(action: (effects: Effects) => Promise<T>, token = ownToken): Promise<T> => {
    const opened = new Map<string, Promise<Connection>>();
    const open = (name: string): Promise<Connection> => {
      const connection = opened.get(name) ?? connect(forge, name, token, logTo(lines));
      opened.set(name, connection);
      return connection;
    };
    try {
      const home = await open(HOME);
      const of = async (environment: Environment) => open(environment.repository ?? HOME);
      return await action({ connections: { home, of }, log: logTo(lines), clock: quickClock(), run: RUN });
    } finally {
      for (const connection of opened.values()) await (await connection).git.close();
    }
  };
  return {
    forge,
    lines,
    run,
    async counted(action) {
      const mark = forge.mark();
      const result = await run(action);
      return { result, counted: forge.since(mark) };
    },
    file: (branch, path) => forge.file(HOME, branch, path),
    [Symbol.asyncDispose]: () => forge[Symbol.asyncDispose](),
  };
}

async function connect(forge: Forge, name: string, token: string, log: Log): Promise<Connection> {
  const [owner = "", repository = ""] = name.split("/");
  const clock = quickClock();
  const git = await openRemote({
    url: forge.cloneUrl(name).replace(/\.git$/, ""),
    name,
    token,
    branchHint: "main",
    clock,
    log,
    identity: { name: "Waybill", email: "waybill@acme.example" },
  });
  const api = await connectForge({
    repository: { owner, name: repository },
    token,
    apiUrl: forge.apiUrl,
    graphqlUrl: forge.graphqlUrl,
    serverUrl: forge.serverUrl,
    log,
    clock,
  });
  return { name, git, forge: api, defaultBranch: "main" };
}

/** Waits a thousandth of what it is asked to, so that retries happen in order and at once. */
function quickClock(): Clock {
  return {
    now: () => Date.now(),
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms / 1000)),
    random: Math.random,
  };
}

function logTo(lines: string[]): Log {
  return {
    info: (line) => void lines.push(line),
    warning: (line) => void lines.push(`warning: ${line}`),
    debug: () => {},
  };
}

const OPEN_GATES = { soakMs: null, approvals: null, statuses: [], images: null };

export function environmentOf(name: string, more: Partial<Environment> = {}): Environment {
  return {
    name,
    paths: [`apps/{app}/${name}`],
    app: null,
    branch: null,
    repository: null,
    from: null,
    promote: { group: "app", newer: "settle", autoMerge: "never", labels: [], reviewers: [] },
    gates: OPEN_GATES,
    ...more,
  };
}

/** `stage` and `prod` of one repository, prod taking from stage. */
export function configurationOf(prod: Partial<Environment> = {}, stage: Partial<Environment> = {}): Configuration {
  return {
    environments: [environmentOf("stage", stage), environmentOf("prod", { from: "stage", ...prod })],
    ignore: [],
    pins: [],
    records: { branch: "waybill/records" },
    source: "waybill.yaml",
    digest: `sha256:${"0".repeat(64)}`,
  };
}

/** A kustomization that pins one image; more lines around it, so that it has places to differ in. */
export function kustomization(image: string, tag: string, more = ""): string {
  return `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
namespace: ${more === "" ? "default" : more}
resources:
  - ../base
images:
  - name: ${image}
    newTag: ${tag}
`;
}

/** Apps by name with their tags in stage and prod: `{ podinfo: ["1.3.0", "1.2.0"] }`. */
export function apps(
  versions: Readonly<Record<string, readonly [stage: string, prod: string]>>,
): Record<string, string> {
  const files: Record<string, string> = {};
  for (const [app, [stage, prod]] of Object.entries(versions)) {
    files[`apps/${app}/stage/kustomization.yaml`] = kustomization(`ghcr.io/acme/${app}`, stage);
    files[`apps/${app}/prod/kustomization.yaml`] = kustomization(`ghcr.io/acme/${app}`, prod);
    files[`apps/${app}/base/kustomization.yaml`] = "resources: []\n";
  }
  return files;
}
