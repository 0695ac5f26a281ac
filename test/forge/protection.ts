// Branch protection and rulesets: what a branch requires, and which of it a pull request still lacks, in GitHub's words.
import { mayWrite } from "./principals.ts";
import type { PullRequest, Repository, Review } from "./state.ts";

export interface BranchProtection {
  /** Rulesets can be read by everybody through the rules route; classic protection only by administrators. */
  readonly source: "classic" | "ruleset";
  readonly requiredChecks: readonly { readonly context: string; readonly app: number | null }[];
  /** The branch must contain the base's tip before it is merged. */
  readonly strict: boolean;
  /** `null`: a pull request is not required. */
  readonly requiredApprovals: number | null;
  readonly dismissStaleReviews: boolean;
  readonly requiredSignatures: boolean;
  readonly mergeQueue: boolean;
  /** Logins (`waybill[bot]`) whose direct pushes the rules let pass. */
  readonly bypass: readonly string[];
}

/** A protection that requires what is given and nothing else. */
export function protectionWith(rules: Partial<BranchProtection>): BranchProtection {
  return {
    source: "classic",
    requiredChecks: [],
    strict: false,
    requiredApprovals: null,
    dismissStaleReviews: false,
    requiredSignatures: false,
    mergeQueue: false,
    bypass: [],
    ...rules,
  };
}

export interface CheckResult {
  readonly context: string;
  readonly app: number | null;
  readonly state: "success" | "pending" | "failure";
}

export function protectionsOf(repository: Repository, branch: string): readonly BranchProtection[] {
  return repository.protections.get(branch) ?? [];
}

export function hasMergeQueue(repository: Repository, branch: string): boolean {
  return protectionsOf(repository, branch).some((protection) => protection.mergeQueue);
}

/** The newest result of every context on a commit. Contexts are case-insensitive. */
export function checkResults(repository: Repository, commit: string): readonly CheckResult[] {
  const newest = new Map<string, CheckResult>();
  for (const status of repository.statuses) {
    if (status.commit !== commit) continue;
    const state = status.state === "error" ? "failure" : status.state;
    newest.set(`status ${status.context.toLowerCase()}`, { context: status.context, app: status.app, state });
  }
  for (const run of repository.checkRuns) {
    if (run.commit !== commit) continue;
    newest.set(`check ${run.app.id} ${run.name.toLowerCase()}`, {
      context: run.name,
      app: run.app.id,
      state: stateOfRun(run),
    });
  }
  return [...newest.values()];
}

function stateOfRun(run: { readonly status: string; readonly conclusion: string | null }): CheckResult["state"] {
  if (run.status !== "completed") return "pending";
  return ["success", "neutral", "skipped"].includes(run.conclusion ?? "") ? "success" : "failure";
}

/** What a commit lacks of the required checks, e.g. `Required status check "ci" is expected.` */
export function missingChecks(repository: Repository, branch: string, commit: string): readonly string[] {
  return checksMissingFor(protectionsOf(repository, branch), repository, commit);
}

function checksMissingFor(
  rules: readonly BranchProtection[],
  repository: Repository,
  commit: string,
): readonly string[] {
  const results = checkResults(repository, commit);
  const missing: string[] = [];
  for (const required of rules.flatMap((rule) => rule.requiredChecks)) {
    const matching = results.filter(
      (result) =>
        result.context.toLowerCase() === required.context.toLowerCase() &&
        (required.app === null || result.app === required.app),
    );
    const word = matching.some((result) => result.state === "failure")
      ? "failing"
      : matching.some((result) => result.state === "pending")
        ? "pending"
        : "expected";
    if (matching.length === 0 || word !== "expected")
      missing.push(`Required status check "${required.context}" is ${word}.`);
  }
  return missing;
}

/** The last review of each user that says something, of those who may write and are not the author. */
function opinions(repository: Repository, pull: PullRequest): readonly Review[] {
  const latest = new Map<string, Review>();
  for (const review of pull.reviews) {
    if (review.state === "COMMENTED") continue;
    if (review.user !== pull.author && mayWrite(repository, review.user)) latest.set(review.user, review);
  }
  return [...latest.values()];
}

/** What a pull request lacks of the required reviews. */
export function missingReviews(repository: Repository, pull: PullRequest): readonly string[] {
  const required = Math.max(0, ...protectionsOf(repository, pull.base).map((rule) => rule.requiredApprovals ?? 0));
  if (required === 0) return [];
  const reviews = opinions(repository, pull);
  const missing: string[] = [];
  if (reviews.some((review) => review.state === "CHANGES_REQUESTED")) {
    missing.push("Changes must be made before this pull request can be merged.");
  }
  if (reviews.filter((review) => review.state === "APPROVED").length < required) {
    const noun = required === 1 ? "review is" : "reviews are";
    missing.push(`At least ${required} approving ${noun} required by reviewers with write access.`);
  }
  return missing;
}

/** Why somebody's direct push to the branch is refused; `null` when it is not. Only those whom a rule names are exempt, administrators are not. */
export function refusesPush(repository: Repository, branch: string, commit: string | null, by: string): string | null {
  const rules = protectionsOf(repository, branch).filter((rule) => !rule.bypass.includes(by));
  if (rules.length === 0) return null;
  if (commit === null) return "Cannot delete this branch";
  if (rules.some((rule) => rule.mergeQueue)) return "Changes must be made through the merge queue";
  if (rules.some((rule) => rule.requiredApprovals !== null)) return "Changes must be made through a pull request.";
  if (rules.some((rule) => rule.requiredSignatures) && !repository.verified.has(commit)) {
    return "Commits must have verified signatures.";
  }
  return checksMissingFor(rules, repository, commit)[0] ?? null;
}
