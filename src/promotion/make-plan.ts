// The plan: what one environment should take from another, decided from both environments' pins and what the records say. Pure.
import { greatestStep, stepBetween, type Step } from "../artifacts/order.ts";
import { equalVersions, formatVersion, isDigest, isTag, type Version } from "../artifacts/version.ts";
import type { EnvironmentPins } from "../git/environment-pins.ts";
import { coupledEdits } from "../manifests/kustomize/coupled.ts";
import { nameOf, offersOf, type Offer, type Offers } from "../manifests/pairing.ts";
import { placeOf, type Pin } from "../manifests/pin.ts";
import { policyOf, policyWord } from "../manifests/policy.ts";
import type { Standing } from "../records/record.ts";
import { isNewerByRecords, sinceOf, sourceOf } from "./order-facts.ts";
import { guardedRemarks, lackingRemarks, unofferedRemarks } from "./left-alone.ts";
import { filterObjection } from "./own-filter.ts";
import type { AppPlan, Plan, PlannedChange } from "./plan.ts";
import { remark, toldOnce, type Remark } from "./remarks.ts";

export interface PlanInput {
  readonly from: EnvironmentPins;
  readonly to: EnvironmentPins;
  /** The commit of `from` that was read. */
  readonly sourceCommit: string;
  /** The records of an app in `from`; `null` when there are none. They give "since", the source commits and the order of versions that do not order themselves. */
  readonly standing?: (app: string) => Standing | null;
  /** What a version of `from` was built from, where its records do not say. */
  readonly source?: (app: string, artifact: string, version: Version) => PlannedChange["source"];
  /** Whether `offered` is newer than `present` by the ancestry of their source commits; `null` when that is not known. Asked before the records. */
  readonly isNewer?: (app: string, artifact: string, present: Version, offered: Version) => boolean | null;
}

/**
 * One entry for each app of either environment, sorted by name. An app is promoted as a whole: what forbids one of its changes
 * refuses all of them. Never creates an app or a pin, and never plans an older version over a newer one.
 */
export function makePlan(input: PlanInput): Plan {
  const names = new Set([...input.from.apps.keys(), ...input.to.apps.keys()]);
  return {
    from: input.from.environment,
    to: input.to.environment,
    apps: [...names].toSorted().map((app) => planApp(input, app)),
  };
}

/** Whether the receiving environment lacks the app altogether: no folder or file of it, or nothing in it that holds a version. */
export function lacksApp(to: EnvironmentPins, app: string): boolean {
  const scan = to.apps.get(app);
  return scan === undefined || (scan.pins.length === 0 && scan.problems.length === 0);
}

/** Whether the receiving environment misses an app; one that holds no versions in the giving environment is missed by nobody. */
export function isMissing({ from, to }: Pick<PlanInput, "from" | "to">, app: string): boolean {
  return lacksApp(to, app) && !(from.apps.has(app) && lacksApp(from, app));
}

/** What is found out about one app before the verdict on all of it. */
interface Findings {
  readonly offers: Offers;
  readonly changes: PlannedChange[];
  readonly refusals: Remark[];
  readonly remarks: Remark[];
}

function planApp(input: PlanInput, app: string): AppPlan {
  const { from, to } = input;
  const given = from.apps.get(app);
  const present = to.apps.get(app);
  const nothing = (reason: string): AppPlan => ({ kind: "nothing", app, reason, remarks: [] });
  if (given === undefined) return nothing(`${from.environment} has no app "${app}"`);
  if (lacksApp(from, app)) return nothing(`the app "${app}" of ${from.environment} holds no versions`);
  if (present === undefined) {
    return nothing(`${to.environment} has no app "${app}"; it is never created by a promotion, add it there first`);
  }
  if (lacksApp(to, app)) {
    return nothing(
      `the app "${app}" of ${to.environment} holds no versions; a promotion creates none, add them there first`,
    );
  }

  const offers = offersOf(from.environment, given.pins, { environment: to.environment, pins: present.pins });
  const findings: Findings = { offers, changes: [], refusals: offers.conflicts.map(remark), remarks: [] };
  const names = { giver: from.environment, receiver: to.environment };
  const taken = new Set<Offer>();
  for (const pin of present.pins) {
    const offer = offers.for(pin);
    if (offer === null) findings.remarks.push(...unofferedRemarks(names, given.pins, pin));
    else {
      taken.add(offer);
      judgePair(input, app, pin, offer, findings);
    }
  }
  // What `from` says of a place itself is paired; a place that it lacks moves with the commit that it shares with another one.
  const coupled = coupledEdits(
    present.pins.filter((pin) => offers.for(pin) === null),
    findings.changes,
  );
  findings.refusals.push(...coupled.objections.map(remark));
  for (const { pin, to: version, because } of coupled.edits) {
    findings.changes.push({ ...because, pin, from: pin.version, to: version });
  }
  const guarded = new Set<Offer>();
  for (const pin of present.pins) {
    const offer = pin.guarded ? offers.matching(pin) : null;
    if (offer === null || taken.has(offer)) continue;
    guarded.add(offer);
    findings.remarks.push(...guardedRemarks(names, pin, offer));
  }
  const lacking = offers.all.filter((offer) => !taken.has(offer));
  for (const offer of lacking) if (!guarded.has(offer)) findings.remarks.push(...lackingRemarks(names, offer));
  const problems = [...given.problems, ...present.problems].map(({ file, line, reason }): Remark => ({
    place: line === null ? file : `${file}:${line}`,
    says: (where) => `${where} could not be read: ${reason}`,
  }));
  // A pin that was not found may be in a file that could not be read, and what could not be read is not absent.
  const unclear = problems.length > 0 && findings.changes.length === 0 && lacking.length > 0;
  (unclear ? findings.refusals : findings.remarks).push(...problems);
  return conclude(input, app, findings);
}

function conclude(input: PlanInput, app: string, findings: Findings): AppPlan {
  const { changes } = findings;
  const [refusals, remarks] = [toldOnce(findings.refusals), toldOnce(findings.remarks)];
  if (refusals.length > 0) return { kind: "refused", app, reason: refusals.join("; "), remarks };
  if (changes.length === 0) {
    const [giver, receiver] = [input.from.environment, input.to.environment];
    const reason =
      remarks.length === 0
        ? `${receiver} has everything that ${giver} has`
        : `nothing is left to promote from ${giver} to ${receiver}`;
    return { kind: "nothing", app, reason, remarks };
  }
  const step = greatestStep(changes.map((change) => change.step));
  return { kind: "promote", app, changes, source: input.sourceCommit, step, remarks };
}

function judgePair(input: PlanInput, app: string, pin: Pin, offer: Offer, findings: Findings): void {
  const giver = input.from.environment;
  const receiver = input.to.environment;
  const offered = offer.version;
  if (equalVersions(pin.version, offered)) return;
  const name = nameOf(pin);
  if (pin.style === "range" && !pin.named) {
    findings.remarks.push({
      place: placeOf(pin),
      says: (where) =>
        `${receiver} follows ${policyOf(pin)} for ${name} (${where}); a ${policyWord(pin)} is policy and stays as it is`,
    });
    return;
  }
  const step = stepOf(input, app, pin, offer);
  const refusal = refusalOf(input, pin, offer, step);
  if (refusal !== null) {
    findings.refusals.push(refusal);
    return;
  }
  const { automation } = pin;
  if (automation !== null) findings.remarks.push({ place: placeOf(pin), says: (where) => `${where}: ${automation}` });
  if (findings.offers.isByLikeness(pin)) {
    findings.remarks.push({
      place: placeOf(pin),
      says: (where) =>
        `${name} (${where}) takes what ${giver} has of ${offer.pins.map(nameOf).at(0) ?? offer.key}: nothing else of the app in ${giver} is like it`,
    });
  }
  const standing = input.standing?.(app) ?? null;
  findings.changes.push({
    pin,
    from: pin.version,
    to: offered,
    step,
    offered: offer.key,
    source: sourceOf(standing, offer.key, offered) ?? input.source?.(app, offer.key, offered) ?? null,
    since: sinceOf(standing, offer.key, offered),
  });
}

/** The step by the versions themselves; where they give no order, by the source commits' ancestry, then by the giving environment's records. */
function stepOf(input: PlanInput, app: string, pin: Pin, offer: Offer): Step {
  if (formatVersion(pin.version) === "") return "unordered";
  const step = stepBetween(pin.version, offer.version);
  if (step !== "unordered" && step !== "digest") return step;
  const isNewer =
    input.isNewer?.(app, offer.key, pin.version, offer.version) ??
    isNewerByRecords(input.standing?.(app) ?? null, offer.key, pin.version, offer.version);
  return isNewer === false ? "downgrade" : step;
}

/** Why the pin may not take what is offered; `null` when it may. */
function refusalOf(input: PlanInput, pin: Pin, offer: Offer, step: Step): Remark | null {
  const [giver, receiver] = [input.from.environment, input.to.environment];
  const offered = offer.version;
  const sentence = notAVersion(giver, offer) ?? filterObjection(pin, offered);
  if (sentence !== null) return remark(sentence);
  const place = placeOf(pin);
  const { refusal } = pin;
  if (refusal !== null) return { place, says: (where) => `${where} cannot be rewritten: ${refusal}` };
  if (step !== "downgrade") return null;
  return {
    place,
    says: (where) =>
      `${giver} has "${formatVersion(offered)}" of ${nameOf(pin)}, older than "${formatVersion(pin.version)}" in ${receiver} (${where}); an older version is never written over a newer one, use rollback to go back`,
  };
}

function notAVersion(giver: string, offer: Offer): string | null {
  const { tag, digest } = offer.version;
  const doubtful = offer.pins.find((member) => member.doubt !== null);
  if (doubtful !== undefined) {
    return `which version of ${nameOf(doubtful)} ${giver} has cannot be told (${placeOf(doubtful)}): ${doubtful.doubt}`;
  }
  const pin = offer.pins[0];
  if (pin === undefined) return null;
  // A chart's version and a Git ref have wider grammars than an image's tag, but an unresolved template is none of them.
  const isTemplate = tag !== null && /\{\{|\$\{|\$\(|\s/.test(tag);
  const isNoTag = tag !== null && pin.artifact?.kind === "image" && !isTag(tag);
  const isNoDigest = digest !== null && !isDigest(digest);
  if (!isTemplate && !isNoTag && !isNoDigest) return null;
  return `${giver} has "${formatVersion(offer.version)}" of ${nameOf(pin)} (${placeOf(pin)}), which is not a version`;
}
