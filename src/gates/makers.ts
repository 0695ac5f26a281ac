// Who made a change: the people behind the pull request's commits, and behind the application commits that these name.
import { messageOf } from "../errors.ts";
import { MissingCommit } from "../git/missing-commit.ts";
import type { CommitInfo, Repository } from "../git/repository.ts";
import { parseTrailers } from "../git/trailers.ts";
import type { Connection, Effects } from "../github/connections.ts";
import type { Person } from "./approvals.ts";

/**
 * Authors and committers of every commit given. The application commits are looked up where the application lives in the same repository;
 * no other is at hand. They are claims of the commit messages, and can only leave an approval out, never bring one in.
 */
export async function makersOf(
  commits: readonly CommitInfo[],
  connection: Pick<Connection, "name"> & { readonly git: Pick<Repository, "history"> },
  effects: Pick<Effects, "log">,
): Promise<readonly Person[]> {
  const makers = commits.flatMap(({ author, committer }) => [author, committer]);
  const sources = commits
    .flatMap(({ message }) => parseTrailers(message).changes)
    .flatMap(({ source }) => (source === null ? [] : [source]))
    .filter(({ repository, commit }) => isHere(repository, connection) && /^[0-9a-f]{40,64}$/.test(commit));
  for (const commit of new Set(sources.map((source) => source.commit))) {
    try {
      for await (const { author, committer } of connection.git.history(commit, () => false)) {
        makers.push(author, committer);
        break;
      }
    } catch (error) {
      if (!(error instanceof MissingCommit)) throw error;
      effects.log.warning(`who made ${commit.slice(0, 7)}, named as the source, is not known: ${messageOf(error)}`);
    }
  }
  return makers;
}

function isHere(repository: string, connection: Pick<Connection, "name">): boolean {
  return repository.toLowerCase() === connection.name.toLowerCase();
}
