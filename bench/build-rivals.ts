// The engines that the bench builds with, each by `build` and by its own commands with the same arguments.
import { join } from "node:path";
import { familyArguments, pushArguments } from "../src/build/engines/buildah-family.ts";
import { buildxArguments } from "../src/build/engines/buildx.ts";
import { dockerArguments } from "../src/build/engines/docker.ts";
import type { Engine, ImageBuild } from "../src/build/engine.ts";
import {
  buildKit,
  containerStorage,
  dockerDaemon,
  type EngineServers,
  toolsOf,
} from "../test/build/engines/engine-servers.ts";

export interface Rival {
  readonly what: string;
  readonly engine: Engine["name"];
  readonly tools: readonly string[];
  readonly start: () => EngineServers | Promise<EngineServers>;
  /** What makes a build of a commit anew where an earlier run has built it: on a fresh runner nothing is kept. */
  readonly afresh: readonly string[];
  /** What the call says of provenance; with it buildx pushes while it builds. */
  readonly provenance: string | null;
  /** The commands that build and push, as a workflow without Waybill would call them. `results`: an empty folder. */
  commands(image: ImageBuild, results: string): readonly Command[];
}

export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

const plugin = toolsOf(["docker-buildx"])?.get("docker-buildx") ?? "";

const family = (program: "buildah" | "podman"): Rival => ({
  what: program,
  engine: program,
  tools: [program],
  start: containerStorage,
  afresh: [],
  provenance: null,
  commands: (image, results) => [
    {
      program,
      args: familyArguments(program, image, { imageId: join(results, "image-id"), secrets: [], list: null }),
      environment: {},
    },
    ...image.references.map((reference) => ({
      program,
      args: pushArguments(reference, reference, { list: false, digest: join(results, "digest") }),
      environment: {},
    })),
  ],
});

/** Docker's commands: its build, and a push of each tag unless the build has pushed. */
const byDocker = (args: readonly string[], image: ImageBuild, more: Command["environment"]): readonly Command[] => {
  const environment = { SOURCE_DATE_EPOCH: String(image.sourceDateEpoch), ...more };
  const pushes = image.push ? [] : image.references.map((reference) => ["push", reference]);
  return [args, ...pushes].map((each) => ({ program: "docker", args: each, environment }));
};

const buildx = (rival: Pick<Rival, "what" | "tools" | "start" | "provenance">): Rival => ({
  ...rival,
  engine: "buildx",
  afresh: ["--no-cache"],
  commands: (image, results) =>
    byDocker(buildxArguments(image, { metadata: join(results, "metadata.json") }), image, {}),
});

export const RIVALS: readonly Rival[] = [
  family("buildah"),
  family("podman"),
  {
    what: "docker",
    engine: "docker",
    tools: ["docker", "dockerd"],
    start: () => dockerDaemon(null),
    afresh: ["--no-cache"],
    provenance: null,
    commands: (image, results) =>
      byDocker(dockerArguments(image, { imageId: join(results, "image-id"), buildKit: false }), image, {
        DOCKER_BUILDKIT: "0",
      }),
  },
  buildx({
    what: "buildx by docker's daemon",
    tools: ["docker", "dockerd", "docker-buildx"],
    start: () => dockerDaemon(plugin),
    provenance: null,
  }),
  buildx({
    what: "buildx by a BuildKit of its own, pushing while it builds",
    tools: ["docker", "buildkitd", "docker-buildx", "runc"],
    start: () => buildKit(plugin),
    provenance: "mode=min",
  }),
];
