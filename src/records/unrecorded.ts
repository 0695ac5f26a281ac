// Which commits of a branch have no record yet: the first-parent history above the newest recorded commit of each environment.
import { appOfPath } from "../config/apps.ts";
import type { Environment } from "../config/configuration.ts";
import type { CommitInfo, Repository } from "../git/repository.ts";

/** One commit, with the apps of each environment in whose folders or files it changed something. */
export interface TouchingCommit {
  readonly info: CommitInfo;
  readonly touched: readonly { readonly environment: Environment; readonly app: string }[];
}

export interface History {
  /** The commits to look at, oldest first, each with the environments for which it is new. */
  readonly commits: readonly { readonly info: CommitInfo; readonly environments: readonly Environment[] }[];
  /** Environments of whose recorded commits none is in the history: it was rewritten, or the environment moved to another branch. */
  readonly lost: readonly Environment[];
}

/**
 * The history from `head` down to each environment's newest recorded commit. `recorded` gives an environment's recorded commits, at
 * least one each.
 */
export async function historyAbove(
  git: Repository,
  head: string,
  environments: readonly Environment[],
  recorded: (environment: string) => ReadonlySet<string>,
): Promise<History> {
  const infos = new Map<string, { info: CommitInfo; environments: Environment[] }>();
  const lost: Environment[] = [];
  let longest: readonly string[] = [];
  for (const environment of environments) {
    const commits = recorded(environment.name);
    let met = false;
    const chain: string[] = [];
    for await (const info of git.history(head, (commit) => commits.has(commit))) {
      chain.push(info.commit);
      const entry = infos.get(info.commit) ?? { info, environments: [] };
      infos.set(info.commit, entry);
      entry.environments.push(environment);
      met = info.parents[0] !== undefined && commits.has(info.parents[0]);
    }
    met ||= commits.has(head);
    if (!met) lost.push(environment);
    else if (chain.length > longest.length) longest = chain;
  }
  // All are the beginning of one first-parent chain, so the longest holds every other.
  const commits = longest.toReversed().flatMap((commit) => infos.get(commit) ?? []);
  return {
    commits: commits.map(({ info, environments }) => ({
      info,
      environments: environments.filter((environment) => !lost.includes(environment)),
    })),
    lost,
  };
}

/**
 * The apps that a commit changed against its first parent. A file belongs to the app in whose folder or file it lies; one that lies
 * outside of every app (a base shared by several) is attributed to none, though it may change what they run.
 */
export async function appsTouched(
  git: Repository,
  info: CommitInfo,
  environments: readonly Environment[],
): Promise<TouchingCommit["touched"]> {
  const paths = await git.changedPaths(info.parents[0] ?? null, info.commit);
  return environments.flatMap((environment) => {
    const apps = new Set(paths.flatMap((path) => appOfPath(environment, path) ?? []));
    return [...apps].map((app) => ({ environment, app }));
  });
}

/** One commit's own facts. Throws what the repository throws for a commit that it does not have. */
export async function readCommit(git: Repository, commit: string): Promise<CommitInfo> {
  for await (const info of git.history(commit, (other) => other !== commit)) return info;
  throw new Error(`${git.name} gives no history of its own commit ${commit}`);
}
