// The promote use case: every receiving environment's open pull requests brought to what its plan says, one for each app.
import type { Configuration, Environment } from "../config/configuration.ts";
import { environmentNamed } from "../config/find.ts";
import { messageOf, UserError } from "../errors.ts";
import { branchOf, type Effects } from "../github/connections.ts";
import type { PullRequest } from "../github/forge.ts";
import { parsePromotionBranch, promotionBranch } from "./branches.ts";
import { readBoth } from "../git/environment-pins.ts";
import { isMissing } from "./make-plan.ts";
import { planWithRecords } from "./plan-with-records.ts";
import { didYouMean } from "../text/nearest.ts";
import type { AppPlan, Plan } from "./plan.ts";
import { promoteApp, type AppOutcome, type AppState, type Receiver } from "./promote-app.ts";
import { conclude, described, failed, type PromotedApp, type PromoteResult } from "./promote-result.ts";
import { commitOf } from "./proposal-branch.ts";
import { viewOf, type RunView } from "./run-view.ts";
import { pullRequestOf } from "./pull-requests.ts";
import { receivers, requireApps, type ReceivingEnvironment } from "./receivers.ts";

export type { PromotedApp, PromoteResult } from "./promote-result.ts";

export interface PromoteRequest {
  readonly configuration: Configuration;
  /** Names of receiving environments; default: every one that has a `from`. */
  readonly environments?: readonly string[];
  /** Default: every app. */
  readonly apps?: readonly string[];
  readonly dryRun: boolean;
}

/**
 * Level-triggered: what is there decides, not what happened. One app's failure is told and does not stop the others.
 * Throws a usage error when an environment is unknown or none takes from another.
 */
export async function promote(request: PromoteRequest, effects: Effects): Promise<PromoteResult> {
  const view = viewOf();
  const results: PromotedApp[] = [];
  const known = new Set<string>();
  for (const environment of receivers(request.configuration, request.environments)) {
    try {
      results.push(...(await promoteEnvironment(request, environment, view, known, effects)));
    } catch (error) {
      if (error instanceof UserError && error.exitCode === 2) throw error;
      effects.log.warning(`${environment.name}: ${messageOf(error)}`);
      results.push(failed(environment.name, "", error));
    }
  }
  // An app that could not be looked for everywhere is not known to be missing.
  if (results.every(({ app }) => app !== "")) results.push(...strangers(request.apps ?? [], known, results));
  return { apps: results, ...conclude(results, request.dryRun), open: await view.open() };
}

/** A failure for each app that was asked for by name and that no environment has. */
function strangers(
  wanted: readonly string[],
  known: ReadonlySet<string>,
  results: readonly PromotedApp[],
): readonly PromotedApp[] {
  const found = new Set(results.map(({ app }) => app));
  return wanted
    .filter((app) => !found.has(app))
    .map((app) => failed("", app, new UserError(`no environment has an app "${app}"${didYouMean(app, known)}`)));
}

async function promoteEnvironment(
  request: PromoteRequest,
  environment: ReceivingEnvironment,
  view: RunView,
  known: Set<string>,
  effects: Effects,
): Promise<readonly PromotedApp[]> {
  const { configuration } = request;
  const from = environmentNamed(configuration, environment.from);
  const giver = await effects.connections.of(from);
  const connection = await effects.connections.of(environment);
  const base = branchOf(environment, connection);
  // Before the branches: what another run merges in between is then either still listed, or seen in the branch, and never proposed twice.
  const { forge, open, tips } = await view.proposals(connection);
  const given = await view.snapshot(giver, branchOf(from, giver));
  const options = { rules: configuration, ...(request.apps === undefined ? {} : { apps: request.apps }) };
  const { given: source, present: reading } = await readBoth(
    { snapshot: given, environment: from },
    { snapshot: await view.snapshot(connection, base), environment },
    options,
  );
  requireApps(configuration, from, source.known);
  for (const app of [...source.known, ...reading.known]) known.add(app);
  const plan = await planWithRecords({
    from: source,
    to: reading,
    sourceCommit: commitOf(given),
    giver,
    giving: from,
    rules: configuration,
    recordsBranch: configuration.records.branch,
  });

  const receiver: Receiver = {
    environment,
    connection,
    forge,
    base,
    rules: configuration,
    reading,
    giver: { connection: giver, commit: commitOf(given) },
    run: effects.run,
    dryRun: request.dryRun,
  };
  const results: PromotedApp[] = [];
  for (const app of appsOf(plan, environment, tips, request.apps)) {
    const branch = promotionBranch(environment.name, app.app);
    const tip = tips.get(branch) ?? null;
    const listed = pullRequestOf(open, forge, branch, base);
    const state: AppState = {
      plan: app,
      isMissing: app.kind === "nothing" && isMissing({ from: source, to: reading }, app.app),
      tip,
      // The list may be older than the branch; what is on the branch is what is judged.
      pullRequest: listed === null || tip === null ? listed : { ...listed, head: { ...listed.head, commit: tip } },
    };
    results.push(await attempt(receiver, state, open, effects));
  }
  return results;
}

async function attempt(
  receiver: Receiver,
  state: AppState,
  open: PullRequest[],
  { log }: Effects,
): Promise<PromotedApp> {
  const environment = receiver.environment.name;
  const { app } = state.plan;
  try {
    const outcome = await promoteApp(receiver, state);
    tell(log, environment, app, outcome);
    for (const remark of state.plan.remarks) log.info(`${environment}, ${app}: ${remark}`);
    const { pullRequest } = outcome;
    if (pullRequest !== null && !receiver.dryRun) replace(open, pullRequest, outcome.result !== "closed");
    return described(environment, app, outcome);
  } catch (error) {
    log.warning(`${environment}, ${app}: ${messageOf(error)}`);
    return failed(environment, app, error);
  }
}

function replace(open: PullRequest[], pullRequest: PullRequest, isOpen: boolean): void {
  const at = open.findIndex(({ number }) => number === pullRequest.number);
  open.splice(at === -1 ? open.length : at, at === -1 ? 0 : 1, ...(isOpen ? [pullRequest] : []));
}

function tell(log: Effects["log"], environment: string, app: string, { result, reason }: AppOutcome): void {
  const line = `${environment}, ${app}: ${result}: ${reason}`;
  if (result === "refused" || result === "foreign" || result === "failed") log.warning(line);
  else if (result === "nothing") log.debug(line);
  else log.info(line);
}

/** The planned apps, and those that neither environment has any more but that still have a branch of ours. */
function appsOf(
  plan: Plan,
  environment: Environment,
  tips: ReadonlyMap<string, string>,
  wanted: readonly string[] | undefined,
): readonly AppPlan[] {
  const known = new Set(plan.apps.map(({ app }) => app));
  const left = [...tips.keys()].flatMap((branch) => {
    const named = parsePromotionBranch(branch);
    if (named === null || named.environment !== environment.name || known.has(named.app)) return [];
    return wanted === undefined || wanted.includes(named.app) ? [named.app] : [];
  });
  const gone = left.map((app): AppPlan => ({
    kind: "nothing",
    app,
    reason: `${plan.from} and ${plan.to} have no app "${app}"`,
    remarks: [],
  }));
  return [...plan.apps, ...gone];
}
