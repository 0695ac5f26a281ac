// What people say on a pull request: reviews, comments, and what they may do in the repository.
import type { Answer } from "./answer.ts";
import type { Client } from "./client.ts";
import { ForgeError } from "./forge-error.ts";
import type { Comment, Forge, Permission, Review } from "./forge.ts";

type DiscussionMethods = Pick<
  Forge,
  "commitAuthors" | "reviews" | "permission" | "comments" | "addComment" | "updateComment" | "deleteComment"
>;

const REVIEW_STATES = ["APPROVED", "CHANGES_REQUESTED", "COMMENTED", "DISMISSED", "PENDING"] as const;
const PERMISSIONS = ["admin", "maintain", "write", "triage", "read", "none"] as const;

/** The discussion side of a Forge. */
export function discussionMethods(client: Client): DiscussionMethods {
  const comments = async (number: number): Promise<readonly Comment[]> =>
    (await client.list("comments", { issue_number: number })).map(readComment);
  return {
    comments,

    async reviews(number) {
      return (await client.list("reviews", { pull_number: number })).map(readReview);
    },

    async commitAuthors(number) {
      return (await client.list("commitsOfPullRequest", { pull_number: number })).map((commit) => ({
        commit: commit.at("sha").text(),
        logins: [commit.at("author", "login").textOrNull(), commit.at("committer", "login").textOrNull()].filter(
          (login) => login !== null,
        ),
      }));
    },

    async permission(user) {
      try {
        const answer = await client.call("collaborator", { username: user });
        // `role_name` knows maintain and triage, but can be an organisation's own role; `permission` is what that role amounts to.
        const said = answer.at("permission").text();
        const known = oneOf(PERMISSIONS, answer.at("role_name").textOrNull()) ?? oneOf(PERMISSIONS, said);
        if (known !== null) return known;
        // Gitea and Forgejo have a word for whom the repository belongs to.
        if (said === "owner") return "admin";
        // Not `none`: the objection of somebody who may write would be passed over.
        throw new Error(`the forge gives ${user} the permission "${said}", which is none of ${PERMISSIONS.join(", ")}`);
      } catch (error) {
        // An App's bot or a deleted account is not a user: it has no permission, which never lets a gate pass.
        if (error instanceof ForgeError && error.status === 404) return "none" satisfies Permission;
        throw error;
      }
    },

    async addComment(number, body) {
      return client.once(
        async () => readComment(await client.call("addComment", { issue_number: number, body })),
        async () => (await comments(number)).findLast((comment) => plain(comment.body) === plain(body)) ?? null,
      );
    },

    async deleteComment(id) {
      try {
        await client.again(async () => client.call("deleteComment", { comment_id: id }));
      } catch (error) {
        if (!(error instanceof ForgeError && error.status === 404)) throw error;
      }
    },

    async updateComment(id, body) {
      return client.again(async () => readComment(await client.call("updateComment", { comment_id: id, body })));
    },
  };
}

/** The forge may store other line endings and trims the end. */
function plain(body: string): string {
  return body.replaceAll("\r\n", "\n").trim();
}

function oneOf<T extends string>(words: readonly T[], text: string | null): T | null {
  return words.find((word) => word === text) ?? null;
}

function readReview(answer: Answer): Review {
  const text = answer.at("state").text();
  const state = oneOf(REVIEW_STATES, reviewState(text));
  if (state === null)
    throw new Error(`the forge has a review in the state "${text}", which is none of ${REVIEW_STATES.join(", ")}`);
  return {
    user: answer.at("user", "login").textOrNull() ?? "ghost",
    state,
    commit: answer.at("commit_id").textOrNull(),
    submittedAt: answer.at("submitted_at").textOrNull(),
  };
}

/** Forgejo and Gitea have two words of their own. */
function reviewState(text: string): string {
  const words: ReadonlyMap<string, string> = new Map([
    ["COMMENT", "COMMENTED"],
    ["REQUEST_CHANGES", "CHANGES_REQUESTED"],
    ["REQUEST_REVIEW", "PENDING"],
  ]);
  return words.get(text.toUpperCase()) ?? text.toUpperCase();
}

function readComment(answer: Answer): Comment {
  return {
    id: answer.at("id").number(),
    author: answer.at("user", "login").textOrNull() ?? "ghost",
    body: answer.at("body").textOrNull() ?? "",
    url: answer.at("html_url").text(),
  };
}
