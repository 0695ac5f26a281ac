// What may stand in an application repository's .waybill.yaml: the images and charts that are built from one commit, each with what `build` takes as inputs.
import type { JsonValue } from "../text/canonical-json.ts";
import { BUILDS_FILE } from "./find.ts";
import { argument } from "./formats.ts";
import { locateSettings } from "./locate.ts";
import { checked, flag, keys, list, oneOrMany, orNull, pairs, SettingsError, text, words } from "./shapes.ts";

const some = (description: string) => orNull(text(description, argument));
const several = (description: string, item: string) => orNull(oneOrMany(description, text(item, argument)));

/** One build. The keys are the inputs' names; what is left out is what the step's inputs say. */
const build = checked(
  keys("One image or one chart.", {
    image: some("Name of the image, without a tag: ghcr.io/acme/podinfo."),
    chart: some("Folder of the chart, from the repository's root."),
    context: some("Folder of the build, from the repository's root, or an address."),
    file: some("Dockerfile, from the repository's root; by default the engine's own in the context."),
    target: some("Stage of the Dockerfile to build."),
    "build-args": orNull(pairs(argument, "Build arguments, as NAME: value or as a list of NAME=value.")),
    secrets: several("Secrets for the build, never their values.", "id=env:VARIABLE or id=file:path."),
    platforms: several("Platforms; several need buildx, buildah or podman.", "For example linux/amd64."),
    labels: orNull(pairs(argument, "Further labels; they win over Waybill's own.")),
    annotations: orNull(pairs(argument, "Annotations of the manifest.")),
    "cache-from": several("Caches to read.", "As the engine takes it."),
    "cache-to": several("Caches to write.", "As the engine takes it."),
    provenance: some("Provenance as buildx takes it: true, false, mode=max, in quotes."),
    sbom: some("SBOM as buildx takes it: true or false, in quotes."),
    "extra-arguments": several("Further arguments of the engine.", "One argument."),
    pattern: orNull(words("How builds of a branch are called.", ["date", "semver", "describe", "commit"])),
    "tag-prefix": some("What stands before the version in this app's Git tags: app/ for app/v1.2.3."),
    "short-tags": orNull(flag("Whether a release also moves its short tags, 1.2 and 1.")),
    latest: orNull(flag("Whether the highest release also moves latest.")),
    "chart-repository": some(
      "Where the chart is published to: oci://ghcr.io/acme/charts, without its name, or with a branch owner/name.",
    ),
    "chart-branch": some("Branch of a classic chart repository: gh-pages."),
    "chart-folder": some("Folder of that branch with index.yaml; by default its root."),
    "chart-key": some("Name of the PGP key that signs the chart."),
    "chart-keyring": some("Keyring file with that private key, from the repository's root."),
  }),
  (settings) => {
    const { image, chart } = settings;
    if (image !== null && chart !== null) return "both `image` and `chart` are set; give each a build of its own";
    return image === null && chart === null
      ? "neither `image` nor `chart` is set; expected one of them"
      : { value: settings };
  },
);

const definition = keys("Waybill: what is built from this repository.", {
  builds: list("The images and charts, built together: all of them or none.", build),
});

/** A build's own settings, by the inputs' names. */
export type BuildSettings = Partial<{
  readonly [Name in keyof ReturnType<typeof build.read>]: NonNullable<ReturnType<typeof build.read>[Name]>;
}>;

/** What .waybill.yaml lists, at least one. Throws a usage error with the line, the value and what was expected. */
export function parseBuilds(bytes: Uint8Array): readonly BuildSettings[] {
  try {
    const { builds } = definition.read(locateSettings(bytes, "builds"), "");
    if (builds.length === 0) throw new SettingsError(null, "`builds` is empty; expected at least one image or chart");
    return builds.map((settings) => Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== null)));
  } catch (error) {
    throw error instanceof SettingsError ? error.in(BUILDS_FILE) : error;
  }
}

/** JSON Schema 2020-12 of .waybill.yaml, for editors. */
export function buildsSchema(): JsonValue {
  return { $schema: "https://json-schema.org/draft/2020-12/schema", title: BUILDS_FILE, ...definition.schema };
}
