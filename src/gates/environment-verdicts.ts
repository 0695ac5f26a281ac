// Every gate of one environment on one app's change: which of them apply, with the facts that each names.
import type { Effects } from "../github/connections.ts";
import type { CommitCheck } from "../github/forge.ts";
import { placeOf } from "../manifests/pin.ts";
import { isNewerByRecords } from "../promotion/order-facts.ts";
import { approvals, countApprovals } from "./approvals.ts";
import type { Fact, RunFacts } from "./facts.ts";
import { findVersions, type FoundVersions } from "./find-versions.ts";
import type { NamedVerdict, Verdict } from "./gate.ts";
import { images } from "./images.ts";
import { needsPerson, order, type OrderFacts } from "./order.ts";
import { soak } from "./soak.ts";
import { coversEvery, statuses } from "./statuses.ts";
import { reviewsOf, type Subject } from "./subject.ts";
import { reverted } from "./reverted.ts";
import { withdrawn } from "./withdrawn.ts";

/** One verdict for each gate that the environment sets, and for the order of versions where it has something to say. */
export async function environmentVerdicts(
  subject: Subject,
  facts: RunFacts,
  effects: Effects,
): Promise<readonly NamedVerdict[]> {
  const { gates } = subject.touched.environment;
  const verdicts: NamedVerdict[] = [];
  const add = (gate: string, verdict: Verdict) => verdicts.push({ gate, verdict });
  const isGated =
    gates.approvals !== null || gates.soakMs !== null || gates.statuses.length > 0 || gates.images !== null;

  if (gates.approvals !== null) add(approvals.name, await judgeApprovals(subject, facts, gates.approvals));
  if (gates.soakMs !== null || gates.statuses.length > 0) {
    const found = await findVersions(subject, facts, effects);
    if (gates.soakMs !== null) add(soak.name, judgeSoak(subject, facts, gates.soakMs, found));
    if (gates.statuses.length > 0) add(statuses.name, await judgeStatuses(gates.statuses, facts, found));
  }
  if (gates.images !== null) {
    const judged = subject.touched.changes.map(({ artifact, to, pin }) => ({
      artifact,
      takes: pin.takes,
      version: to,
      place: placeOf(pin),
    }));
    add(images.name, images.judge({ policy: gates.images, images: judged }));
  }
  // Where no gate is set nobody asked for a judgement of what people do; what Waybill itself proposes never goes back or ahead unseen.
  if (isGated || subject.promotion !== null) {
    const direction = await judgeOrder(subject, facts, effects);
    if (isGated || direction.kind !== "open") add(order.name, direction);
  }
  if (isGated && subject.touched.problems.length > 0) {
    add("manifests", { kind: "closed", reason: subject.touched.problems.join("; ") });
  }
  return verdicts;
}

async function judgeApprovals(
  subject: Subject,
  facts: RunFacts,
  policy: { readonly required: number; readonly independent: boolean },
): Promise<Verdict> {
  const read = await reviewsOf(subject, facts, policy.independent);
  return read.kind === "unknown" ? read : approvals.judge({ ...read.value, required: policy.required });
}

function judgeSoak(subject: Subject, facts: RunFacts, soakMs: number, found: Fact<FoundVersions>): Verdict {
  if (subject.touched.changes.length === 0) return { kind: "open", reason: "changes no version" };
  if (found.kind === "unknown") return found;
  const { from, stay, hasNow } = found.value;
  if (from === null) return { kind: "held", until: null, reason: "no environment comes before this one" };
  return soak.judge({ soakMs, now: facts.now(subject.connection), from, stay, hasNow });
}

/** The commits are read newest first, and no further than until every glob has found a context. */
async function judgeStatuses(
  required: readonly string[],
  facts: RunFacts,
  found: Fact<FoundVersions>,
): Promise<Verdict> {
  if (found.kind === "unknown") return found;
  const { from, connection, commits } = found.value;
  if (found.value.isNothing) return { kind: "open", reason: "changes no version" };
  if (from === null || connection === null) {
    return { kind: "held", until: null, reason: "no environment comes before this one" };
  }
  const checks: CommitCheck[] = [];
  for (const commit of commits) {
    const read = await facts.checks(connection, commit);
    if (read.kind === "unknown") return read;
    checks.push(...read.value);
    if (coversEvery(required, checks)) break;
  }
  return statuses.judge({ required, from, checks: commits.length === 0 ? null : checks });
}

async function judgeOrder(subject: Subject, facts: RunFacts, effects: Effects): Promise<Verdict> {
  const { promotion, touched } = subject;
  const kind = promotion === null ? "manual" : "promotion";
  let steps: OrderFacts["steps"] = touched.changes;
  const unclear = touched.changes.some(({ step }) => step === "unordered" || step === "digest");
  if (promotion !== null && unclear) {
    const standing = await facts.standing(promotion.from, touched.app ?? "");
    if (standing.kind === "unknown") return standing;
    steps = touched.changes.map((change) => {
      if (change.from === null || (change.step !== "unordered" && change.step !== "digest")) return change;
      const isNewer = isNewerByRecords(standing.value, change.key, change.from, change.to);
      return isNewer === false ? { ...change, step: "downgrade" } : change;
    });
  }
  const taken = await withdrawn(subject, facts, effects);
  if (taken.kind === "unknown") return taken;
  let approved: boolean | null = null;
  const left = await reverted(subject, facts);
  if (left.kind === "unknown") return left;
  if (needsPerson({ kind, steps, reverted: left.value })) {
    const read = await reviewsOf(subject, facts, touched.environment.gates.approvals?.independent ?? false);
    if (read.kind === "known") {
      const { approvers, objectors, unclear } = countApprovals(read.value);
      approved = objectors.length > 0 ? false : approvers.length > 0 ? true : unclear.length > 0 ? null : false;
    }
  }
  return order.judge({ kind, steps, approved, withdrawn: taken.value, reverted: left.value });
}
