// What pull requests share with issues over REST: comments and labels.
import { NO_CONTENT, Refusal, created, notFound, ok } from "../answers.ts";
import { commentDocument, labelDocument } from "../documents.ts";
import { BODY_LIMIT, trigger } from "../pull-requests.ts";
import { onRepository, type RepositoryCall, type Route } from "../routing.ts";
import type { Comment } from "../state.ts";
import { pullOf, resolveNode } from "./pulls.ts";

function commentOf(call: RepositoryCall): Comment {
  const comment = call.repository.comments.find((candidate) => String(candidate.id) === call.parameters["comment"]);
  if (comment === undefined) throw notFound();
  return comment;
}

function bodyOf(call: RepositoryCall): string {
  const body = call.body.string("body");
  if (body.trim() === "") throw commentRefusal("body can't be blank");
  if (body.length > BODY_LIMIT) throw commentRefusal(`body is too long (maximum is ${BODY_LIMIT} characters)`);
  return body;
}

function commentRefusal(message: string): Refusal {
  const errors = [{ resource: "IssueComment", code: "unprocessable", field: "data", message }];
  return new Refusal(422, "Validation Failed", errors);
}

function add(call: RepositoryCall): ReturnType<typeof created> {
  const pull = pullOf(call);
  const now = call.world.now();
  const comment: Comment = {
    id: call.world.nextId(),
    number: pull.number,
    user: call.by.login,
    body: bodyOf(call),
    createdAt: now,
    updatedAt: now,
  };
  call.repository.comments.push(comment);
  const run = {
    event: "issue_comment",
    action: "created",
    ref: "refs/heads/" + call.repository.defaultBranch,
  } as const;
  trigger(call.world, call.repository, call.by, { ...run, commit: pull.headCommit });
  return created(commentDocument(call.world, call.repository, comment));
}

function change(call: RepositoryCall): ReturnType<typeof ok> {
  const comment = commentOf(call);
  comment.body = bodyOf(call);
  comment.updatedAt = call.world.now();
  return ok(commentDocument(call.world, call.repository, comment));
}

function remove(call: RepositoryCall): typeof NO_CONTENT {
  call.repository.comments.splice(call.repository.comments.indexOf(commentOf(call)), 1);
  return NO_CONTENT;
}

function addLabels(call: RepositoryCall): { list: readonly unknown[] } {
  const pull = pullOf(call);
  resolveNode(pull);
  for (const label of call.body.strings("labels")) {
    if (label.length > 50)
      throw new Refusal(422, "Validation Failed", [{ resource: "Label", field: "name", code: "invalid" }]);
    call.repository.labels.add(label);
    if (!pull.labels.includes(label)) pull.labels.push(label);
  }
  return { list: pull.labels.map((label) => labelDocument(label)) };
}

function removeLabel(call: RepositoryCall): { list: readonly unknown[] } {
  const pull = pullOf(call);
  if (!pull.labels.includes(call.parameters["label"] ?? "")) throw new Refusal(404, "Label does not exist");
  pull.labels = pull.labels.filter((label) => label !== call.parameters["label"]);
  return { list: pull.labels.map((label) => labelDocument(label)) };
}

export const issueRoutes: readonly Route[] = [
  onRepository("GET", "/issues/{number}/comments", "issues|pull_requests:read", (call) => {
    const pull = pullOf(call);
    const comments = call.repository.comments.filter((comment) => comment.number === pull.number);
    return { list: comments.map((comment) => commentDocument(call.world, call.repository, comment)) };
  }),
  onRepository("POST", "/issues/{number}/comments", "issues|pull_requests:comment", add),
  onRepository("PATCH", "/issues/comments/{comment}", "issues|pull_requests:write", change),
  onRepository("DELETE", "/issues/comments/{comment}", "issues|pull_requests:write", remove),
  onRepository("POST", "/issues/{number}/labels", "issues|pull_requests:write", addLabels),
  onRepository("DELETE", "/issues/{number}/labels/{label}", "issues|pull_requests:write", removeLabel),
];
