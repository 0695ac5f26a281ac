// The proof that a pull request is a promotion and nothing else rides along: planned again from the commit it declares, and compared byte for byte.
import { appFinder } from "../config/apps.ts";
import type { Environment } from "../config/configuration.ts";
import { environmentNamed } from "../config/find.ts";
import { messageOf } from "../errors.ts";
import { isInFirstParentHistory } from "../git/first-parent.ts";
import { MissingCommit } from "../git/missing-commit.ts";
import type { CommitInfo } from "../git/repository.ts";
import { parseTrailers, type Trailers } from "../git/trailers.ts";
import { branchOf, type Connection, type Effects } from "../github/connections.ts";
import type { PullRequest } from "../github/forge.ts";
import { promotionBranch } from "../promotion/branches.ts";
import { applyEdits } from "../promotion/changes.ts";
import { readEnvironment } from "../git/environment-pins.ts";
import { makePlan } from "../promotion/make-plan.ts";
import { whyNot, type PlannedChange } from "../promotion/plan.ts";
import { sameFiles } from "../promotion/proposal-branch.ts";
import type { RunFacts } from "./facts.ts";

export interface VerifiedPromotion {
  readonly from: Environment;
  /** The commit of `from` that the versions are taken from: on its branch, and really having them. */
  readonly source: string;
  /** What the plan changes, with the pins as they are where the branch left the base. */
  readonly planned: readonly PlannedChange[];
  /** What our newest commit says; `changes` and `run` are claims still. */
  readonly declared: Trailers;
}

interface Candidate {
  readonly pullRequest: PullRequest;
  readonly connection: Connection;
  readonly environment: Environment;
  readonly app: string;
  /** The base branch's tip. */
  readonly base: string;
  /** Where the branch left it. */
  readonly left: string;
  readonly commits: readonly CommitInfo[];
  readonly changed: readonly string[];
}

type Refusal = { readonly reason: string };

/** The promotion, or in `reason` why the pull request is not one. Throws what Git throws unless it is about the declared commit. */
export async function verifyPromotion(
  candidate: Candidate,
  facts: RunFacts,
  effects: Effects,
): Promise<VerifiedPromotion | Refusal> {
  const { pullRequest, connection, environment, app } = candidate;
  if (pullRequest.head.repository?.toLowerCase() !== connection.name.toLowerCase()) {
    return { reason: "it comes from a fork" };
  }
  if (environment.from === null) return { reason: `${environment.name} takes no promotions` };
  const branch = promotionBranch(environment.name, app);
  if (pullRequest.head.branch !== branch) return { reason: `its branch is not "${branch}"` };
  const foreign = await foreignCommit(candidate);
  if (foreign !== null) {
    return { reason: `the commit ${foreign.commit.slice(0, 7)} by ${foreign.author.name} is not Waybill's` };
  }
  const newest = candidate.commits.find(({ parents }) => parents.length < 2);
  if (newest === undefined) return { reason: "it has no commit of its own" };
  const declared = parseTrailers(newest.message);
  const source = declared.from;
  if (source === null || !/^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(source)) {
    return { reason: `the commit ${newest.commit.slice(0, 7)} declares no source commit` };
  }

  const from = environmentNamed(facts.configuration, environment.from);
  const giver = await effects.connections.of(from);
  const unreachable = await whyUnreachable(facts, giver, from, source);
  if (unreachable !== null) return { reason: unreachable };
  return planAgain(candidate, facts, { from, giver, source, declared });
}

/** A commit that is neither ours nor a merge of the base. Merges may hold anything; the comparison of bytes sees it. */
async function foreignCommit({ connection, environment, app, base, commits }: Candidate): Promise<CommitInfo | null> {
  for (const commit of commits) {
    if (commit.parents.length < 2) {
      const { changes, from } = parseTrailers(commit.message);
      const isOurs = changes.every((change) => change.environment === environment.name && change.app === app);
      if (from === null || changes.length === 0 || !isOurs) return commit;
      continue;
    }
    for (const parent of commit.parents.slice(1)) {
      if (!(await connection.git.isAncestor(parent, base))) return commit;
    }
  }
  return null;
}

async function whyUnreachable(
  facts: RunFacts,
  giver: Connection,
  from: Environment,
  source: string,
): Promise<string | null> {
  const branch = branchOf(from, giver);
  const tip = await facts.tip(giver, branch);
  const reason = `the commit ${source.slice(0, 7)} that it declares was never the state of "${branch}" of ${from.name}`;
  try {
    // Being reachable is not enough: what a merged side branch held, the environment never had.
    const stood =
      tip.commit !== null &&
      (await giver.git.isAncestor(source, tip.commit)) &&
      (await isInFirstParentHistory(giver.git, tip.commit, source));
    return stood ? null : reason;
  } catch (error) {
    // A declared commit that does not exist is the proposal's fault, and must not keep it from being judged as what it is.
    if (error instanceof MissingCommit) return `${reason}: ${messageOf(error)}`;
    throw error;
  }
}

async function planAgain(
  { connection, environment, app, left, changed, pullRequest }: Candidate,
  facts: RunFacts,
  declaration: {
    readonly from: Environment;
    readonly giver: Connection;
    readonly source: string;
    readonly declared: Trailers;
  },
): Promise<VerifiedPromotion | Refusal> {
  const { from, giver, source, declared } = declaration;
  const options = { rules: facts.configuration, apps: [app] };
  const given = await readEnvironment(await giver.git.snapshotAt(source), from, options);
  const before = await readEnvironment(await connection.git.snapshotAt(left), environment, options);
  const plan = makePlan({ from: given, to: before, sourceCommit: source }).apps.find((entry) => entry.app === app);
  if (plan === undefined || plan.kind !== "promote") {
    const why = plan === undefined ? `${from.name} has no app "${app}"` : whyNot(plan);
    return { reason: `${from.name} at ${source.slice(0, 7)} explains none of it: ${why}` };
  }
  const placeOf = appFinder(environment);
  const stray = changed.find((path) => placeOf(path)?.app !== app);
  if (stray !== undefined) return { reason: `it changes ${stray}, which is not of ${app}` };
  const planned = applyEdits(before.read, plan.changes);
  const proposed = await connection.git.snapshotAt(pullRequest.head.commit);
  const found = await proposed.read(changed);
  if (!sameFiles(planned, found) || !(await sameModes(before.read.entries, proposed, changed))) {
    return { reason: `it changes something other than what ${from.name} at ${source.slice(0, 7)} explains` };
  }
  return { from, source, planned: plan.changes, declared };
}

/** The plan never changes a file's mode; a changed mode is a byte that nobody planned. */
async function sameModes(
  entries: ReadonlyMap<string, { readonly mode: string }>,
  proposed: { list(under: readonly string[]): Promise<readonly { readonly path: string; readonly mode: string }[]> },
  changed: readonly string[],
): Promise<boolean> {
  const now = new Map((await proposed.list(changed)).map(({ path, mode }) => [path, mode]));
  return changed.every((path) => now.get(path) === entries.get(path)?.mode);
}
