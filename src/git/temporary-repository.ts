// The bare repository on disk that a run works in: made in the system's temporary folder, removed when the run ends.
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gitEnvironment, type ConfigEntries } from "./environment.ts";
import { gitIn, type Git } from "./process.ts";
import type { RemoteAccess } from "./remote-url.ts";

export interface TemporaryRepository {
  readonly gitDir: string;
  /** Knows of no promisor: an object that is not here is missing, and nothing is fetched one by one behind our back. */
  readonly git: Git;
  /** For `fetch`: told that the remote has what a filter left out. */
  readonly fetching: Git;
  /** The same, and asks for exactly what is named, as if nothing were here. */
  readonly fetchingObjects: Git;
  readonly remove: () => Promise<void>;
}

const PROMISOR: ConfigEntries = [
  ["remote.origin.promisor", "true"],
  ["remote.origin.partialCloneFilter", "blob:none"],
];

/** `alternate`: an object database that is read from, never written. Nothing about the remote is written to disk. */
export async function makeTemporaryRepository(options: {
  readonly access: RemoteAccess;
  readonly alternate: string | null;
  readonly signal: AbortSignal | undefined;
}): Promise<TemporaryRepository> {
  const root = await mkdtemp(join(tmpdir(), "waybill-git-"));
  const remove = (): Promise<void> => rm(root, { recursive: true, force: true, maxRetries: 3 });
  const home = join(root, "home");
  const gitDir = join(root, "repository.git");
  const alternates = options.alternate === null ? null : quotedPath(options.alternate);
  const runner = (extra: ConfigEntries): Git =>
    gitIn({
      folder: root,
      environment: gitEnvironment({
        home,
        config: [["remote.origin.url", options.access.url], ...options.access.config, ...extra],
        variables: {
          GIT_DIR: gitDir,
          ...(alternates === null ? {} : { GIT_ALTERNATE_OBJECT_DIRECTORIES: alternates }),
        },
      }),
      secrets: options.access.secrets,
      signal: options.signal,
    });
  try {
    await mkdir(home);
    const git = runner([]);
    await git.text(["init", "--bare", "--template=", "--", gitDir]);
    return {
      gitDir,
      git,
      fetching: runner(PROMISOR),
      fetchingObjects: runner([...PROMISOR, ["fetch.negotiationAlgorithm", "noop"]]),
      remove,
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** The variable is a list with `:` between; a quoted entry may hold one (git(1), GIT_ALTERNATE_OBJECT_DIRECTORIES). */
function quotedPath(path: string): string {
  return `"${path.replace(/["\\]/gu, String.raw`\$&`)}"`;
}
