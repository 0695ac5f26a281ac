// What a pull request is: a promotion that changes exactly what it declares, a manual change, or nothing to do with an environment.
import { appFinder } from "../config/apps.ts";
import type { Environment } from "../config/configuration.ts";
import { CONFIGURATION_FILE } from "../config/find.ts";
import type { CommitInfo } from "../git/repository.ts";
import type { Connection, Effects } from "../github/connections.ts";
import type { PullRequest } from "../github/forge.ts";
import { isManifestPath } from "../manifests/screen.ts";
import { readEnvironment, type EnvironmentReading } from "../git/environment-pins.ts";
import type { RunFacts } from "./facts.ts";
import { newProblems, versionChanges, type VersionChange } from "./version-changes.ts";
import { newRemoteResources } from "./remote-resources.ts";
import { verifyPromotion, type VerifiedPromotion } from "./verify-promotion.ts";

/** One app of one environment that a pull request changes. */
export interface TouchedApp {
  readonly environment: Environment;
  /** `null`: files outside of every app's own folder that the environment is built from. */
  readonly app: string | null;
  readonly changes: readonly VersionChange[];
  /** What cannot be read any more after the change, and what it takes from outside of the repository. */
  readonly problems: readonly string[];
}

interface Examined {
  readonly commits: readonly CommitInfo[];
  /** Files that decide how changes are judged and that the pull request edits itself. */
  readonly policyFiles: readonly string[];
}

export type Classification = Examined &
  (
    | { readonly kind: "unrelated"; readonly reason: string }
    | {
        readonly kind: "promotion";
        readonly touched: TouchedApp & { readonly app: string };
        readonly promotion: VerifiedPromotion;
      }
    /** `reason`: why it is not a promotion. */
    | { readonly kind: "manual"; readonly touched: readonly TouchedApp[]; readonly reason: string }
  );

export interface ClassifyRequest {
  readonly pullRequest: PullRequest;
  readonly connection: Connection;
  /** The environments that live on the pull request's base branch. */
  readonly environments: readonly Environment[];
}

/** Throws what Git throws when the commits cannot be had: a change that cannot be read is not judged. */
export async function classify(request: ClassifyRequest, facts: RunFacts, effects: Effects): Promise<Classification> {
  const { pullRequest, connection, environments } = request;
  const { git } = connection;
  const head = pullRequest.head.commit;
  const tip = await facts.tip(connection, pullRequest.base.branch);
  const proposed = await git.snapshotAt(head);
  const base = tip.commit ?? pullRequest.base.commit;
  const left = await git.mergeBase(base, head);
  const changed = await git.changedPaths(left, head);
  const commits = await git.commitsBetween(base, head);
  const policyFiles = changed.filter(decidesPolicy);
  const examined: Examined = { commits, policyFiles };

  const before = left === null ? null : await git.snapshotAt(left);
  const touched: TouchedApp[] = [];
  for (const environment of environments) {
    const placeOf = appFinder(environment);
    const apps = new Set(changed.flatMap((path) => placeOf(path)?.app ?? []));
    const others = changed.filter((path) => placeOf(path) === null && isManifestPath(path) && !decidesPolicy(path));
    // A base that several environments share belongs to none of their folders and still decides what they run.
    const options = { rules: facts.configuration, ...(others.length > 0 ? {} : { apps: [...apps] }) };
    if (apps.size === 0 && others.length === 0) continue;
    const was = before === null ? null : await readEnvironment(before, environment, options);
    const becomes = await readEnvironment(proposed, environment, options);
    const present =
      was === null || before?.commit === tip.commit ? was : await readEnvironment(tip, environment, options);
    const reached = others.filter((path) => becomes.read.files.has(path) || was?.read.files.has(path) === true);
    if (reached.length > 0) {
      for (const app of becomes.apps.keys()) if (changesOf(app, was, becomes, present).length > 0) apps.add(app);
      touched.push({ environment, app: null, changes: [], problems: [] });
    }
    for (const app of [...apps].toSorted()) {
      const problems = [
        ...newProblems(scanOf(was, app), scanOf(becomes, app)),
        ...newRemoteResources(filesOf(was, environment, app), filesOf(becomes, environment, app)),
      ];
      touched.push({ environment, app, changes: changesOf(app, was, becomes, present), problems });
    }
  }
  if (touched.length === 0 && policyFiles.length === 0) {
    return { ...examined, kind: "unrelated", reason: "it touches no environment" };
  }

  const [only, ...others] = touched;
  if (only === undefined || only.app === null || others.length > 0 || policyFiles.length > 0 || left === null) {
    return { ...examined, kind: "manual", touched, reason: whyMany(touched, policyFiles, left) };
  }
  const verified = await verifyPromotion(
    { pullRequest, connection, environment: only.environment, app: only.app, base, left, commits, changed },
    facts,
    effects,
  );
  if ("reason" in verified) return { ...examined, kind: "manual", touched, reason: verified.reason };
  return { ...examined, kind: "promotion", touched: { ...only, app: only.app }, promotion: verified };
}

/** What decides how a change is judged: the configuration, who owns which path, the workflows and their actions; Forgejo's and Gitea's too. */
export function decidesPolicy(path: string): boolean {
  return path === CONFIGURATION_FILE || /^(?:docs\/)?CODEOWNERS$|^\.(?:github|forgejo|gitea)\//.test(path);
}

function changesOf(
  app: string,
  was: EnvironmentReading | null,
  becomes: EnvironmentReading,
  present: EnvironmentReading | null,
): readonly VersionChange[] {
  const pinsIn = (reading: EnvironmentReading | null) => scanOf(reading, app).pins;
  return versionChanges(pinsIn(was), pinsIn(becomes), pinsIn(present));
}

function filesOf(
  reading: EnvironmentReading | null,
  environment: Environment,
  app: string,
): ReadonlyMap<string, Uint8Array> {
  const placeOf = appFinder(environment);
  // A file of no app is a base that any of them may use.
  return new Map([...(reading?.read.files ?? [])].filter(([path]) => (placeOf(path)?.app ?? app) === app));
}

function scanOf(reading: EnvironmentReading | null, app: string) {
  return reading?.apps.get(app) ?? { pins: [], overridden: [], problems: [], wanted: [] };
}

function whyMany(touched: readonly TouchedApp[], policyFiles: readonly string[], left: string | null): string {
  if (left === null) return "it has no history in common with its base";
  if (policyFiles.length > 0) return `it edits ${policyFiles.join(", ")}`;
  if (touched.some(({ app }) => app === null)) return "it changes files that several apps are built from";
  return `it changes ${touched.length} apps at once`;
}
