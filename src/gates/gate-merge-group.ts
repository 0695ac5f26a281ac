// The gate in a merge queue: every pull request of the group judged, and one status on the group's head. Nothing waits here, so held is a failure.
import type { Configuration } from "../config/configuration.ts";
import { messageOf, UserError } from "../errors.ts";
import type { Connection, Effects } from "../github/connections.ts";
import type { PullRequest } from "../github/forge.ts";
import { gatherFacts, type RunFacts } from "./facts.ts";
import type { GateResult, JudgedPullRequest } from "./gate-pull-requests.ts";
import { judgePullRequest, type Judgement } from "./judge.ts";
import { membersOf } from "./merge-group-members.ts";
import { publishStatus } from "./publish.ts";

export interface MergeGroupRequest {
  readonly configuration: Configuration;
  /** `owner/name`; default: the home repository. */
  readonly repository?: string;
  /** The group's head, and what it grows from: both from the event. */
  readonly headCommit: string;
  readonly baseCommit: string;
  /** `refs/heads/gh-readonly-queue/main/pr-12-<commit>` */
  readonly headRef: string;
  readonly dryRun: boolean;
}

/**
 * Success only when every pull request of the group is known and open at the head that the group holds. Throws when the status cannot
 * be written.
 */
export async function gateMergeGroup(request: MergeGroupRequest, effects: Effects): Promise<GateResult> {
  const { configuration, headCommit, dryRun } = request;
  const connection = await connectionOf(request, effects);
  const { forge } = connection;
  if (forge === null) throw new UserError(`${connection.name} has no forge, and merge groups are judged on one`);
  const facts = gatherFacts(configuration, effects);
  const judged: JudgedPullRequest[] = [];
  let problem: string | null = null;
  try {
    for (const pullRequest of await membersOf(request, connection, forge)) {
      judged.push(await judgeMember(pullRequest, { configuration, connection, facts }, effects));
    }
  } catch (error) {
    problem = `the group could not be judged: ${messageOf(error)}`;
    effects.log.warning(problem);
  }
  const result = conclude(judged, problem);
  if (!dryRun) {
    const state = result.result === "open" ? "success" : "failure";
    await publishStatus(forge, { commit: headCommit, state, description: result.reason });
  }
  return result;
}

async function judgeMember(
  pullRequest: PullRequest,
  context: { readonly configuration: Configuration; readonly connection: Connection; readonly facts: RunFacts },
  effects: Effects,
): Promise<JudgedPullRequest> {
  const judgement: Judgement = await judgePullRequest({ pullRequest, ...context }, effects);
  const { kind, environment, app, overall, reason } = judgement;
  effects.log.info(`#${pullRequest.number}: ${overall.kind}: ${reason}`);
  const { number, url } = pullRequest;
  return { number, url, kind, environment, app, verdict: overall.kind, reason, merge: null };
}

async function connectionOf({ configuration, repository }: MergeGroupRequest, effects: Effects): Promise<Connection> {
  const { home } = effects.connections;
  if (repository === undefined || repository.toLowerCase() === home.name.toLowerCase()) return home;
  const environment = configuration.environments.find(
    (one) => one.repository?.toLowerCase() === repository.toLowerCase(),
  );
  if (environment !== undefined) return effects.connections.of(environment);
  throw new UserError(`the repository "${repository}" holds no environment; name one of waybill.yaml`);
}

function conclude(judged: readonly JudgedPullRequest[], problem: string | null): GateResult {
  if (problem !== null) return { judged, result: "failed", reason: problem };
  const order = ["unknown", "closed", "held", "open"] as const;
  const result = order.find((word) => judged.some(({ verdict }) => verdict === word)) ?? "open";
  const deciding = judged.filter(({ verdict }) => verdict === result);
  const reason = deciding.map(({ number, reason }) => `#${number}: ${reason}`).join("; ");
  return { judged, result, reason };
}
