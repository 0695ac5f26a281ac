// Decides, builds and pushes one image of one commit under a tag that never moves: nothing twice, nothing overwritten, the digest proven by the registry.
import type { Log } from "../effects.ts";
import { UserError } from "../errors.ts";
import type { Registry, RegistryRepository } from "../registry/registry.ts";
import {
  anotherApps,
  type BuildDecision,
  type BuildResult,
  type MadeArtifact,
  NOTHING_PUBLISHED,
  settled,
  versionFor,
} from "./artifact-build.ts";
import type { Checkout } from "./checkout.ts";
import type { BuiltImage, Engine, ImageBuild } from "./engine.ts";
import { imageLabels, REVISION_LABEL } from "./labels.ts";
import type { BranchOrTag, BuildSubject } from "./subject.ts";
import type { BuildVersion, VersionRequest } from "./version.ts";

export interface BuildRequest {
  /** As the call names it; the registry's own words are in `repository`. */
  readonly name: string;
  /** The name before its capital letters became small. */
  readonly givenName: string;
  readonly repository: RegistryRepository;
  readonly subject: BuildSubject | BranchOrTag;
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
  engine(): Promise<Engine>;
  readonly log: Log;
}

/**
 * Decides about one image of one commit. Throws a UserError when the checkout is not what is to be built, and when the version's tag holds another commit's image; what
 * it decides throws when the engine fails, and when the registry does not have afterwards what the engine pushed.
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
  return { kind: "due", make: () => makeImage(request, checkout, version, effects) };
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

async function makeImage(
  request: BuildRequest,
  checkout: Checkout,
  version: BuildVersion,
  effects: BuildEffects,
): Promise<MadeArtifact> {
  const { subject, name, push, image } = request;
  const engine = await effects.engine();
  const tags = [version.tag, ...version.movingTags];
  // Several platforms, annotations, and what attests an image, live only in a registry: such an engine pushes in the same step.
  const atOnce = push && engine.pushesWhileBuilding && needsRegistry(image);
  const { committedAt } = checkout;
  const labels = imageLabels({ ...request, version: version.version, commit: subject.commit, committedAt });
  const built = await engine.build({
    ...image,
    labels: { ...labels, ...image.labels },
    // Registries show an index by its annotations: the labels of its images are out of their sight.
    annotations: { ...(carriesAnnotations(engine, atOnce) ? labels : {}), ...image.annotations },
    references: tags.map((tag) => `${name}:${tag}`),
    sourceDateEpoch: Math.floor(committedAt.getTime() / 1000),
    push: atOnce,
  });
  return {
    pushedAs: atOnce ? `${name}:${version.tag}` : null,
    publish: () => publishImage(request, version, built, atOnce ? null : engine, effects.registry),
  };
}

/** `engine`: the one to push with; `null` when it pushed while it built. */
async function publishImage(
  request: BuildRequest,
  version: BuildVersion,
  { digest: known, metadata }: BuiltImage,
  engine: Engine | null,
  registry: Registry,
): Promise<BuildResult> {
  const { name, repository } = request;
  const made = { ...NOTHING_PUBLISHED, version, tags: [version.tag, ...version.movingTags], metadata };
  if (!request.push) return { ...made, result: "built", reason: `${name}:${version.tag} is built and not pushed` };
  if (engine !== null && mayBeSharedVersion(request)) {
    const standing = await standingDigest(request, version, registry);
    if (standing !== null) {
      const reason = `${name}:${version.tag} came into the registry meanwhile, built from this commit`;
      return { ...made, digest: standing, result: "exists", reason };
    }
  }
  const told = engine === null ? known : await pushInOrder(name, version, engine);
  const digest = await registry.digestOf(repository, version.tag);
  if (digest === null || (told !== null && told !== digest)) {
    throw new UserError(
      `${name}:${version.tag} was pushed as ${told ?? "an unknown digest"}, and the registry has ${digest ?? "nothing"} there; something else writes this tag, or the push was lost: run it again`,
    );
  }
  const reason = `${name}:${version.tag}@${digest} is built and pushed`;
  return { ...made, digest, pushed: true, result: "pushed", reason };
}

/** Whether another commit can get this version too: the name of a branch's build holds its commit, a Git tag can be moved and an input be given twice. Builds take minutes. */
function mayBeSharedVersion({ subject, version }: BuildRequest): boolean {
  return subject.kind === "tag" || subject.kind === "branch-or-tag" || version.version !== null;
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

function needsRegistry({ platforms, provenance, sbom, annotations }: BuildRequest["image"]): boolean {
  return platforms.length > 1 || provenance !== null || sbom !== null || Object.keys(annotations).length > 0;
}

function carriesAnnotations({ annotates }: Engine, isPushedAtOnce: boolean): boolean {
  return annotates === "every image" || (annotates === "what it pushes by itself" && isPushedAtOnce);
}
