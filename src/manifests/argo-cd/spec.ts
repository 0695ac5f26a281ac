// The spec of an Argo CD application: which of its sources counts, and what each is called.
import { argoCdTemplate } from "./template.ts";
import { sourceFindings } from "./source.ts";
import { groupBy } from "../../text/group-by.ts";
import type { Finding } from "../kind.ts";
import { asMap, itemsOf, lineOf, mapField, seqField, textField, type MapPlace, type Place } from "../yaml/place.ts";
import { guardAll, ignoreAll } from "../shapes/set-aside.ts";
import type { ObjectPlace } from "../site.ts";

/**
 * What the sources of a spec pin. With a `sourceHydrator` Argo CD reads neither `source` nor `sources`, and with `sources` no `source`
 * (argo-cd, pkg/apis/application/v1alpha1/types.go, GetSource).
 */
export function specFindings(object: ObjectPlace, spec: MapPlace, path: string): readonly Finding[] {
  const source = mapField(spec, "source");
  const list = seqField(spec, "sources");
  const sources = list !== null && list.node.items.length > 0 ? list : null;
  const hydrator = mapField(spec, "sourceHydrator");
  const dry = hydrator === null ? null : mapField(hydrator, "drySource");
  const single = source === null ? [] : sourceFindings(object, source, `${path}.source`);
  const several =
    sources === null
      ? []
      : labelled(itemsOf(sources)).flatMap(({ label, map }) =>
          sourceFindings(object, map, `${path}.sources[${label}]`),
        );
  return [
    ...withoutEffect(single, ["sourceHydrator", hydrator], ["sources", sources]),
    ...withoutEffect(several, ["sourceHydrator", hydrator]),
    ...(dry === null ? [] : guardAll(sourceFindings(object, dry, `${path}.sourceHydrator.drySource`), HYDRATED)),
  ];
}

const HYDRATED =
  "what is hydrated from here reaches the cluster only through another branch, which is promoted on its own";

function withoutEffect(
  findings: readonly Finding[],
  ...others: readonly (readonly [name: string, place: Place | null])[]
): readonly Finding[] {
  for (const [name, place] of others) {
    if (place === null) continue;
    return ignoreAll(findings, `Argo CD reads \`${name}\` in line ${lineOf(place)} instead; change it there`);
  }
  return findings;
}

/** The sources with a label each that says which one it is, whatever its version and its place in the list; its index where nothing else tells them apart. */
function labelled(items: readonly Place[]): readonly { readonly label: string; readonly map: MapPlace }[] {
  const named = items.flatMap((item) => {
    const map = asMap(item);
    return map === null ? [] : [{ map, index: String(item.keys.at(-1)), label: labelOf(map) }];
  });
  const byLabel = groupBy(named, ({ label }) => label);
  return named.map(({ map, index, label }) => ({
    map,
    label: label === null || (byLabel.get(label)?.length ?? 0) > 1 ? index : label,
  }));
}

function labelOf(map: MapPlace): string | null {
  for (const key of ["name", "chart", "ref", "path"]) {
    const text = textField(map, key) ?? "";
    // A template is no name, and neither is a text that would not be read as one in a list of pins.
    if (/^[\w@.:/-]{1,200}$/u.test(text) && argoCdTemplate(text) === null) return `${key}=${text}`;
  }
  return null;
}
