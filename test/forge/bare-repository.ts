// One bare repository on disk: its refs are read from the files, everything else is asked of real Git.
import { spawn } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";

/** A file to commit: text, bytes, or bytes with a mode (`120000`: the content is the link's target; `160000`: a commit id). */
export type FileContent =
  | string
  | Uint8Array
  | { readonly mode: "100644" | "100755" | "120000" | "160000"; readonly content: string | Uint8Array };

export interface Person {
  readonly name: string;
  readonly email: string;
}

export interface RunResult {
  readonly code: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

export interface NewCommit {
  readonly parents: readonly string[];
  readonly tree: string;
  readonly message: string;
  readonly author: Person;
  readonly committer: Person;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** A small file's text; empty when there is none: a ref that is deleted between two looks is simply gone. */
function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

/** Every file below a folder; a folder that Git removes meanwhile has none. */
function filesBelow(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      const inside = path.join(folder, entry.name);
      return entry.isDirectory() ? filesBelow(inside) : [inside];
    });
  } catch {
    return [];
  }
}

/** A path as fast-import reads it. */
function quoted(file: string): string {
  return `"${file.replaceAll(/["\\]/g, "\\$&").replaceAll("\n", "\\n")}"`;
}

/** The only environment that Git on the forge's side sees: no configuration, hooks or credentials of the machine. */
export function gitEnvironment(): Record<string, string> {
  return {
    PATH: process.env["PATH"] ?? "/usr/bin:/bin",
    HOME: "/nonexistent",
    LC_ALL: "C",
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_GLOBAL: "/dev/null",
  };
}

async function once<T>(known: Map<string, Promise<T>>, key: string, ask: () => Promise<T>): Promise<T> {
  const answer = known.get(key) ?? ask();
  known.set(key, answer);
  return answer;
}

const CONFIG = `[core]
	repositoryformatversion = 0
	bare = true
	filemode = true
[http]
	receivepack = true
[uploadpack]
	allowFilter = true
	allowAnySHA1InWant = true
[receive]
	autogc = false
	unpackLimit = 100
[gc]
	auto = 0
`;

export class BareRepository {
  readonly folder: string;

  // What Git said of commits by their ids stays true; each is asked once.
  private readonly commits = new Set<string>();
  private readonly ranges = new Map<string, Promise<readonly string[]>>();
  private readonly merges = new Map<string, Promise<string | null>>();

  constructor(folder: string) {
    this.folder = folder;
  }

  /** What `git init --bare` makes, without its process: a test starts hundreds of these. */
  static async create(folder: string, defaultBranch: string): Promise<BareRepository> {
    for (const sub of ["objects/info", "objects/pack", "refs/heads", "refs/tags", "hooks"]) {
      await mkdir(path.join(folder, sub), { recursive: true });
    }
    await writeFile(path.join(folder, "config"), CONFIG);
    await writeFile(path.join(folder, "HEAD"), `ref: refs/heads/${defaultBranch}\n`);
    return new BareRepository(folder);
  }

  /** Runs Git on this repository; never throws for an exit code. */
  async run(
    args: readonly string[],
    options: { readonly input?: string | Uint8Array; readonly env?: Record<string, string> } = {},
  ): Promise<RunResult> {
    const child = spawn("git", ["--git-dir", this.folder, ...args], {
      env: { ...gitEnvironment(), ...options.env },
      cwd: this.folder,
      stdio: ["pipe", "pipe", "pipe"],
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
    // A child that ends before it has read its input makes a broken pipe here; its exit code tells the story.
    child.stdin.on("error", () => undefined);
    child.stdin.end(options.input ?? "");
    const code = await new Promise<number>((resolve, reject) => {
      child.on("error", reject);
      child.on("close", (exitCode) => resolve(exitCode ?? -1));
    });
    return { code, stdout: Buffer.concat(out), stderr: Buffer.concat(err).toString() };
  }

  /** Runs Git and gives its output without the last newline; throws when it fails. */
  async git(
    args: readonly string[],
    options: { readonly input?: string | Uint8Array; readonly env?: Record<string, string> } = {},
  ): Promise<string> {
    const result = await this.run(args, options);
    if (result.code !== 0) throw new Error(`git ${args.join(" ")} exited with ${result.code}: ${result.stderr}`);
    return result.stdout.toString().replace(/\n$/, "");
  }

  /** Every ref under `refs/heads/`, by short name. Read at once: hundreds of small files, at every request. */
  async branches(): Promise<Map<string, string>> {
    const found = new Map<string, string>();
    for (const line of textOf(path.join(this.folder, "packed-refs")).split("\n")) {
      const match = /^([0-9a-f]{40}) refs\/heads\/(.+)$/.exec(line);
      if (match?.[1] !== undefined && match[2] !== undefined) found.set(match[2], match[1]);
    }
    const heads = path.join(this.folder, "refs/heads");
    for (const file of filesBelow(heads)) {
      if (file.endsWith(".lock")) continue;
      const oid = textOf(file).trim();
      if (oid !== "") found.set(path.relative(heads, file), oid);
    }
    return found;
  }

  /** The commit that a branch, tag or id names; `null` when there is none. */
  async resolve(revision: string): Promise<string | null> {
    const branch = (await this.branches()).get(revision);
    if (branch !== undefined) return branch;
    if (this.commits.has(revision)) return revision;
    const result = await this.run(["rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`]);
    if (result.code !== 0) return null;
    const commit = result.stdout.toString().trim();
    this.commits.add(commit);
    return commit;
  }

  /** Points the ref that a pull request's head is fetched by; only the forge writes it, so that there is nobody to race. */
  async writePullRef(number: number, commit: string): Promise<void> {
    const folder = path.join(this.folder, `refs/pull/${number}`);
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, "head.new"), `${commit}\n`);
    await rename(path.join(folder, "head.new"), path.join(folder, "head"));
  }

  /** Compare-and-swap of one ref; `null` as `next` deletes, `null` as `expected` creates. False when it had moved. */
  async swapRef(ref: string, next: string | null, expected: string | null): Promise<boolean> {
    const old = expected ?? "0".repeat(40);
    const args = next === null ? ["update-ref", "-d", ref, old] : ["update-ref", ref, next, old];
    return (await this.run(args)).code === 0;
  }

  async commitTree(commit: NewCommit): Promise<string> {
    const date = `${Math.floor(commit.at / 1000)} +0000`;
    return this.git(["commit-tree", commit.tree, ...commit.parents.flatMap((parent) => ["-p", parent])], {
      input: commit.message,
      env: {
        GIT_AUTHOR_NAME: commit.author.name,
        GIT_AUTHOR_EMAIL: commit.author.email,
        GIT_AUTHOR_DATE: date,
        GIT_COMMITTER_NAME: commit.committer.name,
        GIT_COMMITTER_EMAIL: commit.committer.email,
        GIT_COMMITTER_DATE: date,
      },
    });
  }

  /** A commit on top of `parent` with some files changed, through one `git fast-import`; no branch is moved. */
  async importCommit(request: {
    readonly parent: string | null;
    readonly files: ReadonlyMap<string, FileContent>;
    readonly deletions: readonly string[];
    readonly message: string;
    readonly author: Person;
    /** The author, when not given. */
    readonly committer?: Person;
    /** Plain content of a file that is there keeps its mode; else it is 100644. */
    readonly keepModes?: boolean;
    readonly at: number;
  }): Promise<string> {
    const ref = `refs/forge/${crypto.randomUUID()}`;
    const date = `${Math.floor(request.at / 1000)} +0000`;
    const committer = request.committer ?? request.author;
    const parts: (string | Uint8Array)[] = [
      `commit ${ref}\nmark :1\nauthor ${request.author.name} <${request.author.email}> ${date}\n`,
      `committer ${committer.name} <${committer.email}> ${date}\n`,
    ];
    const message = Buffer.from(request.message);
    parts.push(`data ${message.length}\n`, message, "\n");
    if (request.parent !== null) parts.push(`from ${request.parent}\n`);
    const keep = request.keepModes === true && request.parent !== null;
    const modes = keep ? await this.modes(request.parent, [...request.files.keys()]) : new Map<string, string>();
    for (const file of request.deletions) parts.push(`D ${quoted(file)}\n`);
    for (const [file, given] of request.files) {
      const plain = typeof given === "string" || given instanceof Uint8Array;
      const mode = plain ? (modes.get(file) ?? "100644") : given.mode;
      const content = plain ? given : given.content;
      const name = quoted(file);
      if (mode === "160000") {
        parts.push(`M 160000 ${Buffer.from(content).toString()} ${name}\n`);
        continue;
      }
      const bytes = Buffer.from(content);
      parts.push(`M ${mode} inline ${name}\ndata ${bytes.length}\n`, bytes, "\n");
    }
    parts.push("get-mark :1\n");
    const input = Buffer.concat(parts.map((part) => Buffer.from(part)));
    const commit = await this.git(["fast-import", "--quiet", "--force"], { input });
    await rm(path.join(this.folder, ref));
    return commit;
  }

  /** The modes of those paths that are files in a commit. */
  private async modes(commit: string, paths: readonly string[]): Promise<Map<string, string>> {
    const listed = await this.git(["--literal-pathspecs", "ls-tree", "-r", "-z", commit, "--", ...paths]);
    const entries = listed.split("\0").flatMap((line) => {
      const match = /^(\d+) blob [0-9a-f]+\t([\s\S]+)$/.exec(line);
      return match?.[1] === undefined || match[2] === undefined ? [] : [[match[2], match[1]] as const];
    });
    return new Map(entries.filter(([, mode]) => mode !== "120000"));
  }

  /** The tree that merging `theirs` into `ours` gives, or `null` when they conflict. Real `git merge-tree`. */
  mergeTree(ours: string, theirs: string): Promise<string | null> {
    return once(this.merges, `${ours} ${theirs}`, () => this.makeMergeTree(ours, theirs));
  }

  private async makeMergeTree(ours: string, theirs: string): Promise<string | null> {
    const result = await this.run(["merge-tree", "--write-tree", "--allow-unrelated-histories", ours, theirs]);
    if (result.code === 0) return result.stdout.toString().trim();
    if (result.code === 1) return null;
    throw new Error(`git merge-tree failed: ${result.stderr}`);
  }

  async isAncestor(ancestor: string, descendant: string): Promise<boolean> {
    return (await this.commitsBetween(descendant, ancestor)).length === 0;
  }

  /** Commits reachable from `head` and not from `base`, oldest first. */
  commitsBetween(base: string, head: string): Promise<readonly string[]> {
    return once(this.ranges, `${base}..${head}`, async () => {
      const text = await this.git(["rev-list", "--reverse", "--topo-order", `${base}..${head}`, "--"]);
      return text === "" ? [] : text.split("\n");
    });
  }

  /** The bytes of a file in a commit; `null` when it is not there. */
  async file(commit: string, file: string): Promise<Buffer | null> {
    const result = await this.run(["cat-file", "blob", `${commit}:${file}`]);
    return result.code === 0 ? result.stdout : null;
  }
}
