// What a caller of update asks for.
import type { Artifact } from "../artifacts/artifact.ts";
import type { Version } from "../artifacts/version.ts";
import type { Configuration, NamedPin } from "../config/configuration.ts";

export interface ArtifactVersion {
  readonly artifact: Artifact;
  readonly version: Version;
}

export interface UpdateRequest {
  /** At least one. */
  readonly artifacts: readonly ArtifactVersion[];
  /** Places that hold the one artifact, whatever their manifests say; besides those that the configuration names. */
  readonly places: readonly NamedPin[];
  /** `null`: the target is a path. */
  readonly configuration: Configuration | null;
  readonly environment: string | null;
  readonly path: string | null;
  readonly app: string | null;
  /** Default: the environment's branch. */
  readonly branch: string | null;
  readonly mode: "commit" | "pull-request";
  readonly labels: readonly string[];
  readonly reviewers: readonly string[];
  /** What the versions were built from. */
  readonly source: { readonly repository: string; readonly commit: string } | null;
  readonly dryRun: boolean;
}
