// Builds one image and pushes it under its tags, the one that never moves last; the registry's word on the digest is the proof.
import { UserError } from "../errors.ts";
import type { Registry } from "../registry/registry.ts";
import type { JsonValue } from "../text/canonical-json.ts";
import { type BuildResult, type MadeArtifact, NOTHING_PUBLISHED } from "./artifact-build.ts";
import type { Checkout } from "./checkout.ts";
import type { BuiltImage, Engine, ImageBuild } from "./engine.ts";
import type { BuildEffects, BuildRequest } from "./image-request.ts";
import { imageLabels } from "./labels.ts";
import { standingDigest } from "./standing-image.ts";
import { type BuildVersion, mayBeShared } from "./version.ts";

/**
 * `isAlone`: nothing else is built in this run. Throws a UserError when the engine fails; what it gives throws one when the version came into the registry from another
 * commit meanwhile, and when the registry does not have afterwards what the engine pushed.
 */
export async function makeImage(
  request: BuildRequest,
  checkout: Checkout,
  version: BuildVersion,
  isAlone: boolean,
  effects: BuildEffects,
): Promise<MadeArtifact> {
  const { subject, name, push, image } = request;
  const engine = await effects.engine();
  const { committedAt } = checkout;
  const labels = imageLabels({ ...request, version: version.version, commit: subject.commit, committedAt });
  // Several platforms, annotations, and what attests an image, live only in a registry: such an engine pushes from a build.
  const fromBuild = push && engine.pushesWhileBuilding && (needsRegistry(image) || !engine.keepsImages);
  const asked: ImageBuild = {
    ...image,
    labels: { ...labels, ...image.labels },
    // Registries show an index by its annotations: the labels of its images are out of their sight.
    annotations: { ...(carriesAnnotations(engine, fromBuild) ? labels : {}), ...image.annotations },
    references: [version.tag, ...version.movingTags].map((tag) => `${name}:${tag}`),
    sourceDateEpoch: Math.floor(committedAt.getTime() / 1000),
    cacheOnly: false,
    push: false,
  };
  const publication = { request, version, registry: effects.registry };
  if (fromBuild && isAlone) {
    const built = await engine.build({ ...asked, push: true });
    return { publish: () => prove({ ...publication, built }) };
  }
  if (fromBuild) {
    // Nothing is pushed while another one can fail; the build that pushes finds everything in the cache.
    await engine.build({ ...asked, cacheOnly: true, load: false, cacheTo: [] });
    return { publish: () => publish(publication, () => engine.build({ ...asked, push: true })) };
  }
  const { metadata } = await engine.build(asked);
  if (!push) {
    const result = {
      ...made(version, metadata),
      result: "built",
      reason: `${name}:${version.tag} is built and not pushed`,
    } as const;
    return { publish: async () => result };
  }
  return {
    publish: () => publish(publication, async () => ({ digest: await pushInOrder(name, version, engine), metadata })),
  };
}

interface Publication {
  readonly request: BuildRequest;
  readonly version: BuildVersion;
  readonly registry: Registry;
}

/** Pushes, unless another run has since; throws a UserError when another commit's has. */
async function publish(publication: Publication, push: () => Promise<BuiltImage>): Promise<BuildResult> {
  const { request, version, registry } = publication;
  // Builds take minutes.
  if (mayBeShared(request.subject, request.version)) {
    const digest = await standingDigest(request, version, registry);
    if (digest !== null) {
      const reason = `${request.name}:${version.tag} came into the registry meanwhile, built from this commit`;
      return { ...made(version, {}), digest, result: "exists", reason };
    }
  }
  return prove({ ...publication, built: await push() });
}

/** `built`: what was pushed. Throws a UserError when the registry has not exactly that. */
async function prove({
  request,
  version,
  registry,
  built,
}: Publication & { readonly built: BuiltImage }): Promise<BuildResult> {
  const { name, repository } = request;
  const digest = await registry.digestOf(repository, version.tag);
  if (digest === null || (built.digest !== null && built.digest !== digest)) {
    throw new UserError(
      `${name}:${version.tag} was pushed as ${built.digest ?? "an unknown digest"}, and the registry has ${digest ?? "nothing"} there; something else writes this tag, or the push was lost: run it again`,
    );
  }
  const reason = `${name}:${version.tag}@${digest} is built and pushed`;
  return { ...made(version, built.metadata), digest, pushed: true, result: "pushed", reason };
}

function made(version: BuildVersion, metadata: JsonValue): Omit<BuildResult, "result" | "reason"> {
  return { ...NOTHING_PUBLISHED, version, tags: [version.tag, ...version.movingTags], metadata };
}

/** The version's own tag comes last: where it stands, the others were pushed too, and a run that was killed before begins anew. */
async function pushInOrder(name: string, { tag, movingTags }: BuildVersion, engine: Engine): Promise<string | null> {
  if (movingTags.length > 0) await engine.push(movingTags.map((moving) => `${name}:${moving}`));
  return (await engine.push([`${name}:${tag}`])).digest;
}

function needsRegistry({ platforms, provenance, sbom, annotations }: BuildRequest["image"]): boolean {
  return platforms.length > 1 || provenance !== null || sbom !== null || Object.keys(annotations).length > 0;
}

function carriesAnnotations({ annotates }: Engine, isPushedAtOnce: boolean): boolean {
  return annotates === "every image" || (annotates === "what it pushes by itself" && isPushedAtOnce);
}
