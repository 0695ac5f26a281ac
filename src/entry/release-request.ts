// The inputs of `release` as the requests of its two use cases, both checked before anything is started.
import { parseImageReference } from "../artifacts/image-reference.ts";
import type { BuildRequest } from "../build/build.ts";
import type { NamedPin } from "../config/configuration.ts";
import type { InputsOf } from "../runner/action.ts";
import type { RunContext } from "../runner/context.ts";
import type { releaseAction } from "./actions.ts";
import { readBuildRequest } from "./build-request.ts";
import { checkCall } from "./preflight.ts";
import { checkTarget, placesOf } from "./update-request.ts";

export interface ReleaseRequest {
  readonly build: BuildRequest;
  /** Places that hold the image's version, though their manifests do not say so. */
  readonly places: readonly NamedPin[];
  /** What the version is built from. */
  readonly source: { readonly repository: string; readonly commit: string };
}

/** Throws a usage error that names the input. A proposal's job may lack the credentials of a release, and needs none. */
export function readReleaseRequest(inputs: InputsOf<typeof releaseAction>, context: RunContext): ReleaseRequest {
  const build = readBuildRequest(inputs, context);
  checkTarget(inputs);
  const { kind, commit } = build.subject;
  if (kind === "tag" || kind === "branch") checkCall(inputs, context, inputs["environment-repository"]);
  return {
    build,
    places: placesOf(inputs.places, [parseImageReference(build.name)]),
    source: { repository: context.repository, commit },
  };
}
