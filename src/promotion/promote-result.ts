// What came of a promote run, app by app and as a whole.
import { messageOf } from "../errors.ts";
import type { Connection } from "../github/connections.ts";
import type { PullRequest } from "../github/forge.ts";
import type { AppOutcome } from "./promote-app.ts";

export interface PromotedApp {
  /** Empty for an app that no environment has. */
  readonly environment: string;
  /** Empty when the whole environment could not be read. */
  readonly app: string;
  readonly result: AppOutcome["result"];
  readonly reason: string;
  readonly pullRequestNumber: number | null;
  readonly pullRequestUrl: string | null;
}

export interface PromoteResult {
  readonly apps: readonly PromotedApp[];
  readonly result: "promoted" | "nothing" | "dry-run" | "failed";
  readonly reason: string;
  /** Every open pull request of each receiving repository as this run leaves it, so that whoever judges them need not list them again. */
  readonly open: readonly { readonly connection: Connection; readonly pullRequests: readonly PullRequest[] }[];
}

export function described(environment: string, app: string, { result, reason, pullRequest }: AppOutcome): PromotedApp {
  return {
    environment,
    app,
    result,
    reason,
    pullRequestNumber: pullRequest?.number ?? null,
    pullRequestUrl: pullRequest?.url ?? null,
  };
}

export function failed(environment: string, app: string, error: unknown): PromotedApp {
  return {
    environment,
    app,
    result: "failed",
    reason: messageOf(error),
    pullRequestNumber: null,
    pullRequestUrl: null,
  };
}

/** The run in one word and one sentence: one failure makes it fail, whatever else was done. */
export function conclude(apps: readonly PromotedApp[], dryRun: boolean): Pick<PromoteResult, "result" | "reason"> {
  const failures = apps.filter(({ result }) => result === "failed");
  const [failure] = failures;
  if (failure !== undefined) {
    const what = [failure.app, failure.environment].filter((name) => name !== "").join(" in ");
    const rest = failures.length === 1 ? "" : `, and ${failures.length - 1} more failed`;
    return { result: "failed", reason: `${what}: ${failure.reason}${rest}` };
  }
  const counts = new Map<string, number>();
  for (const { result } of apps) counts.set(result, (counts.get(result) ?? 0) + 1);
  const reason =
    apps.length === 0
      ? "no app was found"
      : apps.every((app) => app.result === "nothing") && apps[0] !== undefined
        ? apps.length === 1
          ? apps[0].reason
          : `nothing to promote in ${apps.length} apps`
        : [...counts]
            .map(([result, count]) => `${count} ${result === "nothing" ? "with nothing to promote" : result}`)
            .join(", ");
  if (dryRun) return { result: "dry-run", reason };
  const quiet = new Set(["nothing", "unchanged", "refused", "missing", "waiting", "foreign"]);
  return { result: apps.every(({ result }) => quiet.has(result)) ? "nothing" : "promoted", reason };
}
