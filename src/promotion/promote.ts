// The promote use case: every receiving environment's open pull requests brought to what its plan says, one for each app.
import type { Configuration, Environment } from "../config/configuration.ts";
import { environmentNamed } from "../config/find.ts";
import { messageOf, UserError } from "../errors.ts";
import { branchOf, type Connection, type Effects } from "../github/connections.ts";
import type { PullRequest } from "../github/forge.ts";
import { parsePromotionBranch, promotionBranch, promotionPrefix } from "./branches.ts";
import { readEnvironment } from "./environment-pins.ts";
import { lacksApp } from "./make-plan.ts";
import { planWithRecords } from "./plan-with-records.ts";
import type { AppPlan, Plan } from "./plan.ts";
import { promoteApp, type AppOutcome, type AppState, type Receiver } from "./promote-app.ts";
import { conclude, described, failed, type PromotedApp, type PromoteResult } from "./promote-result.ts";
import { commitOf } from "./proposal-branch.ts";
import { pullRequestOf } from "./pull-requests.ts";
import { receivers, type ReceivingEnvironment } from "./receivers.ts";

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
  const run = new Map<Connection, Promise<readonly PullRequest[]>>();
  const results: PromotedApp[] = [];
  const open = new Map<Connection, PullRequest[]>();
  for (const environment of receivers(request.configuration, request.environments)) {
    try {
      const connection = await effects.connections.of(environment);
      const outcomes = await promoteEnvironment(request, environment, connection, run, effects);
      results.push(...outcomes.map((outcome) => outcome.app));
      const still = outcomes.flatMap(({ pullRequest }) => (pullRequest === null ? [] : [pullRequest]));
      open.set(connection, [...(open.get(connection) ?? []), ...still]);
    } catch (error) {
      if (error instanceof UserError && error.exitCode === 2) throw error;
      effects.log.warning(`${environment.name}: ${messageOf(error)}`);
      results.push(failed(environment.name, "", error));
    }
  }
  return {
    apps: results,
    ...conclude(results, request.dryRun),
    open: [...open].map(([connection, pullRequests]) => ({ connection, pullRequests })),
  };
}

interface Outcome {
  readonly app: PromotedApp;
  /** Its open pull request, when it has one after this run. */
  readonly pullRequest: PullRequest | null;
}

async function promoteEnvironment(
  request: PromoteRequest,
  environment: ReceivingEnvironment,
  connection: Connection,
  lists: Map<Connection, Promise<readonly PullRequest[]>>,
  effects: Effects,
): Promise<readonly Outcome[]> {
  const { configuration } = request;
  const { forge, git } = connection;
  if (forge === null)
    throw new UserError(`${connection.name} has no forge; \`promote\` opens pull requests, use \`waybill plan\``);
  const from = environmentNamed(configuration, environment.from);
  const giver = await effects.connections.of(from);
  const base = branchOf(environment, connection);
  const [given, present] = await Promise.all([giver.git.snapshot(branchOf(from, giver)), git.snapshot(base)]);
  const options = { ignore: configuration.ignore, ...(request.apps === undefined ? {} : { apps: request.apps }) };
  const reading = await readEnvironment(present, environment, options);
  const plan = await planWithRecords({
    from: await readEnvironment(given, from, options),
    to: reading,
    sourceCommit: commitOf(given),
    giver,
    recordsBranch: configuration.records.branch,
  });

  const openList = lists.get(connection) ?? forge.openPullRequests();
  lists.set(connection, openList);
  const pullRequests = await openList;
  const tips = await git.branches(promotionPrefix(environment.name));
  const receiver: Receiver = {
    environment,
    connection,
    forge,
    base,
    ignore: configuration.ignore,
    reading,
    giver: { connection: giver, commit: commitOf(given) },
    run: effects.run,
    dryRun: request.dryRun,
  };
  const outcomes: Outcome[] = [];
  for (const app of appsOf(plan, environment, tips, request.apps)) {
    const branch = promotionBranch(environment.name, app.app);
    const state: AppState = {
      plan: app,
      isMissing: app.kind === "nothing" && lacksApp(reading, app.app),
      tip: tips.get(branch) ?? null,
      pullRequest: pullRequestOf(pullRequests, forge, branch, base),
    };
    outcomes.push(await attempt(receiver, state, effects));
  }
  return outcomes;
}

async function attempt(receiver: Receiver, state: AppState, { log }: Effects): Promise<Outcome> {
  const environment = receiver.environment.name;
  const { app } = state.plan;
  try {
    const outcome = await promoteApp(receiver, state);
    tell(log, environment, app, outcome);
    for (const remark of state.plan.remarks) log.info(`${environment}, ${app}: ${remark}`);
    const isOpen = outcome.result !== "closed" && outcome.result !== "foreign";
    return { app: described(environment, app, outcome), pullRequest: isOpen ? outcome.pullRequest : null };
  } catch (error) {
    log.warning(`${environment}, ${app}: ${messageOf(error)}`);
    return { app: failed(environment, app, error), pullRequest: null };
  }
}

function tell(log: Effects["log"], environment: string, app: string, { result, reason }: AppOutcome): void {
  const line = `${environment}, ${app}: ${result}: ${reason}`;
  if (result === "refused" || result === "foreign") log.warning(line);
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
