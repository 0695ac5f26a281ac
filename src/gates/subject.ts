// What is judged: one app's change by one pull request, with everything that the gates ask of the two.
import type { Connection } from "../github/connections.ts";
import type { PullRequest } from "../github/forge.ts";
import type { Person } from "./approvals.ts";
import type { TouchedApp } from "./classify.ts";
import type { Fact, RunFacts } from "./facts.ts";
import type { ReviewFacts } from "./approvals.ts";
import type { VerifiedPromotion } from "./verify-promotion.ts";

/** A pull request and who is behind it. */
export interface Proposal {
  readonly pullRequest: PullRequest;
  /** The repository that it is in. */
  readonly connection: Connection;
  /** Known only where an environment asks for independent approvals. */
  readonly makers: readonly Person[];
  /** Its commits, where a person may be behind them; empty for a promotion, whose commits are ours. */
  readonly commits: readonly string[];
}

export interface Subject extends Proposal {
  readonly touched: TouchedApp;
  /** `null`: a manual change. */
  readonly promotion: VerifiedPromotion | null;
}

/** The reviews of the proposal's present head. */
export function reviewsOf(proposal: Proposal, facts: RunFacts, independent: boolean): Promise<Fact<ReviewFacts>> {
  const { connection, pullRequest, makers, commits } = proposal;
  const { number, author, head } = pullRequest;
  return facts.reviews({ connection, number, head: head.commit, author, independent, makers, commits });
}
