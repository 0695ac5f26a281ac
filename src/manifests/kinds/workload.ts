// Plain workloads: every object with a pod template, and the pod itself.
import { fluxV1Policy } from "../flux-v1.ts";
import { imageScalarSite } from "../image-scalar.ts";
import type { ManifestKind } from "../kind.ts";
import { asMap, descend, field, itemsOf, seqField, textField } from "../place.ts";
import type { ObjectPlace, Site } from "../site.ts";

const TEMPLATE = ["spec", "template", "spec"];

/** Where the pod's spec lies, by kind; with the API group where another API has a kind of the same name. */
const POD_SPECS: ReadonlyMap<string, { readonly keys: readonly string[]; readonly group?: string }> = new Map([
  ["Pod", { keys: ["spec"] }],
  ["Deployment", { keys: TEMPLATE }],
  ["StatefulSet", { keys: TEMPLATE }],
  ["DaemonSet", { keys: TEMPLATE }],
  ["ReplicaSet", { keys: TEMPLATE }],
  ["ReplicationController", { keys: TEMPLATE }],
  ["Job", { keys: TEMPLATE }],
  ["CronJob", { keys: ["spec", "jobTemplate", ...TEMPLATE] }],
  ["Rollout", { keys: TEMPLATE, group: "argoproj.io/" }],
  ["Service", { keys: TEMPLATE, group: "serving.knative.dev/" }],
]);

function podSpecOf({ object }: ObjectPlace): readonly string[] | null {
  const found = POD_SPECS.get(object.kind);
  if (found === undefined || object.apiVersion === "") return null;
  return found.group === undefined || object.apiVersion.startsWith(found.group) ? found.keys : null;
}

function containerSites(object: ObjectPlace, keys: readonly string[], list: string): readonly Site[] {
  const spec = descend(object.place, keys);
  const containers = spec === null ? null : seqField(spec, list);
  if (containers === null) return [];
  const sites: Site[] = [];
  const seen = new Set<string>();
  for (const [index, item] of itemsOf(containers).entries()) {
    const container = asMap(item);
    const image = container === null ? null : field(container, "image");
    if (container === null || image === null) continue;
    const name = textField(container, "name") ?? "";
    const place = name === "" || seen.has(name) ? `[${index}]` : `[name=${name}]`;
    seen.add(name);
    const found = imageScalarSite({
      object,
      path: `${[...keys, list].join(".")}${place}.image`,
      place: image,
      ...fluxV1Policy(object.annotations, [name]),
    });
    if (found !== null) sites.push(found);
  }
  return sites;
}

export const workload: ManifestKind = {
  name: "workload",
  mayBeIn: (_, contains) => contains("image") && contains("ontainers"),
  matches: (object) => podSpecOf(object) !== null,
  find(object) {
    const keys = podSpecOf(object) ?? [];
    return ["initContainers", "containers", "ephemeralContainers"].flatMap((list) =>
      containerSites(object, keys, list),
    );
  },
  transformed: true,
};
