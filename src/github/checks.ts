// Statuses and check runs on a commit: the newest of every context, and writing ours.
import { oneLine } from "../text/markdown.ts";
import type { Answer } from "./answer.ts";
import type { Client } from "./client.ts";
import { ForgeError } from "./forge-error.ts";
import type { CommitCheck, Forge, StatusState } from "./forge.ts";

const DESCRIPTION_LIMIT = 140;
const STATES = ["error", "failure", "pending", "success"] as const;
/** All three satisfy a required check. */
const PASSED: ReadonlySet<string> = new Set(["success", "neutral", "skipped"]);

/** The checks side of a Forge. */
export function checkMethods(client: Client): Pick<Forge, "checks" | "setStatus"> {
  const checkRuns = async (commit: string): Promise<readonly Answer[]> => {
    try {
      return await client.list("checkRuns", { ref: commit, filter: "latest" }, "check_runs");
    } catch (error) {
      if (!(error instanceof ForgeError) || error.status !== 404) throw error;
      // Forgejo and Gitea have no check runs. The commit is known: its statuses have just been read.
      return [];
    }
  };
  return {
    async checks(commit, options) {
      const statuses = await client.list("combinedStatus", { ref: commit }, "statuses");
      const runs = options.checkRuns ? await checkRuns(commit) : [];
      return [...newest(statuses.map(readStatus)), ...newest(runs.map(readCheckRun))];
    },

    async setStatus({ commit, context, state, description, targetUrl }) {
      await client.again(async () =>
        client.call("createStatus", {
          sha: commit,
          context,
          state,
          // The line that the verdict is compared by: cut in another way it would be written again in every run.
          description: oneLine(description, DESCRIPTION_LIMIT),
          ...(targetUrl === null ? {} : { target_url: targetUrl }),
        }),
      );
    },
  };
}

interface Dated {
  readonly check: CommitCheck;
  readonly id: number;
}

/** Contexts are case-insensitive. Of two in the same second the forge made the higher id later; one that waits to be started has yet to come. */
function newest(all: readonly Dated[]): readonly CommitCheck[] {
  const byContext = new Map<string, Dated>();
  for (const dated of all) {
    const key = dated.check.context.toLowerCase();
    const known = byContext.get(key);
    if (known === undefined || compare(known, dated) < 0) byContext.set(key, dated);
  }
  return [...byContext.values()].map(({ check }) => check);
}

function compare(a: Dated, b: Dated): number {
  const time = ({ check }: Dated): number =>
    check.at !== null ? Date.parse(check.at) : check.state === "pending" ? Number.POSITIVE_INFINITY : 0;
  return time(a) - time(b) || a.id - b.id;
}

function readStatus(answer: Answer): Dated {
  // Gitea's name for it is `status`, and it has a `warning` that lets nothing pass here.
  const word = answer.at("state").textOrNull() ?? answer.at("status").text();
  const state: StatusState = STATES.find((known) => known === word) ?? "failure";
  return {
    id: answer.at("id").number(),
    check: {
      source: "status",
      context: answer.at("context").text(),
      state,
      description: answer.at("description").textOrNull() ?? "",
      url: answer.at("target_url").textOrNull(),
      by: answer.at("creator", "login").textOrNull(),
      at: answer.at("updated_at").textOrNull() ?? answer.at("created_at").textOrNull(),
    },
  };
}

function readCheckRun(answer: Answer): Dated {
  const conclusion = answer.at("conclusion").textOrNull();
  const completed = answer.at("status").text() === "completed";
  return {
    id: answer.at("id").number(),
    check: {
      source: "check-run",
      context: answer.at("name").text(),
      state: !completed || conclusion === null ? "pending" : PASSED.has(conclusion) ? "success" : "failure",
      description: answer.at("output", "title").textOrNull() ?? "",
      url: answer.at("html_url").textOrNull() ?? answer.at("details_url").textOrNull(),
      by: answer.at("app", "slug").textOrNull(),
      at: answer.at("started_at").textOrNull() ?? answer.at("completed_at").textOrNull(),
    },
  };
}
