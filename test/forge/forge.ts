// The local forge: a GitHub on loopback over real bare repositories, for tests and the demo. What others do on it are methods here.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { githubToken, installApp, installationToken, makeApp, type Permissions } from "./accounts.ts";
import { loadContract, type Contract } from "./contract/index.ts";
import type { ServerContext } from "./exchange.ts";
import { Faults, rateLimitFault, type Fault, type RateLimit } from "./faults.ts";
import { UPDATE_HOOK } from "./git-http.ts";
import * as people from "./people.ts";
import { issueToken } from "./principals.ts";
import { protectionWith, type BranchProtection } from "./protection.ts";
import {
  Recording,
  type Counted,
  type Mark,
  type RecordedGitExchange,
  type RecordedRequest,
  type Violation,
} from "./recording.ts";
import {
  commitAsSomebody,
  historyOf,
  makeRepository,
  person,
  pointBranch,
  type CommitOptions,
  type RepositoryOptions,
} from "./repositories.ts";
import { serve } from "./server.ts";
import {
  repositoryNamed,
  userNamed,
  type Lateness,
  type MergeMethod,
  type Permission,
  type PullRequest,
  type Repository,
  type TriggeredRun,
  type World,
} from "./state.ts";

export type { Permissions } from "./accounts.ts";
export type { Fault } from "./faults.ts";
export type { CommitOptions, RepositoryOptions } from "./repositories.ts";

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

const UNDESCRIBED: Contract = { rest: () => [], graphql: () => [] };

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
    const load = options.described === false ? () => Promise.resolve(UNDESCRIBED) : loadContract;
    this.context = {
      world: this.world,
      recording: this.recording,
      faults: this.faults,
      delayMs: options.delayMs ?? 0,
      graphql: options.graphql ?? true,
      contract: () => (contract ??= load()),
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

  // What goes wrong, or late.

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

  /** The next requests are over a rate limit. */
  rateLimit(limit: RateLimit): void {
    this.fault(rateLimitFault(limit, this.now()));
  }

  /** What the forge does late, for pull requests that are opened from now on. */
  late(fullName: string, lateness: Partial<Lateness>): void {
    Object.assign(this.repository(fullName).lateness, lateness);
  }

  // Repositories.

  createRepository(fullName: string, options: RepositoryOptions = {}): Promise<Repository> {
    return makeRepository(this.world, this.folder, fullName, options);
  }

  /** The forge's own state of a repository, to look at and to change settings in. */
  repository(fullName: string): Repository {
    const [owner = "", name = ""] = fullName.split("/");
    const repository = repositoryNamed(this.world, owner, name);
    if (repository === undefined) throw new Error(`the forge has no repository "${fullName}"`);
    return repository;
  }

  /** Somebody else's commit, straight onto a branch, past every protection. Gives its id. */
  commit(fullName: string, options: CommitOptions): Promise<string> {
    return commitAsSomebody(this.world, this.repository(fullName), options);
  }

  /** Points a branch at a commit, or deletes it with `null`, past every protection. */
  setBranch(fullName: string, branch: string, commit: string | null): Promise<void> {
    return pointBranch(this.world, this.repository(fullName), branch, commit);
  }

  /** The commit that a branch points at; `null` when there is no such branch. */
  async branch(fullName: string, branch: string): Promise<string | null> {
    return (await this.branches(fullName)).get(branch) ?? null;
  }

  branches(fullName: string): Promise<ReadonlyMap<string, string>> {
    return this.repository(fullName).git.branches();
  }

  /** The text of a file in a branch or commit; `null` when it is not there. */
  async file(fullName: string, revision: string, file: string): Promise<string | null> {
    const { git } = this.repository(fullName);
    const commit = await git.resolve(revision);
    return commit === null ? null : ((await git.file(commit, file))?.toString() ?? null);
  }

  /** The first-parent history of a branch or commit, newest first. */
  log(fullName: string, revision: string): ReturnType<typeof historyOf> {
    return historyOf(this.repository(fullName), revision);
  }

  /** Protects a branch; what is not given is not required. A second call adds a second set of rules. */
  async protect(fullName: string, branch: string, rules: Partial<BranchProtection> = {}): Promise<void> {
    const { git, protections } = this.repository(fullName);
    protections.set(branch, [...(protections.get(branch) ?? []), protectionWith(rules)]);
    await writeFile(path.join(git.folder, "hooks/update"), UPDATE_HOOK, { mode: 0o755 });
  }

  unprotect(fullName: string, branch: string): void {
    this.repository(fullName).protections.delete(branch);
  }

  // Accounts and tokens.

  /** Makes a user, or changes what the user may do. */
  addUser(login: string, permissions: Readonly<Record<string, Permission>> = {}): void {
    userNamed(this.world, login);
    for (const [fullName, permission] of Object.entries(permissions)) {
      this.repository(fullName).collaborators.set(login.toLowerCase(), permission);
    }
  }

  /** A personal access token. */
  userToken(login: string): string {
    return issueToken(this.world, person(this.world, login));
  }

  /** The GITHUB_TOKEN of a job in one repository, with the workflow's `permissions`. */
  githubToken(fullName: string, permissions: Permissions): string {
    return githubToken(this.world, this.repository(fullName), permissions);
  }

  /** Makes an App with a new key. Its private key is given as PEM. */
  createApp(slug: string): ReturnType<typeof makeApp> {
    return makeApp(this.world, slug);
  }

  /** Installs an App on repositories of one owner. Gives the installation's id. */
  installApp(app: number, repositories: readonly string[], permissions: Permissions): number {
    const found = repositories.map((fullName) => this.repository(fullName));
    return installApp(this.world, app, found, permissions);
  }

  /** An installation token without the way through the JWT; the App is made when nobody has heard of it. */
  installationToken(slug: string, repositories: readonly string[], permissions: Permissions): string {
    const found = repositories.map((fullName) => this.repository(fullName));
    return installationToken(this.world, slug, found, permissions);
  }

  // What people and other tools do.

  pullRequests(fullName: string): readonly PullRequest[] {
    return this.repository(fullName).pullRequests;
  }

  pullRequest(fullName: string, number: number): PullRequest {
    const pull = this.pullRequests(fullName).find((candidate) => candidate.number === number);
    if (pull === undefined) throw new Error(`${fullName} has no pull request ${number}`);
    return pull;
  }

  openPullRequest(fullName: string, options: people.OpenOptions): Promise<PullRequest> {
    return people.open(this.world, this.repository(fullName), options);
  }

  /** A pull request whose head branch is in somebody's fork. */
  openForkPullRequest(fullName: string, options: people.ForkOptions): Promise<PullRequest> {
    return people.openFromFork(this.world, this.repository(fullName), options);
  }

  review(fullName: string, number: number, options: people.ReviewOptions): Promise<void> {
    return people.review(this.world, this.repository(fullName), this.pullRequest(fullName, number), options);
  }

  /** A user merges, as the button does. Gives the merge commit. */
  merge(
    fullName: string,
    number: number,
    options: { readonly by: string; readonly method?: MergeMethod },
  ): Promise<string> {
    return people.merge(this.world, this.repository(fullName), this.pullRequest(fullName, number), options);
  }

  /** A tool with a user's token writes a status. */
  setStatus(fullName: string, commit: string, options: people.StatusOptions): Promise<void> {
    return people.setStatus(this.world, this.repository(fullName), commit, options);
  }

  /** An App reports a check. */
  addCheckRun(fullName: string, commit: string, options: people.CheckRunOptions): Promise<void> {
    return people.reportCheck(this.world, this.repository(fullName), commit, options);
  }

  /** A user comments on a pull request. Gives the comment's id. */
  comment(fullName: string, number: number, options: { readonly by: string; readonly body: string }): Promise<number> {
    return people.comment(this.world, this.repository(fullName), number, options);
  }
}
