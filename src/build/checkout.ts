// What Git says of the files that are built: which commit they are, when it was made, which tags lead to it.
import { stepBetween } from "../artifacts/order.ts";
import type { Version } from "../artifacts/version.ts";
import { UserError, usageError } from "../errors.ts";
import { lastWords } from "../git/failures.ts";
import { inJobClone } from "../git/job-clone.ts";
import { type Git, GitFailure } from "../git/process.ts";

export interface Checkout {
  /** The commit that is checked out. */
  readonly commit: string;
  /** Its committer date. */
  readonly committedAt: Date;
  /** Whether history and tags were left out (`fetch-depth: 1`, the default of actions/checkout). */
  readonly isShallow: boolean;
  readonly tags: readonly string[];
  /** Those of them that name the commit itself. */
  readonly tagsOfCommit: readonly string[];
  /**
   * The nearest tag before the commit, of those that begin with the prefix and go on with a version, the highest one of its commit, and the commits since. `tag`: `null` when none is reachable, the
   * commits are then all that lead to it. `null` where a shallow clone cannot tell, or nobody asked.
   */
  readonly nearest: { readonly tag: string | null; readonly commits: number } | null;
}

export interface CheckoutNeeds {
  /** What stands before the version in the tags that count. */
  readonly tagPrefix: string;
  /** Whether `nearest` is needed, which walks the history: without it, it is `null`. */
  readonly history: boolean;
}

/** Reads the clone at `folder`. Nothing that its configuration names is run. Throws a usage error when there is no checkout. */
export async function readCheckout(folder: string, needs: CheckoutNeeds, signal?: AbortSignal): Promise<Checkout> {
  try {
    return await inJobClone(folder, (git) => askClone(git, needs), signal);
  } catch (error) {
    if (!(error instanceof GitFailure)) throw error;
    throw usageError(
      `no commit is checked out in the workspace "${folder}" (${lastWords(error)}); check the repository out before this step, as actions/checkout does; one without a commit has nothing to build`,
      error,
    );
  }
}

async function askClone(git: Git, { tagPrefix, history }: CheckoutNeeds): Promise<Checkout> {
  // As bytes: simple-git asks one question after the other, and waits 50 ms for the output of a command that has none.
  const ask = async (args: readonly string[]): Promise<string> => (await git.bytes(args, "")).toString();
  const tagsOf = async (...args: readonly string[]): Promise<readonly string[]> =>
    (await ask(["tag", "--list", ...args])).split("\n").filter((tag) => tag !== "");
  const [facts, shallow, tags] = await Promise.all([
    ask(["show", "-s", "--format=%H %ct", "HEAD"]),
    ask(["rev-parse", "--is-shallow-repository"]),
    tagsOf(),
  ]);
  const isShallow = shallow.trim() === "true";
  const hasTags = tags.length > 0;
  const [tagsOfCommit, described] = await Promise.all([
    hasTags ? tagsOf("--points-at=HEAD") : [],
    hasTags && history ? describe(ask, tagPrefix) : null,
  ]);
  const nearest =
    described !== null || isShallow || !history
      ? described
      : { tag: null, commits: Number(await ask(["rev-list", "--count", "HEAD"])) };
  const [commit = "", seconds = ""] = facts.trim().split(" ");
  return {
    commit,
    committedAt: new Date(Number(seconds) * 1000),
    isShallow,
    tags,
    tagsOfCommit,
    nearest,
  };
}

async function describe(
  git: (args: readonly string[]) => Promise<string>,
  prefix: string,
): Promise<Checkout["nearest"]> {
  // git-describe(1) takes a pattern; a prefix with one of its special characters would match other tags.
  const literal = prefix.replaceAll(/[\\*?[]/gu, String.raw`\$&`);
  const matching = ["v[0-9]*", "[0-9]*"].map((version) => `--match=${literal}${version}`);
  let text: string;
  try {
    text = (await git(["describe", "--tags", "--long", "--abbrev=12", ...matching, "HEAD"])).trim();
  } catch (error) {
    // It ends with 128 when no tag is reachable; what else could fail, `show` has shown already.
    if (error instanceof GitFailure) return null;
    throw error;
  }
  const [, tag, commits] = /^(.+)-(\d+)-g[0-9a-f]+$/su.exec(text) ?? [];
  if (tag === undefined)
    throw new UserError(`git describe printed ${JSON.stringify(text)}; expected tag-commits-gcommit`);
  const there = (await git(["tag", "--list", `--points-at=refs/tags/${tag}^{}`])).split("\n");
  return { tag: highestRelease(there, prefix) ?? tag, commits: Number(commits) };
}

/**
 * Of the tags of one commit git-describe(1) takes the one that was made last, or comes first: perhaps the `v1` that follows the releases, or a release's candidate. `null`
 * when none is a version in full.
 */
function highestRelease(tags: readonly string[], prefix: string): string | null {
  const releases = tags.filter((tag) => tag.startsWith(prefix) && /^v?\d+\.\d+\.\d+/u.test(tag.slice(prefix.length)));
  const version = (tag: string): Version => ({ tag: tag.slice(prefix.length), digest: null });
  return releases.reduce<string | null>(
    (highest, tag) => (highest !== null && stepBetween(version(highest), version(tag)) === "downgrade" ? highest : tag),
    null,
  );
}
