// What waybill.yaml says, after defaults: environments, gates, records. The model; reading it is in parse.ts.

import type { Artifact } from "../artifacts/artifact.ts";

/** Up to which step Waybill merges by itself. */
export type AutoMerge = "never" | "patch" | "minor" | "major";

export interface Configuration extends ManifestRules {
  readonly environments: readonly Environment[];
  readonly records: { readonly branch: string };
  /** Where it came from, for messages. */
  readonly source: "waybill.yaml" | "inputs" | "convention";
  /** `sha256:` and the hexadecimal digest of the normalised configuration; the policy's identity in records. */
  readonly digest: string;
}

/** What the configuration says of the files that are read as manifests. */
export interface ManifestRules {
  /** Globs of paths that are never read as manifests. */
  readonly ignore: readonly string[];
  /** Places that are pins because the configuration names them. */
  readonly pins: readonly NamedPin[];
}

/** One place in every file that a glob matches. */
export interface NamedPin {
  /** A glob of files. */
  readonly file: string;
  /** Index of the document in the file; `null`: the one that has the place. */
  readonly document: number | null;
  /** A pin's path, or the keys that lead to a value. */
  readonly path: string;
  /** What it holds the version of; `null`: what the manifest says, if it does. */
  readonly artifact: Artifact | null;
}

export interface Environment {
  readonly name: string;
  /** Path templates from the repository's root: folders or files, `{app}` at most once each. Never empty. */
  readonly paths: readonly string[];
  /** The one app's name when the paths hold no `{app}`. */
  readonly app: string | null;
  /** `null`: the default branch of the repository. */
  readonly branch: string | null;
  /** `owner/name`; `null`: the home repository. */
  readonly repository: string | null;
  /** The environment that promotions come from. */
  readonly from: string | null;
  readonly promote: PromotePolicy;
  readonly gates: GatePolicy;
}

export interface PromotePolicy {
  readonly group: "app";
  readonly newer: "settle";
  readonly autoMerge: AutoMerge;
  /** Labels and reviewers of the promotion's pull request. */
  readonly labels: readonly string[];
  readonly reviewers: readonly string[];
}

/** `null` and empty: the gate is not set. */
export interface GatePolicy {
  readonly soakMs: number | null;
  readonly approvals: { readonly required: number; readonly independent: boolean } | null;
  /** Globs over contexts of commit statuses and check runs on the upstream commit. */
  readonly statuses: readonly string[];
  readonly images: ImagesPolicy | null;
}

export interface ImagesPolicy {
  /** Allowed registries and repository prefixes (`ghcr.io/acme`); empty: any. */
  readonly registries: readonly string[];
  readonly digest: "required" | "optional";
  readonly mutableTags: "forbidden" | "allowed";
}
