// Which apps an environment has, and which of them a path belongs to.
import { usageError } from "../errors.ts";
import { printable } from "../text/printable.ts";
import type { Environment } from "./configuration.ts";
import { appName } from "./formats.ts";
import { placesOf, type Place } from "./template.ts";

export interface AppScope {
  readonly app: string;
  /** Files or folders of this app, sorted; what lies below them is the app's. Never empty. */
  readonly roots: readonly string[];
}

/**
 * The apps that stand in the environment, by name, sorted. `paths` are the files of the environment's branch. Throws a usage error for a name that cannot be one
 * (control characters, spaces at the ends) and for two that differ only in case: their branches and records would be the same files on many disks.
 */
export function findApps(environment: Environment, paths: readonly string[]): ReadonlyMap<string, AppScope> {
  const placeOf = appFinder(environment);
  const roots = new Map<string, Set<string>>();
  for (const path of paths) {
    const place = placeOf(path);
    if (place === null) continue;
    const known = roots.get(place.app);
    if (known === undefined) roots.set(place.app, new Set([place.root]));
    else known.add(place.root);
  }
  const names = [...roots.keys()].sort();
  checkNames(environment, names);
  return new Map(names.map((app) => [app, { app, roots: [...(roots.get(app) ?? [])].sort() }]));
}

/** The app that a path of the environment belongs to; `null` when it belongs to none. For many paths use `appFinder`. */
export function appOfPath(environment: Environment, path: string): string | null {
  return appFinder(environment)(path)?.app ?? null;
}

/** `appOfPath` with the templates read once, and with the root that the path is at or below. The first template that takes the path wins. */
export function appFinder(environment: Environment): (path: string) => Place | null {
  const finders = environment.paths.map((template) => placesOf(template, environment.app));
  return (path) => {
    for (const find of finders) {
      const place = find(path);
      if (place !== null) return place;
    }
    return null;
  };
}

function checkNames(environment: Environment, names: readonly string[]): void {
  const seen = new Map<string, string>();
  for (const name of names) {
    const problem = appName(name);
    if (typeof problem === "string") {
      throw usageError(
        `the environment "${environment.name}" has an app named "${printable(name)}": ${problem}; rename its folder or file`,
      );
    }
    const twin = seen.get(name.toLowerCase());
    if (twin !== undefined) {
      throw usageError(
        `the environment "${environment.name}" has the apps "${twin}" and "${name}", which differ only in case; rename one`,
      );
    }
    seen.set(name.toLowerCase(), name);
  }
}
