// Opens the forge of one repository: the one place where its sides are put together.
import { checkMethods } from "./checks.ts";
import { type Client, openClient } from "./client.ts";
import { discussionMethods } from "./discussion.ts";
import { VIEWER } from "./documents.ts";
import { ForgeError } from "./forge-error.ts";
import type { Forge, MergeMethod, RepositoryFacts, RepositoryName } from "./forge.ts";
import { mergeMethods } from "./merge-methods.ts";
import { pullRequestMethods } from "./pull-requests.ts";
import type { Clock, Log } from "../effects.ts";

export interface ForgeOptions {
  readonly repository: RepositoryName;
  readonly token: string;
  /** GITHUB_API_URL: `https://api.github.com`, `https://ghes.acme.example/api/v3`, `https://forgejo.acme.example/api/v1`. */
  readonly apiUrl: string;
  readonly graphqlUrl: string;
  readonly serverUrl: string;
  readonly log: Log;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
  /** How long the forge may be used from now on, in milliseconds; 5 minutes by default. */
  readonly budgetMs?: number;
  /** Who the token is, where that is known already: `waybill[bot]` from minting. Saves the request. */
  readonly login?: string;
}

const BUDGET_MS = 5 * 60_000;
const METHODS = ["squash", "merge", "rebase"] as const satisfies readonly MergeMethod[];
/** The login of the App behind GITHUB_TOKEN. */
const ACTIONS = "github-actions[bot]";

/** A Forge that sends nothing before it is asked something. Octokit is loaded by this call. */
export async function connectForge(options: ForgeOptions): Promise<Forge> {
  const client = await openClient({ ...options, budgetMs: options.budgetMs ?? BUDGET_MS });
  // Neither changes within a run; a failure is not kept.
  const facts = remembered(async () => readFacts(client));
  const viewer = remembered(async () => options.login ?? (await askViewer(client)));
  return {
    repository: options.repository,
    serverUrl: options.serverUrl,
    get requests() {
      return client.traffic.requests;
    },
    get writes() {
      return client.traffic.writes;
    },
    serverTime: () => client.traffic.serverTime,
    facts,
    viewer,
    compare: async (base, head) => compareCommits(client, base, head),
    ...pullRequestMethods(client),
    ...discussionMethods(client),
    ...checkMethods(client),
    ...mergeMethods(client),
  };
}

function remembered<T>(ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | null = null;
  return async () => {
    answer ??= ask();
    try {
      return await answer;
    } catch (error) {
      answer = null;
      throw error;
    }
  };
}

async function readFacts(client: Client): Promise<RepositoryFacts> {
  const answer = await client.call("repository");
  const shown = METHODS.map((method) => ({
    method,
    allowed: answer
      .at(method === "squash" ? "allow_squash_merge" : method === "merge" ? "allow_merge_commit" : "allow_rebase_merge")
      .flagOrNull(),
  }));
  return {
    defaultBranch: answer.at("default_branch").text(),
    autoMergeAllowed: answer.at("allow_auto_merge").flagOrNull(),
    // GitHub shows these only to those who may write; what it hides may be allowed, and merging says so.
    mergeMethods: shown.filter(({ allowed }) => allowed !== false).map(({ method }) => method),
    private: answer.at("private").flag(),
  };
}

async function compareCommits(client: Client, base: string, head: string): ReturnType<Forge["compare"]> {
  try {
    // The answer lists commits and files too: one of them is the least that can be asked for.
    const status = (await client.call("compare", { basehead: `${base}...${head}`, per_page: 1 })).at("status").text();
    const known = (["ahead", "behind", "identical", "diverged"] as const).find((word) => word === status);
    if (known === undefined) throw new Error(`the forge compares commits with the unknown word "${status}"`);
    return known;
  } catch (error) {
    if (error instanceof ForgeError && (error.status === 403 || error.status === 404)) return null;
    throw error;
  }
}

async function askViewer(client: Client): Promise<string | null> {
  const answer = await client.graphql(VIEWER, {});
  if (answer !== null && answer.errors.length === 0) return answer.data.at("viewer", "login").text();
  try {
    return (await client.call("user")).at("login").text();
  } catch (error) {
    // Only an installation's token may not ask; minting names every App's but that of GITHUB_TOKEN.
    if (error instanceof ForgeError && error.status === 403) return ACTIONS;
    if (error instanceof ForgeError && error.status === 404) return null;
    throw error;
  }
}
