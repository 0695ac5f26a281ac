// What the gates said of a change, as far as it can be believed, and what an auditor must see where they did not say that it may go ahead. Pure.
import type { Environment } from "../config/configuration.ts";
import type { Verdict } from "../gates/gate.ts";
import type { CommitInfo } from "../git/repository.ts";
import { parseTrailers, type GateTrailer } from "../git/trailers.ts";
import type { ForgeFacts } from "./forge-facts.ts";
import type { ChangeRecord } from "./record.ts";

export type GateEvidence = Pick<ChangeRecord, "verdicts" | "exceptions">;

/** Of a change that nobody could ask the forge about. */
export const NO_EVIDENCE: GateEvidence = { verdicts: [], exceptions: [] };

/** The verdicts that a merge of ours declares, and the exceptions to the rule that only a change with an open verdict comes in. */
export function gateEvidence(change: {
  readonly environment: Environment;
  readonly commit: CommitInfo;
  readonly facts: ForgeFacts;
}): GateEvidence {
  const exception = isGuarded(change.environment) ? exceptionOf(change.facts) : null;
  return { verdicts: verdictsOf(change.commit, change.facts), exceptions: exception === null ? [] : [exception] };
}

/**
 * Whoever merges may write what they like into the message. So it is believed only where the account of this run merged, wrote a success on
 * the head that came in, and names that head: nobody else can have all three.
 */
function verdictsOf(commit: CommitInfo, { pullRequest, gate, account }: ForgeFacts): ChangeRecord["verdicts"] {
  const { gates = [], head } = parseTrailers(commit.message);
  const by = gate?.by?.toLowerCase();
  const isOurs =
    pullRequest !== null &&
    by !== undefined &&
    gate?.state === "success" &&
    head === pullRequest.head.commit &&
    pullRequest.mergedBy?.toLowerCase() === by &&
    // A host that does not tell who we are: no person can have a bot's login.
    (account === null ? by.endsWith("[bot]") : account.toLowerCase() === by);
  return isOurs ? gates.map((claim) => ({ gate: claim.gate, verdict: verdictOf(claim) })) : [];
}

function verdictOf({ verdict: kind, reason }: GateTrailer): Verdict {
  return kind === "held" ? { kind, until: null, reason } : { kind, reason };
}

/** Whether anybody asked for a verdict there. Into the first environment without gates, versions come straight from CI. */
function isGuarded({ from, gates }: Environment): boolean {
  return (
    from !== null ||
    gates.approvals !== null ||
    gates.soakMs !== null ||
    gates.statuses.length > 0 ||
    gates.images !== null
  );
}

function exceptionOf({ pullRequest, gate }: ForgeFacts): string | null {
  if (pullRequest === null) return "pushed without a pull request, so no gate has judged it";
  const without = "merged without Waybill's verdict";
  if (gate === null) return `${without}: the merged head has no status of it`;
  if (gate.state !== "success") return `${without}: the status on the merged head is ${gate.state}`;
  const isLate =
    gate.at !== null && pullRequest.mergedAt !== null && Date.parse(gate.at) > Date.parse(pullRequest.mergedAt);
  return isLate ? `${without}: the status on the merged head is later than the merge` : null;
}
