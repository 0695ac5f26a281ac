// The engine buildx: BuildKit by docker's plugin, with every field of a build.
import { join } from "node:path";
import { usageError } from "../../errors.ts";
import { asRecord, parseJson } from "../../text/canonical-json.ts";
import type { Engine, ImageBuild } from "../engine.ts";
import { buildKitSecrets, commonArguments, lastArguments } from "./arguments.ts";
import { engineCommand, type EngineMachine } from "./command.ts";
import { dockerPush } from "./docker-push.ts";
import { prepareBuild } from "./prepare.ts";
import { digestIn, inTemporaryFolder, readResult } from "./result-files.ts";
import { knowsAnnotations } from "./versions.ts";

/** The arguments after `docker`. */
export function buildxArguments(image: ImageBuild, files: { readonly metadata: string }): readonly string[] {
  return [
    "buildx",
    "build",
    `--metadata-file=${files.metadata}`,
    // BuildKit pushes in this order. The tag that never moves comes last: where it stands, those that follow it were moved, also by a run that was killed.
    ...(image.push ? image.references.toReversed() : image.references).map((reference) => `--tag=${reference}`),
    // With the times of files set to the commit's, layers of one commit have one digest; BuildKit before 0.13 and docker's own driver leave the times.
    image.push
      ? "--output=type=image,push=true,rewrite-timestamp=true"
      : image.load
        ? "--output=type=docker,rewrite-timestamp=true"
        : image.cacheOnly || image.platforms.length > 1
          ? // Docker keeps one platform of an image; that all of them build is known all the same.
            "--output=type=cacheonly"
          : "--load",
    ...commonArguments(image),
    ...buildKitSecrets(image),
    ...Object.entries(image.annotations).map(
      // An index exists only for several platforms, and annotating what does not exist is an error.
      ([key, value]) => `--annotation=${image.platforms.length > 1 ? "index,manifest" : "manifest"}:${key}=${value}`,
    ),
    ...image.cacheTo.map((target) => `--cache-to=${target}`),
    ...(image.provenance === null ? [] : [`--provenance=${image.provenance}`]),
    ...(image.sbom === null ? [] : [`--sbom=${image.sbom}`]),
    ...lastArguments(image),
  ];
}

/** As docker can keep it: what attests an image has no place there. */
function asKept(image: ImageBuild): ImageBuild {
  return {
    ...image,
    push: false,
    provenance: image.provenance === null ? null : "false",
    sbom: image.sbom === null ? null : "false",
  };
}

/** `hasDaemon`: whether docker's daemon answers, which keeps images; a builder elsewhere (remote, Kubernetes) builds and pushes without it. */
export function buildx(machine: EngineMachine, version: string, hasDaemon: boolean): Engine {
  return {
    name: "buildx",
    version,
    pushesWhileBuilding: true,
    keepsImages: hasDaemon,
    annotates: knowsAnnotations(version) ? "what it pushes by itself" : "none",
    async build(asked) {
      const image = hasDaemon || asked.push ? asked : { ...asked, cacheOnly: true };
      const { variables, hidden } = await prepareBuild(image, { name: "buildx", version }, machine);
      if (image.load && image.platforms.length > 1)
        throw usageError(
          `the input \`load\` is set and \`platforms\` has ${image.platforms.join(", ")}; docker keeps an image of one platform: leave \`load\` out, or name one`,
        );
      if (image.load && !hasDaemon)
        throw usageError(
          "the input `load` is set, and docker's daemon, which would keep the image, does not answer; start it, check DOCKER_HOST, or leave `load` out",
        );
      return inTemporaryFolder(async (folder) => {
        const files = { metadata: join(folder, "metadata.json") };
        const name = image.references[0] ?? image.context;
        const run = (args: readonly string[], what: string): Promise<string> =>
          engineCommand(machine, "docker", args, `${what} "${name}"`, {
            folder: image.folder,
            environment: { ...variables, SOURCE_DATE_EPOCH: String(image.sourceDateEpoch) },
            secrets: hidden,
            shown: `docker buildx build ${name}`,
          });
        // First, so that nothing is pushed when docker cannot take it; the second build finds all of it in the cache.
        if (image.push && image.load) await run(buildxArguments(asKept(image), files), "build and load");
        await run(buildxArguments(image.push || image.cacheOnly ? image : asKept(image), files), "build");
        const metadata = parseJson(await readResult(files.metadata, "buildx"), "buildx's metadata");
        if (!image.push) {
          // What buildx calls the digest of an image that was loaded can be that of its configuration, and docker packs the layers anew when it pushes.
          return { digest: null, metadata };
        }
        return {
          digest: digestIn(asRecord(metadata, "buildx's metadata")["containerimage.digest"], "buildx"),
          metadata,
        };
      });
    },
    push: (references) => dockerPush(machine, references),
  };
}
