// Reads objects of the temporary repository: trees as lists of entries, blobs and commits in one batch each.
import type { Git } from "./process.ts";
import type { CommitInfo } from "./repository.ts";
import type { FileMode, TreeEntry } from "./snapshot.ts";

const OID = /^[0-9a-f]{40}$/u;

/** Whether a text is a full commit (or other object) id. */
export function isObjectId(text: string): boolean {
  return OID.test(text);
}

/** Every file of a commit's tree, sorted by path. Rejects with a GitFailure when the commit or a tree of it is not here. */
export async function readTree(git: Git, commit: string): Promise<readonly TreeEntry[]> {
  const listing = (await git.bytes(["ls-tree", "-r", "-z", "--full-tree", commit, "--"], "")).toString();
  const entries: TreeEntry[] = [];
  // Trees have tens of thousands of files: what is made for each of them is its entry and no more.
  for (let at = 0; at < listing.length;) {
    // `<mode> <type> <oid>\t<path>\0`, the mode being six digits
    const tab = listing.indexOf("\t", at);
    const end = listing.indexOf("\0", tab);
    entries.push({
      path: listing.slice(tab + 1, end),
      mode: fileMode(listing.slice(at, at + 6)),
      oid: listing.slice(listing.lastIndexOf(" ", tab) + 1, tab),
    });
    at = end + 1;
  }
  return entries;
}

/** Old trees hold `100664`; Git itself takes every regular file for one of two modes. */
function fileMode(mode: string): FileMode {
  if (mode === "120000" || mode === "160000") return mode;
  return mode === "100755" ? "100755" : "100644";
}

/**
 * The objects that are here, by id, in one process; what is not here is not in the map. Nothing is fetched: these commands are not
 * told that a remote could have more.
 */
export async function readObjects(git: Git, oids: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>> {
  const found = new Map<string, Uint8Array>();
  if (oids.length === 0) return found;
  const output = await git.bytes(["cat-file", "--batch", "--buffer"], `${oids.join("\n")}\n`);
  let at = 0;
  // The answers come in the order of the questions.
  for (const oid of oids) {
    const end = output.indexOf(0x0a, at);
    // `<oid> <type> <size>`, or `<oid> missing`
    const header = output.toString("latin1", at, end);
    at = end + 1;
    if (header.endsWith(" missing")) continue;
    const length = Number(header.slice(header.lastIndexOf(" ") + 1));
    found.set(oid, output.subarray(at, at + length));
    at += length + 1;
  }
  return found;
}

/** Commits by id, in the order given; one that is not here is a fault. Parents are the commit's own, also where a shallow history ends. */
export async function readCommits(git: Git, oids: readonly string[]): Promise<readonly CommitInfo[]> {
  const objects = await readObjects(git, oids);
  return oids.map((oid) => {
    const bytes = objects.get(oid);
    if (bytes === undefined) throw new Error(`the commit ${oid} is not here`);
    return parseCommit(oid, Buffer.from(bytes).toString());
  });
}

function parseCommit(commit: string, text: string): CommitInfo {
  const split = text.indexOf("\n\n");
  const header = split === -1 ? text : text.slice(0, split);
  const lines = header.split("\n");
  const values = (key: string): string[] =>
    lines.filter((line) => line.startsWith(`${key} `)).map((line) => line.slice(key.length + 1));
  const author = signature(values("author")[0] ?? "");
  const committer = signature(values("committer")[0] ?? "");
  return {
    commit,
    parents: values("parent"),
    author: author.who,
    committer: committer.who,
    authoredAt: author.at,
    committedAt: committer.at,
    message: split === -1 ? "" : text.slice(split + 2),
  };
}

/** `Ann <ann@example.org> 1700000000 +0100`; a date that cannot be read is the epoch: it is a claim, never evidence. */
function signature(text: string): {
  readonly who: { readonly name: string; readonly email: string };
  readonly at: string;
} {
  const match = /^(?<name>.*?) ?<(?<email>[^>]*)> ?(?<seconds>-?\d*)/u.exec(text)?.groups;
  const date = new Date(Number(match?.["seconds"] ?? 0) * 1000);
  return {
    who: { name: match?.["name"] ?? "", email: match?.["email"] ?? "" },
    at: (Number.isNaN(date.getTime()) ? new Date(0) : date).toISOString(),
  };
}
