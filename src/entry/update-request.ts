// The inputs of `update` as the request of its use case, checked before anything is fetched.
import { type Assignment, parseAssignments } from "../artifacts/assignment.ts";
import type { NamedPin } from "../config/configuration.ts";
import { fileGlob, placePath } from "../config/named-pin.ts";
import { usageError, type UserError } from "../errors.ts";
import { branchRef } from "../git/ref-name.ts";
import { parseRepositoryName } from "../github/repository-name.ts";
import type { InputsOf } from "../runner/action.ts";
import { type RunContext, workspaceFile } from "../runner/context.ts";
import type { updateAction } from "./actions.ts";

export interface UpdateInputs {
  readonly artifacts: readonly Assignment[];
  readonly places: readonly NamedPin[];
  readonly source: { readonly repository: string; readonly commit: string } | null;
}

/** Throws a usage error when no artifact is named, one is malformed, or the call contradicts itself. */
export function readUpdateRequest(inputs: InputsOf<typeof updateAction>, context: RunContext): UpdateInputs {
  const artifacts = [
    ...parseAssignments(
      [...inputs.image, ...listFile(context, "image-file", inputs["image-file"])].join("\n"),
      "image",
    ),
    ...parseAssignments(
      [...inputs.chart, ...listFile(context, "chart-file", inputs["chart-file"])].join("\n"),
      "chart",
    ),
    ...parseAssignments(inputs.git.join("\n"), "git"),
  ];
  if (artifacts.length === 0) {
    throw usageError(
      "the inputs `image`, `chart` and `git` are empty; expected at least one artifact with its new version, such as `image: ghcr.io/acme/podinfo:1.2.3`",
    );
  }
  checkTarget(inputs);
  return { artifacts, places: placesOf(inputs.places, artifacts), source: sourceOf(inputs, context) };
}

/** Throws a usage error when the inputs that say where to write contradict each other, or the branch cannot be one. */
export function checkTarget(inputs: Pick<InputsOf<typeof updateAction>, "environment" | "path" | "base-branch">): void {
  if (inputs.environment !== null && inputs.path !== null) {
    throw usageError(
      `the inputs \`environment\` ("${inputs.environment}") and \`path\` ("${inputs.path}") are both set; give one of them`,
    );
  }
  if (inputs["base-branch"] !== null) branchRef(inputs["base-branch"]);
}

/** `file#path`, each of them for the one artifact. */
export function placesOf(
  lines: readonly string[],
  artifacts: readonly Pick<Assignment, "artifact">[],
): readonly NamedPin[] {
  const [only, other] = artifacts;
  if (lines.length > 0 && other !== undefined) {
    throw usageError(
      `the input \`places\` says where one artifact's version stands, and ${artifacts.length} artifacts are given; write each of them in a step of its own, or name the places under \`pins\` in waybill.yaml`,
    );
  }
  return lines.map((line): NamedPin => {
    const divider = line.indexOf("#");
    if (divider < 1) throw wrongPlace(line, "expected file#path, for example apps/*/fleet.yaml#helm.version");
    const file = fileGlob(line.slice(0, divider));
    if (typeof file === "string") throw wrongPlace(line, file);
    const path = placePath(line.slice(divider + 1));
    if (typeof path === "string") throw wrongPlace(line, path);
    return { file: file.value, ...path.value, artifact: only?.artifact ?? null };
  });
}

function wrongPlace(line: string, reason: string): UserError {
  return usageError(`the input \`places\` holds ${JSON.stringify(line.slice(0, 300))}: ${reason}`);
}

function sourceOf(inputs: InputsOf<typeof updateAction>, context: RunContext): UpdateInputs["source"] {
  const repository = inputs["source-repository"] ?? context.repository;
  parseRepositoryName(repository);
  const commit = inputs["source-commit"] ?? context.sha;
  if (commit === "") return null;
  if (!/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(commit)) {
    throw usageError(`the input \`source-commit\` is "${commit}"; expected a full commit id of 40 hexadecimal digits`);
  }
  return { repository, commit };
}

/** Inputs travel as environment variables, which have a length limit; a file has none. */
function listFile(context: RunContext, input: string, path: string | null): readonly string[] {
  if (path === null) return [];
  const bytes = workspaceFile(context, path);
  if (bytes === null)
    throw usageError(`the input \`${input}\` names "${path}", which is not in the workspace "${context.workspace}"`);
  return new TextDecoder()
    .decode(bytes)
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
}
