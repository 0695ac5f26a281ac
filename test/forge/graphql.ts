// The part of GitHub's graph that a release tool walks: pull requests and how they merge, auto-merge, the merge queue, signed commits.
import { Fields, Refusal } from "./answers.ts";
import { armAutoMerge, settle } from "./auto-merge.ts";
import { isoTime } from "./documents.ts";
import { GraphqlRefusal, type GraphObject } from "./graphql-executor.ts";
import { enqueue } from "./merge-queue.ts";
import { leaveQueue } from "./pull-requests.ts";
import { GITHUB, personOf, readMergeState } from "./merging.ts";
import { allows, sees, type Need, type Principal } from "./principals.ts";
import { hasMergeQueue, refusesPush } from "./protection.ts";
import {
  exclusively,
  repositoryNamed,
  type MergeMethod,
  type PullRequest,
  type Repository,
  type World,
} from "./state.ts";

const WRITE_PULL_REQUESTS: Need = { permission: ["pull_requests"], level: "write" };
const WRITE_CONTENTS: Need = { permission: ["contents"], level: "write" };

/** The roots of the graph as one principal sees them. */
export function graphFor(world: World, by: Principal): { readonly query: GraphObject; readonly mutation: GraphObject } {
  return { query: queries(world, by), mutation: mutations(world, by) };
}

function queries(world: World, by: Principal): GraphObject {
  return {
    __typename: "Query",
    viewer: { __typename: "User", login: by.login },
    repository: (input: Fields) => {
      const repository = repositoryNamed(world, input.string("owner"), input.string("name"));
      if (repository === undefined || !sees(by, repository)) {
        const name = `${input.string("owner")}/${input.string("name")}`;
        throw new GraphqlRefusal("NOT_FOUND", `Could not resolve to a Repository with the name '${name}'.`);
      }
      return repositoryNode(repository, by);
    },
    node: (input: Fields) => {
      const { repository, pull } = pullOf(world, by, input.string("id"));
      return pullNode(repository, pull, by);
    },
  };
}

function repositoryNode(repository: Repository, by: Principal): GraphObject {
  return {
    __typename: "Repository",
    id: `R_${repository.id}`,
    name: repository.name,
    nameWithOwner: repository.fullName,
    isPrivate: repository.private,
    autoMergeAllowed: repository.autoMergeAllowed,
    mergeCommitAllowed: repository.mergeMethods.includes("merge"),
    squashMergeAllowed: repository.mergeMethods.includes("squash"),
    rebaseMergeAllowed: repository.mergeMethods.includes("rebase"),
    defaultBranchRef: { __typename: "Ref", name: repository.defaultBranch },
    ref: async (input: Fields) => {
      const name = input.string("qualifiedName").replace(/^refs\/heads\//, "");
      const oid = (await repository.git.branches()).get(name);
      return oid === undefined ? null : { __typename: "Ref", name, target: { __typename: "Commit", oid } };
    },
    pullRequest: (input: Fields) => {
      const pull = repository.pullRequests.find((one) => one.number === input.raw("number"));
      if (pull === undefined) {
        throw new GraphqlRefusal(
          "NOT_FOUND",
          `Could not resolve to a PullRequest with the number of ${String(input.raw("number"))}.`,
        );
      }
      need(by, repository, { permission: ["pull_requests"], level: "read" });
      return pullNode(repository, pull, by);
    },
  };
}

function pullNode(repository: Repository, pull: PullRequest, by: Principal): GraphObject {
  return {
    __typename: "PullRequest",
    id: pull.nodeId,
    number: pull.number,
    title: pull.title,
    body: pull.body,
    state: pull.mergedAt !== null ? "MERGED" : pull.state.toUpperCase(),
    isDraft: pull.draft,
    merged: pull.mergedAt !== null,
    mergedAt: pull.mergedAt === null ? null : isoTime(pull.mergedAt),
    closed: pull.state === "closed",
    author: { __typename: "User", login: pull.author.replace(/\[bot\]$/, "") },
    headRefOid: pull.headCommit,
    headRefName: pull.head,
    baseRefOid: pull.baseCommit,
    baseRefName: pull.base,
    mergeCommit: pull.mergeCommit === null ? null : { __typename: "Commit", oid: pull.mergeCommit },
    mergeStateStatus: () => readMergeState(repository, pull),
    mergeable: async () => {
      const state = await readMergeState(repository, pull);
      return state === "UNKNOWN" ? "UNKNOWN" : state === "DIRTY" ? "CONFLICTING" : "MERGEABLE";
    },
    autoMergeRequest:
      pull.autoMerge === null
        ? null
        : {
            __typename: "AutoMergeRequest",
            mergeMethod: pull.autoMerge.method.toUpperCase(),
            commitHeadline: pull.autoMerge.headline,
            commitBody: pull.autoMerge.body,
            enabledBy: { __typename: "User", login: pull.autoMerge.by.login },
          },
    isMergeQueueEnabled: hasMergeQueue(repository, pull.base),
    isInMergeQueue: pull.queue !== null,
    mergeQueueEntry:
      pull.queue === null
        ? null
        : {
            __typename: "MergeQueueEntry",
            id: `MQE_${pull.queue.place}`,
            state: "AWAITING_CHECKS",
            headCommit: { __typename: "Commit", oid: pull.queue.group },
          },
    viewerCanEnableAutoMerge: () =>
      pull.autoMerge === null && repository.autoMergeAllowed && allows(by, repository, WRITE_CONTENTS),
    repository: () => repositoryNode(repository, by),
  };
}

function pullOf(
  world: World,
  by: Principal,
  id: string,
): { readonly repository: Repository; readonly pull: PullRequest } {
  for (const repository of world.repositories.values()) {
    const pull = repository.pullRequests.find((one) => one.nodeId === id);
    if (pull !== undefined && sees(by, repository)) return { repository, pull };
  }
  throw new GraphqlRefusal("NOT_FOUND", `Could not resolve to a node with the global id of '${id}'.`);
}

function need(by: Principal, repository: Repository, what: Need): void {
  if (allows(by, repository, what)) return;
  const sort = by.kind === "user" ? "personal access token" : "integration";
  throw new GraphqlRefusal("FORBIDDEN", `Resource not accessible by ${sort}`);
}

function methodOf(name: string | null): MergeMethod {
  if (name === "SQUASH") return "squash";
  return name === "REBASE" ? "rebase" : "merge";
}

function mutations(world: World, by: Principal): GraphObject {
  /** Finds the pull request, checks the permission, acts in the repository's turn, lets everything follow, and answers with its node. */
  const onPull =
    (idField: string, act: (repository: Repository, pull: PullRequest, input: Fields) => Promise<void> | void) =>
    async (given: Fields): Promise<GraphObject> => {
      const input = given.object("input");
      const { repository, pull } = pullOf(world, by, input.string(idField));
      need(by, repository, WRITE_PULL_REQUESTS);
      need(by, repository, WRITE_CONTENTS);
      await exclusively(repository, async () => {
        await settle(world, repository, by);
        await unprocessable(async () => act(repository, pull, input));
        await settle(world, repository, by);
      });
      const clientMutationId = input.optionalString("clientMutationId");
      const entry = pullNode(repository, pull, by)["mergeQueueEntry"];
      return {
        clientMutationId,
        actor: { login: by.login },
        pullRequest: pullNode(repository, pull, by),
        mergeQueueEntry: entry,
      };
    };
  return {
    __typename: "Mutation",
    enablePullRequestAutoMerge: onPull("pullRequestId", (repository, pull, input) => {
      const order = {
        method: methodOf(input.optionalString("mergeMethod")),
        headline: input.optionalString("commitHeadline"),
        body: input.optionalString("commitBody"),
        expectedHead: input.optionalString("expectedHeadOid"),
      };
      return armAutoMerge(world, repository, pull, order, by);
    }),
    disablePullRequestAutoMerge: onPull("pullRequestId", (_repository, pull) => {
      if (pull.autoMerge === null) throw new Refusal(422, "Can't disable auto-merge for this pull request");
      pull.autoMerge = null;
    }),
    enqueuePullRequest: onPull("pullRequestId", (repository, pull, input) =>
      enqueue(world, repository, pull, input.optionalString("expectedHeadOid"), by),
    ),
    dequeuePullRequest: onPull("id", (repository, pull) => leaveQueue(repository, pull)),
    createCommitOnBranch: (given: Fields) => createCommitOnBranch(world, by, given.object("input")),
  };
}

async function unprocessable(action: () => Promise<void> | void): Promise<void> {
  try {
    await action();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new GraphqlRefusal("UNPROCESSABLE", error.message);
  }
}

/** A commit signed by GitHub on top of a branch that must stand at `expectedHeadOid`; modes are kept, new files are plain. */
async function createCommitOnBranch(world: World, by: Principal, input: Fields): Promise<GraphObject> {
  const target = input.object("branch");
  const [owner = "", name = ""] = target.string("repositoryNameWithOwner").split("/");
  const branch = target.string("branchName").replace(/^refs\/heads\//, "");
  const repository = repositoryNamed(world, owner, name);
  if (repository === undefined || !sees(by, repository)) {
    throw new GraphqlRefusal("NOT_FOUND", `Could not resolve to a Repository with the name '${owner}/${name}'.`);
  }
  need(by, repository, WRITE_CONTENTS);
  return exclusively(repository, async () => {
    const { git } = repository;
    const tip = (await git.branches()).get(branch);
    if (tip === undefined)
      throw new GraphqlRefusal("NOT_FOUND", `No commit exists with specified expectedHeadOid on branch '${branch}'.`);
    const expected = input.string("expectedHeadOid");
    const stale = new GraphqlRefusal(
      "STALE_DATA",
      `Expected branch to point to "${expected}" but it points to "${tip}". Pull and try again.`,
    );
    if (tip !== expected) throw stale;
    const changes = input.object("fileChanges");
    const files = new Map(
      changes.list("additions").map((one) => {
        const addition = new Fields(one);
        return [addition.string("path"), Buffer.from(addition.string("contents"), "base64")] as const;
      }),
    );
    const deletions = changes.list("deletions").map((one) => new Fields(one).string("path"));
    const text = input.object("message");
    const body = text.optionalString("body") ?? "";
    const message = body === "" ? text.string("headline") : `${text.string("headline")}\n\n${body}`;
    const author = personOf(world, by.login);
    const commit = await git.importCommit({
      parent: tip,
      files,
      deletions,
      message,
      author,
      committer: GITHUB,
      keepModes: true,
      at: world.now(),
    });
    repository.verified.add(commit);
    const refusal = refusesPush(repository, branch, commit, by.login);
    if (refusal !== null)
      throw new GraphqlRefusal("UNPROCESSABLE", `Repository rule violations found\n\n${refusal}\n\n`);
    if (!(await git.swapRef(`refs/heads/${branch}`, commit, tip))) throw stale;
    await settle(world, repository, by);
    const url = `${world.origin}/${repository.fullName}/commit/${commit}`;
    return {
      clientMutationId: input.optionalString("clientMutationId"),
      commit: { __typename: "Commit", oid: commit, url, committedDate: isoTime(world.now()) },
      ref: { __typename: "Ref", name: branch, target: { __typename: "Commit", oid: commit } },
    };
  });
}
