// Builds one image of one commit and pushes it under a tag that never moves: nothing twice, nothing overwritten, the digest proven by the registry.
import type { Log } from "../effects.ts";
import { UserError, usageError } from "../errors.ts";
import type { Registry, RegistryRepository } from "../registry/registry.ts";
import type { JsonValue } from "../text/canonical-json.ts";
import { checkCheckout } from "./check-checkout.ts";
import type { Checkout } from "./checkout.ts";
import type { Engine, ImageBuild } from "./engine.ts";
import type { FoundEngine } from "./find-engine.ts";
import { imageLabels, REVISION_LABEL } from "./labels.ts";
import type { BuildSubject } from "./subject.ts";
import { type BuildVersion, versionOf, type VersionRequest } from "./version.ts";

export interface BuildRequest {
  /** As the call names it; the registry's own words are in `repository`. */
  readonly name: string;
  readonly repository: RegistryRepository;
  readonly subject: BuildSubject;
  readonly version: VersionRequest;
  /** Everything that the call says of the build itself. */
  readonly image: Omit<ImageBuild, "references" | "sourceDateEpoch" | "push">;
  readonly source: string;
  readonly licence: string | null;
  readonly homepage: string | null;
  readonly push: boolean;
  /** `false`: a version's tag that holds another commit's image may be replaced. */
  readonly immutable: boolean;
  readonly dryRun: boolean;
}

export interface BuildEffects {
  readonly registry: Registry;
  /** Asked for only when something is to be built. */
  engine(): Promise<FoundEngine>;
  readonly log: Log;
}

export interface BuildResult {
  readonly result: "built" | "pushed" | "exists" | "skipped" | "dry-run";
  readonly reason: string;
  /** `null` when the run's tag belongs to another app. */
  readonly version: BuildVersion | null;
  readonly tags: readonly string[];
  /** `sha256:...` in the registry; `null` when nothing was pushed. */
  readonly digest: string | null;
  readonly pushed: boolean;
  readonly metadata: JsonValue;
}

/**
 * Throws a UserError when the checkout is not what is to be built, when the version's tag holds another commit's image, when the engine fails, and when the registry
 * does not have afterwards what the engine pushed.
 */
export async function build(request: BuildRequest, checkout: Checkout, effects: BuildEffects): Promise<BuildResult> {
  const { subject, repository, name } = request;
  checkCheckout(request, checkout, effects.log);
  const version = versionOf(
    { subject, committedAt: checkout.committedAt, gitTags: checkout.tags, nearest: checkout.nearest },
    request.version,
  );
  const nothing = { version, tags: [], digest: null, pushed: false, metadata: {} };
  if (version === null) {
    const prefix = request.version.tagPrefix;
    return {
      ...nothing,
      result: "skipped",
      reason: `the Git tag is not one of this app, whose tags start with "${prefix}"`,
    };
  }
  effects.log.info(`${name}: ${version.because}`);
  const tags = [version.tag, ...version.movingTags];
  if (request.push) {
    const standing = await standingDigest(request, version, effects.registry);
    if (standing !== null) {
      const reason = `${name}:${version.tag} is in the registry already, built from this commit`;
      return { ...nothing, tags, result: "exists", reason, digest: standing };
    }
  }
  if (request.dryRun) {
    const would = request.push ? "would be built and pushed" : "would be built";
    return { ...nothing, tags, result: "dry-run", reason: `${name}:${version.tag} ${would}` };
  }

  const { engine, reason: chosen } = await effects.engine();
  effects.log.info(chosen);
  const references = tags.map((tag) => `${name}:${tag}`);
  // Several platforms, and what attests them, live only in a registry: such an engine pushes in the same step.
  const atOnce = request.push && engine.pushesWhileBuilding && needsRegistry(request.image);
  if (request.push && !atOnce && request.image.platforms.length > 1) {
    throw usageError(
      `${engine.name} builds one platform at a time; ${request.image.platforms.join(", ")} together need \`engine: buildx\``,
    );
  }
  const built = await engine.build({
    ...request.image,
    labels: {
      ...imageLabels({
        ...request,
        version: version.version,
        commit: subject.commit,
        committedAt: checkout.committedAt,
      }),
      ...request.image.labels,
    },
    references,
    sourceDateEpoch: Math.floor(checkout.committedAt.getTime() / 1000),
    push: atOnce,
  });
  const { metadata } = built;
  if (!request.push) {
    return { ...nothing, tags, metadata, result: "built", reason: `${name}:${version.tag} is built and not pushed` };
  }
  const told = atOnce ? built.digest : await pushInOrder(name, version, engine);
  const digest = await effects.registry.digestOf(repository, version.tag);
  if (digest === null || (told !== null && told !== digest)) {
    throw new UserError(
      `${engine.name} pushed ${name}:${version.tag} as ${told ?? "an unknown digest"}, and the registry has ${digest ?? "nothing"} there; something else writes this tag, or the push was lost: run it again`,
    );
  }
  return {
    ...nothing,
    tags,
    metadata,
    digest,
    pushed: true,
    result: "pushed",
    reason: `${name}:${version.tag}@${digest} is built and pushed`,
  };
}

/** The version's own tag comes last: where it stands, the others were pushed too, and a run that was killed before begins anew. */
async function pushInOrder(name: string, { tag, movingTags }: BuildVersion, engine: Engine): Promise<string | null> {
  if (movingTags.length > 0) await engine.push(movingTags.map((moving) => `${name}:${moving}`));
  return (await engine.push([`${name}:${tag}`])).digest;
}

/**
 * The digest that the version's tag has, when it holds this commit's image; `null` when it may be pushed. Throws a UserError when it holds another one: a version that
 * somebody may have deployed is never overwritten.
 */
async function standingDigest(
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

function needsRegistry({ platforms, provenance, sbom }: BuildRequest["image"]): boolean {
  return platforms.length > 1 || provenance !== null || sbom !== null;
}
