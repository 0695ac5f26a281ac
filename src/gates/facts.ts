// Gathers what the gates judge by: reviews, permissions, checks, records. Everything is read once a run, and a failed read is a fact too.
import type { Configuration, Environment } from "../config/configuration.ts";
import { messageOf } from "../errors.ts";
import type { Snapshot } from "../git/snapshot.ts";
import { branchOf, type Connection, type Effects } from "../github/connections.ts";
import type { CommitAuthors, CommitCheck, Forge, Permission, Review } from "../github/forge.ts";
import type { Standing } from "../records/record.ts";
import { openRecords, type RecordIndex } from "../records/store.ts";
import { usersThatMatter, type Person, type ReviewFacts } from "./approvals.ts";

/** Something that was asked for: its value, or why it could not be had. Never an absence made out of an error. */
export type Fact<T> =
  | { readonly kind: "known"; readonly value: T }
  | { readonly kind: "unknown"; readonly reason: string };

/** The facts of one run. What several pull requests ask for is read for the first of them only. */
export interface RunFacts {
  readonly configuration: Configuration;
  /** The tip of a branch as this run sees it. */
  tip(connection: Connection, branch: string): Promise<Snapshot>;
  standing(environment: Environment, app: string): Promise<Fact<Standing>>;
  checks(connection: Connection, commit: string): Promise<Fact<readonly CommitCheck[]>>;
  /** The reviews of one pull request with the permissions that matter to the count. */
  reviews(request: ReviewRequest): Promise<Fact<ReviewFacts>>;
  /** Milliseconds since the epoch: the forge's clock, this machine's before the forge has answered. */
  now(connection: Connection): number;
}

export interface ReviewRequest {
  readonly connection: Connection;
  readonly number: number;
  readonly head: string;
  readonly author: string;
  readonly independent: boolean;
  readonly makers: readonly Person[];
  /** Commits whose authors the forge is asked for when an approval depends on it. */
  readonly commits: readonly string[];
}

export function gatherFacts(configuration: Configuration, effects: Effects): RunFacts {
  const tips = new Map<string, Promise<Snapshot>>();
  const indexes = new Map<string, Promise<RecordIndex>>();
  const checks = new Map<string, Promise<Fact<readonly CommitCheck[]>>>();
  const permissions = new Map<string, Promise<Fact<Permission>>>();
  const reviews = new Map<string, Promise<Fact<readonly Review[]>>>();
  const authors = new Map<string, Promise<Fact<readonly CommitAuthors[]>>>();

  const known = async <T>(what: string, read: () => Promise<T>): Promise<Fact<T>> => {
    try {
      return { kind: "known", value: await read() };
    } catch (error) {
      const reason = `${what} could not be read: ${messageOf(error)}`;
      effects.log.warning(reason);
      return { kind: "unknown", reason };
    }
  };

  const permission = (connection: Connection, forge: Forge, user: string): Promise<Fact<Permission>> =>
    once(permissions, JSON.stringify([connection.name, user.toLowerCase()]), () =>
      known(`the permission of ${user} in ${connection.name}`, () => forge.permission(user)),
    );

  return {
    configuration,
    tip: (connection, branch) =>
      once(tips, JSON.stringify([connection.name, branch]), () => connection.git.snapshot(branch)),

    standing: (environment, app) =>
      known(`the records of ${app} in ${environment.name}`, async () => {
        const connection = await effects.connections.of(environment);
        const { branch } = configuration.records;
        const index = await once(indexes, connection.name, () => openRecords(connection.git, branch));
        return index.standing(environment.name, app);
      }),

    checks: (connection, commit) =>
      once(checks, JSON.stringify([connection.name, commit]), () =>
        known(`the checks of ${commit.slice(0, 7)} in ${connection.name}`, () =>
          forgeOf(connection).checks(commit, { checkRuns: true }),
        ),
      ),

    async reviews({ connection, number, head, author, independent, makers, commits }) {
      const key = JSON.stringify([connection.name, number]);
      const read = await once(reviews, key, () =>
        known(`the reviews of #${number}`, () => forgeOf(connection).reviews(number)),
      );
      if (read.kind === "unknown") return read;
      let facts: Omit<ReviewFacts, "permissions"> = { head, reviews: read.value, independent, author, makers };
      if (independent && commits.length > 0 && usersThatMatter(facts).length > 0) {
        const made = await once(authors, key, () =>
          known(`who made the commits of #${number}`, () => forgeOf(connection).commitAuthors(number)),
        );
        if (made.kind === "unknown") return made;
        const listed = new Set(made.value.map(({ commit }) => commit));
        const missing = commits.find((commit) => !listed.has(commit));
        if (missing !== undefined) {
          return {
            kind: "unknown",
            reason: `the forge does not list ${missing.slice(0, 7)} among the commits of #${number}, so who made it is not known`,
          };
        }
        facts = { ...facts, makerLogins: made.value.flatMap(({ logins }) => logins) };
      }
      const found = new Map<string, Permission | null>();
      for (const user of usersThatMatter(facts)) {
        const answer = await permission(connection, forgeOf(connection), user);
        found.set(user, answer.kind === "known" ? answer.value : null);
      }
      return { kind: "known", value: { ...facts, permissions: found } };
    },

    now: (connection) => connection.forge?.serverTime() ?? effects.clock.now(),
  };
}

/** The connection and the tip of the branch that an environment lives on. */
export async function placeOfEnvironment(
  facts: RunFacts,
  effects: Effects,
  environment: Environment,
): Promise<{ readonly connection: Connection; readonly tip: Snapshot }> {
  const connection = await effects.connections.of(environment);
  return { connection, tip: await facts.tip(connection, branchOf(environment, connection)) };
}

function forgeOf(connection: Connection): Forge {
  if (connection.forge === null) throw new Error(`${connection.name} has no forge`);
  return connection.forge;
}

function once<T>(cache: Map<string, Promise<T>>, key: string, read: () => Promise<T>): Promise<T> {
  const present = cache.get(key);
  if (present !== undefined) return present;
  const reading = read();
  cache.set(key, reading);
  return reading;
}
