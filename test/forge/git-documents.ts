// The JSON documents that come from Git: a commit, and the files that differ between two.
import { userDocument } from "./documents.ts";
import type { Repository, World } from "./state.ts";

/** GitHub's document of one commit. */
export async function commitDocument(
  world: World,
  repository: Repository,
  commit: string,
): Promise<Record<string, unknown>> {
  const format = "%T%n%P%n%an%n%ae%n%aI%n%cn%n%ce%n%cI%n%B";
  const text = await repository.git.git(["show", "-s", `--format=${format}`, commit]);
  const [tree = "", parents = "", an = "", ae = "", ad = "", cn = "", ce = "", cd = "", ...lines] = text.split("\n");
  const login = /^\d+\+(.+)@users\.noreply\.github\.com$/.exec(ae)?.[1];
  const url = `${world.origin}/api/v3/repos/${repository.fullName}`;
  return {
    sha: commit,
    node_id: `C_${commit}`,
    url: `${url}/commits/${commit}`,
    html_url: `${world.origin}/${repository.fullName}/commit/${commit}`,
    commit: {
      message: lines.join("\n").trimEnd(),
      author: { name: an, email: ae, date: ad },
      committer: { name: cn, email: ce, date: cd },
      tree: { sha: tree, url: `${url}/git/trees/${tree}` },
      verification: {
        verified: repository.verified.has(commit),
        reason: repository.verified.has(commit) ? "valid" : "unsigned",
      },
    },
    author: login === undefined ? null : userDocument(world, login),
    committer: ce === "noreply@github.com" ? userDocument(world, "web-flow") : null,
    parents: parents === "" ? [] : parents.split(" ").map((sha) => ({ sha, url: `${url}/commits/${sha}` })),
  };
}

/** The files that differ between two commits, as GitHub lists them. */
export async function changedFiles(repository: Repository, from: string, to: string): Promise<readonly unknown[]> {
  const text = await repository.git.git(["diff-tree", "-r", "-M", "-z", "--no-commit-id", from, to]);
  const parts = text.split("\0");
  const words: Readonly<Record<string, string>> = {
    A: "added",
    M: "modified",
    D: "removed",
    R: "renamed",
    T: "changed",
  };
  const found: Record<string, unknown>[] = [];
  for (let index = 0; index + 1 < parts.length;) {
    const [, , , sha = "", letter = ""] = (parts[index] ?? "").split(" ");
    const renamed = letter.startsWith("R");
    const first = parts[index + 1] ?? "";
    const filename = renamed ? (parts[index + 2] ?? "") : first;
    const status = words[letter.charAt(0)] ?? "changed";
    found.push({ sha, filename, status, ...(renamed ? { previous_filename: first } : {}) });
    index += renamed ? 3 : 2;
  }
  return found;
}
