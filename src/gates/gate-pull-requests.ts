// The gate use case: every open pull request of the environments' branches judged, the verdicts written, and what may be merged merged.
import type { Configuration } from "../config/configuration.ts";
import { messageOf, UserError } from "../errors.ts";
import type { Connection, Effects } from "../github/connections.ts";
import { branchOf } from "../github/connections.ts";
import type { Forge, PullRequest } from "../github/forge.ts";
import type { MergeResult, MergeWord } from "../github/merging.ts";
import { gatherFacts, type RunFacts } from "./facts.ts";
import type { Verdict } from "./gate.ts";
import { isIn, judgePullRequest, type Judgement } from "./judge.ts";
import { disarm, mayMerge, mergePromotion } from "./merge-promotion.ts";
import { publishFailure, publishVerdict } from "./publish.ts";

/** Open pull requests of one repository. */
export interface OpenPullRequests {
  readonly connection: Connection;
  readonly pullRequests: readonly PullRequest[];
}

export interface GateRequest {
  /** The base's: read from the home repository's default branch, never from a proposal. */
  readonly configuration: Configuration;
  /** `owner/name`: only pull requests of this repository. Default: of every environment's; with `pullRequests` the home repository. */
  readonly repository?: string;
  /** Numbers to judge, whatever their base. Default: every open one whose base is an environment's branch. */
  readonly pullRequests?: readonly number[];
  readonly merge: boolean;
  readonly dryRun: boolean;
  /** Exactly these, as the caller has just listed them: nothing is listed again, and no other repository is looked at. */
  readonly open?: readonly OpenPullRequests[];
}

export interface JudgedPullRequest {
  readonly number: number;
  readonly url: string;
  readonly kind: Judgement["kind"];
  readonly environment: string | null;
  readonly app: string | null;
  readonly verdict: Verdict["kind"];
  readonly reason: string;
  /** `null`: nothing was tried. */
  readonly merge: MergeWord | null;
}

export type GateWord = Verdict["kind"] | "nothing" | "failed";

export interface GateResult {
  readonly judged: readonly JudgedPullRequest[];
  /** `failed`: a pull request could not be judged, or something about it could not be written; the others were done. */
  readonly result: GateWord;
  readonly reason: string;
}

/** What became of one pull request. */
interface Done {
  readonly judged: JudgedPullRequest;
  readonly problem: string | null;
  /** The verdict could not be written at all. */
  readonly unwritten: unknown;
}

/**
 * One pull request's failure is told and does not stop the others. Throws when no verdict could be written at all: then the job must fail,
 * because the forge's rules wait for a status that does not come.
 */
export async function gatePullRequests(request: GateRequest, effects: Effects): Promise<GateResult> {
  const facts = gatherFacts(request.configuration, effects);
  const done: Done[] = [];
  const unread: unknown[] = [];
  for (const connection of await repositories(request, effects)) {
    try {
      const forge = forgeOf(connection);
      for (const pullRequest of await pullRequestsOf(request, connection, forge, effects)) {
        done.push(await gateOne({ request, facts, connection, forge, pullRequest }, effects));
      }
    } catch (error) {
      effects.log.warning(`${connection.name}: its pull requests could not be read: ${messageOf(error)}`);
      unread.push(error);
    }
  }
  const failures = [...unread, ...done.flatMap(({ unwritten }) => unwritten ?? [])];
  if (failures.length > 0 && done.every(({ unwritten }) => unwritten !== null)) throw failures[0];
  return conclude(done, unread);
}

interface One {
  readonly request: GateRequest;
  readonly facts: RunFacts;
  readonly connection: Connection;
  readonly forge: Forge;
  readonly pullRequest: PullRequest;
}

async function gateOne({ request, facts, connection, forge, pullRequest }: One, effects: Effects): Promise<Done> {
  const { configuration, dryRun } = request;
  const { number, url } = pullRequest;
  const unjudged = {
    number,
    url,
    kind: "manual",
    environment: null,
    app: null,
    verdict: "unknown",
    merge: null,
  } as const;
  let judgement: Judgement;
  try {
    judgement = await judgePullRequest({ pullRequest, connection, configuration, facts }, effects);
  } catch (error) {
    const reason = `it could not be judged: ${messageOf(error)}`;
    effects.log.warning(`#${number}: ${reason}`);
    const judged = { ...unjudged, reason };
    try {
      if (!dryRun) await publishFailure(forge, pullRequest.head.commit, reason);
      return { judged, problem: reason, unwritten: null };
    } catch (unwritten) {
      return { judged, problem: reason, unwritten };
    }
  }

  const { kind, environment, app, overall } = judgement;
  const verdict = { number, url, kind, environment, app, verdict: overall.kind } as const;
  const subject = { pullRequest, connection, forge, judgement };
  effects.log.info(`#${number}: ${overall.kind}: ${judgement.reason}`);
  let published: Awaited<ReturnType<typeof publishVerdict>>;
  try {
    published = await publishVerdict({ forge, pullRequest: number, judgement, dryRun }, effects.log);
  } catch (unwritten) {
    const problem = `the verdict could not be written: ${messageOf(unwritten)}`;
    effects.log.warning(`#${number}: ${problem}`);
    return { judged: { ...verdict, reason: problem, merge: null }, problem, unwritten };
  }

  const { reason } = judgement;
  let merge: MergeResult | null = null;
  try {
    if (!dryRun && (await disarm(subject))) effects.log.warning(`#${number}: auto-merge was switched off`);
    if (!dryRun && request.merge && mayMerge(judgement, configuration)) {
      merge = await mergePromotion({ ...subject, justJudged: published.written }, effects);
    }
  } catch (error) {
    const problem = `its merge could not be seen to: ${messageOf(error)}`;
    effects.log.warning(`#${number}: ${problem}`);
    return { judged: { ...verdict, reason: `${reason}; ${problem}`, merge: null }, problem, unwritten: null };
  }
  if (merge !== null) effects.log.info(`#${number}: ${merge.result}: ${merge.reason}`);
  const outcome = merge === null ? reason : `${reason}; ${merge.result}: ${merge.reason}`;
  const judged = { ...verdict, reason: outcome, merge: merge?.result ?? null };
  return { judged, problem: published.problem, unwritten: null };
}

function forgeOf(connection: Connection): Forge {
  if (connection.forge !== null) return connection.forge;
  throw new UserError(`${connection.name} has no forge, and pull requests are judged on one`);
}

async function pullRequestsOf(
  { configuration, pullRequests: numbers, open: given }: GateRequest,
  connection: Connection,
  forge: Forge,
  effects: Effects,
): Promise<readonly PullRequest[]> {
  const listed = given?.find((open) => open.connection.name === connection.name)?.pullRequests;
  if (numbers === undefined) {
    const branches = new Set(
      configuration.environments
        .filter((environment) => isIn(environment, connection, effects))
        .map((environment) => branchOf(environment, connection)),
    );
    const open = listed ?? (await forge.openPullRequests());
    return open
      .filter(({ state, base }) => state === "open" && branches.has(base.branch))
      .toSorted((a, b) => a.number - b.number);
  }
  const found: PullRequest[] = [];
  for (const number of numbers) {
    found.push(listed?.find((pullRequest) => pullRequest.number === number) ?? (await forge.pullRequest(number)));
  }
  return found.filter(({ state }) => state === "open");
}

/** The repositories whose pull requests are judged, each once. */
async function repositories(request: GateRequest, { connections }: Effects): Promise<readonly Connection[]> {
  const { configuration, pullRequests, repository, open } = request;
  if (open !== undefined) return open.map(({ connection }) => connection);
  const home = connections.home.name.toLowerCase();
  const wanted = repository?.toLowerCase() ?? (pullRequests === undefined ? null : home);
  if (wanted === home) return [connections.home];
  const found = new Map<string, Connection>();
  for (const environment of configuration.environments) {
    const name = (environment.repository ?? home).toLowerCase();
    if (!found.has(name) && (wanted === null || wanted === name)) found.set(name, await connections.of(environment));
  }
  if (found.size > 0 || wanted === null) return [...found.values()];
  throw new UserError(`the repository "${repository}" holds no environment; name one of waybill.yaml`);
}

function conclude(done: readonly Done[], unread: readonly unknown[]): GateResult {
  const judged = done.map((one) => one.judged);
  const [first] = judged;
  if (unread.length > 0) return { judged, result: "failed", reason: messageOf(unread[0]) };
  if (first === undefined) return { judged, result: "nothing", reason: "no open pull request asks for a verdict" };
  const [problem] = done.flatMap((one) => (one.problem === null ? [] : [`#${one.judged.number}: ${one.problem}`]));
  if (problem !== undefined) return { judged, result: "failed", reason: problem };
  const order = ["unknown", "closed", "held", "open"] as const;
  const result = order.find((word) => judged.some(({ verdict }) => verdict === word)) ?? "open";
  if (judged.length === 1) return { judged, result, reason: first.reason };
  const counts = order.flatMap((word) => {
    const count = judged.filter(({ verdict }) => verdict === word).length;
    return count === 0 ? [] : [`${count} ${word}`];
  });
  return { judged, result, reason: `${judged.length} pull requests: ${counts.join(", ")}` };
}
