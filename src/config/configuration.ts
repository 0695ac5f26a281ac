// What waybill.yaml says, after defaults: environments, gates, records. The model; reading it is in parse.ts.

/** Up to which step Waybill merges by itself. */
export type AutoMerge = "never" | "patch" | "minor" | "major";

export interface Configuration {
  readonly environments: readonly Environment[];
  /** Globs of paths that are never read as manifests. */
  readonly ignore: readonly string[];
  readonly records: { readonly branch: string };
  /** Where it came from, for messages. */
  readonly source: "waybill.yaml" | "inputs" | "convention";
  /** `sha256:` and the hexadecimal digest of the normalised configuration; the policy's identity in records. */
  readonly digest: string;
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
