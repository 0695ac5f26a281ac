// Plain workloads: every object with a pod template, and the pod itself.
import { fluxV1Policy } from "../flux/v1.ts";
import { imageScalarSite } from "../shapes/image-scalar.ts";
import type { ManifestKind } from "../kind.ts";
import { descend, itemsOf, seqField, textField } from "../yaml/place.ts";
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
  ["Configuration", { keys: TEMPLATE, group: "serving.knative.dev/" }],
  ["DeploymentConfig", { keys: TEMPLATE, group: "apps.openshift.io/" }],
  ["PodTemplate", { keys: ["template", "spec"], group: "v1" }],
]);

function podSpecOf({ object }: ObjectPlace): readonly string[] | null {
  const found = POD_SPECS.get(object.kind);
  if (found === undefined || object.apiVersion === "") return null;
  return found.group === undefined || object.apiVersion.startsWith(found.group) ? found.keys : null;
}

/** The images of one of the pod's lists; `keys` lead from an item to its image. */
function imagesIn(
  object: ObjectPlace,
  podSpec: readonly string[],
  list: string,
  keys: readonly string[],
): readonly Site[] {
  const spec = descend(object.place, podSpec);
  const items = spec === null ? null : seqField(spec, list);
  if (items === null) return [];
  const sites: Site[] = [];
  const seen = new Set<string>();
  for (const [index, item] of itemsOf(items).entries()) {
    const image = descend(item, keys);
    if (image === null) continue;
    const name = textField(item, "name") ?? "";
    const place = name === "" || seen.has(name) ? `[${index}]` : `[name=${name}]`;
    seen.add(name);
    const found = imageScalarSite({
      object,
      path: `${[...podSpec, list].join(".")}${place}.${keys.join(".")}`,
      place: image,
      ...fluxV1Policy(object.annotations, [name]),
    });
    if (found !== null) sites.push(found);
  }
  return sites;
}

export const workload: ManifestKind = {
  name: "workload",
  mayBeIn: (_, contains) =>
    contains("image") && (contains("ontainers") || (contains("volumes") && contains("reference"))),
  matches: (object) => podSpecOf(object) !== null,
  find(object) {
    const podSpec = podSpecOf(object) ?? [];
    return [
      ...["initContainers", "containers", "ephemeralContainers"].flatMap((list) =>
        imagesIn(object, podSpec, list, ["image"]),
      ),
      ...imagesIn(object, podSpec, "volumes", ["image", "reference"]),
    ];
  },
  transformed: true,
};
