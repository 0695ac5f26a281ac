// Git's own objects over REST: refs, commits, trees, blobs; the way to make a commit without a push.
import { Fields, NO_CONTENT, Refusal, created, invalid, notFound, ok, type Answer } from "../answers.ts";
import { GITHUB, personOf } from "../merging.ts";
import { refusesPush } from "../protection.ts";
import { onRepository, type RepositoryCall, type Route } from "../routing.ts";
import { checkBranchRules } from "./commits.ts";

function refDocument(call: RepositoryCall, ref: string, sha: string): Record<string, unknown> {
  const url = `${call.world.origin}/api/v3/repos/${call.repository.fullName}`;
  return { ref, url: `${url}/git/${ref}`, object: { type: "commit", sha, url: `${url}/git/commits/${sha}` } };
}

async function branchOf(call: RepositoryCall): Promise<{ readonly name: string; readonly commit: string }> {
  const match = /^heads\/(.+)$/.exec(call.parameters["ref"] ?? "");
  const name = match?.[1] ?? "";
  const commit = (await call.repository.git.branches()).get(name);
  if (commit === undefined) throw notFound();
  return { name, commit };
}

async function createRef(call: RepositoryCall): Promise<Answer> {
  const ref = call.body.string("ref");
  const sha = call.body.string("sha");
  const { git } = call.repository;
  if (!/^refs\/.+\/.+|^refs\/heads\/.+/.test(ref) || (await git.run(["check-ref-format", ref])).code !== 0) {
    throw new Refusal(422, `${ref} is not a valid ref name.`);
  }
  if ((await git.run(["cat-file", "-e", `${sha}^{commit}`])).code !== 0)
    throw new Refusal(422, "Object does not exist");
  if (!(await git.swapRef(ref, sha, null))) throw new Refusal(422, "Reference already exists");
  return created(refDocument(call, ref, sha));
}

async function updateRef(call: RepositoryCall): Promise<Answer> {
  const { git } = call.repository;
  const found = await branchOf(call).catch(() => null);
  if (found === null) throw new Refusal(422, "Reference does not exist");
  const sha = call.body.string("sha");
  if ((await git.run(["cat-file", "-e", `${sha}^{commit}`])).code !== 0)
    throw new Refusal(422, "Object does not exist");
  checkBranchRules(call.repository, found.name, sha, refusesPush(call.repository, found.name, sha, call.by.login));
  if (!call.body.boolean("force", false) && !(await git.isAncestor(found.commit, sha))) {
    throw new Refusal(422, "Update is not a fast forward");
  }
  if (!(await git.swapRef(`refs/heads/${found.name}`, sha, found.commit))) {
    throw new Refusal(422, "Reference cannot be updated");
  }
  return ok(refDocument(call, `refs/heads/${found.name}`, sha));
}

async function deleteRef(call: RepositoryCall): Promise<Answer> {
  const found = await branchOf(call).catch(() => null);
  if (found === null) throw new Refusal(422, "Reference does not exist");
  checkBranchRules(
    call.repository,
    found.name,
    found.commit,
    refusesPush(call.repository, found.name, null, call.by.login),
  );
  await call.repository.git.swapRef(`refs/heads/${found.name}`, null, found.commit);
  return NO_CONTENT;
}

async function createBlob(call: RepositoryCall): Promise<Answer> {
  const encoding = call.body.optionalString("encoding") === "base64" ? "base64" : "utf8";
  const input = Buffer.from(call.body.string("content"), encoding);
  return created({ sha: await call.repository.git.git(["hash-object", "-w", "--stdin"], { input }) });
}

async function createTree(call: RepositoryCall): Promise<Answer> {
  const { git } = call.repository;
  const base = call.body.optionalString("base_tree");
  const lines: string[] = [];
  for (const item of call.body.list("tree")) {
    const entry = new Fields(item);
    const path = entry.string("path");
    const mode = entry.optionalString("mode") ?? "100644";
    const content = entry.optionalString("content");
    const sha =
      content === null
        ? entry.optionalString("sha")
        : await git.git(["hash-object", "-w", "--stdin"], { input: content });
    // `sha: null` removes the file; mode 0 is how the index says so.
    lines.push(sha === null ? `0 ${"0".repeat(40)}\t${path}\0` : `${mode} ${sha}\t${path}\0`);
  }
  const env = { GIT_INDEX_FILE: `${git.folder}/index-${crypto.randomUUID()}` };
  if (base !== null) {
    const read = await git.run(["read-tree", base], { env });
    if (read.code !== 0) throw new Refusal(422, "base_tree is not a valid tree oid");
  }
  await git.git(["update-index", "-z", "--index-info"], { env, input: lines.join("") });
  const sha = await git.git(["write-tree"], { env });
  return created({
    sha,
    url: `${call.world.origin}/api/v3/repos/${call.repository.fullName}/git/trees/${sha}`,
    truncated: false,
  });
}

/** Signed by GitHub only when a bot's token names neither author nor committer. */
async function createCommit(call: RepositoryCall): Promise<Answer> {
  const { git } = call.repository;
  const given = call.body.object("author");
  const author = call.body.has("author")
    ? { name: given.string("name"), email: given.string("email") }
    : personOf(call.world, call.by.login);
  const bot = call.by.kind !== "user" && !call.body.has("author") && !call.body.has("committer");
  const tree = call.body.string("tree");
  const parents = call.body.strings("parents");
  if ((await git.run(["cat-file", "-e", `${tree}^{tree}`])).code !== 0)
    throw new Refusal(422, "Tree SHA does not exist");
  for (const parent of parents) {
    if ((await git.run(["cat-file", "-e", `${parent}^{commit}`])).code !== 0) {
      throw new Refusal(422, "Parent SHA does not exist or is not a commit object");
    }
  }
  const message = call.body.string("message");
  if (message.trim() === "") throw invalid({ resource: "Commit", field: "message", code: "missing_field" });
  const committer = bot ? GITHUB : author;
  const sha = await git.commitTree({ parents, tree, message, author, committer, at: call.world.now() });
  if (bot) call.repository.verified.add(sha);
  return created({
    sha,
    tree: { sha: tree },
    message,
    parents: parents.map((parent) => ({ sha: parent })),
    verification: { verified: bot },
  });
}

export const gitDataRoutes: readonly Route[] = [
  onRepository("POST", "/git/refs", "contents:write", createRef),
  onRepository("PATCH", "/git/refs/{ref...}", "contents:write", updateRef),
  onRepository("DELETE", "/git/refs/{ref...}", "contents:write", deleteRef),
  onRepository("POST", "/git/blobs", "contents:write", createBlob),
  onRepository("POST", "/git/trees", "contents:write", createTree),
  onRepository("POST", "/git/commits", "contents:write", createCommit),
];
