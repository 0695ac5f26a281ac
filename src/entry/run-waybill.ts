// The part of the root action that needs Git and the forge: the gate on proposals; record, promote and gate on everything else.
import type { Configuration } from "../config/configuration.ts";
import { UserError } from "../errors.ts";
import { gatePullRequests } from "../gates/gate-pull-requests.ts";
import { gateSummary } from "../gates/summary.ts";
import type { Effects } from "../github/connections.ts";
import { promote, type PromoteResult } from "../promotion/promote.ts";
import { promoteSummary } from "../promotion/summary.ts";
import { weakTokenRemark } from "../promotion/weak-token.ts";
import { recordCommits, type RecordResult } from "../records/record-commits.ts";
import { recordSummary } from "../records/summary.ts";
import type { ActionReport, ActionRun } from "../runner/run-action.ts";
import { systemClock } from "../runner/system-clock.ts";
import { inlineText } from "../text/markdown.ts";
import type { waybillAction } from "./actions.ts";
import { connect } from "./connect.ts";
import type { GateSubject } from "./gate-subject.ts";
import { judgeSubject } from "./judge-subject.ts";
import { receivingEnvironments } from "./receiving.ts";
import { promotionsJson, verdictsJson } from "./reports.ts";

type Report = ActionReport<typeof waybillAction>;

export async function runWaybill(
  { inputs, context, log, signal }: ActionRun<typeof waybillAction>,
  subject: GateSubject,
): Promise<Report> {
  await using connected = await connect({ inputs, context, log, signal, clock: systemClock, home: inputs.home });
  const configuration = await connected.configuration(inputs);
  const { merge, "dry-run": dryRun } = inputs;
  if (subject.kind === "every") {
    const environments = receivingEnvironments(configuration, inputs);
    return await everything({ configuration, environments, merge, dryRun }, connected.effects);
  }
  const verdicts = await judgeSubject(
    { subject, configuration, repository: context.repository, merge, dryRun },
    connected.effects,
  );
  return {
    outputs: {
      result: verdicts.result,
      reason: verdicts.reason,
      records: "[]",
      "pull-requests": "[]",
      verdicts: verdictsJson(verdicts),
    },
    summary: gateSummary(verdicts),
    failure: verdicts.result === "failed" ? verdicts.reason : null,
  };
}

interface Everything {
  readonly configuration: Configuration;
  /** Those that are promoted to; `undefined`: all. */
  readonly environments: readonly string[] | undefined;
  readonly merge: boolean;
  readonly dryRun: boolean;
}

/** In this order: what is proposed and judged reads the records. A merge of this run is recorded by the push that it starts, or by the next run. */
async function everything(
  { configuration, environments, merge, dryRun }: Everything,
  effects: Effects,
): Promise<Report> {
  const recorded = await recordOrTell({ configuration, dryRun }, effects);
  const takes = configuration.environments.some((environment) => environment.from !== null);
  const promoted = takes
    ? await promote({ configuration, dryRun, ...(environments === undefined ? {} : { environments }) }, effects)
    : null;
  const open = promoted === null ? {} : { open: await withHome(promoted.open, configuration, environments, effects) };
  const verdicts = await gatePullRequests({ configuration, merge, dryRun, ...open }, effects);
  const weak = promoted === null ? null : weakTokenRemark(promoted);
  if (weak !== null) effects.log.warning(weak);
  const parts = [recorded, ...(promoted === null ? [] : [promoted]), verdicts];
  const failed = parts.find((part) => part.result === "failed");
  const idle = parts.every((part) => part.result === "nothing");
  return {
    outputs: {
      result: failed !== undefined ? "failed" : dryRun ? "dry-run" : idle ? "nothing" : "done",
      reason: failed?.reason ?? parts.map((part) => part.reason).join("; "),
      records: JSON.stringify(recorded.records),
      "pull-requests": promoted === null ? "[]" : promotionsJson(promoted),
      verdicts: verdictsJson(verdicts),
    },
    summary: [recorded.summary, promoted === null ? "" : promoteSummary(promoted), gateSummary(verdicts)].join("\n"),
    failure: failed?.reason ?? null,
  };
}

/** Records that cannot be written hold what needs them, and fail the run at its end; what can be proposed and judged still is. */
async function recordOrTell(
  request: { readonly configuration: Configuration; readonly dryRun: boolean },
  effects: Effects,
): Promise<RecordReport> {
  try {
    const result = await recordCommits(request, effects);
    return { ...result, summary: recordSummary(result) };
  } catch (error) {
    if (!(error instanceof UserError) || error.exitCode === 2) throw error;
    const reason = `nothing could be recorded: ${error.message}`;
    effects.log.warning(reason);
    return { result: "failed", reason, records: [], summary: `### Waybill record: failed\n\n${inlineText(reason)}\n` };
  }
}

interface RecordReport extends Pick<RecordResult, "records" | "reason"> {
  readonly result: RecordResult["result"] | "failed";
  readonly summary: string;
}

/** With home's own pull requests where nothing is promoted to home: they wait for their verdict all the same. */
async function withHome(
  open: PromoteResult["open"],
  configuration: Configuration,
  chosen: readonly string[] | undefined,
  { connections: { home } }: Effects,
): Promise<PromoteResult["open"]> {
  const name = home.name.toLowerCase();
  const inHome = configuration.environments.filter(({ repository }) => (repository ?? name).toLowerCase() === name);
  // Where something is promoted to home and home is not listed, the listing failed, and promote has told it.
  const wasListed = inHome.some(
    (environment) => environment.from !== null && chosen?.includes(environment.name) !== false,
  );
  if (wasListed || inHome.length === 0 || home.forge === null) return open;
  return [...open, { connection: home, pullRequests: await home.forge.openPullRequests() }];
}
