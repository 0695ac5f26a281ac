// Who is behind the application commits that a change names: what cannot be read is no reason to leave somebody out.
import { expect, test } from "vitest";
import { UserError } from "../../src/errors.ts";
import { makersOf } from "../../src/gates/makers.ts";
import { MissingCommit } from "../../src/git/missing-commit.ts";
import type { CommitInfo, Repository } from "../../src/git/repository.ts";
import { commitMessage } from "../../src/git/trailers.ts";

const ADA = { name: "ada", email: "ada@acme.example" };
const VERSION = { tag: "1", digest: null };
const SOURCE = { repository: "Acme/Environment", commit: "a".repeat(40) };

const COMMIT: CommitInfo = {
  commit: "b".repeat(40),
  parents: ["c".repeat(40)],
  author: ADA,
  committer: ADA,
  authoredAt: "2026-01-01T00:00:00Z",
  committedAt: "2026-01-01T00:00:00Z",
  message: commitMessage("Update", "", {
    changes: [{ environment: "stage", app: "a", artifact: "image:a", from: VERSION, to: VERSION, source: SOURCE }],
    from: null,
    run: null,
  }),
};

function asking(failure: Error): Promise<readonly unknown[]> {
  const history: Repository["history"] = () => ({
    [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(failure) }),
  });
  const log = { info: () => {}, warning: () => {}, debug: () => {} };
  return makersOf([COMMIT], { name: "acme/environment", git: { history } }, { log });
}

test("a source commit that is gone has no maker that anybody could know", async () => {
  await expect(asking(new MissingCommit("no such commit"))).resolves.toEqual([ADA, ADA]);
});

test("a source commit that cannot be read just then is an error", async () => {
  await expect(asking(new UserError("acme/environment could not be reached"))).rejects.toThrow("could not be reached");
});
