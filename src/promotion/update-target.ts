// Where `update` writes: the environment that is meant, the repository and the branch that it lives on.
import { appOfPath } from "../config/apps.ts";
import type { Configuration, Environment, ManifestRules, NamedPin } from "../config/configuration.ts";
import { environmentNamed } from "../config/find.ts";
import { usageError } from "../errors.ts";
import { branchOf, type Connection, type Connections } from "../github/connections.ts";

export interface UpdateTarget {
  readonly environment: Environment;
  readonly connection: Connection;
  readonly branch: string;
  readonly rules: ManifestRules;
  /** Apps that the call names; `null`: every app that pins the artifact. */
  readonly apps: readonly string[] | null;
}

export interface TargetRequest {
  readonly configuration: Configuration | null;
  readonly places: readonly NamedPin[];
  readonly environment: string | null;
  readonly path: string | null;
  readonly app: string | null;
  readonly branch: string | null;
}

/**
 * The environment that is named, else the path, else the first environment that takes from no other. Throws a usage error when none or
 * several are meant, or the name is unknown.
 */
export async function findTarget(request: TargetRequest, connections: Connections): Promise<UpdateTarget> {
  const { configuration, path, app } = request;
  const environment = path === null ? chooseEnvironment(request) : (ownerOf(configuration, path) ?? placeAt(path, app));
  const connection =
    path === null || environment.repository !== null ? await connections.of(environment) : connections.home;
  return {
    environment,
    connection,
    branch: request.branch ?? branchOf(environment, connection),
    rules: {
      ignore: configuration?.ignore ?? [],
      pins: [...(configuration?.pins ?? []), ...request.places],
    },
    apps: app === null ? null : [app],
  };
}

function chooseEnvironment({ configuration, environment }: TargetRequest): Environment {
  if (configuration === null) {
    throw usageError(
      "there is no configuration to find an environment by; name a folder or file with the input `path`, or add waybill.yaml",
    );
  }
  if (environment !== null) return environmentNamed(configuration, environment);
  const first = configuration.environments.filter(({ from }) => from === null);
  const [only, ...others] = first;
  if (only === undefined) {
    throw usageError(
      "every environment takes its versions from another; name the one to write to with the input `environment`",
    );
  }
  if (others.length > 0) {
    const names = first.map(({ name }) => `"${name}"`).join(", ");
    throw usageError(
      `several environments take from no other: ${names}; name the one to write to with the input \`environment\``,
    );
  }
  return only;
}

/** The configured environment whose app lives at exactly this path, narrowed to it: what is written there is that environment's. */
function ownerOf(configuration: Configuration | null, path: string): Environment | null {
  for (const environment of configuration?.environments ?? []) {
    if (environment.paths.includes(path)) return environment;
    const app = appOfPath(environment, path) ?? appOfPath(environment, `${path}/kustomization.yaml`);
    if (app !== null) return { ...environment, paths: [path], app };
  }
  return null;
}

/** A path without configuration is an environment of its own, called by the path. */
function placeAt(path: string, app: string | null): Environment {
  const segments = path.split("/").filter((segment) => segment !== "" && segment !== ".");
  if (path.startsWith("/") || segments.includes("..") || segments.includes(".git") || segments.includes(".github")) {
    throw usageError(
      `the input \`path\` is "${path}"; expected a folder or file of manifests below the repository's root`,
    );
  }
  const clean = segments.join("/") || ".";
  return {
    name: clean,
    paths: [clean],
    app: clean.includes("{app}") ? null : (app ?? appNameOf(segments)),
    branch: null,
    repository: null,
    from: null,
    promote: { group: "app", newer: "settle", autoMerge: "never", labels: [], reviewers: [] },
    gates: { soakMs: null, approvals: null, statuses: [], images: null },
  };
}

/** What a path is called by: its folder, or its file without the ending; a kustomization by the folder that it is in. */
function appNameOf(segments: readonly string[]): string {
  const [last = "app", parent] = segments.toReversed();
  const stem = last.replace(/\.(?:ya?ml|json)$/i, "");
  return parent !== undefined && /^kustomization$/i.test(stem) ? parent : stem;
}
