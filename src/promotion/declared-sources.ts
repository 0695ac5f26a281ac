// What the giving environment's own commits say its versions were built from, where its records do not say it yet.
import { equalVersions, type Version } from "../artifacts/version.ts";
import type { Environment, ManifestRules } from "../config/configuration.ts";
import type { CommitInfo, Repository } from "../git/repository.ts";
import { parseTrailers, type ChangeTrailer } from "../git/trailers.ts";
import { pairingKey } from "../manifests/pin.ts";
import { readEnvironment } from "../git/environment-pins.ts";

/** A version whose source is wanted. */
export interface WantedSource {
  readonly app: string;
  /** Pairing key. */
  readonly artifact: string;
  readonly version: Version;
}

export interface DeclaredSource extends WantedSource {
  readonly source: { readonly repository: string; readonly commit: string };
}

/** How far back the branch is searched. What is older was recorded, or was not written by us. */
const HISTORY_LIMIT = 50;

/**
 * For each version the newest commit of ours on the branch that brought it, and the source that it declares. A declaration is believed only
 * when the commit changed the app's pins as it says.
 */
export async function declaredSources(request: {
  readonly git: Repository;
  readonly environment: Environment;
  readonly rules: ManifestRules;
  /** The environment's present commit. */
  readonly head: string;
  readonly wanted: readonly WantedSource[];
}): Promise<readonly DeclaredSource[]> {
  const { git, environment, head } = request;
  const found: DeclaredSource[] = [];
  let open = request.wanted;
  let read = 0;
  if (open.length === 0) return found;
  for await (const commit of git.history(head, () => read >= HISTORY_LIMIT || open.length === 0)) {
    read += 1;
    for (const change of parseTrailers(commit.message).changes) {
      const wanted = open.find(
        ({ app, artifact, version }) =>
          change.environment === environment.name &&
          change.app === app &&
          change.artifact === artifact &&
          equalVersions(change.to, version),
      );
      if (wanted === undefined || change.source === null) continue;
      if (!(await isTrue(request, commit, change))) continue;
      found.push({ ...wanted, source: change.source });
      open = open.filter((other) => other !== wanted);
    }
  }
  return found;
}

/** Whether the commit took the app's pins of the artifact from the one version to the other. */
async function isTrue(
  request: { readonly git: Repository; readonly environment: Environment; readonly rules: ManifestRules },
  { commit, parents }: CommitInfo,
  { app, artifact, from, to }: ChangeTrailer,
): Promise<boolean> {
  const [parent] = parents;
  if (parent === undefined) return false;
  const versionsAt = async (at: string): Promise<readonly Version[]> => {
    const snapshot = await request.git.snapshotAt(at);
    const reading = await readEnvironment(snapshot, request.environment, { rules: request.rules, apps: [app] });
    const pins = reading.apps.get(app)?.pins ?? [];
    return pins.filter((pin) => pairingKey(pin) === artifact).map(({ version }) => version);
  };
  const before = await versionsAt(parent);
  if (!before.some((version) => equalVersions(version, from))) return false;
  const after = await versionsAt(commit);
  return after.length > 0 && after.every((version) => equalVersions(version, to));
}
