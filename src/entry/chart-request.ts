// The inputs of `build` with `chart` as the request of its use case, checked before anything is started.
import { resolve } from "node:path";
import { readChartFolder } from "../build/chart-folder.ts";
import type { ChartDestination, ChartRequest } from "../build/chart.ts";
import { chartPlace } from "../build/oci-charts.ts";
import { usageError } from "../errors.ts";
import { filePathProblem } from "../git/file-path.ts";
import { branchRef } from "../git/ref-name.ts";
import { formatRepository } from "../github/forge.ts";
import { parseRepositoryName } from "../github/repository-name.ts";
import type { InputDefinition } from "../runner/action.ts";
import type { RunContext } from "../runner/context.ts";
import { readAccess } from "./access.ts";
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
  "load",
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
  const destination = readDestination(inputs, context);
  const { subject, source, licence } = readOrigin(context);
  const { "registry-username": username, "registry-password": password } = inputs;
  const chart = await readChartFolder(resolve(context.workspace, folder));
  if (destination.kind === "oci") chartPlace(destination, chart.name);
  return {
    chart,
    destination,
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

function readDestination(inputs: BuildInputs, context: RunContext): ChartDestination {
  const { "chart-repository": text, "chart-branch": branch, "chart-folder": folder } = inputs;
  // Not quoted: what stands before an @ may be a password.
  if (text?.includes("@") === true) {
    throw usageError(
      "the input `chart-repository` holds an @; expected a place without a login, such as oci://ghcr.io/acme/charts or acme/charts: a registry's login is given by `registry-username` and `registry-password`, Git's by `token` or an App",
    );
  }
  const given = text === null ? "empty" : JSON.stringify(text);
  const [, registry, namespace = ""] = /^oci:\/\/([^/]+)\/?(.*?)\/*$/u.exec(text ?? "") ?? [];
  if (branch === null) {
    if (folder !== null) {
      throw usageError(
        "the input `chart-folder` is a folder of a branch, and `chart-branch` is not set; set it, or leave the folder out",
      );
    }
    // Registries know only small letters; owners of a forge may have capital ones.
    if (registry !== undefined) {
      return { kind: "oci", registry: registry.toLowerCase(), namespace: namespace.toLowerCase() };
    }
    throw usageError(
      `the input \`chart-repository\` is ${given}; expected an OCI registry without the chart's name, such as oci://ghcr.io/acme/charts, or for a classic chart repository the input \`chart-branch\`, such as gh-pages`,
    );
  }
  if (registry !== undefined) {
    throw usageError(
      `the input \`chart-repository\` is ${given}, an OCI registry, and \`chart-branch\` is set, which is about a classic chart repository; leave one of them out`,
    );
  }
  branchRef(branch);
  readAccess(inputs);
  return {
    kind: "classic",
    repository: text === null ? context.repository : gitRepository(text),
    branch,
    folder: folder === null ? "" : folderOf(folder),
  };
}

function gitRepository(text: string): string {
  if (!/^[^/:]+\/[^/:]+$/u.test(text)) {
    throw usageError(
      `the input \`chart-repository\` is ${JSON.stringify(text)}; with \`chart-branch\` expected a Git repository as owner/name`,
    );
  }
  return formatRepository(parseRepositoryName(text));
}

function folderOf(text: string): string {
  const folder = text
    .split("/")
    .filter((part) => part !== "" && part !== ".")
    .join("/");
  const problem = folder === "" ? null : filePathProblem(folder);
  if (problem === null && !text.startsWith("/")) return folder;
  throw usageError(
    `the input \`chart-folder\` is ${JSON.stringify(text)}: ${problem ?? "it is absolute"}; expected a folder from the branch's root, such as charts`,
  );
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
