// What must hold between environments, and the digest: the last step before a configuration is one.
import { canonicalJson, parseJson } from "../text/canonical-json.ts";
import { sha256 } from "../text/digest.ts";
import { didYouMean } from "../text/nearest.ts";
import type { Configuration, Environment } from "./configuration.ts";
import { failure } from "./shapes.ts";

/** A configuration before the checks; `lineOf` gives an environment's line where it came from a file. */
export interface Draft extends Omit<Configuration, "digest"> {
  readonly lineOf: (environment: string) => number | null;
}

/** Checks what one environment cannot know of another and adds the digest. Throws a usage error. */
export function complete(draft: Draft): Configuration {
  const { environments, ignore, pins, records, source, lineOf } = draft;
  for (const environment of environments) {
    const problem =
      problemOfApp(environment) ??
      problemOfSource(environment, environments) ??
      problemOfPlace(environment, environments) ??
      problemOfRecords(environment, records.branch);
    if (problem !== null) throw failure(source === "waybill.yaml" ? lineOf(environment.name) : null, problem);
  }
  let digest: string | null = null;
  return {
    environments,
    ignore,
    pins,
    records,
    source,
    // Worked out when it is first asked for: validation comes before every run's first request and should cost next to nothing.
    get digest() {
      // Without the key as it was before there was one: a policy that did not change keeps its identity in the records.
      const rules = pins.length === 0 ? { ignore } : { ignore, pins };
      digest ??= sha256(canonicalJson(parseJson(JSON.stringify({ environments, ...rules, records }))));
      return digest;
    },
  };
}

function problemOfApp({ name, paths, app }: Environment): string | null {
  const withApp = paths.filter((path) => path.includes("{app}"));
  if (app !== null) {
    return withApp.length === 0
      ? null
      : `the environment "${name}" has both "app: ${app}" and {app} in its path; expected one of them`;
  }
  if (withApp.length === paths.length) return null;
  const fix =
    'put {app} where the app\'s name stands, as in "apps/{app}/overlays/prod", or name the one app with "app: <name>"';
  return `the path "${paths.find((path) => !path.includes("{app}"))}" of the environment "${name}" holds no {app}, so the app has no name; ${fix}`;
}

function problemOfSource(environment: Environment, environments: readonly Environment[]): string | null {
  const { name, from, gates } = environment;
  if (from === null) {
    const needs = gates.soakMs !== null ? "soak" : "statuses";
    return gates.soakMs !== null || gates.statuses.length > 0
      ? `the gate "${needs}" of the environment "${name}" needs the environment that promotions come from; add "from: <environment>" or remove the gate`
      : null;
  }
  const seen = new Set([name]);
  for (let each: string | null = from; each !== null;) {
    if (seen.has(each))
      return `the environment "${name}" would promote from itself: ${[...seen, each].join(" <- ")}; expected "from" without a circle`;
    seen.add(each);
    const source: Environment | undefined = environments.find((other) => other.name === each);
    if (source === undefined) {
      const names = environments.map((other) => other.name).filter((other) => other !== name);
      const hint = didYouMean(each, names);
      return `the environment "${each}", from which "${name}" promotes, is not among the environments${hint === "" ? `; expected one of ${names.join(", ") || "those you add"}` : hint}`;
    }
    each = source.from;
  }
  return null;
}

/** Two environments in one place would undo each other; names that differ only in case would share files on many disks. */
function problemOfPlace(environment: Environment, environments: readonly Environment[]): string | null {
  const places = (each: Environment): readonly string[] =>
    each.paths.map((path) => `${each.repository?.toLowerCase() ?? ""} ${each.branch ?? ""} ${path}`);
  const own = places(environment);
  if (new Set(own).size < own.length) return `the environment "${environment.name}" names a path twice`;
  for (const other of environments) {
    if (other.name === environment.name) return null;
    if (other.name.toLowerCase() === environment.name.toLowerCase()) {
      return `the environments "${other.name}" and "${environment.name}" differ only in case; rename one`;
    }
    const shared = environment.paths[own.findIndex((place) => places(other).includes(place))];
    if (shared !== undefined) {
      return `the environments "${other.name}" and "${environment.name}" are both at "${shared}"; give one another path, branch or repository`;
    }
  }
  return null;
}

function problemOfRecords({ name, branch }: Environment, records: string): string | null {
  return branch === records
    ? `the environment "${name}" is on the branch of the records, "${records}"; change one of them`
    : null;
}
