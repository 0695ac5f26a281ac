// What buildah and podman have in common: podman builds with buildah's code and takes its options.
import { join } from "node:path";
import { parseImageReference } from "../../artifacts/image-reference.ts";
import { usageError, UserError } from "../../errors.ts";
import { asRecord, asString, listOf, parseJson, type JsonValue } from "../../text/canonical-json.ts";
import type { Engine, ImageBuild } from "../engine.ts";
import { asksForNothing, commonArguments, lastArguments, refuseAsked } from "./arguments.ts";
import { checkReference } from "./check.ts";
import { engineCommand, type EngineMachine } from "./command.ts";
import { prepareBuild } from "./prepare.ts";
import { digestIn, inTemporaryFolder, readResult, sameDigest } from "./result-files.ts";
import { secretArguments } from "./secrets.ts";
import { readsVariables } from "./versions.ts";

type Name = "buildah" | "podman";

export interface BuildFiles {
  readonly imageId: string;
  /** The arguments that say where each secret is. */
  readonly secrets: readonly string[];
  /** The manifest list to which an image of one of several platforms is added; `null`: the image stands alone. */
  readonly list: string | null;
}

/** The arguments after the program. Throws a usage error for what the program cannot do. */
export function familyArguments(program: Name, image: ImageBuild, files: BuildFiles): readonly string[] {
  const instead = "set `engine: buildx`, or leave it out";
  refuseAsked(program, [
    { asked: image.push, what: "build that pushes", instead: "push after the build" },
    { asked: !asksForNothing(image.provenance), what: "provenance", instead },
    { asked: !asksForNothing(image.sbom), what: "sbom as buildx has it", instead },
    {
      asked: image.platforms.length > 1,
      what: "build of several platforms at once",
      instead: "build one after the other",
    },
  ]);
  return [
    "build",
    `--timestamp=${image.sourceDateEpoch}`,
    ...(files.list === null
      ? [`--iidfile=${files.imageId}`, ...image.references.map((reference) => `--tag=${reference}`)]
      : [`--manifest=${files.list}`]),
    ...commonArguments(image),
    ...Object.entries(image.annotations).map(([key, value]) => `--annotation=${key}=${value}`),
    ...files.secrets,
    ...image.cacheTo.map((target) => `--cache-to=${target}`),
    // A cache is made of layers. Else there are none: podman (4.3, where they are the default) takes one that was built for another platform when the base is scratch.
    `--layers=${image.cacheFrom.length + image.cacheTo.length > 0}`,
    ...lastArguments(image),
  ];
}

/** The arguments that push `local` as `reference`. `list`: `local` is a manifest list, all of which goes. */
export function pushArguments(
  local: string,
  reference: string,
  options: { readonly list: boolean; readonly digest: string },
): readonly string[] {
  return [
    ...(options.list ? ["manifest", "push", "--all"] : ["push"]),
    `--digestfile=${options.digest}`,
    // As docker does by itself: a registry on the same machine needs no TLS.
    ...(isLoopback(parseImageReference(reference).registry) ? ["--tls-verify=false"] : []),
    local,
    `docker://${reference}`,
  ];
}

export function buildahFamily(program: Name, machine: EngineMachine, version: string): Engine {
  /**
   * By reference, the manifest list that holds it. A list has one name here: `tag` on a list names the image of the machine's own platform instead (buildah 1.28), and
   * a push of that name would lose the others without a word.
   */
  const lists = new Map<string, string>();
  return {
    name: program,
    version,
    pushesWhileBuilding: false,
    keepsImages: true,
    annotates: "every image",
    async build(image) {
      const { variables, hidden } = await prepareBuild(image, { name: program, version }, machine);
      if (isList(image) && image.references.length === 0)
        throw usageError(`the engine ${program} builds for several platforms only under a name; give the image a tag`);
      return inTemporaryFolder(async (folder) => {
        const imageId = join(folder, "image-id");
        const name = image.references[0] ?? image.context;
        const list = isList(image) ? name : null;
        const secrets = await secretArguments(image, variables, readsVariables(program, version) ? null : folder);
        // A list of an earlier build would be added to. That there is none is the usual case, so its exit code says nothing.
        if (list !== null) await machine.programs.run(program, ["manifest", "rm", list], {});
        for (const part of parts(image)) {
          const what = list === null ? name : `${name} (${part.platforms.join()})`;
          await engineCommand(
            machine,
            program,
            familyArguments(program, part, { imageId, secrets, list }),
            `build "${what}"`,
            {
              folder: image.folder,
              environment: variables,
              secrets: hidden,
              // podman leaves its working container and copies of secrets behind when it is told to end, and neither when a step of its fails.
              endsByItsSteps: program === "podman",
              shown: `${program} build ${what}`,
            },
          );
        }
        for (const reference of image.references) {
          if (list === null) lists.delete(reference);
          else lists.set(reference, list);
        }
        // The manifest is made by the push: only then are layers compressed.
        if (list !== null)
          return { digest: null, metadata: await listOfPlatforms(program, machine, list, image.platforms) };
        const id = digestIn(await readResult(imageId, program), program);
        return { digest: null, metadata: { "containerimage.config.digest": id } };
      });
    },
    async push(references) {
      for (const reference of references) checkReference(reference);
      return inTemporaryFolder(async (folder) => {
        const pushed: (readonly [string, string])[] = [];
        for (const [index, reference] of references.entries()) {
          const digest = join(folder, `digest-${index}`);
          const list = lists.get(reference);
          const args = pushArguments(list ?? reference, reference, { list: list !== undefined, digest });
          await engineCommand(machine, program, args, `push "${reference}"`, { shown: `${program} push ${reference}` });
          pushed.push([reference, digestIn(await readResult(digest, program), program)]);
        }
        return { digest: sameDigest(pushed) };
      });
    },
  };
}

/** The list as the program shows it. Throws a UserError when it has not every platform: nothing else would say so. */
async function listOfPlatforms(
  program: Name,
  machine: EngineMachine,
  name: string,
  platforms: readonly string[],
): Promise<JsonValue> {
  const what = `${program}'s manifest list "${name}"`;
  const text = await engineCommand(
    machine,
    program,
    ["manifest", "inspect", name],
    `read the manifest list "${name}"`,
    {},
  );
  const list = parseJson(text, what);
  const has = listOf(asRecord(list, what)["manifests"], `the manifests of ${what}`, (each, which) => {
    const { os, architecture } = asRecord(asRecord(each, which)["platform"], `the platform of ${which}`);
    return `${asString(os, which)}/${asString(architecture, which)}`;
  });
  if (has.length !== new Set(platforms).size) {
    throw new UserError(
      `${what} has ${has.join(", ") || "nothing"}; expected ${platforms.join(", ")}; a base image or a cache may be of one platform only`,
    );
  }
  return list;
}

function isList(image: ImageBuild): boolean {
  return image.platforms.length > 1;
}

/** One build for each platform: told of several, the programs add them to the list in any order, and each order is another digest. */
function parts(image: ImageBuild): readonly ImageBuild[] {
  return isList(image)
    ? [...new Set(image.platforms)].map((platform) => ({ ...image, platforms: [platform] }))
    : [image];
}

function isLoopback(registry: string): boolean {
  return /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::\d+)?$/u.test(registry);
}
