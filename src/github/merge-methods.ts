// How the forge merges: the state of a pull request, the branch's rules, merging, auto-merge, the merge queue. Deciding is in merging.ts.
import type { Answer } from "./answer.ts";
import type { Client, GraphqlAnswer } from "./client.ts";
import { DISABLE_AUTO_MERGE, ENABLE_AUTO_MERGE, ENQUEUE, QUEUE_STATE } from "./documents.ts";
import { UserError } from "../errors.ts";
import { ForgeError } from "./forge-error.ts";
import type { BranchRules, Forge, MergeOutcome, MergeState, PullRequest } from "./forge.ts";
import { readPullRequest } from "./pull-requests.ts";

type MergeMethods = Pick<Forge, "rules" | "mergeState" | "merge" | "enableAutoMerge" | "disableAutoMerge" | "enqueue">;

const STATES = ["clean", "unstable", "blocked", "behind", "dirty", "draft", "unknown"] as const;
const NO_GRAPHQL = "this host has no GraphQL API, which auto-merge and the merge queue need";

/** The merging side of a Forge. */
export function mergeMethods(client: Client): MergeMethods {
  // Asked for the state and again for the decision; they do not change within a run.
  const known = new Map<string, BranchRules>();
  const rules = async (branch: string): Promise<BranchRules> => {
    const before = known.get(branch);
    if (before !== undefined) return before;
    const rulesets = await branchRules(client, branch);
    // Classic protection is not among them; its required checks stand on the branch itself, for every reader.
    const read = readRules(rulesets, await client.call("branch", { branch }));
    known.set(branch, read);
    return read;
  };

  const mutate = async (
    document: typeof ENABLE_AUTO_MERGE | typeof DISABLE_AUTO_MERGE | typeof ENQUEUE,
    { nodeId }: PullRequest,
    input: Readonly<Record<string, unknown>>,
  ): Promise<GraphqlAnswer | null> => {
    if (nodeId === null) return null;
    const answer = await client.again(async () =>
      client.graphql(document, { input: { pullRequestId: nodeId, ...input } }),
    );
    const forbidden = answer?.errors.find((words) => /resource not accessible/i.test(words));
    if (forbidden !== undefined) {
      throw new UserError(
        `the token may not ${document.purpose}; add \`contents: write\` and \`pull-requests: write\` under \`permissions:\` of the job, or give the App those permissions`,
      );
    }
    return answer;
  };

  return {
    rules,

    async mergeState(pullRequest) {
      const answer = await client.call("pullRequest", { pull_number: pullRequest.number });
      const now = readPullRequest(answer);
      const state = readState(answer, now);
      const base = { head: now.head.commit, state, autoMerge: now.autoMerge };
      // Only rules or other conditions block, a merge queue's among them; in every other state the queue does not matter yet, or the merge itself finds it.
      const queued = state === "blocked" && (await rules(now.base.branch)).mergeQueue;
      if (!queued || now.nodeId === null) return { ...base, mergeQueue: queued, inMergeQueue: false };
      const queue = await client.graphql(QUEUE_STATE, { id: now.nodeId });
      if (queue === null) return { ...base, mergeQueue: true, inMergeQueue: false };
      const [error] = queue.errors;
      if (error !== undefined) throw new UserError(`the forge did not tell about the merge queue: ${error}`);
      return {
        ...base,
        mergeQueue: queue.data.at("node", "isMergeQueueEnabled").flag(),
        inMergeQueue: queue.data.at("node", "isInMergeQueue").flag(),
      };
    },

    async merge({ pullRequest, head, method, headline, body }) {
      const parameters = { sha: head, merge_method: method, commit_title: headline, commit_message: body };
      return client.once<MergeOutcome>(
        async () => {
          try {
            const answer = await client.call("merge", { pull_number: pullRequest.number, ...parameters });
            return { kind: "merged", commit: answer.at("sha").text() };
          } catch (error) {
            if (!(error instanceof ForgeError)) throw error;
            if (error.status === 409) return { kind: "moved" };
            if (error.status === 405) return { kind: "refused", reason: error.words };
            throw error;
          }
        },
        async () => {
          const now = readPullRequest(await client.call("pullRequest", { pull_number: pullRequest.number }));
          return now.mergeCommit !== null && now.head.commit === head
            ? { kind: "merged", commit: now.mergeCommit }
            : null;
        },
      );
    },

    async enableAutoMerge({ pullRequest, head, method, headline, body }) {
      const answer = await mutate(ENABLE_AUTO_MERGE, pullRequest, {
        mergeMethod: method.toUpperCase(),
        commitHeadline: headline,
        commitBody: body,
        expectedHeadOid: head,
      });
      if (answer === null) return { kind: "not-allowed", reason: NO_GRAPHQL };
      const [words] = answer.errors;
      if (words === undefined) return { kind: "enabled" };
      if (/in (?:clean|unstable|has_hooks) status/i.test(words)) return { kind: "clean" };
      if (isAboutTheHead(words)) return { kind: "moved" };
      // GitHub works its states out in the background, and answers a failure of its own with status 200: neither is a refusal.
      if (/ in \w+ status|something went wrong/i.test(words)) return { kind: "unsettled", reason: words };
      return { kind: "not-allowed", reason: setting(words) };
    },

    async disableAutoMerge(pullRequest) {
      const answer = await mutate(DISABLE_AUTO_MERGE, pullRequest, {});
      const [words] = answer?.errors ?? [];
      if (words === undefined) return;
      // GitHub says "can't disable" of one that is not armed and of one that it keeps armed alike.
      const now = readPullRequest(await client.call("pullRequest", { pull_number: pullRequest.number }));
      if (!now.autoMerge) return;
      throw new UserError(`the forge did not disable auto-merge of ${pullRequest.url}: ${words}`);
    },

    async enqueue({ pullRequest, head }) {
      const answer = await mutate(ENQUEUE, pullRequest, { expectedHeadOid: head });
      if (answer === null) return { kind: "not-allowed", reason: NO_GRAPHQL };
      const [words] = answer.errors;
      if (words === undefined || /already (?:in|queued)/i.test(words)) return { kind: "queued" };
      if (isAboutTheHead(words)) return { kind: "moved" };
      return { kind: "not-allowed", reason: words };
    },
  };
}

async function branchRules(client: Client, branch: string): Promise<readonly Answer[]> {
  try {
    return await client.list("branchRules", { branch });
  } catch (error) {
    if (!(error instanceof ForgeError) || error.status !== 404) throw error;
    // GitHub answers an empty list for a branch without rules, and for one that does not exist; 404 is a host without rulesets.
    return [];
  }
}

function readRules(rulesets: readonly Answer[], branch: Answer): BranchRules {
  const ofType = (type: string): readonly Answer[] => rulesets.filter((rule) => rule.at("type").text() === type);
  const checks = ofType("required_status_checks").flatMap((rule) =>
    rule
      .at("parameters", "required_status_checks")
      .list()
      .map((check) => ({ context: check.at("context").text(), app: check.at("integration_id").numberOrNull() })),
  );
  const approvals = ofType("pull_request").map(
    (rule) => rule.at("parameters", "required_approving_review_count").numberOrNull() ?? 0,
  );
  return {
    requiredChecks: [...checks, ...classicChecks(branch)],
    // Classic protection tells its approvals to administrators only; Forgejo and Gitea have them on the branch.
    requiredApprovals: Math.max(0, ...approvals, branch.at("required_approvals").numberOrNull() ?? 0),
    mergeQueue: ofType("merge_queue").length > 0,
    requiresSignatures: ofType("required_signatures").length > 0,
  };
}

function classicChecks(branch: Answer): BranchRules["requiredChecks"] {
  const required = branch.at("protection", "required_status_checks");
  if (!required.absent && required.at("enforcement_level").textOrNull() !== "off") {
    const checks = required.at("checks");
    if (!checks.absent) {
      // GitHub writes -1 for "any App".
      const app = (check: Answer): number | null => check.at("app_id").numberOrNull();
      return checks.list().map((check) => ({
        context: check.at("context").text(),
        app: app(check) === -1 ? null : app(check),
      }));
    }
    return required
      .at("contexts")
      .list()
      .map((context) => ({ context: context.text(), app: null }));
  }
  if (branch.at("enable_status_check").flagOrNull() !== true) return [];
  return branch
    .at("status_check_contexts")
    .list()
    .map((context) => ({ context: context.text(), app: null }));
}

function readState(answer: Answer, pullRequest: PullRequest): MergeState["state"] {
  if (pullRequest.state === "closed") return pullRequest.mergedAt === null ? "closed" : "merged";
  if (pullRequest.draft) return "draft";
  const word = answer.at("mergeable_state").textOrNull();
  if (word === "has_hooks") return "has-hooks";
  const known = STATES.find((state) => state === word);
  if (known !== undefined) return known;
  // Forgejo and Gitea have only `mergeable`, which is false for conflicts.
  const mergeable = answer.at("mergeable").flagOrNull();
  return word !== null || mergeable === null ? "unknown" : mergeable ? "clean" : "dirty";
}

/** GitHub: "Head sha didn't match the expected head oid", in several spellings. */
function isAboutTheHead(words: string): boolean {
  return /head (?:sha|oid|branch)|expected ?head/i.test(words);
}

/** Names the setting behind a refusal where the forge does not. */
function setting(words: string): string {
  if (/auto.?merge is not allowed/i.test(words)) {
    return `${words} (Settings > General > Pull Requests > Allow auto-merge)`;
  }
  if (/protected branch rules not configured/i.test(words)) {
    return `${words} (a rule of the base branch must require the status)`;
  }
  return words;
}
