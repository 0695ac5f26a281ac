// The inputs of `build` with `chart` as the request of its use case, checked before anything is started.
import { resolve } from "node:path";
import { readChartFolder } from "../build/chart-folder.ts";
import { chartPlace, type ChartRequest } from "../build/chart.ts";
import type { ChartRepository } from "../build/helm.ts";
import { usageError } from "../errors.ts";
import type { InputDefinition } from "../runner/action.ts";
import type { RunContext } from "../runner/context.ts";
import { buildAction, type BuildInputs } from "./actions.ts";
import { pairsOf, readOrigin, readVersionRequest } from "./build-request.ts";

/** Inputs that say something of an image alone; nothing is accepted and then ignored. */
export const IMAGES_ONLY = [
  "context",
  "file",
  "target",
  "build-args",
  "secrets",
  "platforms",
  "labels",
  "cache-from",
  "cache-to",
  "provenance",
  "sbom",
  "extra-arguments",
  "engine",
  "short-tags",
  "latest",
] as const satisfies readonly (keyof BuildInputs)[];

/** `folder`: the input `chart`. Throws a usage error that names the input, when one is missing or cannot be what it is for. */
export async function readChartRequest(
  folder: string,
  inputs: BuildInputs,
  context: RunContext,
): Promise<ChartRequest> {
  for (const name of IMAGES_ONLY) {
    const definition: InputDefinition = buildAction.inputs[name];
    // A list without items and a text that is not there are both empty as text.
    if (String(inputs[name] ?? "") !== (definition.default ?? ""))
      throw usageError(`the input \`${name}\` is about an image, and \`chart\` is set; leave it out`);
  }
  const repository = chartRepository(inputs["chart-repository"]);
  const { subject, source, licence } = readOrigin(context);
  const { "registry-username": username, "registry-password": password } = inputs;
  const chart = await readChartFolder(resolve(context.workspace, folder));
  chartPlace(repository, chart.name);
  return {
    chart,
    repository,
    subject,
    version: readVersionRequest(inputs),
    annotations: pairsOf("annotations", inputs.annotations),
    source,
    licence,
    signing: signing(inputs, context.workspace),
    login: username === null || password === null ? null : { username, password },
    push: inputs.push,
    immutable: inputs.immutable,
    dryRun: inputs["dry-run"],
  };
}

function chartRepository(text: string | null): ChartRepository {
  const [, registry, namespace = ""] = /^oci:\/\/([^/]+)\/?(.*?)\/*$/u.exec(text ?? "") ?? [];
  if (registry === undefined) {
    throw usageError(
      `the input \`chart-repository\` is ${text === null ? "empty" : JSON.stringify(text)}; expected an OCI registry without the chart's name, such as oci://ghcr.io/acme/charts`,
    );
  }
  // Registries know only small letters; owners of a forge may have capital ones.
  return { registry: registry.toLowerCase(), namespace: namespace.toLowerCase() };
}

function signing(inputs: BuildInputs, workspace: string): ChartRequest["signing"] {
  const { "chart-key": key, "chart-keyring": keyring, "chart-key-passphrase": passphrase } = inputs;
  if (key === null && keyring === null && passphrase === null) return null;
  if (key === null || keyring === null) {
    throw usageError(
      "of the inputs `chart-key` and `chart-keyring` only one is set; a chart is signed with both, or with none",
    );
  }
  return { key, keyring: resolve(workspace, keyring), passphrase };
}
