// What an image or chart registry says of a repository: manifests by tag or digest, and what they were built from.

/** A repository in a registry: `ghcr.io`, `acme/podinfo`; Docker Hub is `docker.io` with `library/nginx`. */
export interface RegistryRepository {
  readonly registry: string;
  readonly repository: string;
}

export interface Manifest {
  /** `sha256:...` of the manifest's bytes; checked against the bytes where they are read. */
  readonly digest: string;
  readonly mediaType: string;
  readonly annotations: Readonly<Record<string, string>>;
  /** The digest of the image's configuration; `null` for an index of several platforms, and for what is no image (a chart). */
  readonly config: string | null;
  /** The digests of what it is made of, as listed: an image's layers, a chart's package and its provenance; empty for an index. */
  readonly layers: readonly string[];
  /** Of an index: each platform's manifest, attestations left out; `platform` is empty where the index names none. */
  readonly platforms: readonly { readonly platform: string; readonly digest: string }[];
}

export interface Registry {
  /**
   * The digest of a tag (or of a digest, when it is there), by one HEAD request where the registry answers with one. `null`: the registry says, asked by GET, that there is
   * none. Throws a UserError when it cannot be told: refused, unreachable, an answer that is none. An error is never an absence.
   */
  digestOf(repository: RegistryRepository, reference: string): Promise<string | null>;
  /** The manifest, as `digestOf` for what is not there. */
  manifest(repository: RegistryRepository, reference: string): Promise<Manifest | null>;
  /** The labels of an image; of an index those of its first platform that is no attestation. Empty when it has none. */
  labels(repository: RegistryRepository, manifest: Manifest): Promise<Readonly<Record<string, string>>>;
  /** Requests made so far, those for tokens too. */
  readonly requests: number;
}
