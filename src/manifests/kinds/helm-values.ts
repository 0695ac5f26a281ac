// A values file of Helm: images among what is given to a chart, or what a chart gives itself. Told by its path, and by not being an object of Kubernetes.
import type { ManifestKind } from "../kind.ts";
import { valuesSites } from "../shapes/values.ts";

/** What every image of a values file has somewhere: a part of the name of one of its keys. */
const TEXTS = ["tag", "Tag", "TAG", "mage", "MAGE", "igest", "epository"];

/**
 * Whether a path is called a values file: `values.yaml`, `values-prod.yaml`, `values.prod.yaml`, `podinfo-values.yaml`, `podinfo.values.prod.yaml`, or any
 * YAML file below a folder `values` or `helm-values`. Helm itself takes any name; others are named in the configuration.
 */
export function isValuesPath(path: string): boolean {
  const name = path.slice(path.lastIndexOf("/") + 1);
  if (!/\.ya?ml$/i.test(name)) return false;
  return /^values|[-_.]values[-_.]/i.test(name) || /(?:^|\/)(?:helm-)?values\//.test(path);
}

export const helmValues: ManifestKind = {
  name: "Helm values",
  mayBeIn: (path, contains) => isValuesPath(path) && TEXTS.some(contains),
  matches({ place, object, prefix }) {
    // Helm reads a file's first document only. An object of Kubernetes is none, whatever its file is called.
    const { index, source } = place.document;
    const isObject = object.apiVersion !== "" && object.kind !== "";
    return isValuesPath(source.path) && index === 0 && prefix === "" && !isObject;
  },
  find: (object) => valuesSites(object, object.place, ""),
  transformed: false,
};
