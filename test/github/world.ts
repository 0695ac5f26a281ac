// What the forge client's tests start from: a forge with one repository, a pull request, a client, a clock that nobody waits for.
import type { Clock, Log } from "../../src/effects.ts";
import { connectForge, type ForgeOptions } from "../../src/github/connect.ts";
import type { Forge as Client, PullRequest } from "../../src/github/forge.ts";
import { type Forge, type Permissions, startForge } from "../forge/forge.ts";

export const NAME = "acme/environment";
export const BRANCH = "waybill/app/prod/podinfo";
const ALL: Permissions = { contents: "write", pull_requests: "write", statuses: "write", checks: "read" };

/** A clock that stands still but for the sleeps, which it keeps. */
export class TestClock implements Clock {
  readonly slept: number[] = [];
  #now = Date.UTC(2026, 0, 5, 12);

  now(): number {
    return this.#now;
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    this.slept.push(ms);
    this.#now += ms;
  }

  random(): number {
    return 0.5;
  }
}

/** A log that keeps every line, debug ones too. */
export class TestLog implements Log {
  readonly lines: string[] = [];

  info(line: string): void {
    this.lines.push(line);
  }

  warning(line: string): void {
    this.lines.push(`warning: ${line}`);
  }

  debug(line: string): void {
    this.lines.push(`debug: ${line}`);
  }
}

export class World implements AsyncDisposable {
  readonly forge: Forge;
  readonly clock = new TestClock();
  readonly log = new TestLog();

  constructor(forge: Forge) {
    this.forge = forge;
  }

  /** An App's token with everything that Waybill asks for, or with less. */
  token(permissions: Permissions = ALL): string {
    return this.forge.installationToken("waybill", [NAME], permissions);
  }

  async connect(options: Partial<ForgeOptions> = {}): Promise<Client> {
    const { apiUrl, graphqlUrl, serverUrl } = this.forge;
    return connectForge({
      repository: { owner: "acme", name: "environment" },
      token: options.token ?? this.token(),
      apiUrl,
      graphqlUrl,
      serverUrl,
      log: this.log,
      clock: this.clock,
      ...options,
    });
  }

  /** A pull request of ours, opened through the client. */
  async propose(client: Client): Promise<PullRequest> {
    await this.forge.commit(NAME, { branch: BRANCH, files: { "prod.yaml": "tag: 1.1.0\n" }, message: "Promote" });
    return (await client.ensurePullRequest(PROPOSAL)).pullRequest;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.forge[Symbol.asyncDispose]();
  }
}

export const PROPOSAL = { head: BRANCH, base: "main", title: "Promote podinfo", body: "1.0.0 to 1.1.0", draft: false };

export async function openWorld(options: { readonly graphql?: boolean } = {}): Promise<World> {
  const forge = await startForge(options);
  await forge.createRepository(NAME, { files: { "prod.yaml": "tag: 1.0.0\n" }, autoMergeAllowed: true });
  return new World(forge);
}
