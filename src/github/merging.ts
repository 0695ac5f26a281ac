// Merging one evaluated head: read what the forge says, do the one thing that fits, and end in one word.
import type { Clock, Log } from "../effects.ts";
import { missingFrom, sameContext } from "./missing-requirements.ts";
import type {
  AutoMergeOutcome,
  BranchRules,
  Forge,
  MergeMethod,
  MergeOutcome,
  MergeRequest,
  MergeState,
  PullRequest,
  QueueOutcome,
} from "./forge.ts";

export interface MergeOrder {
  readonly forge: Forge;
  readonly pullRequest: PullRequest;
  /** The head that the verdict belongs to; no other is ever merged. */
  readonly head: string;
  readonly headline: string;
  readonly body: string;
  /** A gate depends on time: the success can go stale, so auto-merge stays off. */
  readonly timed: boolean;
  /** `waybill/gate`: without a rule that requires it, auto-merge would not wait for the verdict. */
  readonly requiredContext: string;
  /** Whether the status was written a moment ago: a forge that still calls the pull request blocked may not have seen it yet. */
  readonly justJudged?: boolean;
  /** Default: the first that the repository allows of squash, merge, rebase. */
  readonly method?: MergeMethod;
  readonly clock: Clock;
  readonly log: Log;
}

/** merged: it is; enabled: the forge will, when its rules are met; queued: it is in the merge queue; held: not now; not-allowed: a setting or the host forbids it; closed: there is nothing left to merge. */
export type MergeWord = "merged" | "enabled" | "queued" | "held" | "not-allowed" | "closed";

export interface MergeResult {
  readonly result: MergeWord;
  /** The commit on the base; only with `merged`. */
  readonly commit: string | null;
  /** Why, for a person. */
  readonly reason: string;
}

/** Readings of the state: UNKNOWN lasts seconds, and so does a base that others are pushing to. */
const READINGS = 6;
/** Of a pull request that is blocked though nothing is missing: the forge needs a second or two to count a new status. */
const BLOCKED_READINGS = 3;
const UNKNOWN = "the forge does not know yet whether it can be merged";
const PREFERRED = ["squash", "merge", "rebase"] as const satisfies readonly MergeMethod[];

/**
 * Merges, arms auto-merge or enqueues, whichever the forge's state asks for. Two requests when the pull request is ready. The state is
 * read before the merge is tried: a token that may bypass the rules would otherwise merge what they hold. Throws only what the forge
 * throws (permissions, no answer); everything it decides is a result.
 */
export async function mergePullRequest(order: MergeOrder): Promise<MergeResult> {
  const { forge, pullRequest, head, log } = order;
  let last = UNKNOWN;
  for (let reading = 1; reading <= READINGS; reading += 1) {
    // Two to ten seconds in all between the readings.
    if (reading > 1) await order.clock.sleep(500 * (reading - 1) * (0.5 + order.clock.random()));
    const state = await forge.mergeState(pullRequest);
    log.debug(`pull request ${pullRequest.number} is ${state.state} at ${state.head}`);
    const step = await stepFor(state, order, order.justJudged === true && reading < BLOCKED_READINGS);
    if ("result" in step) return step;
    last = step.again;
  }
  return ended("held", `${last}; the next run tries again`);

  async function stepFor(state: MergeState, { timed }: MergeOrder, mayLag: boolean): Promise<MergeResult | Again> {
    if (state.state === "merged") return alreadyMerged(order, state);
    if (state.state === "closed") return ended("closed", "it was closed without a merge");
    if (state.head !== head) {
      // Auto-merge outlives a push by somebody with write access; this head has no verdict.
      if (state.autoMerge) await forge.disableAutoMerge(pullRequest);
      return ended("held", `its head is ${short(state.head)} now, and the verdict belongs to ${short(head)}`);
    }
    if (state.autoMerge && timed) {
      await forge.disableAutoMerge(pullRequest);
      log.warning(
        `auto-merge of ${pullRequest.url} was switched off: a gate depends on time, so it could merge after the gate has closed again`,
      );
    }
    const { branch } = pullRequest.base;
    if (state.state === "draft") return ended("held", "it is a draft");
    if (state.state === "dirty") return ended("held", `it conflicts with \`${branch}\``);
    if (state.state === "behind") {
      return ended("held", `the rules want it up to date with \`${branch}\`, and it is behind`);
    }
    if (state.state === "unknown") return { again: UNKNOWN };
    if (state.state === "blocked") return whenBlocked(order, state, mayLag);
    state.state satisfies "clean" | "unstable" | "has-hooks";
    return mergeNow(order);
  }
}

/** Read again: something moved between the reading and the deed. */
interface Again {
  readonly again: string;
}

function ended(result: MergeWord, reason: string, commit: string | null = null): MergeResult {
  return { result, commit, reason };
}

async function alreadyMerged({ forge, pullRequest, head }: MergeOrder, state: MergeState): Promise<MergeResult> {
  if (state.head !== head)
    return ended("closed", `it was merged at ${short(state.head)}, another head than ${short(head)}`);
  const { mergeCommit, mergedBy } = await forge.pullRequest(pullRequest.number);
  return ended("merged", `it was merged already${mergedBy === null ? "" : ` by ${mergedBy}`}`, mergeCommit);
}

function requestFor(order: MergeOrder, method: MergeMethod): MergeRequest {
  const { pullRequest, head, headline, body } = order;
  return { pullRequest, head, method, headline, body };
}

async function mergeNow(order: MergeOrder): Promise<MergeResult | Again> {
  const [first = "squash", ...others] = order.method === undefined ? PREFERRED : [order.method];
  const outcome: MergeOutcome = await order.forge.merge(requestFor(order, first));
  if (outcome.kind === "refused" && /merge queue/i.test(outcome.reason)) return enqueue(order);
  // "Squash merges are not allowed on this repository." Asking which are allowed beforehand would cost every merge a request.
  if (outcome.kind === "refused" && /merge\w*( commits)? (?:are|is) not allowed/i.test(outcome.reason)) {
    const allowed = (await order.forge.facts()).mergeMethods;
    const method = others.find((other) => allowed.includes(other));
    if (method === undefined) return ended("not-allowed", sentence(outcome.reason));
    return readOutcome(await order.forge.merge(requestFor(order, method)));
  }
  return readOutcome(outcome);
}

function readOutcome(outcome: MergeOutcome): MergeResult | Again {
  if (outcome.kind === "merged") return ended("merged", "every gate is open", outcome.commit);
  if (outcome.kind === "moved") return { again: "its head moved while it was merged" };
  return { again: `the forge refused the merge: ${sentence(outcome.reason)}` };
}

async function enqueue(order: MergeOrder): Promise<MergeResult> {
  // The queue has its own method: sending one is an error.
  const outcome: QueueOutcome = await order.forge.enqueue(requestFor(order, "merge"));
  if (outcome.kind === "queued") return ended("queued", "it is in the merge queue");
  if (outcome.kind === "moved") return ended("held", `its head moved; the verdict belongs to ${short(order.head)}`);
  return ended("not-allowed", `the merge queue did not take it: ${sentence(outcome.reason)}`);
}

async function whenBlocked(order: MergeOrder, state: MergeState, mayLag: boolean): Promise<MergeResult | Again> {
  const { forge, pullRequest, requiredContext, timed } = order;
  if (state.inMergeQueue) return ended("queued", "it is in the merge queue");
  if (state.autoMerge && !timed) return ended("enabled", "auto-merge is on; the forge merges when its rules are met");
  if (state.mergeQueue) {
    // The queue itself may be what blocks: then the pull request is ready for it. Otherwise it says no, and the rules are asked.
    const queued = await enqueue(order);
    if (queued.result === "queued") return queued;
  }
  const rules = await forge.rules(pullRequest.base.branch);
  const held = async (why: string): Promise<MergeResult | Again> => {
    const missing = await missingFrom(rules, order);
    const wants = blockedBy(order, missing === null || missing.length === 0 ? demands(rules) : missing.join("; "));
    if (mayLag && missing?.length === 0) return { again: wants };
    return ended("held", `${wants}${why}`);
  };
  if (timed) return held("; a gate depends on time, so auto-merge stays off and a later run merges");
  if (!rules.requiredChecks.some(({ context }) => sameContext(context, requiredContext))) {
    return held(`, and they do not require \`${requiredContext}\`, so auto-merge stays off and a later run merges`);
  }
  const facts = await forge.facts();
  if (facts.autoMergeAllowed === false) {
    return held("; auto-merge is off in Settings > General > Pull Requests, so a later run merges");
  }
  const wants = blockedBy(order, demands(rules));
  const method = order.method ?? facts.mergeMethods[0] ?? "merge";
  const outcome: AutoMergeOutcome = await forge.enableAutoMerge(requestFor(order, method));
  if (outcome.kind === "enabled") return ended("enabled", `${wants}; the forge merges when they are met`);
  // Nothing is left to wait for: the last requirement came in between.
  if (outcome.kind === "clean") return mergeNow(order);
  if (outcome.kind === "moved") return { again: "its head moved while auto-merge was switched on" };
  if (outcome.kind === "unsettled")
    return { again: `auto-merge could not be switched on: ${sentence(outcome.reason)}` };
  return ended("not-allowed", `${wants}, and auto-merge is not allowed: ${sentence(outcome.reason)}`);
}

function blockedBy({ pullRequest }: MergeOrder, what: string): string {
  return `the rules of \`${pullRequest.base.branch}\` hold it (${what})`;
}

/** What the rules ask for: all there is to say where what is missing of it cannot be told. */
function demands(rules: BranchRules): string {
  const { requiredChecks, requiredApprovals } = rules;
  const parts = [
    requiredApprovals === 0 ? "" : `${requiredApprovals} ${requiredApprovals === 1 ? "approval" : "approvals"}`,
    requiredChecks.length === 0 ? "" : `the checks ${requiredChecks.map(({ context }) => `"${context}"`).join(", ")}`,
    rules.requiresSignatures ? "signed commits" : "",
    rules.mergeQueue ? "the merge queue" : "",
  ].filter((part) => part !== "");
  return parts.length === 0 ? "it does not say which" : parts.join("; ");
}

function sentence(words: string): string {
  return words.replaceAll(/\s+/g, " ").trim().replace(/\.$/, "");
}

function short(commit: string): string {
  return commit.slice(0, 12);
}
