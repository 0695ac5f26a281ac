// Commits and contents over REST: one commit, a file, a folder, a branch.
import { Refusal, notFound, ok, type Answer } from "../answers.ts";
import { changedFiles, commitDocument } from "../git-documents.ts";
import { missingChecks, protectionsOf } from "../protection.ts";
import { onRepository, type RepositoryCall, type Route } from "../routing.ts";
import type { Repository } from "../state.ts";

async function resolve(call: RepositoryCall, ref: string): Promise<string> {
  const commit = await call.repository.git.resolve(ref);
  if (commit === null) throw new Refusal(422, `No commit found for SHA: ${ref}`);
  return commit;
}

async function one(call: RepositoryCall): Promise<Answer> {
  const commit = await resolve(call, call.parameters["ref"] ?? "");
  const document = await commitDocument(call.world, call.repository, commit);
  const parent = (await call.repository.git.run(["rev-parse", "--verify", "--quiet", `${commit}^`])).stdout
    .toString()
    .trim();
  const files = parent === "" ? [] : await changedFiles(call.repository, parent, commit);
  return ok({ ...document, files });
}

async function contents(call: RepositoryCall): Promise<Answer> {
  const file = call.parameters["path"] ?? "";
  const ref = call.url.searchParams.get("ref");
  const commit = await call.repository.git.resolve(ref?.replace(/^refs\/heads\//, "") ?? call.repository.defaultBranch);
  if (commit === null) throw new Refusal(404, `No commit found for the ref ${ref ?? call.repository.defaultBranch}`);
  const [own] = await entriesOf(call.repository, [commit, "--", file]);
  if (own === undefined) throw notFound();
  if (own.type === "dir") return ok(await entriesOf(call.repository, [commit, "--", `${file}/`]));
  const bytes = (await call.repository.git.file(commit, file)) ?? Buffer.alloc(0);
  return ok({ ...own, encoding: "base64", content: bytes.toString("base64") });
}

async function entriesOf(
  repository: Repository,
  args: readonly string[],
): Promise<readonly { readonly type: string; readonly path: string }[]> {
  const listed = await repository.git.git(["--literal-pathspecs", "ls-tree", "-z", "-l", ...args]);
  return listed.split("\0").flatMap((line) => {
    const match = /^(\d+) (\w+) ([0-9a-f]+) +(\S+)\t([\s\S]+)$/.exec(line);
    if (match === null) return [];
    const [, mode, kind, sha, size, path = ""] = match;
    const type = mode === "120000" ? "symlink" : kind === "tree" ? "dir" : kind === "commit" ? "submodule" : "file";
    return [{ type, sha, size: Number(size) || 0, path, name: path.split("/").at(-1) ?? path }];
  });
}

/** What a branch requires of checks is told to everybody who may read, as GitHub does; the rest of the protection is not. */
async function branch(call: RepositoryCall): Promise<Answer> {
  const name = call.parameters["branch"] ?? "";
  const commit = (await call.repository.git.branches()).get(name);
  if (commit === undefined) throw new Refusal(404, "Branch not found");
  const classic = protectionsOf(call.repository, name).filter((rule) => rule.source === "classic");
  const checks = classic.flatMap((rule) => rule.requiredChecks);
  return ok({
    name,
    commit: await commitDocument(call.world, call.repository, commit),
    protected: protectionsOf(call.repository, name).length > 0,
    protection: {
      enabled: classic.length > 0,
      required_status_checks: {
        enforcement_level: checks.length === 0 ? "off" : "non_admins",
        contexts: checks.map((check) => check.context),
        checks: checks.map((check) => ({ context: check.context, app_id: check.app })),
      },
    },
  });
}

/** How two commits lie to each other. Two histories without anything in common are a 404, as are commits that are not there. */
async function compare(call: RepositoryCall): Promise<Answer> {
  const [from = "", to = ""] = (call.parameters["basehead"] ?? "").split("...");
  const { git } = call.repository;
  const [base, head] = [await git.resolve(from), await git.resolve(to)];
  if (base === null || head === null) throw notFound();
  const common = await git.run(["merge-base", base, head]);
  if (common.code !== 0) throw new Refusal(404, `No common ancestor between ${from} and ${to}.`);
  const [ahead, behind] = [await git.commitsBetween(base, head), await git.commitsBetween(head, base)];
  const related = ahead.length === 0 ? "behind" : behind.length === 0 ? "ahead" : "diverged";
  return ok({
    status: base === head ? "identical" : related,
    ahead_by: ahead.length,
    behind_by: behind.length,
    total_commits: ahead.length,
    merge_base_commit: await commitDocument(call.world, call.repository, common.stdout.toString().trim()),
    commits: [],
    files: [],
  });
}

/** Throws the 422 of a write to a branch that its rules refuse. */
export function checkBranchRules(repository: Repository, name: string, commit: string, refusal: string | null): void {
  if (refusal === null) return;
  const missing = missingChecks(repository, name, commit);
  throw new Refusal(
    422,
    `Repository rule violations found\n\n${missing.includes(refusal) ? missing.join("\n") : refusal}\n\n`,
  );
}

export const commitRoutes: readonly Route[] = [
  onRepository("GET", "/contents/{path...}", "contents:read", contents),
  onRepository("GET", "/branches/{branch...}", "contents:read", branch),
  onRepository("GET", "/commits/{ref...}", "contents:read", one),
  onRepository("GET", "/compare/{basehead...}", "contents:read", compare),
];
