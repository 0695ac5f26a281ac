// The plan: what one environment should take from another, decided from both environments' pins and what the records say. Pure.
import { greatestStep, stepBetween, type Step } from "../artifacts/order.ts";
import { equalVersions, formatVersion, isDigest, isTag, type Version } from "../artifacts/version.ts";
import type { EnvironmentPins } from "../git/environment-pins.ts";
import { coupledEdits } from "../manifests/kustomize/coupled.ts";
import { nameOf, offersOf, type Offer } from "../manifests/pairing.ts";
import { pairingKey, placeOf, type Pin } from "../manifests/pin.ts";
import { policyOf, policyWord } from "../manifests/policy.ts";
import type { Standing } from "../records/record.ts";
import { isNewerByRecords, sinceOf, sourceOf } from "./order-facts.ts";
import { filterObjection } from "./own-filter.ts";
import type { AppPlan, Plan, PlannedChange } from "./plan.ts";

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

/** What is found out about one app before the verdict on all of it. */
interface Findings {
  readonly changes: PlannedChange[];
  readonly refusals: string[];
  readonly remarks: string[];
}

function planApp(input: PlanInput, app: string): AppPlan {
  const { from, to } = input;
  const given = from.apps.get(app);
  const present = to.apps.get(app);
  const nothing = (reason: string): AppPlan => ({ kind: "nothing", app, reason, remarks: [] });
  if (given === undefined || lacksApp(from, app)) return nothing(`${from.environment} has no app "${app}"`);
  if (present === undefined || lacksApp(to, app)) {
    return nothing(`${to.environment} has no app "${app}"; it is never created by a promotion, add it there first`);
  }

  const offers = offersOf(from.environment, given.pins);
  const findings: Findings = { changes: [], refusals: [...offers.conflicts], remarks: [] };
  const taken = new Set<Offer>();
  for (const pin of present.pins) {
    const offer = offers.for(pin);
    if (offer === null) remarkUnoffered(input, given.pins, pin, findings);
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
  findings.refusals.push(...coupled.objections);
  for (const { pin, to: version, because } of coupled.edits) {
    findings.changes.push({ ...because, pin, from: pin.version, to: version });
  }
  const lacking = offers.all.filter((offer) => !taken.has(offer));
  for (const offer of lacking) {
    const pin = offer.pins[0];
    const guarded = present.pins.find((other) => other.guarded && pairingKey(other) === offer.key);
    if (guarded !== undefined) remarkGuarded(input, guarded, offer, findings);
    else if (pin !== undefined) {
      findings.remarks.push(
        `${to.environment} has no pin of ${nameOf(pin)} (${from.environment}: "${formatVersion(offer.version)}" at ${placeOf(pin)}); it is not created`,
      );
    }
  }
  const problems = [...given.problems, ...present.problems].map(
    ({ file, line, reason }) => `${line === null ? file : `${file}:${line}`} could not be read: ${reason}`,
  );
  findings.remarks.push(...problems);
  // A pin that was not found may be in a file that could not be read, and what could not be read is not absent.
  const unclear = problems.length > 0 && findings.changes.length === 0 && lacking.length > 0;
  if (unclear) findings.refusals.push(...problems);
  return conclude(input, app, findings);
}

function conclude(input: PlanInput, app: string, { changes, refusals, remarks }: Findings): AppPlan {
  if (refusals.length > 0) return { kind: "refused", app, reason: refusals.join("; "), remarks };
  if (changes.length === 0) {
    const [giver, receiver] = [input.from.environment, input.to.environment];
    const reason =
      remarks.length === 0
        ? `${receiver} has everything that ${giver} has`
        : `nothing is left to promote from ${giver} to ${receiver}: ${remarks.join("; ")}`;
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
    findings.remarks.push(
      `${receiver} follows ${policyOf(pin)} for ${name} (${placeOf(pin)}); a ${policyWord(pin)} is policy and stays as it is`,
    );
    return;
  }
  const step = stepOf(input, app, pin, offer);
  const refusal =
    notAVersion(giver, offer) ??
    filterObjection(pin, offered) ??
    (pin.refusal === null ? null : `${placeOf(pin)} cannot be rewritten: ${pin.refusal}`) ??
    (step === "downgrade"
      ? `${giver} has "${formatVersion(offered)}" of ${name}, older than "${formatVersion(pin.version)}" in ${receiver} (${placeOf(pin)}); an older version is never written over a newer one, use rollback to go back`
      : null);
  if (refusal !== null) {
    findings.refusals.push(refusal);
    return;
  }
  if (pin.automation !== null) findings.remarks.push(`${placeOf(pin)}: ${pin.automation}`);
  const standing = input.standing?.(app) ?? null;
  findings.changes.push({
    pin,
    from: pin.version,
    to: offered,
    step,
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

/** A place that only its name opens: said where it differs from what is offered. */
function remarkGuarded(input: PlanInput, pin: Pin, offer: Offer, findings: Findings): void {
  if (equalVersions(pin.version, offer.version)) return;
  findings.remarks.push(
    `${input.to.environment} has "${formatVersion(pin.version)}" of ${nameOf(pin)} at ${placeOf(pin)}, which is left alone: ${pin.refusal ?? "it is guarded"}`,
  );
}

/** A pin of `to` for which `from` holds no version of its own: said where `from` shows the artifact in another form and another version. */
function remarkUnoffered(input: PlanInput, given: readonly Pin[], pin: Pin, findings: Findings): void {
  const giver = input.from.environment;
  // By artifact, or by object and path for a pin that names none.
  const counterpart = given.find((other) => pairingKey(other) === pairingKey(pin));
  if (counterpart === undefined || equalVersions(counterpart.version, pin.version)) return;
  const shown = formatVersion(counterpart.version);
  if (counterpart.style === "range") {
    findings.remarks.push(
      `${giver} follows ${policyOf(counterpart)} for ${nameOf(pin)} (${placeOf(counterpart)}); there is no version to promote`,
    );
  } else if (counterpart.style === "absent") {
    findings.remarks.push(
      `${giver} sets no version of ${nameOf(pin)} itself (its base has "${shown}"); there is nothing to promote`,
    );
  }
}
