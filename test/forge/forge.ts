// The local forge: a GitHub on loopback over real bare repositories, for tests and the demo. What somebody else does on it is a method here.
import { generateKeyPairSync } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { settle } from "./auto-merge.ts";
import { BareRepository, type FileContent, type Person } from "./bare-repository.ts";
import { loadContract, type Contract } from "./contract/index.ts";
import { Faults, type Fault } from "./faults.ts";
import { UPDATE_HOOK } from "./git-http.ts";
import { mergePullRequest } from "./merging.ts";
import { ACTIONS_APP, issueToken, type Principal } from "./principals.ts";
import type { BranchProtection } from "./protection.ts";
import { openPullRequest } from "./pull-requests.ts";
import {
  Recording,
  type Counted,
  type Mark,
  type RecordedGitExchange,
  type RecordedRequest,
  type Violation,
} from "./recording.ts";
import { addCheckRun, addStatus } from "./routes/checks.ts";
import { addReview, type ReviewEvent } from "./routes/reviews.ts";
import type { ServerContext } from "./exchange.ts";
import { serve } from "./server.ts";
import {
  exclusively,
  repositoryNamed,
  userNamed,
  type App,
  type Lateness,
  type MergeMethod,
  type Permission,
  type PullRequest,
  type Repository,
  type TriggeredRun,
  type World,
} from "./state.ts";

export interface ForgeOptions {
  /** The forge's clock, milliseconds since the epoch; default: the machine's. */
  readonly now?: () => number;
  /** Added to every round trip. */
  readonly delayMs?: number;
  /** False: a host without GraphQL. */
  readonly graphql?: boolean;
  /** False: requests are not held against the description, which names only the routes that Waybill uses; for the forge's own tests. */
  readonly described?: boolean;
}

export interface RepositoryOptions {
  /** The first commit's files; none: the repository is empty. */
  readonly files?: Readonly<Record<string, FileContent>>;
  readonly message?: string;
  readonly defaultBranch?: string;
  readonly private?: boolean;
  readonly autoMergeAllowed?: boolean;
  readonly mergeMethods?: readonly MergeMethod[];
  readonly squashText?: "pull-request" | "commits";
  readonly deleteBranchOnMerge?: boolean;
  /** "Allow GitHub Actions to create and approve pull requests". */
  readonly actionsMayCreatePullRequests?: boolean;
}

export interface CommitOptions {
  readonly branch?: string;
  readonly files?: Readonly<Record<string, FileContent>>;
  readonly deletions?: readonly string[];
  readonly message?: string;
  readonly author?: Person;
  /** Login of whoever is said to have pushed it. */
  readonly by?: string;
}

export type Permissions = Readonly<Record<string, "read" | "write">>;

const UNDESCRIBED: Contract = { rest: () => [], graphql: () => [] };

const SOMEBODY: Person = { name: "Somebody Else", email: "somebody@example.com" };

/** Starts a forge on a free port of loopback. `await using` ends it and removes its folder. */
export async function startForge(options: ForgeOptions = {}): Promise<Forge> {
  const folder = await mkdtemp(path.join(tmpdir(), "forge-"));
  return Forge.start(folder, options);
}

export class Forge {
  /** Milliseconds since the epoch; set it to move the forge's clock. */
  now: () => number;
  readonly folder: string;
  private readonly world: World;
  private readonly recording = new Recording();
  private readonly faults = new Faults();
  private readonly context: ServerContext;
  private readonly server = createServer((request, response) => void serve(this.context, request, response));

  private constructor(folder: string, options: ForgeOptions) {
    this.folder = folder;
    this.now = options.now ?? Date.now;
    let id = 1000;
    this.world = {
      origin: "",
      repositories: new Map(),
      users: new Map(),
      apps: new Map(),
      tokens: new Map(),
      triggeredRuns: [],
      now: () => this.now(),
      nextId: () => (id += 1),
    };
    let contract: Promise<Contract> | null = null;
    this.context = {
      world: this.world,
      recording: this.recording,
      faults: this.faults,
      delayMs: options.delayMs ?? 0,
      graphql: options.graphql ?? true,
      contract: () => (contract ??= options.described === false ? Promise.resolve(UNDESCRIBED) : loadContract()),
      used: new Map(),
    };
  }

  static async start(folder: string, options: ForgeOptions): Promise<Forge> {
    const forge = new Forge(folder, options);
    await new Promise<void>((resolve) => forge.server.listen(0, "127.0.0.1", resolve));
    const address = forge.server.address();
    if (address === null || typeof address === "string") throw new Error("the forge does not listen on a port");
    forge.world.origin = `http://127.0.0.1:${address.port}`;
    return forge;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
    await rm(this.folder, { recursive: true, force: true, maxRetries: 3 });
  }

  get serverUrl(): string {
    return this.world.origin;
  }

  get apiUrl(): string {
    return `${this.world.origin}/api/v3`;
  }

  get graphqlUrl(): string {
    return `${this.world.origin}/api/graphql`;
  }

  cloneUrl(fullName: string): string {
    return `${this.world.origin}/${fullName}.git`;
  }

  /** Milliseconds added to every round trip. */
  get delayMs(): number {
    return this.context.delayMs;
  }

  set delayMs(value: number) {
    this.context.delayMs = value;
  }

  // What was asked of it.

  get requests(): readonly RecordedRequest[] {
    return this.recording.requests;
  }

  get gitExchanges(): readonly RecordedGitExchange[] {
    return this.recording.gitExchanges;
  }

  /** Requests that GitHub's description does not know, routes that the forge lacks, and its own failures. */
  get violations(): readonly Violation[] {
    return this.recording.violations;
  }

  get triggeredRuns(): readonly TriggeredRun[] {
    return this.world.triggeredRuns;
  }

  mark(): Mark {
    return this.recording.mark();
  }

  since(mark: Mark): Counted {
    return this.recording.since(mark);
  }

  // What goes wrong.

  fault(fault: Fault): void {
    this.faults.add(fault);
  }

  /** Faults that no request has met. */
  get pendingFaults(): readonly Fault[] {
    return this.faults.pending;
  }

  clearFaults(): void {
    this.faults.clear();
  }

  /** The next requests are over a rate limit: the secondary one with `retryAfterSeconds`, the primary one with `resetInSeconds`. */
  rateLimit(limit: {
    readonly status?: 403 | 429;
    readonly times?: number;
    readonly method?: string;
    readonly path?: string;
    readonly retryAfterSeconds?: number;
    readonly resetInSeconds?: number;
  }): void {
    const primary = limit.resetInSeconds !== undefined;
    const reset = Math.floor(this.now() / 1000) + (limit.resetInSeconds ?? 0);
    const message = primary
      ? "API rate limit exceeded for installation ID 1."
      : "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.";
    const headers = primary
      ? { "x-ratelimit-remaining": "0", "x-ratelimit-reset": String(reset) }
      : { "retry-after": String(limit.retryAfterSeconds ?? 60) };
    this.fault({
      ...(limit.method === undefined ? {} : { method: limit.method }),
      path: limit.path ?? "**",
      when: "instead",
      times: limit.times ?? 1,
      status: limit.status ?? 403,
      headers,
      body: { message, documentation_url: "https://docs.github.com/rest" },
    });
  }

  // Repositories.

  /** Makes `owner/name`, private unless told otherwise. */
  async createRepository(fullName: string, options: RepositoryOptions = {}): Promise<Repository> {
    const [owner, name] = fullName.split("/");
    if (owner === undefined || name === undefined) throw new Error(`"${fullName}" is not owner/name`);
    const defaultBranch = options.defaultBranch ?? "main";
    const git = await BareRepository.create(path.join(this.folder, owner, `${name}.git`), defaultBranch);
    const repository: Repository = {
      id: this.world.nextId(),
      owner,
      name,
      fullName,
      git,
      private: options.private ?? true,
      defaultBranch,
      autoMergeAllowed: options.autoMergeAllowed ?? false,
      mergeMethods: options.mergeMethods ?? ["merge", "squash", "rebase"],
      squashText: options.squashText ?? "pull-request",
      deleteBranchOnMerge: options.deleteBranchOnMerge ?? false,
      actionsMayCreatePullRequests: options.actionsMayCreatePullRequests ?? false,
      collaborators: new Map(),
      protections: new Map(),
      pullRequests: [],
      comments: [],
      statuses: [],
      checkRuns: [],
      labels: new Set(),
      verified: new Set(),
      lateness: { listsMiss: 0, labelsFail: 0, mergeStateUnknown: 0 },
      seen: new Map(),
      turn: Promise.resolve(),
      mergeTrees: new Map(),
    };
    this.world.repositories.set(fullName.toLowerCase(), repository);
    userNamed(this.world, owner);
    if (options.files !== undefined) {
      await this.commit(fullName, { branch: defaultBranch, files: options.files, message: options.message ?? "Begin" });
    }
    return repository;
  }

  /** The forge's own state of a repository, to look at and to change settings in. */
  repository(fullName: string): Repository {
    const [owner = "", name = ""] = fullName.split("/");
    const repository = repositoryNamed(this.world, owner, name);
    if (repository === undefined) throw new Error(`the forge has no repository "${fullName}"`);
    return repository;
  }

  /** Somebody else's commit, straight onto a branch (a new one grows from the default branch), past every protection. Gives its id. */
  async commit(fullName: string, options: CommitOptions): Promise<string> {
    const repository = this.repository(fullName);
    const { git } = repository;
    const branch = options.branch ?? repository.defaultBranch;
    for (;;) {
      const branches = await git.branches();
      const tip = branches.get(branch) ?? null;
      const commit = await git.importCommit({
        parent: tip ?? branches.get(repository.defaultBranch) ?? null,
        files: new Map(Object.entries(options.files ?? {})),
        deletions: options.deletions ?? [],
        message: options.message ?? "Change something",
        author: options.author ?? SOMEBODY,
        at: this.now(),
      });
      // Somebody else's push may have come between, as for anybody.
      if (!(await git.swapRef(`refs/heads/${branch}`, commit, tip))) continue;
      await exclusively(repository, () => settle(this.world, repository, this.user(options.by ?? "somebody")));
      return commit;
    }
  }

  /** Points a branch at a commit, or deletes it with `null`, past every protection. */
  async setBranch(fullName: string, branch: string, commit: string | null): Promise<void> {
    const repository = this.repository(fullName);
    const ref = `refs/heads/${branch}`;
    await repository.git.git(commit === null ? ["update-ref", "-d", ref] : ["update-ref", ref, commit]);
    await exclusively(repository, () => settle(this.world, repository, this.user("somebody")));
  }

  /** The commit that a branch points at; `null` when there is no such branch. */
  async branch(fullName: string, branch: string): Promise<string | null> {
    return (await this.repository(fullName).git.branches()).get(branch) ?? null;
  }

  async branches(fullName: string): Promise<ReadonlyMap<string, string>> {
    return this.repository(fullName).git.branches();
  }

  /** The text of a file in a branch or commit; `null` when it is not there. */
  async file(fullName: string, revision: string, file: string): Promise<string | null> {
    const { git } = this.repository(fullName);
    const commit = await git.resolve(revision);
    return commit === null ? null : ((await git.file(commit, file))?.toString() ?? null);
  }

  /** The first-parent history of a branch or commit, newest first. */
  async log(
    fullName: string,
    revision: string,
  ): Promise<readonly { readonly commit: string; readonly message: string }[]> {
    const { git } = this.repository(fullName);
    const commit = await git.resolve(revision);
    if (commit === null) return [];
    const text = await git.git(["log", "--first-parent", "--format=%H%n%B%x00", commit]);
    return text
      .split("\0")
      .map((entry) => entry.trim())
      .filter((entry) => entry !== "")
      .map((entry) => ({ commit: entry.slice(0, 40), message: entry.slice(41).trim() }));
  }

  // People, tokens, Apps.

  /** Makes a user, or changes what the user may do. */
  addUser(login: string, permissions: Readonly<Record<string, Permission>> = {}): void {
    userNamed(this.world, login);
    for (const [fullName, permission] of Object.entries(permissions)) {
      this.repository(fullName).collaborators.set(login.toLowerCase(), permission);
    }
  }

  /** A personal access token. */
  userToken(login: string): string {
    return issueToken(this.world, this.user(login));
  }

  /** The GITHUB_TOKEN of a job in one repository, with the workflow's `permissions`. */
  githubToken(fullName: string, permissions: Permissions): string {
    const repository = this.repository(fullName).fullName;
    return issueToken(this.world, {
      kind: "github-token",
      login: "github-actions[bot]",
      app: ACTIONS_APP.id,
      permissions,
      repository,
    });
  }

  /** Makes an App with a new key. Its private key is given as PEM. */
  createApp(slug: string): { readonly id: number; readonly slug: string; readonly privateKey: string } {
    const { publicKey, privateKey } = generateKeyPairSync("rsa", {
      modulusLength: 2048,
      publicKeyEncoding: { type: "spki", format: "pem" },
      privateKeyEncoding: { type: "pkcs1", format: "pem" },
    });
    const app: App = { id: this.world.nextId(), slug, name: slug, publicKey, installations: [] };
    this.world.apps.set(app.id, app);
    return { id: app.id, slug, privateKey };
  }

  /** Installs an App on repositories of one owner. Gives the installation's id. */
  installApp(app: number, repositories: readonly string[], permissions: Permissions): number {
    const found = this.world.apps.get(app);
    const account = repositories[0]?.split("/")[0];
    if (found === undefined || account === undefined) throw new Error("an installation needs an App and a repository");
    const names = repositories.map((fullName) => this.repository(fullName).fullName);
    const installation = { id: this.world.nextId(), account, permissions, repositories: names };
    found.installations.push(installation);
    return installation.id;
  }

  /** An installation token without the way through the JWT. The App is made without a key when the slug is new. */
  installationToken(slug: string, repositories: readonly string[], permissions: Permissions): string {
    let app = [...this.world.apps.values()].find((candidate) => candidate.slug === slug);
    if (app === undefined) {
      app = { id: this.world.nextId(), slug, name: slug, publicKey: "", installations: [] };
      this.world.apps.set(app.id, app);
    }
    return issueToken(this.world, {
      kind: "installation",
      login: `${slug}[bot]`,
      app: app.id,
      permissions,
      repositories: repositories.map((fullName) => this.repository(fullName).fullName),
    });
  }

  private user(login: string): Principal {
    userNamed(this.world, login);
    return { kind: "user", login };
  }

  // Rules.

  /** Protects a branch; what is not given is not required. A second call adds a second set of rules. */
  async protect(fullName: string, branch: string, rules: Partial<BranchProtection> = {}): Promise<void> {
    const repository = this.repository(fullName);
    const protection: BranchProtection = {
      source: "classic",
      requiredChecks: [],
      strict: false,
      requiredApprovals: null,
      dismissStaleReviews: false,
      requiredSignatures: false,
      mergeQueue: false,
      ...rules,
    };
    repository.protections.set(branch, [...(repository.protections.get(branch) ?? []), protection]);
    await writeFile(path.join(repository.git.folder, "hooks/update"), UPDATE_HOOK, { mode: 0o755 });
  }

  unprotect(fullName: string, branch: string): void {
    this.repository(fullName).protections.delete(branch);
  }

  /** What the forge does late from now on, for pull requests that are opened from now on. */
  late(fullName: string, lateness: Partial<Lateness>): void {
    Object.assign(this.repository(fullName).lateness, lateness);
  }

  // What people and other tools do.

  pullRequests(fullName: string): readonly PullRequest[] {
    return this.repository(fullName).pullRequests;
  }

  pullRequest(fullName: string, number: number): PullRequest {
    const pull = this.repository(fullName).pullRequests.find((candidate) => candidate.number === number);
    if (pull === undefined) throw new Error(`${fullName} has no pull request ${number}`);
    return pull;
  }

  /** A user opens a pull request. */
  async openPullRequest(
    fullName: string,
    request: {
      readonly head: string;
      readonly base?: string;
      readonly title: string;
      readonly body?: string;
      readonly draft?: boolean;
      readonly by: string;
    },
  ): Promise<PullRequest> {
    return this.act(fullName, request.by, (repository, by) => {
      const { head, base = repository.defaultBranch, title, body = "", draft = false } = request;
      return openPullRequest(this.world, repository, { head, base, title, body, draft }, by);
    });
  }

  /** A user reviews the head, or the commit given. */
  async review(
    fullName: string,
    number: number,
    review: { readonly by: string; readonly event: ReviewEvent; readonly body?: string; readonly commit?: string },
  ): Promise<void> {
    await this.act(fullName, review.by, async (repository, by) => {
      const { event, body = "", commit = null } = review;
      addReview(this.world, repository, this.pullRequest(fullName, number), { event, body, commit }, by);
    });
  }

  /** A user merges, as the button does. Gives the merge commit. */
  async merge(
    fullName: string,
    number: number,
    merge: { readonly by: string; readonly method?: MergeMethod },
  ): Promise<string> {
    return this.act(fullName, merge.by, (repository, by) => {
      const order = { method: merge.method ?? "merge", headline: null, body: null, sha: null };
      return mergePullRequest(this.world, repository, this.pullRequest(fullName, number), order, by);
    });
  }

  /** A tool with a user's token writes a status. */
  async setStatus(
    fullName: string,
    commit: string,
    status: {
      readonly context: string;
      readonly state: "error" | "failure" | "pending" | "success";
      readonly description?: string;
      readonly by?: string;
    },
  ): Promise<void> {
    await this.act(fullName, status.by ?? "somebody", async (repository, by) => {
      const { context, state, description = null } = status;
      await addStatus(this.world, repository, commit, { context, state, description, targetUrl: null }, by);
    });
  }

  /** An App (GitHub Actions, when not given) reports a check. */
  async addCheckRun(
    fullName: string,
    commit: string,
    run: {
      readonly name: string;
      readonly conclusion: string | null;
      readonly app?: { readonly id: number; readonly slug: string };
    },
  ): Promise<void> {
    await this.act(fullName, "somebody", async (repository) => {
      const { name, conclusion, app = ACTIONS_APP } = run;
      const status = conclusion === null ? "in_progress" : "completed";
      addCheckRun(this.world, repository, {
        name,
        commit,
        status,
        conclusion,
        app,
        detailsUrl: null,
        title: null,
        summary: null,
      });
    });
  }

  /** A user comments on a pull request. Gives the comment's id. */
  async comment(
    fullName: string,
    number: number,
    comment: { readonly by: string; readonly body: string },
  ): Promise<number> {
    return this.act(fullName, comment.by, async (repository) => {
      const now = this.now();
      const id = this.world.nextId();
      repository.comments.push({ id, number, user: comment.by, body: comment.body, createdAt: now, updatedAt: now });
      return id;
    });
  }

  private async act<T>(
    fullName: string,
    login: string,
    action: (repository: Repository, by: Principal) => Promise<T>,
  ): Promise<T> {
    const repository = this.repository(fullName);
    const by = this.user(login);
    return exclusively(repository, async () => {
      await settle(this.world, repository, by);
      const result = await action(repository, by);
      await settle(this.world, repository, by);
      return result;
    });
  }
}
