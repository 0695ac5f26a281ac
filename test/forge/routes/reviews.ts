// Reviews over REST: list, give, dismiss.
import { Refusal, notFound, ok } from "../answers.ts";
import { reviewDocument } from "../documents.ts";
import type { Principal } from "../principals.ts";
import { mergeRef, trigger } from "../pull-requests.ts";
import { onRepository, type RepositoryCall, type Route } from "../routing.ts";
import type { PullRequest, Repository, Review, World } from "../state.ts";
import { pullOf } from "./pulls.ts";

const STATES = { APPROVE: "APPROVED", REQUEST_CHANGES: "CHANGES_REQUESTED", COMMENT: "COMMENTED" } as const;

export type ReviewEvent = keyof typeof STATES;

/** Adds a review of the head (or of `commit`), or throws GitHub's refusal: nobody approves their own pull request, nor does GITHUB_TOKEN any. */
export function addReview(
  world: World,
  repository: Repository,
  pull: PullRequest,
  review: { readonly event: ReviewEvent; readonly body: string; readonly commit: string | null },
  by: Principal,
): Review {
  if (review.event !== "COMMENT" && by.login === pull.author) {
    const verb = review.event === "APPROVE" ? "approve" : "request changes on";
    throw new Refusal(422, "Unprocessable Entity", [`Can not ${verb} your own pull request`]);
  }
  if (review.event === "APPROVE" && by.kind === "github-token" && !repository.actionsMayCreatePullRequests) {
    throw new Refusal(422, "Unprocessable Entity", ["GitHub Actions is not permitted to approve pull requests."]);
  }
  const added: Review = {
    id: world.nextId(),
    user: by.login,
    state: STATES[review.event],
    body: review.body,
    commit: review.commit ?? pull.headCommit,
    submittedAt: world.now(),
  };
  pull.reviews.push(added);
  pull.reviewers = pull.reviewers.filter((login) => login !== by.login);
  trigger(world, repository, by, {
    event: "pull_request_review",
    action: "submitted",
    ref: mergeRef(pull),
    commit: pull.headCommit,
  });
  return added;
}

function give(call: RepositoryCall): ReturnType<typeof ok> {
  const pull = pullOf(call);
  const event = call.body.string("event");
  if (event !== "APPROVE" && event !== "REQUEST_CHANGES" && event !== "COMMENT") {
    throw new Refusal(422, "Unprocessable Entity", [`Variable $event has an invalid value ${event}`]);
  }
  const [body, commit] = [call.body.optionalString("body") ?? "", call.body.optionalString("commit_id")];
  const added = addReview(call.world, call.repository, pull, { event, body, commit }, call.by);
  return ok(reviewDocument(call.world, call.repository, pull.number, added));
}

function dismiss(call: RepositoryCall): ReturnType<typeof ok> {
  const pull = pullOf(call);
  call.body.string("message");
  const review = pull.reviews.find((candidate) => String(candidate.id) === call.parameters["review"]);
  if (review === undefined) throw notFound();
  if (review.state === "COMMENTED") throw new Refusal(422, "Can not dismiss a commented pull request review");
  review.state = "DISMISSED";
  return ok(reviewDocument(call.world, call.repository, pull.number, review));
}

export const reviewRoutes: readonly Route[] = [
  onRepository("GET", "/pulls/{number}/reviews", "pull_requests:read", (call) => {
    const pull = pullOf(call);
    return { list: pull.reviews.map((review) => reviewDocument(call.world, call.repository, pull.number, review)) };
  }),
  onRepository("POST", "/pulls/{number}/reviews", "pull_requests:comment", give),
  onRepository("PUT", "/pulls/{number}/reviews/{review}/dismissals", "pull_requests:write", dismiss),
];
