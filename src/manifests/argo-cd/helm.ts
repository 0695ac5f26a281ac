// The Helm part of an Argo CD source: parameters, `valuesObject` and the block `values`, with what of one the others override.
import { artifactOfBlock, parameterImageSites, versionParameters } from "./parameter-images.ts";
import { blocksOf, parametersOf, type ParameterBlock } from "./parameters.ts";
import { embeddedMap } from "../yaml/embedded.ts";
import type { Finding } from "../kind.ts";
import { field, formatKeys, lineOf, mapField, seqField, type MapPlace, type Place } from "../yaml/place.ts";
import type { ManifestProblem } from "../pin.ts";
import { ignoreAll } from "../shapes/set-aside.ts";
import type { ObjectPlace } from "../site.ts";
import { valuesSites } from "../shapes/values.ts";

/**
 * What `helm` of a source pins. Argo CD takes `valuesObject` instead of `values`, never both, and `--set` of the parameters goes over either
 * (argo-cd, pkg/apis/application/v1alpha1/values.go and util/helm/cmd.go). Files named by `valueFiles` lie below all of them and are not read here.
 */
export function helmFindings(object: ObjectPlace, helm: MapPlace, path: string): readonly Finding[] {
  const valuesObject = mapField(helm, "valuesObject");
  const block = field(helm, "values");
  const inBlock = block === null ? null : embeddedMap(block);
  const readable = inBlock === null || "reason" in inBlock ? null : inBlock;
  const effective = valuesObject ?? readable;
  const list = seqField(helm, "parameters");
  const blocks = list === null ? [] : blocksOf(parametersOf(list), effective);
  return [
    ...blocks.flatMap((one) => parameterImageSites(object, one, `${path}.parameters`)),
    ...(valuesObject === null ? [] : laidOver(object, valuesObject, `${path}.valuesObject`, blocks)),
    ...(valuesObject === null
      ? blockFindings(object, inBlock, `${path}.values`, blocks)
      : replacedBlock(object, readable, `${path}.values`, valuesObject)),
  ];
}

function blockFindings(
  object: ObjectPlace,
  block: MapPlace | ManifestProblem | null,
  path: string,
  blocks: readonly ParameterBlock[],
): readonly Finding[] {
  if (block === null) return [];
  return "reason" in block ? [block] : laidOver(object, block, path, blocks);
}

/** A block beside `valuesObject` is not read by Argo CD, so it matters to nobody whether it is YAML. */
function replacedBlock(object: ObjectPlace, block: MapPlace | null, path: string, by: Place): readonly Finding[] {
  if (block === null) return [];
  const reason = `\`valuesObject\` in line ${lineOf(by)} replaces \`values\` as a whole; change it there`;
  return ignoreAll(valuesSites(object, block, path), reason);
}

/** The images of the values, with the parameters that lie over them. */
function laidOver(
  object: ObjectPlace,
  values: MapPlace,
  path: string,
  blocks: readonly ParameterBlock[],
): readonly Finding[] {
  const byPath = new Map(blocks.map((block) => [block.path, block]));
  const parameters = new Map(
    blocks.flatMap((block) => [...block.parameters.values()]).map((one) => [formatKeys(one.keys), one]),
  );
  return valuesSites(object, values, path).flatMap((found) => {
    const tail = found.pin.path.slice(object.prefix.length + path.length).replace(/^\./u, "");
    const block = byPath.get(tail);
    const over = parameters.get(tail) ?? (block === undefined ? undefined : versionParameters(block)[0]);
    if (over !== undefined) {
      const reason = `the parameter "${over.name}" in line ${lineOf(over.value)} overrides it; change it there`;
      return ignoreAll([found], reason);
    }
    // A parameter for the name alone leaves the version to the values.
    const artifact = block === undefined ? null : artifactOfBlock(block);
    return [artifact === null ? found : { ...found, pin: { ...found.pin, artifact } }];
  });
}
