// One app's promotion carried out: its branch and pull request brought to what the plan says, whatever state they are in.
import type { ManifestRules } from "../config/configuration.ts";
import { stepBetween } from "../artifacts/order.ts";
import { isInFirstParentHistory } from "../git/first-parent.ts";
import { MissingCommit } from "../git/missing-commit.ts";
import { commitMessage } from "../git/trailers.ts";
import { changesetOf } from "../git/pins.ts";
import type { Connection } from "../github/connections.ts";
import type { Forge, PullRequest } from "../github/forge.ts";
import { placeOf, type PinEdit } from "../manifests/pin.ts";
import { inlineText } from "../text/markdown.ts";
import { promotionBranch } from "./branches.ts";
import { applyEdits, declare, diffOf, sameEdits, type AppChange } from "./changes.ts";
import { readEnvironment, type EnvironmentReading } from "../git/environment-pins.ts";
import { whyNot, type AppPlan } from "./plan.ts";
import { commitOf, inspectBranch, sameFiles, type ProposalBranch } from "./proposal-branch.ts";
import { isApproved, publishProposal, withdrawProposal } from "./pull-requests.ts";
import { promotionText, type ProposalText } from "./pull-request-text.ts";
import type { ReceivingEnvironment } from "./receivers.ts";

export type AppResult =
  | "opened"
  | "refreshed"
  | "unchanged"
  | "waiting"
  | "closed"
  | "nothing"
  | "refused"
  | "missing"
  | "foreign";

export interface AppOutcome {
  /** `failed`: the pull request stands, and something about it could not be done. */
  readonly result: AppResult | "failed";
  readonly reason: string;
  readonly pullRequest: PullRequest | null;
}

/** Everything about the receiving environment that was read once for all of its apps. */
export interface Receiver {
  readonly environment: ReceivingEnvironment;
  readonly connection: Connection;
  readonly forge: Forge;
  readonly base: string;
  readonly rules: ManifestRules;
  readonly reading: EnvironmentReading;
  /** The giving environment's repository and the commit that was read of it. */
  readonly giver: { readonly connection: Connection; readonly commit: string };
  readonly run: string | null;
  readonly dryRun: boolean;
}

/** One app, with what stands on the forge for it. */
export interface AppState {
  readonly plan: AppPlan;
  /** The receiving environment has nothing of the app. */
  readonly isMissing: boolean;
  /** The tip of its branch; `null`: there is none. */
  readonly tip: string | null;
  readonly pullRequest: PullRequest | null;
}

/** A concurrent run may replace the branch under us; whatever it wrote is looked at again, this often. */
const ATTEMPTS = 4;

/** Throws what Git and the forge throw; the caller keeps one app's failure from the others. */
export async function promoteApp(receiver: Receiver, state: AppState): Promise<AppOutcome> {
  let present = state;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const outcome =
      present.plan.kind === "promote"
        ? await propose(receiver, present, present.plan)
        : await retract(receiver, present, present.plan);
    if (!("movedTo" in outcome)) return outcome;
    present = { ...present, tip: outcome.movedTo };
  }
  throw new Error(`the branch of "${state.plan.app}" was replaced ${ATTEMPTS} times while it was being written`);
}

interface Moved {
  readonly movedTo: string | null;
}

type Promotion = Extract<AppPlan, { kind: "promote" }>;
type OurBranch = Extract<ProposalBranch, { kind: "ours" }>;

/** Nothing is to be proposed (any more): an open pull request of ours is closed with the reason, a branch left behind is deleted. */
async function retract(receiver: Receiver, state: AppState, plan: Exclude<AppPlan, Promotion>): Promise<AppOutcome> {
  const { forge, connection, dryRun } = receiver;
  const { tip, pullRequest } = state;
  const reason = whyNot(plan);
  const standing: AppOutcome = {
    result: state.isMissing ? "missing" : plan.kind,
    reason,
    pullRequest: null,
  };
  if (tip === null && pullRequest === null) return standing;
  const branch = promotionBranch(receiver.environment.name, plan.app);
  const found = tip === null ? null : await inspect(receiver, plan.app, tip);
  if (found?.kind === "foreign") {
    return pullRequest === null ? standing : { result: "foreign", reason: stopped(found.reason), pullRequest };
  }
  if (pullRequest === null) {
    if (tip !== null && !dryRun) await connection.git.deleteBranch(branch, tip);
    return standing;
  }
  // Listed before the branch was read: what another run merged in between is done, not withdrawn.
  if ((await forge.pullRequest(pullRequest.number)).mergedAt !== null) return standing;
  if (!dryRun) {
    const comment = `Closed by Waybill: ${inlineText(reason)}.`;
    await withdrawProposal({ forge, git: connection.git, pullRequest, branch, tip, comment });
  }
  return { result: "closed", reason, pullRequest };
}

async function propose(receiver: Receiver, state: AppState, plan: Promotion): Promise<AppOutcome | Moved> {
  const { environment, forge } = receiver;
  const { tip, pullRequest } = state;
  const files = applyEdits(receiver.reading.read, plan.changes);
  if (tip === null) return write(receiver, state, plan, files);
  const found = await inspect(receiver, plan.app, tip);
  if (found.kind === "foreign") return { result: "foreign", reason: stopped(found.reason), pullRequest };

  if (!sameEdits(found.edits, plan.changes)) {
    // Newer versions settle: they replace an open proposal until somebody approved it, then they wait behind it. What was withdrawn is not waited for.
    if (
      pullRequest !== null &&
      !isWithdrawn(found.edits, plan.changes) &&
      (await isApproved(forge, { ...pullRequest, head: { ...pullRequest.head, commit: tip } }))
    ) {
      const reason = `the open pull request is approved; what ${environment.from} has now follows when it is merged or closed`;
      return { result: "waiting", reason, pullRequest };
    }
    return write(receiver, state, plan, files);
  }
  const ended = pullRequest === null ? await whyEnded(receiver, plan.app, tip) : null;
  if (ended !== null) return { result: "nothing", reason: ended, pullRequest: null };
  if (!(await sourceStands(receiver, found))) return write(receiver, state, plan, files);
  const isConflicting =
    pullRequest !== null && !sameFiles(found.files, files) && (await forge.mergeState(pullRequest)).state === "dirty";
  if (isConflicting) return write(receiver, state, plan, files);
  return publish(receiver, state, textOf(receiver, { ...plan, source: found.declared.from ?? plan.source }, files));
}

/** Puts the plan's commit in place of what the branch had, then makes its pull request say so. */
async function write(
  receiver: Receiver,
  state: AppState,
  plan: Promotion,
  files: ReadonlyMap<string, Uint8Array>,
): Promise<AppOutcome | Moved> {
  const { environment, connection, reading, run, dryRun } = receiver;
  const text = textOf(receiver, plan, files);
  if (!dryRun) {
    const outcome = await connection.git.writeBranch({
      branch: promotionBranch(environment.name, plan.app),
      base: commitOf(reading.snapshot),
      changes: changesetOf(reading.read, files),
      message: commitMessage(text.subject, text.message, {
        changes: declare(environment.name, changesOf(plan)),
        from: plan.source,
        run,
      }),
      expected: state.tip,
    });
    if (outcome.kind === "moved") return { movedTo: outcome.now };
    const { pullRequest } = state;
    const moved =
      pullRequest === null ? null : { ...pullRequest, head: { ...pullRequest.head, commit: outcome.commit } };
    const published = await publish(receiver, { ...state, pullRequest: moved }, text);
    return { ...published, result: published.result === "unchanged" ? "refreshed" : published.result };
  }
  return {
    result: state.pullRequest === null ? "opened" : "refreshed",
    reason: text.title,
    pullRequest: state.pullRequest,
  };
}

async function publish(receiver: Receiver, state: AppState, text: ProposalText): Promise<AppOutcome> {
  const { environment, forge, base, dryRun } = receiver;
  if (dryRun) {
    return {
      result: state.pullRequest === null ? "opened" : "unchanged",
      reason: text.title,
      pullRequest: state.pullRequest,
    };
  }
  const { pullRequest, change, problem } = await publishProposal({
    forge,
    branch: promotionBranch(environment.name, state.plan.app),
    base,
    text,
    labels: environment.promote.labels,
    reviewers: environment.promote.reviewers,
    present: state.pullRequest,
  });
  // The forge may still show the head before the push; the branch is what was written.
  const head = { ...pullRequest.head, commit: state.pullRequest?.head.commit ?? pullRequest.head.commit };
  const shown = { ...pullRequest, head };
  if (problem !== null) return { result: "failed", reason: `${text.title}: ${problem}`, pullRequest: shown };
  return { result: change, reason: text.title, pullRequest: shown };
}

function inspect(receiver: Receiver, app: string, tip: string): Promise<ProposalBranch> {
  const { environment, connection, rules, reading } = receiver;
  return inspectBranch({
    git: connection.git,
    branch: promotionBranch(environment.name, app),
    tip,
    base: reading,
    readAt: (snapshot) => readEnvironment(snapshot, environment, { rules, apps: [app] }),
    belongs: (change) => change.environment === environment.name && change.app === app,
  });
}

/**
 * Whether the commit that the branch says its versions come from is still in the giving environment's history. One that the remote does
 * not give away is not: the same repository answered for the environment a moment ago, and what is put in its place is a commit that is.
 */
async function sourceStands({ giver }: Receiver, branch: OurBranch): Promise<boolean> {
  const { from } = branch.declared;
  if (from === null) return false;
  try {
    const { git } = giver.connection;
    if (from === giver.commit) return true;
    return (await git.isAncestor(from, giver.commit)) && (await isInFirstParentHistory(git, giver.commit, from));
  } catch (error) {
    if (error instanceof MissingCommit) return false;
    throw error;
  }
}

/**
 * Why a branch of ours without an open pull request is not proposed (again); `null`: it is left from a killed run. We delete the branch
 * when we close its pull request, so one that is still there was closed by a person; or it was merged since the base was read.
 */
async function whyEnded({ forge, environment, base, connection, reading }: Receiver, app: string, tip: string) {
  const last = await forge.lastClosedPullRequest(promotionBranch(environment.name, app), base);
  if (last === null || last.head.commit !== tip) return null;
  if (last.mergedAt === null) {
    return "a pull request with exactly this was closed by hand; it is proposed again when its branch is deleted, or with another version";
  }
  const isKnown =
    last.mergeCommit === null || (await connection.git.isAncestor(last.mergeCommit, commitOf(reading.snapshot)));
  return isKnown ? null : `#${last.number} with exactly this was merged a moment ago`;
}

/** Whether the giving environment went back from what is proposed, as far as versions order themselves. */
function isWithdrawn(proposed: readonly PinEdit[], planned: Promotion["changes"]): boolean {
  return proposed.some(({ pin, to }) => {
    const now = planned.find((change) => placeOf(change.pin) === placeOf(pin));
    return now !== undefined && stepBetween(to, now.to) === "downgrade";
  });
}

function textOf(receiver: Receiver, plan: Promotion, files: ReadonlyMap<string, Uint8Array>): ProposalText {
  const { environment, forge, reading } = receiver;
  return promotionText({
    app: plan.app,
    from: environment.from,
    to: environment,
    changes: plan.changes.map((change) => ({ ...change, app: plan.app })),
    step: plan.step,
    source: plan.source,
    remarks: plan.remarks,
    diff: diffOf(reading.read, files),
    serverUrl: forge.serverUrl,
  });
}

function changesOf(plan: Promotion): readonly AppChange[] {
  return plan.changes.map((change) => ({ ...change, app: plan.app }));
}

function stopped(reason: string): string {
  return `${reason}; it is left as it is: merge or close it, or delete the branch to have it proposed anew`;
}
