// The verdict on one pull request: what it is, every gate of the environments that it changes, and what all of them come to.
import { greatestStep, type Step } from "../artifacts/order.ts";
import type { Configuration, Environment } from "../config/configuration.ts";
import { branchOf, type Connection, type Effects } from "../github/connections.ts";
import type { PullRequest } from "../github/forge.ts";
import { countApprovals } from "./approvals.ts";
import { classify, type Classification, type TouchedApp } from "./classify.ts";
import { environmentVerdicts } from "./environment-verdicts.ts";
import type { RunFacts } from "./facts.ts";
import type { NamedVerdict, Verdict } from "./gate.ts";
import { makersOf } from "./makers.ts";
import { overall } from "./overall.ts";
import { policyVerdicts } from "./policy-verdicts.ts";
import { reviewsOf, type Proposal } from "./subject.ts";
import type { VersionChange } from "./version-changes.ts";
import type { VerifiedPromotion } from "./verify-promotion.ts";

export interface Judgement {
  readonly kind: "promotion" | "manual" | "unrelated";
  /** The environment and the app that are changed; `null` when there is none, or more than one. */
  readonly environment: string | null;
  readonly app: string | null;
  /** The head that was judged; the verdict is about no other. */
  readonly head: string;
  readonly verdicts: readonly NamedVerdict[];
  readonly overall: Verdict;
  /** The greatest step among the version changes; `null` when no version changes. */
  readonly step: Step | null;
  /** Whether an open verdict can go stale without a push or a review. */
  readonly timed: boolean;
  /** One sentence. */
  readonly reason: string;
  readonly changes: readonly VersionChange[];
  /** Why it is not a promotion, for a manual change; what it edits that decides how changes are judged. */
  readonly remarks: readonly string[];
  /** Logins whose approval of this head counts, by the strictest rule that applied; empty when no gate asked. */
  readonly approvers: readonly string[];
  /** Set for promotions only. */
  readonly promotion: VerifiedPromotion | null;
  /** The policy's identity. */
  readonly policy: string;
}

export interface JudgeRequest {
  readonly pullRequest: PullRequest;
  /** The repository that the pull request is in. */
  readonly connection: Connection;
  /** The base's configuration, never the proposal's. */
  readonly configuration: Configuration;
  /** What this run knows already. */
  readonly facts: RunFacts;
}

/**
 * Judges the pull request's present head. A fact that cannot be had makes its gate's verdict unknown; when not even the change can be read,
 * the error is thrown.
 */
export async function judgePullRequest(request: JudgeRequest, effects: Effects): Promise<Judgement> {
  const { pullRequest, connection, configuration, facts } = request;
  const environments = environmentsOn(configuration, connection, pullRequest.base.branch, effects);
  const classification = await classify({ pullRequest, connection, environments }, facts, effects);
  const touched = touchedOf(classification);
  const promotion = classification.kind === "promotion" ? classification.promotion : null;
  const asksWho = configuration.environments.some(({ gates }) => gates.approvals?.independent === true);
  const makers = asksWho ? await makersOf(classification.commits, connection, effects) : [];
  const commits = promotion === null ? classification.commits.map(({ commit }) => commit) : [];
  const proposal: Proposal = { pullRequest, connection, makers, commits };

  const verdicts: NamedVerdict[] = [];
  for (const one of touched) {
    const found = await environmentVerdicts({ ...proposal, promotion, touched: one }, facts, effects);
    const name = (gate: string) => (touched.length === 1 ? gate : `${placeOf(one)} ${gate}`);
    verdicts.push(...found.map(({ gate, verdict }) => ({ gate: name(gate), verdict })));
  }
  if (classification.policyFiles.length > 0) verdicts.push(...(await policyVerdicts(proposal, facts)));

  const changes = touched.flatMap((one) => one.changes);
  const verdict: Verdict =
    classification.kind === "unrelated" ? { kind: "open", reason: classification.reason } : overall(verdicts);
  const remarks = remarksOf(classification);
  return {
    kind: classification.kind,
    environment: theOnly(touched.map(({ environment }) => environment.name)),
    app: theOnly(touched.map(({ app }) => app)),
    head: pullRequest.head.commit,
    verdicts,
    overall: verdict,
    step: changes.length === 0 ? null : greatestStep(changes.map(({ step }) => step)),
    timed: touched.some(({ environment: { gates } }) => gates.soakMs !== null || gates.statuses.length > 0),
    reason: [verdict.reason, ...remarks].join("; "),
    changes,
    remarks,
    approvers: await approversOf(proposal, touched, facts),
    promotion,
    policy: configuration.digest,
  };
}

/** The environments that live on a branch of a repository. */
export function environmentsOn(
  configuration: Configuration,
  connection: Connection,
  branch: string,
  effects: Effects,
): readonly Environment[] {
  return configuration.environments.filter(
    (environment) => isIn(environment, connection, effects) && branchOf(environment, connection) === branch,
  );
}

/** Whether an environment lives in a repository; told by name, so that no other repository is opened for the answer. */
export function isIn(environment: Environment, connection: Connection, { connections }: Effects): boolean {
  const name = environment.repository ?? connections.home.name;
  return name.toLowerCase() === connection.name.toLowerCase();
}

function touchedOf(classification: Classification): readonly TouchedApp[] {
  if (classification.kind === "unrelated") return [];
  return classification.kind === "promotion" ? [classification.touched] : classification.touched;
}

function remarksOf(classification: Classification): readonly string[] {
  const { kind, policyFiles } = classification;
  const edits =
    policyFiles.length === 0 ? [] : [`it edits ${policyFiles.join(", ")}, and is judged by what the base has`];
  return kind === "manual" && edits.length === 0 ? [`a manual change: ${classification.reason}`] : edits;
}

/** Read already by the gate itself: this costs no request. */
async function approversOf(
  proposal: Proposal,
  touched: readonly TouchedApp[],
  facts: RunFacts,
): Promise<readonly string[]> {
  const policies = touched.flatMap(({ environment }) => environment.gates.approvals ?? []);
  if (policies.length === 0) return [];
  const independent = policies.some((policy) => policy.independent);
  const read = await reviewsOf(proposal, facts, independent);
  return read.kind === "known" ? countApprovals(read.value).approvers : [];
}

function placeOf({ environment, app }: TouchedApp): string {
  return app === null ? environment.name : `${environment.name}/${app}`;
}

function theOnly(names: readonly (string | null)[]): string | null {
  const [first, ...others] = new Set(names);
  return others.length === 0 ? (first ?? null) : null;
}
