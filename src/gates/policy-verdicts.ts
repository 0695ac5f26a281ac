// A change to the rules themselves: judged by the strictest approvals that any environment asks for, by the rules before the change.
import { approvals } from "./approvals.ts";
import type { RunFacts } from "./facts.ts";
import type { NamedVerdict } from "./gate.ts";
import { reviewsOf, type Proposal } from "./subject.ts";

/** Who may relax a rule is whom the rule asks: otherwise one unapproved pull request would open the gate for the next. */
export async function policyVerdicts(proposal: Proposal, facts: RunFacts): Promise<readonly NamedVerdict[]> {
  const policies = facts.configuration.environments.flatMap(({ gates }) => gates.approvals ?? []);
  if (policies.length === 0) return [];
  const independent = policies.some((policy) => policy.independent);
  const required = Math.max(...policies.map((policy) => policy.required));
  const read = await reviewsOf(proposal, facts, independent);
  const verdict = read.kind === "unknown" ? read : approvals.judge({ ...read.value, required });
  return [{ gate: "approvals of the rules", verdict }];
}
