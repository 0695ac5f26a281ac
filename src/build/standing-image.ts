// What stands under a version's tag: this commit's image, none, or one that must not be replaced.
import { UserError } from "../errors.ts";
import type { Registry } from "../registry/registry.ts";
import type { BuildRequest } from "./image-request.ts";
import { REVISION_LABEL } from "./labels.ts";
import type { BuildVersion } from "./version.ts";

/**
 * The digest that the version's tag has, when it holds this commit's image; `null` when it may be pushed. Throws a UserError when it holds another one: a version that
 * somebody may have deployed is never overwritten.
 */
export async function standingDigest(
  { repository, name, subject, immutable }: BuildRequest,
  version: BuildVersion,
  registry: Registry,
): Promise<string | null> {
  const manifest = await registry.manifest(repository, version.tag);
  if (manifest === null) return null;
  const revision = (await registry.labels(repository, manifest))[REVISION_LABEL];
  if (revision === subject.commit) return manifest.digest;
  if (!immutable) return null;
  throw new UserError(
    `${name}:${version.tag} is in the registry as ${manifest.digest}, built from ${revision === undefined ? "a commit that its labels do not name" : `the commit ${revision}`}, and this run would replace it with the image of ${subject.commit}; a version's tag is never overwritten: give the commit another version, or set \`immutable: false\``,
  );
}
