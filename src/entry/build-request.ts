// The inputs of `build` as the request of its use case, checked before anything is started.
import { parseImageReference } from "../artifacts/image-reference.ts";
import type { BuildRequest } from "../build/image-request.ts";
import type { ImageBuild } from "../build/engine.ts";
import { buildSubject } from "../build/event-subject.ts";
import { REVISION_LABEL } from "../build/labels.ts";
import type { VersionRequest } from "../build/version.ts";
import { usageError } from "../errors.ts";
import type { RunContext } from "../runner/context.ts";
import type { BuildInputs } from "./actions.ts";
import { repositoryFacts } from "./event.ts";

/** Throws a usage error that names the input, when one is missing or cannot be what it is for. */
export function readBuildRequest(inputs: BuildInputs, context: RunContext): BuildRequest {
  const { registry, repository, name, givenName } = imageName(inputs.image);
  const origin = readOrigin(context);
  return {
    ...origin,
    name,
    givenName,
    repository: { registry, repository },
    version: readVersionRequest(inputs),
    image: {
      folder: context.workspace,
      context: inputs.context ?? ".",
      file: inputs.file,
      target: inputs.target,
      buildArgs: inputs["build-args"].map((line) => pair("build-args", line)),
      secrets: inputs.secrets.map(secret),
      platforms: inputs.platforms,
      labels: ownLabels(inputs.labels, origin.subject.commit),
      annotations: pairsOf("annotations", inputs.annotations),
      cacheFrom: inputs["cache-from"],
      cacheTo: inputs["cache-to"],
      provenance: inputs.provenance,
      sbom: inputs.sbom,
      extraArguments: inputs["extra-arguments"],
      load: inputs.load,
    },
    push: inputs.push,
    immutable: inputs.immutable,
    dryRun: inputs["dry-run"],
  };
}

/** What the run is about, and what the event says of its repository. */
export function readOrigin(context: RunContext): Pick<BuildRequest, "subject" | "source" | "licence" | "homepage"> {
  const payload = context.event();
  return {
    subject: buildSubject({ name: context.eventName, ref: context.ref, sha: context.sha, payload }),
    source: `${context.serverUrl}/${context.repository}`,
    ...repositoryFacts(payload),
  };
}

export function readVersionRequest(inputs: BuildInputs): VersionRequest {
  return {
    version: inputs.version,
    pattern: inputs.pattern,
    tagPrefix: inputs["tag-prefix"] ?? "",
    allPrefixes: [],
    shortTags: inputs["short-tags"],
    latest: inputs.latest,
  };
}

/** `text`: `null` when the call names none. Capital letters become small: no registry takes them, and owners and repositories of a forge may have them. */
function imageName(text: string | null): {
  readonly name: string;
  readonly givenName: string;
  readonly registry: string;
  readonly repository: string;
} {
  if (text === null)
    throw usageError(
      "neither `image` nor `chart` is set; expected a name such as ghcr.io/acme/podinfo, or in `build` the folder of a chart",
    );
  const { artifact, registry, repository, version } = parseImageReference(text.toLowerCase());
  if (version.tag !== null || version.digest !== null) {
    throw usageError(
      `the input \`image\` is "${text}"; expected the name alone, "${artifact.name}": the tag comes from the commit, or from the input \`version\``,
    );
  }
  return { name: artifact.name, givenName: text, registry, repository };
}

/** Throws a usage error for another commit than the run's: the next run would take the image for that one's. */
function ownLabels(lines: readonly string[], commit: string): Readonly<Record<string, string>> {
  const labels = pairsOf("labels", lines);
  const revision = labels[REVISION_LABEL];
  if (revision === undefined || revision === commit) return labels;
  throw usageError(
    `the input \`labels\` sets ${REVISION_LABEL} to ${JSON.stringify(revision)}, and the run is about ${commit}; by this label a later run finds its image again: leave it out`,
  );
}

/** The lines of an input, `name=value`; the last of a name counts. */
export function pairsOf(input: string, lines: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(lines.map((line) => pair(input, line)));
}

function pair(input: string, line: string): readonly [string, string] {
  const equals = line.indexOf("=");
  if (equals <= 0) throw usageError(`the input \`${input}\` has the line ${JSON.stringify(line)}; expected name=value`);
  return [line.slice(0, equals), line.slice(equals + 1)];
}

function secret(line: string): ImageBuild["secrets"][number] {
  const [, id, kind, place] = /^([^=]+)=(env|file):(.+)$/u.exec(line) ?? [];
  if (id === undefined || place === undefined) {
    // The line may hold the secret itself.
    throw usageError(
      "a line of the input `secrets` is none; expected id=env:VARIABLE or id=file:path, never the value",
    );
  }
  return { id, source: kind === "env" ? { env: place } : { file: place } };
}
