// The inputs of `release` as the requests of its two use cases, both checked before anything is started.
import { type Artifact, artifactKey } from "../artifacts/artifact.ts";
import { parseImageReference } from "../artifacts/image-reference.ts";
import type { BranchOrTag, BuildSubject } from "../build/subject.ts";
import type { NamedPin } from "../config/configuration.ts";
import { usageError } from "../errors.ts";
import type { InputsOf } from "../runner/action.ts";
import type { RunContext } from "../runner/context.ts";
import type { releaseAction } from "./actions.ts";
import { artifactName, type ArtifactRequest } from "./artifact-request.ts";
import { readBuildsRequest } from "./builds-request.ts";
import { checkCall } from "./preflight.ts";
import { checkTarget, placesOf } from "./update-request.ts";

export interface ReleaseRequest {
  /** At least one, all of the same commit. */
  readonly builds: readonly ArtifactRequest[];
  readonly subject: BuildSubject | BranchOrTag;
  /** Places that hold the one artifact's version, though their manifests do not say so. */
  readonly places: readonly NamedPin[];
  /** What the versions are built from. */
  readonly source: { readonly repository: string; readonly commit: string };
}

/** Throws a usage error that names the input. A proposal's job may lack the credentials of a release, and needs none. */
export async function readReleaseRequest(
  inputs: InputsOf<typeof releaseAction>,
  context: RunContext,
): Promise<ReleaseRequest> {
  const builds = await readBuildsRequest(inputs, context);
  const [first] = builds;
  if (first === undefined) throw usageError("nothing is named to build");
  const { subject } = first.request;
  checkVersions(builds);
  checkTarget(inputs);
  const isProposal = subject.kind === "pull-request" || subject.kind === "merge-group";
  if (!isProposal) checkCall(inputs, context, inputs["environment-repository"]);
  return {
    builds,
    subject,
    places: placesOf(
      inputs.places,
      builds.map((build) => ({ artifact: artifactOf(build) })),
    ),
    source: { repository: context.repository, commit: subject.commit },
  };
}

/** One chart may go to two registries; the environment has one version of it. What makes two versions of a build is what the call says of them. */
function checkVersions(builds: readonly ArtifactRequest[]): void {
  const seen = new Map<string, string>();
  for (const build of builds) {
    const { version, pattern, tagPrefix } = build.request.version;
    const key = artifactKey(artifactOf(build));
    const said = JSON.stringify([version, pattern, tagPrefix]);
    if ((seen.get(key) ?? said) !== said) {
      throw usageError(
        `two builds make the ${build.kind} "${artifactName(build)}" with another \`pattern\` or \`tag-prefix\`, and the environment gets one version of it; give both the same, or release one of them`,
      );
    }
    seen.set(key, said);
  }
}

/** As the environment's manifests name it; a chart by its name alone. */
function artifactOf(build: ArtifactRequest): Artifact {
  const name = artifactName(build);
  return build.kind === "image" ? parseImageReference(name).artifact : { kind: "chart", name, id: name };
}
