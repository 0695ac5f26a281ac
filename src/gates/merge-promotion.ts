// The merge of a promotion whose gates are open, in words of ours; and auto-merge switched off where the verdict no longer allows it.
import { formatVersion } from "../artifacts/version.ts";
import { withinAutoMerge } from "../artifacts/order.ts";
import { environmentNamed } from "../config/find.ts";
import type { Configuration } from "../config/configuration.ts";
import { commitMessage, type Trailers } from "../git/trailers.ts";
import type { Connection, Effects } from "../github/connections.ts";
import { mergePullRequest, type MergeResult } from "../github/merging.ts";
import type { Forge, PullRequest } from "../github/forge.ts";
import { parsePromotionBranch } from "../promotion/branches.ts";
import { declare, type AppChange } from "../promotion/changes.ts";
import { inertTitle } from "../text/markdown.ts";
import type { Judgement } from "./judge.ts";
import { GATE_CONTEXT } from "./publish.ts";

export interface MergeSubject {
  readonly pullRequest: PullRequest;
  readonly connection: Connection;
  readonly forge: Forge;
  readonly judgement: Judgement;
  /** Whether this run has written the status. */
  readonly justJudged?: boolean;
}

/** Whether Waybill merges it: a promotion, every gate open, and the step within the environment's `auto-merge`. */
export function mayMerge(judgement: Judgement, configuration: Configuration): boolean {
  const { kind, overall, environment, step } = judgement;
  if (kind !== "promotion" || overall.kind !== "open" || environment === null || step === null) return false;
  return withinAutoMerge(step, environmentNamed(configuration, environment).promote.autoMerge);
}

/** Merges exactly the head that was judged, or arms or enqueues it, whichever the forge's rules ask for. */
export async function mergePromotion(subject: MergeSubject, effects: Effects): Promise<MergeResult> {
  const { pullRequest, forge, judgement, justJudged = false } = subject;
  const message = mergeMessage(pullRequest.number, judgement, effects.run);
  const [headline = "", ...rest] = message.split("\n");
  return mergePullRequest({
    forge,
    pullRequest,
    head: judgement.head,
    headline,
    body: rest.join("\n").trim(),
    timed: judgement.timed,
    justJudged,
    requiredContext: GATE_CONTEXT,
    clock: effects.clock,
    log: effects.log,
  });
}

/**
 * Switches auto-merge off on a promotion's branch whose head is not an open promotion (any more): it outlives a push by somebody else. On
 * other branches auto-merge is a person's own doing, and the required status holds it. Returns whether it was on.
 */
export async function disarm({ pullRequest, connection, forge, judgement }: MergeSubject): Promise<boolean> {
  const isOurs =
    parsePromotionBranch(pullRequest.head.branch) !== null &&
    pullRequest.head.repository?.toLowerCase() === connection.name.toLowerCase();
  const isOpen = judgement.kind === "promotion" && judgement.overall.kind === "open";
  if (!pullRequest.autoMerge || !isOurs || isOpen) return false;
  await forge.disableAutoMerge(pullRequest);
  return true;
}

/**
 * The merge commit's message: the promotion's facts as trailers again, because a squash keeps only what it is given; and every gate's
 * verdict, which nobody could ask for afterwards.
 */
export function mergeMessage(number: number, judgement: Judgement, run: string | null): string {
  const { environment, app, promotion, approvers, verdicts, head } = judgement;
  if (promotion === null || environment === null || app === null) {
    throw new Error(`#${number} is no promotion and has no message of ours`);
  }
  const { planned, declared, source, from } = promotion;
  const changes = declare(
    environment,
    planned.map((change): AppChange => ({ ...change, app })),
  );
  const trailers: Trailers = {
    // Where the version was built is the proposal's claim, kept where it is about a change that the plan confirms.
    changes: changes.map((change) => ({
      ...change,
      source:
        declared.changes.find(
          (claim) =>
            claim.artifact === change.artifact &&
            formatVersion(claim.from) === formatVersion(change.from) &&
            formatVersion(claim.to) === formatVersion(change.to),
        )?.source ?? change.source,
    })),
    from: source,
    run: run ?? declared.run,
    // A reason may quote a check or a reviewer: a commit message closes issues and calls people where it is let to.
    gates: verdicts.map(({ gate, verdict: { kind, reason } }) => ({
      gate,
      verdict: kind,
      reason: inertTitle(reason, 300),
    })),
    head,
  };
  const versions = judgement.changes.map(({ name, to }) => `${name.split("/").at(-1) ?? name} ${formatVersion(to)}`);
  const what = versions.length > 2 ? `${versions.length} artifacts` : versions.join(", ");
  const subject = `${inertTitle(`Promote ${app} to ${environment}: ${what}`, 200)} (#${number})`;
  const body = [
    inertTitle(`As ${from.name} has it at ${source}, judged at ${judgement.head}.`, 400),
    ...(approvers.length === 0 ? [] : [inertTitle(`Approved by ${approvers.join(", ")}.`, 400)]),
  ].join("\n");
  return commitMessage(subject, body, trailers);
}
