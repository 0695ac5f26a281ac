// What promote would do, worked out from snapshots alone: no forge, no token, nothing written.
import type { Configuration, Environment } from "../config/configuration.ts";
import { environmentNamed } from "../config/find.ts";
import type { NamedVerdict } from "../gates/gate.ts";
import { images } from "../gates/images.ts";
import { needsPerson, order } from "../gates/order.ts";
import type { Snapshot } from "../git/snapshot.ts";
import { placeOf } from "../manifests/pin.ts";
import type { Standing } from "../records/record.ts";
import { applyEdits, diffOf } from "./changes.ts";
import { readBoth, type EnvironmentReading } from "../git/environment-pins.ts";
import { isMissing, makePlan } from "./make-plan.ts";
import { nameOf } from "../manifests/pairing.ts";
import type { AppPlan, Plan } from "./plan.ts";
import { promotionText } from "./pull-request-text.ts";
import { receivers, requireApps, type ReceivingEnvironment } from "./receivers.ts";

export interface LocalPlanRequest {
  readonly configuration: Configuration;
  /** Names of receiving environments; default: every one that has a `from`. */
  readonly environments?: readonly string[];
  /** Default: every app. */
  readonly apps?: readonly string[];
  /** Where the environment can be read: a commit of the clone, or the working tree. */
  snapshotOf(environment: Environment): Promise<Snapshot>;
  /** The records of an app in the giving environment, where the clone has them. */
  readonly standing?: (environment: string, app: string) => Standing | null;
}

export interface LocalApp {
  readonly plan: AppPlan;
  readonly isMissing: boolean;
  /** Empty unless the app is to be promoted, and so are the next three. */
  readonly diff: string;
  readonly files: readonly string[];
  readonly title: string;
  readonly body: string;
  /** The verdicts that need nothing but the change; a gate that asks the forge or the records is `unknown` here. */
  readonly verdicts: readonly NamedVerdict[];
}

export interface LocalPlan {
  readonly plan: Plan;
  readonly apps: readonly LocalApp[];
}

/** One plan for each receiving environment. Throws a usage error when an environment is unknown or none takes from another. */
export async function planLocally(request: LocalPlanRequest): Promise<readonly LocalPlan[]> {
  const plans: LocalPlan[] = [];
  for (const environment of receivers(request.configuration, request.environments)) {
    plans.push(await planEnvironment(request, environment));
  }
  return plans;
}

async function planEnvironment(request: LocalPlanRequest, environment: ReceivingEnvironment): Promise<LocalPlan> {
  const { configuration, apps, standing } = request;
  const options = { rules: configuration, ...(apps === undefined ? {} : { apps }) };
  const giver = environmentNamed(configuration, environment.from);
  const { given, present: reading } = await readBoth(
    { snapshot: await request.snapshotOf(giver), environment: giver },
    { snapshot: await request.snapshotOf(environment), environment },
    options,
  );
  requireApps(configuration, giver, given.known);
  const plan = makePlan({
    from: given,
    to: reading,
    sourceCommit: given.snapshot.commit ?? "the working tree",
    ...(standing === undefined ? {} : { standing: (app: string) => standing(giver.name, app) }),
  });
  return { plan, apps: plan.apps.map((app) => describe(environment, { given, reading }, app)) };
}

function describe(
  environment: ReceivingEnvironment,
  { given, reading }: { readonly given: EnvironmentReading; readonly reading: EnvironmentReading },
  plan: AppPlan,
): LocalApp {
  const missing = plan.kind === "nothing" && isMissing({ from: given, to: reading }, plan.app);
  if (plan.kind !== "promote")
    return { plan, isMissing: missing, diff: "", files: [], title: "", body: "", verdicts: [] };
  const rewritten = applyEdits(reading.read, plan.changes);
  const diff = diffOf(reading.read, rewritten);
  const { title, body } = promotionText({
    app: plan.app,
    from: environment.from,
    to: environment,
    changes: plan.changes.map((change) => ({ ...change, app: plan.app })),
    step: plan.step,
    source: plan.source,
    remarks: plan.remarks,
    diff,
    serverUrl: null,
  });
  const verdicts = verdictsOf(environment, plan);
  return { plan, isMissing: missing, diff, files: [...rewritten.keys()], title, body, verdicts };
}

function verdictsOf(environment: Environment, plan: Extract<AppPlan, { kind: "promote" }>): readonly NamedVerdict[] {
  const { soakMs, approvals, statuses, images: policy } = environment.gates;
  const steps = plan.changes.map(({ pin, from, to, step }) => ({ name: nameOf(pin), from, to, step }));
  const onForge = (gate: string): NamedVerdict => ({
    gate,
    verdict: { kind: "unknown", reason: "it is judged on the forge, from facts that are not in a clone" },
  });
  const verdicts: NamedVerdict[] = [];
  if (soakMs !== null) verdicts.push(onForge("soak"));
  if (approvals !== null) verdicts.push(onForge("approvals"));
  if (statuses.length > 0) verdicts.push(onForge("statuses"));
  if (policy !== null) {
    const judged = plan.changes.map(({ pin, to }) => ({
      artifact: pin.artifact,
      takes: pin.takes,
      version: to,
      place: placeOf(pin),
    }));
    verdicts.push({ gate: images.name, verdict: images.judge({ policy, images: judged }) });
  }
  const approved = needsPerson({ kind: "promotion", steps }) ? false : null;
  verdicts.push({ gate: order.name, verdict: order.judge({ kind: "promotion", steps, approved }) });
  return verdicts;
}
