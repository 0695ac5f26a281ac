// What a branch's rules ask of a pull request and it does not have yet, as far as the forge lets it be told.
import { messageOf, UserError } from "../errors.ts";
import type { Log } from "../effects.ts";
import type { BranchRules, Forge, PullRequest, Review } from "./forge.ts";

/**
 * One phrase for each required check that has not succeeded and for the approvals that are too few; empty when the rules name nothing that
 * is missing (an owner's approval or an open conversation may be). `null` when the token may not see it. One to three requests, none
 * without such rules.
 */
export async function missingFrom(
  { requiredChecks, requiredApprovals }: BranchRules,
  subject: {
    readonly forge: Forge;
    readonly pullRequest: PullRequest;
    readonly head: string;
    readonly requiredContext: string;
    readonly log: Log;
  },
): Promise<readonly string[] | null> {
  const { forge, pullRequest, head, requiredContext, log } = subject;
  const contexts = [...new Set(requiredChecks.map(({ context }) => context))];
  try {
    const missing: string[] = [];
    if (contexts.length > 0) {
      // Our own is a status, which spares asking for check runs.
      const checkRuns = contexts.some((context) => !sameContext(context, requiredContext));
      const found = await forge.checks(head, { checkRuns });
      for (const context of contexts) {
        const states = found.filter((check) => sameContext(check.context, context)).map(({ state }) => state);
        if (states.length === 0) missing.push(`the check "${context}" has not come`);
        else if (!states.includes("success")) missing.push(`the check "${context}" is ${states[0]}`);
      }
    }
    if (requiredApprovals > 0) {
      const given = approvalsIn(await forge.reviews(pullRequest.number));
      if (given < requiredApprovals) missing.push(`it has ${given} of ${requiredApprovals} approvals`);
    }
    return missing;
  } catch (error) {
    // The explanation of a hold, no ground for it: a token that may not read checks must not make the run fail.
    if (!(error instanceof UserError)) throw error;
    log.debug(`what is missing of #${pullRequest.number} is not told: ${messageOf(error)}`);
    return null;
  }
}

/** Forges compare contexts without case. */
export function sameContext(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** Users whose latest position is an approval. The forge may count fewer of them: never more. */
function approvalsIn(reviews: readonly Review[]): number {
  const latest = new Map<string, Review["state"]>();
  for (const { user, state } of reviews) {
    if (state !== "COMMENTED" && state !== "PENDING") latest.set(user, state);
  }
  return [...latest.values()].filter((state) => state === "APPROVED").length;
}
