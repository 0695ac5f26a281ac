// The inputs of `update` as the request of its use case, checked before anything is fetched.
import { join } from "node:path";
import { readFileSync } from "node:fs";
import { type Assignment, parseAssignments } from "../artifacts/assignment.ts";
import { usageError } from "../errors.ts";
import type { InputsOf } from "../runner/action.ts";
import type { RunContext } from "../runner/context.ts";
import type { updateAction } from "./actions.ts";
import { parseIdentity } from "./identity.ts";

export interface UpdateInputs {
  readonly artifacts: readonly Assignment[];
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
  ];
  if (artifacts.length === 0) {
    throw usageError(
      "the inputs `image` and `chart` are both empty; expected at least one artifact with its new version, such as `image: ghcr.io/acme/podinfo:1.2.3`",
    );
  }
  if (inputs.environment !== null && inputs.path !== null) {
    throw usageError(
      `the inputs \`environment\` ("${inputs.environment}") and \`path\` ("${inputs.path}") are both set; give one of them`,
    );
  }
  parseIdentity(inputs.committer ?? "");
  return { artifacts, source: sourceOf(inputs, context) };
}

function sourceOf(inputs: InputsOf<typeof updateAction>, context: RunContext): UpdateInputs["source"] {
  const commit = inputs["source-commit"] ?? context.sha;
  if (commit === "") return null;
  if (!/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(commit)) {
    throw usageError(`the input \`source-commit\` is "${commit}"; expected a full commit id of 40 hexadecimal digits`);
  }
  return { repository: inputs["source-repository"] ?? context.repository, commit };
}

/** Inputs travel as environment variables, which have a length limit; a file has none. */
function listFile(context: RunContext, input: string, path: string | null): readonly string[] {
  if (path === null) return [];
  let text: string;
  try {
    text = readFileSync(join(context.workspace, path), "utf8");
  } catch (error) {
    throw usageError(
      `the input \`${input}\` names "${path}", which cannot be read in the workspace "${context.workspace}"`,
      error,
    );
  }
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
}
