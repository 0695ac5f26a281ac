// Which pins an update sets in a snapshot, and which it leaves alone and why.
import { artifactKey, type Artifact } from "../artifacts/artifact.ts";
import { stepBetween, type Step } from "../artifacts/order.ts";
import { equalVersions, formatVersion, type Version } from "../artifacts/version.ts";
import { isWithinRepository } from "../artifacts/git-repository.ts";
import type { NamedPin } from "../config/configuration.ts";
import { UserError } from "../errors.ts";
import { namesFile } from "../git/named-pins.ts";
import type { Snapshot } from "../git/snapshot.ts";
import { coupledEdits } from "../manifests/kustomize/coupled.ts";
import { pairingKey, placeOf, type Pin } from "../manifests/pin.ts";
import { policyOf, policyWord } from "../manifests/policy.ts";
import { readNamedPlace } from "../manifests/reading.ts";
import { didYouMean } from "../text/nearest.ts";
import type { TextChange } from "./pull-request-text.ts";
import { readEnvironment, type EnvironmentReading } from "../git/environment-pins.ts";
import { filterObjection } from "./own-filter.ts";
import { nameOf } from "../manifests/pairing.ts";
import type { AskOrder } from "./update-order.ts";
import type { ArtifactVersion } from "./update-request.ts";
import type { UpdateTarget } from "./update-target.ts";

export interface UpdatePlan {
  readonly reading: EnvironmentReading;
  readonly changes: readonly TextChange[];
  /** What is newer already, one sentence each. */
  readonly superseded: readonly string[];
  /** Places that have the version already. */
  readonly same: readonly Pin[];
  /** What the reader must know of places that were left alone. */
  readonly remarks: readonly string[];
}

export interface UpdatePlanInput {
  readonly target: UpdateTarget;
  readonly artifacts: readonly ArtifactVersion[];
  /** Places that the call names: each must be there. */
  readonly places: readonly NamedPin[];
  readonly source: { readonly repository: string; readonly commit: string } | null;
  /** Asked where the versions do not order themselves. */
  readonly isNewer: AskOrder;
}

/** Throws a UserError when an artifact is pinned nowhere in the target, or only where its version may not be written. */
export async function planUpdate(snapshot: Snapshot, input: UpdatePlanInput): Promise<UpdatePlan> {
  const { target, artifacts } = input;
  const reading = await readMatching(snapshot, input);
  checkApps(target, reading);
  checkPlaces(input, reading);
  const plan = {
    reading,
    changes: [] as TextChange[],
    superseded: [] as string[],
    same: [] as Pin[],
    remarks: [] as string[],
  };
  const refusals: string[] = [];
  for (const wanted of artifacts) {
    const matches = placesOf(reading, wanted.artifact, target.apps !== null);
    if (matches.length === 0) throw await notPinned(snapshot, input, wanted.artifact);
    for (const { app, pin } of matches) await judge(snapshot, input, wanted, app, pin, plan, refusals);
  }
  for (const [app, scan] of reading.apps) addCoupled(app, scan.pins, plan.changes);
  if (refusals.length > 0) {
    if (plan.changes.length === 0 && plan.same.length === 0) throw new UserError(refusals.join("; "));
    plan.remarks.push(...refusals);
  }
  for (const { file, line, reason } of reading.read.scan.problems) {
    plan.remarks.push(`${line === null ? file : `${file}:${line}`} could not be read: ${reason}`);
  }
  return plan;
}

async function judge(
  snapshot: Snapshot,
  input: UpdatePlanInput,
  { version }: ArtifactVersion,
  app: string,
  pin: Pin,
  plan: { changes: TextChange[]; superseded: string[]; same: Pin[]; remarks: string[] },
  refusals: string[],
): Promise<void> {
  if (equalVersions(pin.version, version)) {
    plan.same.push(pin);
    return;
  }
  if (pin.guarded) {
    refusals.push(
      `${placeOf(pin)} is left alone: ${pin.refusal ?? ""}; to write it, name the place with the input \`places\` or under \`pins\` in waybill.yaml`,
    );
    return;
  }
  if (pin.style === "range" && !pin.named) {
    refusals.push(
      `${placeOf(pin)} holds ${policyOf(pin)} for ${nameOf(pin)}; a ${policyWord(pin)} is policy and stays as it is`,
    );
    return;
  }
  const objection = filterObjection(pin, version);
  if (objection !== null) {
    refusals.push(objection);
    return;
  }
  const step = await stepTo(snapshot, input, app, pin, version);
  if (step === "downgrade") {
    plan.superseded.push(
      `${placeOf(pin)} has ${nameOf(pin)} "${formatVersion(pin.version)}", newer than "${formatVersion(version)}"`,
    );
    return;
  }
  if (pin.automation !== null) plan.remarks.push(`${placeOf(pin)}: ${pin.automation}`);
  plan.changes.push({ app, pin, from: pin.version, to: version, source: input.source, step, since: null });
}

/** Adds what the app's changes bring along. Throws a UserError where that cannot be told: then nothing is to be written. */
function addCoupled(app: string, pins: readonly Pin[], changes: TextChange[]): void {
  const { edits, objections } = coupledEdits(
    pins,
    changes.filter((change) => change.app === app),
  );
  if (objections.length > 0) throw new UserError(objections.join("; "));
  for (const { pin, to, because } of edits) changes.push({ ...because, pin, from: pin.version, to });
}

async function stepTo(
  snapshot: Snapshot,
  input: UpdatePlanInput,
  app: string,
  pin: Pin,
  version: Version,
): Promise<Step> {
  if (formatVersion(pin.version) === "") return "unordered";
  const step = stepBetween(pin.version, version);
  if (step !== "unordered" && step !== "digest") return step;
  return (await input.isNewer({ snapshot, app, pin, source: null }, version)) === false ? "downgrade" : step;
}

/** The environment, reading only files that may hold the artifacts; where the app is named and they hold none, all of that app. */
async function readMatching(snapshot: Snapshot, { target, artifacts }: UpdatePlanInput): Promise<EnvironmentReading> {
  const scope = { rules: target.rules, ...(target.apps === null ? {} : { apps: target.apps }) };
  const wanted = artifacts.map(({ artifact }) => artifact);
  const screened = await readEnvironment(snapshot, target.environment, { ...scope, artifacts: wanted });
  const isComplete = wanted.every((artifact) => placesOf(screened, artifact, false).length > 0);
  return isComplete || target.apps === null ? screened : readEnvironment(snapshot, target.environment, scope);
}

/**
 * Every place that fixes the artifact. In an app that the call names, a single lone `tag:` that names no image is taken for the
 * image's, as there is nothing else that it could be meant for.
 */
function placesOf(
  reading: EnvironmentReading,
  artifact: Artifact,
  appIsNamed: boolean,
): readonly { app: string; pin: Pin }[] {
  const all = [...reading.apps].flatMap(([app, scan]) => scan.pins.map((pin) => ({ app, pin })));
  const fixing = all.filter(({ pin }) => fixes(pin, artifact));
  const open = fixing.filter(({ pin }) => !pin.guarded);
  // A guarded place is left alone, unless it is all there is: then its reason is the answer.
  const named = open.length > 0 ? open : fixing;
  if (named.length > 0 || !appIsNamed || artifact.kind !== "image") return named;
  const nameless = all.filter(({ pin }) => pin.artifact === null && pin.takes === "image" && !pin.guarded);
  return nameless.length === 1 ? nameless : [];
}

/**
 * A chart is called by its name alone; where its manifest names the repository too, that is part of its identity but not of the call. So it
 * is with the folder of a Git repository.
 */
function fixes(pin: Pin, artifact: Artifact): boolean {
  if (pin.artifact === null || pin.artifact.kind !== artifact.kind) return false;
  return (
    pairingKey(pin) === artifactKey(artifact) ||
    (artifact.kind === "chart" && pin.artifact.name === artifact.name) ||
    isWithinRepository(pin.artifact, artifact)
  );
}

/** Throws a UserError unless every place that the call names is there: a place that is not found was mistyped. */
function checkPlaces({ target, places }: UpdatePlanInput, { read }: EnvironmentReading): void {
  const problems: string[] = [];
  for (const place of places) {
    const files = [...read.files].filter(([path]) => namesFile(place, path));
    if (files.length === 0) {
      problems.push(
        `the input \`places\` names "${place.file}#${place.path}", and no file of ${target.environment.name} is that (${target.environment.paths.join(", ")}, without what is ignored)`,
      );
    }
    for (const [path, bytes] of files) {
      const found = readNamedPlace(path, bytes, place);
      if ("reason" in found) problems.push(`${path}${found.line === null ? "" : `:${found.line}`}: ${found.reason}`);
    }
  }
  if (problems.length > 0) throw new UserError(problems.join("; "));
}

function checkApps(target: UpdateTarget, reading: EnvironmentReading): void {
  const missing = target.apps?.find((app) => !reading.apps.has(app));
  if (missing !== undefined) {
    throw new UserError(
      `${target.environment.name} has no app "${missing}" on the branch "${target.branch}" of ${target.connection.name}; expected one that its paths (${target.environment.paths.join(", ")}) lead to${didYouMean(missing, reading.known)}`,
    );
  }
}

async function notPinned(snapshot: Snapshot, { target }: UpdatePlanInput, artifact: Artifact): Promise<UserError> {
  const all = await readEnvironment(snapshot, target.environment, {
    rules: target.rules,
    ...(target.apps === null ? {} : { apps: target.apps }),
  });
  const names = new Set(
    all.read.scan.pins.flatMap((pin) => (pin.artifact?.kind === artifact.kind ? [pin.artifact.name] : [])),
  );
  const where =
    target.apps === null ? target.environment.name : `${target.apps.join(", ")} in ${target.environment.name}`;
  const listed = [...names]
    .toSorted()
    .slice(0, 10)
    .map((name) => `"${name}"`)
    .join(", ");
  const found =
    names.size === 0
      ? `no ${artifact.kind} is pinned there`
      : `pinned there: ${listed}${names.size > 10 ? ", ..." : ""}`;
  return new UserError(
    `no pin of the ${artifact.kind} "${artifact.name}" was found in ${where} on the branch "${target.branch}" of ${target.connection.name}${didYouMean(artifact.name, names)}; ${found}${namelessPlaces(all.read.scan.pins, artifact, target.apps === null)}`,
  );
}

/** Places that fix a version of something that their manifest does not name: one of them may be what the call means. */
function namelessPlaces(pins: readonly Pin[], artifact: Artifact, appIsMissing: boolean): string {
  const places = pins.filter((pin) => pin.artifact === null && pin.takes === artifact.kind);
  if (places.length === 0) return "";
  const listed = places
    .slice(0, 5)
    .map((pin) => `${placeOf(pin)} ("${formatVersion(pin.version)}")`)
    .join(", ");
  const hint =
    appIsMissing && artifact.kind === "image"
      ? "; name the app with the input `app` if it is its one image that is meant"
      : "";
  return `; without a name there: ${listed}${places.length > 5 ? ", ..." : ""}${hint}`;
}
