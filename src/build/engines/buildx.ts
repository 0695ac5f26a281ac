// The engine buildx: BuildKit by docker's plugin, with every field of a build.
import { join } from "node:path";
import { asRecord, parseJson } from "../../text/canonical-json.ts";
import type { Engine, ImageBuild } from "../engine.ts";
import { buildKitSecrets, commonArguments, lastArguments } from "./arguments.ts";
import { engineCommand, type EngineMachine } from "./command.ts";
import { dockerPush } from "./docker-push.ts";
import { prepareBuild } from "./prepare.ts";
import { digestIn, inTemporaryFolder, readResult } from "./result-files.ts";

/** The arguments after `docker`. */
export function buildxArguments(image: ImageBuild, files: { readonly metadata: string }): readonly string[] {
  return [
    "buildx",
    "build",
    `--metadata-file=${files.metadata}`,
    ...image.references.map((reference) => `--tag=${reference}`),
    // With the times of files set to the commit's, layers of one commit have one digest; BuildKit before 0.13 and docker's own driver leave the times.
    image.push ? "--output=type=image,push=true,rewrite-timestamp=true" : "--load",
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

export function buildx(machine: EngineMachine, version: string): Engine {
  return {
    name: "buildx",
    version,
    pushesWhileBuilding: true,
    async build(image) {
      const { variables, hidden } = await prepareBuild(image, { name: "buildx", version }, machine);
      return inTemporaryFolder(async (folder) => {
        const files = { metadata: join(folder, "metadata.json") };
        const name = image.references[0] ?? image.context;
        await engineCommand(machine, "docker", buildxArguments(image, files), `build "${name}"`, {
          folder: image.folder,
          environment: { ...variables, SOURCE_DATE_EPOCH: String(image.sourceDateEpoch) },
          secrets: hidden,
          shown: `docker buildx build ${name}`,
        });
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
