// Versions inside a kustomization's patches: strategic merges and JSON patches that stand in its text. Guarded: a patch is a decision of its overlay.
import { embeddedDocument } from "../yaml/embedded.ts";
import { imageScalarSite } from "../shapes/image-scalar.ts";
import { objectsOf, type Finding } from "../kind.ts";
import { fluxGitRepository } from "../kinds/flux-git-repository.ts";
import { fluxHelmChart } from "../kinds/flux-helm-chart.ts";
import { fluxOciRepository } from "../kinds/flux-oci-repository.ts";
import { helmReleaseV1 } from "../kinds/helm-release-v1.ts";
import { helmReleaseV2 } from "../kinds/helm-release-v2.ts";
import { workload } from "../kinds/workload.ts";
import { asMap, asSeq, field, itemsOf, seqField, textField, textOf, type Place } from "../yaml/place.ts";
import { guardedSite, type ObjectPlace, type Site } from "../site.ts";

const GUARD = "it stands in a patch, which is this overlay's own decision";

/** What a patch's object can be. A patch in a file of its own is found there, as what it is. */
const KINDS = [workload, helmReleaseV1, helmReleaseV2, fluxOciRepository, fluxHelmChart, fluxGitRepository];

/** The pins in `patches[].patch`, `patchesJson6902[].patch` and in the inline items of `patchesStrategicMerge`. */
export function patchFindings(object: ObjectPlace): readonly Finding[] {
  const items = (name: string): readonly Place[] => {
    const list = seqField(object.place, name, true);
    return list === null ? [] : itemsOf(list);
  };
  const inside = (name: string): readonly Finding[] =>
    items(name).flatMap((item, index) => {
      const patch = field(item, "patch", true);
      return patch === null ? [] : findingsIn(object, patch, `${name}[${index}].patch`);
    });
  return [
    ...inside("patches"),
    ...inside("patchesJson6902"),
    ...items("patchesStrategicMerge").flatMap((item, index) =>
      findingsIn(object, item, `patchesStrategicMerge[${index}]`),
    ),
  ];
}

function findingsIn(outer: ObjectPlace, patch: Place, path: string): readonly Finding[] {
  // Most patches hold no version, and a path is none: those need no parser.
  if (!/image|HelmRelease|OCIRepository|HelmChart|GitRepository/.test(textOf(patch) ?? "")) return [];
  const document = embeddedDocument(patch);
  if (document === null) return [];
  if ("reason" in document) return [document];
  const { root, refusal } = document;
  const operations =
    root === null ? null : asSeq({ document, node: root, keys: [], pair: null, refusal, doubt: patch.doubt });
  if (operations !== null) {
    return itemsOf(operations)
      .flatMap((operation, index) => operationSites(outer, operation, `${path}[${index}]`))
      .map((found) => guardedSite(found, GUARD));
  }
  return objectsOf(document).flatMap((inner) => {
    const kind = KINDS.find((candidate) => candidate.matches(inner));
    const findings = kind?.find({ ...inner, prefix: `${outer.prefix}${path}.${inner.prefix}` }) ?? [];
    return findings.map((finding) => ("reason" in finding ? finding : guardedSite(finding, GUARD)));
  });
}

/** The images that one operation of a JSON patch writes: one container's image, a container, or a list of them. */
function operationSites(object: ObjectPlace, operation: Place, path: string): readonly Site[] {
  const operator = textField(operation, "op");
  const target = /\/(?:init|ephemeral)?[cC]ontainers(\/(?:\d+|-))?(\/image)?$/.exec(textField(operation, "path") ?? "");
  const value = field(operation, "value");
  if (value === null || target === null || (operator !== "add" && operator !== "replace")) return [];
  const [, item, image] = target;
  const imageAt = (place: Place | null, at: string): readonly Site[] => {
    const found = place === null ? null : imageScalarSite({ object, path: at, place });
    return found === null ? [] : [found];
  };
  if (image !== undefined) return item === undefined ? [] : imageAt(value, `${path}.value`);
  if (item !== undefined) return imageAt(field(value, "image"), `${path}.value.image`);
  const list = asSeq(value);
  return list === null
    ? []
    : itemsOf(list).flatMap((container, index) => {
        const map = asMap(container);
        return map === null ? [] : imageAt(field(map, "image"), `${path}.value[${index}].image`);
      });
}
