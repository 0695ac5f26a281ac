// The labels that every image carries: what an environment repository needs to explain it later. Keys of the OCI image specification, annotations.md.
import type { RegistryRepository } from "../registry/registry.ts";

/** The commit that an image was built from; by it a second run knows its own image again. */
export const REVISION_LABEL = "org.opencontainers.image.revision";

export interface LabelFacts {
  readonly repository: RegistryRepository;
  readonly version: string;
  readonly commit: string;
  readonly committedAt: Date;
  /** The repository's page: `https://github.com/acme/podinfo`. */
  readonly source: string;
  /** SPDX, where the forge knows it. */
  readonly licence: string | null;
  readonly homepage: string | null;
}

/** `created` is the commit's time, so that what is built of one commit twice is the same image. */
export function imageLabels(facts: LabelFacts): Readonly<Record<string, string>> {
  const { repository } = facts.repository;
  return {
    "org.opencontainers.image.source": facts.source,
    [REVISION_LABEL]: facts.commit,
    "org.opencontainers.image.version": facts.version,
    "org.opencontainers.image.created": facts.committedAt.toISOString().replace(/\.000Z$/u, "Z"),
    "org.opencontainers.image.title": repository.slice(repository.lastIndexOf("/") + 1),
    ...(facts.licence === null ? {} : { "org.opencontainers.image.licenses": facts.licence }),
    ...(facts.homepage === null ? {} : { "org.opencontainers.image.url": facts.homepage }),
  };
}
