// Finds every pin in a set of files, and what must be read to find the rest.
import { absentPins } from "./kustomize/absent-pins.ts";
import { withReferredCharts } from "./flux/chart-references.ts";
import { pinInEffect } from "./kustomize/entry-effect.ts";
import { readFacts, type FileFacts, type ManifestReader } from "./file-facts.ts";
import { isKustomizationPath } from "./kinds/kustomization.ts";
import { resolveOverlays, siteKey, type Overlay } from "./kustomize/overlay.ts";
import { placeOf, type ManifestProblem, type Pin, type PinScan } from "./pin.ts";
import { isManifestPath } from "./screen.ts";

/**
 * The pins of the files in `scope` (files or folders; `.` or the empty string is everything), sorted by file and place. The other files
 * serve to resolve the bases of kustomizations. Where one in scope sets an image by an entry, the workload's own image is overridden. `reader`:
 * one that remembers, where the same files are scanned more than once.
 */
export function scanPins(
  files: ReadonlyMap<string, Uint8Array | null>,
  options: { readonly scope: readonly string[]; readonly reader?: ManifestReader },
): PinScan {
  const reader = options.reader ?? readFacts;
  const readings = new Map<string, FileFacts | null>();
  const read = (path: string): FileFacts | null | undefined => {
    if (!readings.has(path)) {
      const bytes = files.get(path);
      if (bytes === undefined) return undefined;
      readings.set(path, bytes === null ? null : reader(path, bytes));
    }
    return readings.get(path);
  };
  const isInScope = scopeTest(options.scope);
  const named = new Set(options.scope);
  const inScope = [...files.keys()].filter((path) => isInScope(path) && (isManifestPath(path) || named.has(path)));
  const pins: Pin[] = [];
  for (const path of inScope) {
    pins.push(...(read(path)?.pins ?? []));
  }
  const kustomizations = inScope.filter(isKustomizationPath);
  const world = resolveOverlays(kustomizations, { read });
  const own = kustomizations.flatMap((path) => world.overlays.get(path) ?? []);
  const used = new Set(own.flatMap((overlay) => [...overlay.reaches]));
  const roots = own.filter((overlay) => !used.has(overlay.file));
  const overriding = overridingEntries(roots, isInScope);
  const entries = new Map(own.flatMap((overlay) => overlay.entries.map((entry) => [siteKey(entry.site.pin), entry])));
  const all = [
    ...pins
      .filter((pin) => !overriding.has(siteKey(pin)))
      .map((pin) => {
        const key = siteKey(pin);
        const entry = entries.get(key);
        return entry === undefined ? pin : pinInEffect(pin, entry, world.reached.get(key) ?? []);
      }),
    ...roots.flatMap((overlay) => absentPins(overlay, isInScope)),
  ];
  const facts = [...readings.values()].filter((file) => file !== null);
  const problems: ManifestProblem[] = facts.flatMap((file) => [...file.problems]);
  const references = facts.flatMap((file) => [...file.chartReferences]);
  return {
    pins: [...withReferredCharts(all, references)].sort(byPlace),
    overridden: pins
      .flatMap((pin) => {
        const by = overriding.get(siteKey(pin));
        return by === undefined ? [] : [overriddenPin(pin, by)];
      })
      .sort(byPlace),
    problems: [...problems, ...world.problems],
    wanted: [...world.wanted].sort(),
  };
}

/** Whether a path is, or is below, one of the scope: asked of the folders above the path, as a scope can be thousands of folders. */
function scopeTest(scope: readonly string[]): (path: string) => boolean {
  const roots = new Set(scope.map((root) => root.replace(/^\.\//, "").replace(/\/+$/, "")));
  if (roots.has("") || roots.has(".")) return () => true;
  return (path) => {
    if (roots.has(path)) return true;
    for (let at = path.lastIndexOf("/"); at > 0; at = path.lastIndexOf("/", at - 1))
      if (roots.has(path.slice(0, at))) return true;
    return false;
  };
}

/**
 * The pins of workload images that an entry overrides in every kustomization that is not itself a part of another, each with those entries: they are
 * the pins.
 */
function overridingEntries(
  roots: readonly Overlay[],
  isInScope: (path: string) => boolean,
): ReadonlyMap<string, readonly Pin[]> {
  const overriding = new Map<string, Pin[]>();
  const bare = new Set<string>();
  for (const { result } of roots) {
    for (const { origin, decidedBy } of result) {
      if (!isKustomizationPath(decidedBy.file) || !isInScope(decidedBy.file)) {
        bare.add(origin);
        continue;
      }
      const known = overriding.get(origin);
      if (known === undefined) overriding.set(origin, [decidedBy]);
      else known.push(decidedBy);
    }
  }
  for (const origin of bare) overriding.delete(origin);
  return overriding;
}

const MOST_NAMED = 3;

function overriddenPin(pin: Pin, by: readonly Pin[]): Pin {
  const places = [...new Set(by.map(placeOf))].sort();
  const shown = [...places.slice(0, MOST_NAMED), ...(places.length > MOST_NAMED ? ["others"] : [])];
  const last = shown.pop() ?? "";
  const entries = shown.length === 0 ? `the entry in ${last}` : `the entries in ${shown.join(", ")} and ${last}`;
  return {
    ...pin,
    refusal: `kustomize sets this image by ${entries}; change it there`,
    guarded: false,
    doubt: null,
  };
}

function byPlace(a: Pin, b: Pin): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column || (a.path < b.path ? -1 : 1);
}
