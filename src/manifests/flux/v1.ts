// Flux v1's annotations: which versions an image may take, that Flux itself writes them, and that it leaves the object alone.

export interface FluxV1Policy {
  /** `semver:~0.4`, `glob:stg-*`, as written. */
  readonly filter: string | null;
  readonly automation: string | null;
  readonly refusals: readonly (string | null)[];
}

/** The prefixes of the filter annotation: Flux 1.14 and later, then the older ones. */
const FILTER_PREFIXES = ["filter.fluxcd.io/", "fluxcd.io/tag.", "flux.weave.works/tag."];

/** What the annotations say about a container; `names` are those by which they may call it, the best first. */
export function fluxV1Policy(annotations: ReadonlyMap<string, string>, names: readonly string[]): FluxV1Policy {
  const flag = (name: string) =>
    annotations.get(`fluxcd.io/${name}`) === "true" || annotations.get(`flux.weave.works/${name}`) === "true";
  return {
    filter: filterOf(annotations, names),
    automation: flag("automated") ? 'Flux writes here too (annotation `fluxcd.io/automated: "true"`)' : null,
    refusals: [
      flag("locked") ? 'the object is locked (annotation `fluxcd.io/locked: "true"`)' : null,
      flag("ignore")
        ? 'Flux does not apply the object (annotation `fluxcd.io/ignore: "true"`), so a new version would change nothing; remove the annotation first'
        : null,
    ],
  };
}

function filterOf(annotations: ReadonlyMap<string, string>, names: readonly string[]): string | null {
  for (const name of names) {
    for (const prefix of FILTER_PREFIXES) {
      const filter = annotations.get(prefix + name);
      if (filter) return filter;
    }
  }
  return null;
}
