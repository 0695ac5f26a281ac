// Which OCIRepositories hold charts: those that a HelmRelease's `chartRef` names, in whatever file it stands.
import { chartOfOci } from "../shapes/chart-version.ts";
import { groupBy } from "../../text/group-by.ts";
import { mapField, textField } from "../yaml/place.ts";
import type { Pin } from "../pin.ts";
import { templateRefusal } from "../shapes/reference.ts";
import type { ObjectPlace } from "../site.ts";

/** An OCIRepository by its name, as a HelmRelease refers to it. */
export interface ChartReference {
  readonly name: string;
  /** Empty when the files do not say: kustomize or Flux sets it later. */
  readonly namespace: string;
}

/** The pins, those of OCIRepositories that one of the references means as pins of charts. */
export function withReferredCharts(pins: readonly Pin[], references: Iterable<ChartReference>): readonly Pin[] {
  const repositories = groupBy(pins.filter(isRepository), ({ object }) => object.name);
  if (repositories.size === 0) return pins;
  const charts = new Set<Pin>();
  for (const { name, namespace } of references) {
    for (const pin of meant(repositories.get(name) ?? [], namespace)) charts.add(pin);
  }
  return pins.map((pin) => (charts.has(pin) ? asChart(pin) : pin));
}

/** The OCIRepository that an object refers to, when it is a HelmRelease that refers to one. */
export function chartReferencesIn({ object, place }: ObjectPlace): readonly ChartReference[] {
  if (object.kind !== "HelmRelease") return [];
  const spec = mapField(place, "spec");
  const reference = spec === null ? null : mapField(spec, "chartRef");
  if (reference === null || textField(reference, "kind") !== "OCIRepository") return [];
  const name = textField(reference, "name");
  return name ? [{ name, namespace: written(textField(reference, "namespace") || object.namespace) }] : [];
}

/**
 * The objects of the right name that a reference means: those of its namespace; where none has that, those that may get it, when they all
 * hold the same artifact.
 */
function meant(named: readonly Pin[], namespace: string): readonly Pin[] {
  const exact = named.filter((pin) => written(pin.object.namespace) === namespace);
  if (exact.length > 0) return exact;
  const open = namespace === "" ? named : named.filter((pin) => written(pin.object.namespace) === "");
  return new Set(open.map((pin) => pin.artifact?.id)).size === 1 ? open : [];
}

/** A namespace that is filled in later is not known yet. */
function written(namespace: string): string {
  return templateRefusal(namespace) === null ? namespace : "";
}

function isRepository({ object, artifact }: Pin): boolean {
  return (
    object.kind === "OCIRepository" &&
    object.apiVersion.startsWith("source.toolkit.fluxcd.io/") &&
    artifact?.kind === "image"
  );
}

function asChart(pin: Pin): Pin {
  return pin.artifact === null ? pin : { ...pin, artifact: chartOfOci(pin.artifact.name), takes: "chart" };
}
