// The engine docker: `docker build`, by BuildKit where the machine's docker has it and else by the old builder.
import { join } from "node:path";
import { usageError } from "../../errors.ts";
import type { Engine, ImageBuild } from "../engine.ts";
import { asksForNothing, buildKitSecrets, commonArguments, lastArguments, refuseAsked } from "./arguments.ts";
import { engineCommand, type EngineMachine } from "./command.ts";
import { dockerPush } from "./docker-push.ts";
import { prepareBuild } from "./prepare.ts";
import { digestIn, inTemporaryFolder, readResult } from "./result-files.ts";

/** The arguments after `docker`. Throws a usage error for what `docker build` cannot do. */
export function dockerArguments(
  image: ImageBuild,
  options: { readonly imageId: string; readonly buildKit: boolean },
): readonly string[] {
  const instead = "set `engine: buildx` (docker/setup-buildx-action brings it)";
  refuseAsked("docker", [
    { asked: image.push, what: "build that pushes", instead: "push after the build" },
    { asked: image.platforms.length > 1, what: "builds for several platforms", instead },
    { asked: Object.keys(image.annotations).length > 0, what: "annotations", instead },
    { asked: image.cacheTo.length > 0, what: "cache-to", instead },
    { asked: !asksForNothing(image.provenance), what: "provenance", instead },
    { asked: !asksForNothing(image.sbom), what: "sbom", instead },
  ]);
  if (image.secrets.length > 0 && !options.buildKit) {
    throw usageError(
      "secrets need BuildKit, which this docker does not have: from version 23 on it comes with the buildx plugin; install it (docker/setup-buildx-action), or set `engine` to buildah or podman",
    );
  }
  const given = image.buildArgs.some(([name]) => name === "SOURCE_DATE_EPOCH");
  return [
    "build",
    `--iidfile=${options.imageId}`,
    ...image.references.map((reference) => `--tag=${reference}`),
    ...commonArguments(image),
    // docker before 23 does not hand the variable on; the old builder knows no times but its own.
    ...(options.buildKit && !given ? [`--build-arg=SOURCE_DATE_EPOCH=${image.sourceDateEpoch}`] : []),
    ...buildKitSecrets(image),
    ...lastArguments(image),
  ];
}

/** `buildKit`: whether this docker can build by BuildKit. It is said to docker in so many words: a version from 23 on without the plugin fails when it is told to. */
export function docker(machine: EngineMachine, version: string, buildKit: boolean): Engine {
  return {
    name: "docker",
    version,
    pushesWhileBuilding: false,
    keepsImages: true,
    annotates: "none",
    async build(image) {
      const { variables, hidden } = await prepareBuild(image, { name: "docker", version }, machine);
      return inTemporaryFolder(async (folder) => {
        const imageId = join(folder, "image-id");
        const name = image.references[0] ?? image.context;
        await engineCommand(machine, "docker", dockerArguments(image, { imageId, buildKit }), `build "${name}"`, {
          folder: image.folder,
          environment: {
            ...variables,
            SOURCE_DATE_EPOCH: String(image.sourceDateEpoch),
            DOCKER_BUILDKIT: buildKit ? "1" : "0",
          },
          secrets: hidden,
          shown: `docker build ${name}`,
        });
        const id = digestIn(await readResult(imageId, "docker"), "docker");
        // The identity of an image is that of its configuration; its manifest is made by the push.
        return { digest: null, metadata: { "containerimage.config.digest": id } };
      });
    },
    push: (references) => dockerPush(machine, references),
  };
}
