// Decides about one image of one commit: it is in the registry already, its version is another commit's, or it is to be made.
import { anotherApps, type BuildDecision, NOTHING_PUBLISHED, settled, versionFor } from "./artifact-build.ts";
import type { Checkout } from "./checkout.ts";
import type { BuildEffects, BuildRequest } from "./image-request.ts";
import { makeImage } from "./make-image.ts";
import { standingDigest } from "./standing-image.ts";
import type { BuildVersion } from "./version.ts";

/**
 * Throws a UserError when the checkout is not what is to be built, and when the version's tag holds another commit's image; what it decides throws as `makeImage` does.
 */
export async function decideImage(
  request: BuildRequest,
  checkout: Checkout,
  effects: BuildEffects,
): Promise<BuildDecision> {
  const { name, givenName } = request;
  if (name !== givenName) {
    effects.log.info(`the image's name "${givenName}" is taken as "${name}": registries know only small letters`);
  }
  const version = versionFor(request, checkout, effects.log);
  if (version === null) return anotherApps(request.version);
  effects.log.info(`${name}: ${version.because}`);
  const tags = [version.tag, ...version.movingTags];
  if (request.push) {
    const digest = await standingDigest(request, version, effects.registry);
    if (digest !== null) {
      const reason = `${name}:${version.tag} is in the registry already, built from this commit`;
      const standing = [version.tag, ...(await followers(request, version, digest, effects))];
      return settled({ ...NOTHING_PUBLISHED, version, tags: standing, digest, result: "exists", reason });
    }
  }
  if (request.dryRun) {
    const would = request.push ? "would be built and pushed" : "would be built";
    const reason = `${name}:${version.tag} ${would}`;
    return settled({ ...NOTHING_PUBLISHED, version, tags, result: "dry-run", reason });
  }
  return { kind: "due", make: ({ isAlone }) => makeImage(request, checkout, version, isAlone, effects) };
}

/** The moving tags that are where the version is. Others were not asked for when it was pushed, or have gone on; a run that builds nothing cannot move them, and says so. */
async function followers(
  { name, repository }: BuildRequest,
  { tag, movingTags }: BuildVersion,
  digest: string,
  { registry, log }: BuildEffects,
): Promise<readonly string[]> {
  const there: string[] = [];
  for (const moving of movingTags) {
    const found = await registry.digestOf(repository, moving);
    if (found === digest) there.push(moving);
    else
      log.warning(
        `${name}:${moving} is ${found === null ? "not in the registry" : found}, and stays so: ${name}:${tag} was pushed before without moving it, and nothing is built anew`,
      );
  }
  return there;
}
