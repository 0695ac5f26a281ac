// Pull requests: reading them, opening one exactly once, changing it.
import type { Answer } from "./answer.ts";
import type { Client } from "./client.ts";
import { ForgeError } from "./forge-error.ts";
import { formatRepository, type Forge, type NewPullRequest, type PullRequest } from "./forge.ts";

type PullRequestMethods = Pick<
  Forge,
  | "openPullRequests"
  | "pullRequest"
  | "pullRequestsOf"
  | "lastClosedPullRequest"
  | "ensurePullRequest"
  | "updatePullRequest"
  | "addLabels"
  | "requestReviewers"
>;

/** How often the forge is asked again for what it knows only after a moment. */
const LOOKS = 4;

/** The newest alone is wanted; the rest of the page is room for those of a fork with the same owner. */
const NEWEST = { sort: "created", direction: "desc", per_page: 10 } as const;

/** The pull request side of a Forge. */
export function pullRequestMethods(client: Client): PullRequestMethods {
  const own = formatRepository(client.repository).toLowerCase();

  const from = (head: string): string => `${client.repository.owner}:${head}`;
  /** Of this branch, in this repository: a fork's branch of the same name is somebody else's. */
  const isBetween = (pull: PullRequest, head: string, base: string): boolean =>
    pull.head.branch === head && pull.base.branch === base && pull.head.repository?.toLowerCase() === own;

  /** The open one. */
  const find = async ({ head, base }: NewPullRequest): Promise<PullRequest | null> => {
    const answers = await client.list("pullRequests", { state: "open", head: from(head), base });
    return answers.map(readPullRequest).find((pull) => pull.state === "open" && isBetween(pull, head, base)) ?? null;
  };

  return {
    async openPullRequests(base) {
      const parameters = { state: "open", ...(base === undefined ? {} : { base }) };
      const pulls = (await client.list("pullRequests", parameters)).map(readPullRequest);
      // A pull request opened while the pages are read pushes another onto two of them.
      const byNumber = new Map(pulls.map((pull) => [pull.number, pull] as const));
      return [...byNumber.values()].filter((pull) => base === undefined || pull.base.branch === base);
    },

    async pullRequest(number) {
      return readPullRequest(await client.call("pullRequest", { pull_number: number }));
    },

    async pullRequestsOf(commit) {
      return (await client.list("pullRequestsOfCommit", { commit_sha: commit })).map(readPullRequest);
    },

    async lastClosedPullRequest(head, base) {
      const answer = await client.call("pullRequests", { state: "closed", head: from(head), base, ...NEWEST });
      const pulls = answer.list().map(readPullRequest);
      return pulls.find((pull) => pull.state === "closed" && isBetween(pull, head, base)) ?? null;
    },

    async ensurePullRequest(request, options = { looked: false }) {
      if (!options.looked) {
        const open = await find(request);
        if (open !== null) return { pullRequest: open, created: false };
      }
      try {
        return await client.once(
          async () => {
            const { head, base, title, body, draft } = request;
            const answer = await client.call("createPullRequest", { head, base, title, body, draft });
            return { pullRequest: readPullRequest(answer), created: true };
          },
          async () => {
            const open = await find(request);
            return open === null ? null : { pullRequest: open, created: true };
          },
        );
      } catch (error) {
        // GitHub answers 422, Forgejo 409. The status stands for other things too, so the list decides, not the text.
        if (!(error instanceof ForgeError) || (error.status !== 422 && error.status !== 409)) throw error;
        const exists = /already exists/i.test(error.words);
        for (let look = 1; look <= (exists ? LOOKS : 1); look += 1) {
          const open = await find(request);
          if (open !== null) return { pullRequest: open, created: false };
          if (exists && look < LOOKS) await client.pause(look);
        }
        throw error;
      }
    },

    async updatePullRequest(number, change) {
      return client.again(async () =>
        readPullRequest(await client.call("updatePullRequest", { pull_number: number, ...change })),
      );
    },

    async addLabels(number, labels) {
      if (labels.length === 0) return;
      await settled(client, async () => client.call("addLabels", { issue_number: number, labels: [...labels] }));
    },

    async requestReviewers(number, reviewers) {
      if (reviewers.length === 0) return;
      const teams = reviewers.filter((reviewer) => reviewer.includes("/"));
      const users = reviewers.filter((reviewer) => !reviewer.includes("/"));
      await settled(client, async () =>
        client.call("requestReviewers", {
          pull_number: number,
          ...(users.length === 0 ? {} : { reviewers: users }),
          ...(teams.length === 0 ? {} : { team_reviewers: teams.map((team) => team.slice(team.indexOf("/") + 1)) }),
        }),
      );
    },
  };
}

/** A new pull request can be unknown to labels and reviewers for a moment: 422 "Could not resolve to a node". */
async function settled(client: Client, send: () => Promise<Answer>): Promise<void> {
  for (let look = 1; ; look += 1) {
    try {
      await client.again(send);
      return;
    } catch (error) {
      const young =
        error instanceof ForgeError && error.status === 422 && /could not resolve to a node/i.test(error.words);
      if (!young || look === LOOKS) throw error;
      await client.pause(look);
    }
  }
}

/** Reads a pull request, in full or as lists have it; lists lack `merged_by`. */
export function readPullRequest(answer: Answer): PullRequest {
  const mergedAt = answer.at("merged_at").textOrNull();
  return {
    number: answer.at("number").number(),
    url: answer.at("html_url").text(),
    nodeId: answer.at("node_id").textOrNull(),
    state: answer.at("state").text() === "open" ? "open" : "closed",
    draft: answer.at("draft").flagOrNull() ?? false,
    title: answer.at("title").text(),
    body: answer.at("body").textOrNull() ?? "",
    // GitHub shows deleted accounts as "ghost"; the API has null.
    author: answer.at("user", "login").textOrNull() ?? "ghost",
    labels: answer
      .at("labels")
      .list()
      .map((label) => label.at("name").text()),
    base: { branch: answer.at("base", "ref").text(), commit: answer.at("base", "sha").text() },
    head: {
      branch: answer.at("head", "ref").text(),
      commit: answer.at("head", "sha").text(),
      repository: answer.at("head", "repo", "full_name").textOrNull(),
    },
    createdAt: answer.at("created_at").text(),
    mergedAt,
    mergedBy: answer.at("merged_by", "login").textOrNull(),
    // Before the merge this is the commit of the forge's own trial merge.
    mergeCommit: mergedAt === null ? null : answer.at("merge_commit_sha").textOrNull(),
    autoMerge: !answer.at("auto_merge").absent,
  };
}
