// Finds every pin in a set of files, and what must be read to find the rest.
import { equalVersions, formatVersion, type Version } from "../artifacts/version.ts";
import { UserError } from "../errors.ts";
import { appendEntries } from "./append-entry.ts";
import { withReferredCharts } from "./chart-references.ts";
import { groupBy } from "../text/group-by.ts";
import { isKustomizationPath } from "./kinds/kustomization.ts";
import { entryMatches, resolveOverlays, siteKey, type Overlay, type UsedImage } from "./overlay.ts";
import type { ManifestProblem, Pin, PinScan } from "./pin.ts";
import { readManifest, type ManifestReader, type Reading } from "./reading.ts";
import { artifactOfImage } from "./reference.ts";
import { isManifestPath } from "./screen.ts";
import { positionAt } from "./source.ts";

/**
 * The pins of the files in `scope` (files or folders; `.` or the empty string is everything), sorted by file and place. The other files
 * serve to resolve the bases of kustomizations. Where one in scope sets an image by an entry, the workload's own image is no pin. `reader`:
 * one that remembers, where the same files are scanned more than once.
 */
export function scanPins(
  files: ReadonlyMap<string, Uint8Array | null>,
  options: { readonly scope: readonly string[]; readonly reader?: ManifestReader },
): PinScan {
  const reader = options.reader ?? readManifest;
  const readings = new Map<string, Reading | null>();
  const read = (path: string): Reading | null | undefined => {
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
    for (const { sites } of read(path)?.objects ?? []) pins.push(...sites.map((site) => site.pin));
  }
  const kustomizations = inScope.filter(isKustomizationPath);
  const world = resolveOverlays(kustomizations, { read });
  const own = kustomizations.flatMap((path) => world.overlays.get(path) ?? []);
  const used = new Set(own.flatMap((overlay) => [...overlay.reaches]));
  const roots = own.filter((overlay) => !used.has(overlay.file));
  const shadowed = shadowedPins(roots, isInScope);
  const inherited = inheritedVersions(own);
  const all = [
    ...pins.filter((pin) => !shadowed.has(siteKey(pin))).map((pin) => withVersion(pin, inherited.get(siteKey(pin)))),
    ...roots.flatMap((overlay) => absentPins(overlay, isInScope)),
  ];
  const problems: ManifestProblem[] = [...readings.values()].flatMap((reading) => [...(reading?.problems ?? [])]);
  return {
    pins: [...withReferredCharts(all, readings.values())].sort(byPlace),
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

/** Workload images that an entry overrides in every kustomization that is not itself a part of another: the entry is the pin. */
function shadowedPins(roots: readonly Overlay[], isInScope: (path: string) => boolean): ReadonlySet<string> {
  const shadowed = new Set<string>();
  const bare = new Set<string>();
  for (const { result } of roots) {
    for (const image of result) {
      const byEntry = isKustomizationPath(image.decidedBy) && isInScope(image.decidedBy);
      (byEntry ? shadowed : bare).add(image.origin);
    }
  }
  for (const origin of bare) shadowed.delete(origin);
  return shadowed;
}

/** What entries without a version pass on. */
function inheritedVersions(overlays: readonly Overlay[]): ReadonlyMap<string, Version> {
  const versions = new Map<string, Version>();
  for (const { entries, inherited } of overlays) {
    for (const entry of entries) {
      if (entry.site.pin.style !== "absent") continue;
      const image = inherited.find((candidate) => entryMatches(entry, candidate));
      if (image !== undefined) versions.set(siteKey(entry.site.pin), image.version);
    }
  }
  return versions;
}

function withVersion(pin: Pin, version: Version | undefined): Pin {
  return version === undefined ? pin : { ...pin, version };
}

/** Images that an overlay takes from files outside the scope without an entry of its own: one could be appended. */
function absentPins(overlay: Overlay, isInScope: (path: string) => boolean): readonly Pin[] {
  const { inherited, entries } = overlay;
  const open = inherited.filter(
    (image) => !isInScope(image.decidedBy) && !entries.some((entry) => entryMatches(entry, image)),
  );
  return [...groupBy(open, (image) => image.name)].map(([name, images]) => absentPin(overlay, name, images));
}

function absentPin(overlay: Overlay, name: string, images: readonly UsedImage[]): Pin {
  const version = images[0]?.version ?? { tag: null, digest: null };
  const other = images.find((image) => !equalVersions(image.version, version));
  const place = placeOfNewEntry(overlay, name);
  const differing =
    other === undefined
      ? null
      : `the resources use two versions of it, ${formatVersion(version)} and ${formatVersion(other.version)}; one entry would set both`;
  return {
    file: overlay.file,
    document: 0,
    object: overlay.object.object,
    path: `images[name=${name}]`,
    line: place.line,
    column: place.column,
    artifact: artifactOfImage(name),
    takes: "image",
    version,
    style: "absent",
    refusal: place.refusal ?? differing,
    guarded: false,
    named: false,
    doubt: null,
    filter: null,
    automation: null,
  };
}

function placeOfNewEntry(
  overlay: Overlay,
  name: string,
): { readonly line: number; readonly column: number; readonly refusal: string | null } {
  const { source } = overlay.object.place.document;
  try {
    const { start, text } = appendEntries(overlay.object.place, [{ name, to: { tag: "0", digest: null } }]);
    const at = positionAt(source, start);
    return text.startsWith(source.eol) ? { line: at.line + 1, column: 1, refusal: null } : { ...at, refusal: null };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { line: 1, column: 1, refusal: error.message };
  }
}

function byPlace(a: Pin, b: Pin): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column || (a.path < b.path ? -1 : 1);
}
