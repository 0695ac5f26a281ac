// The engine podman: `podman build`, which is buildah inside; images in the same storage.
import type { Engine, ImageBuild } from "../engine.ts";
import { buildahFamily, familyArguments, type BuildFiles } from "./buildah-family.ts";
import type { EngineMachine } from "./command.ts";

/** The arguments after `podman`. Throws a usage error for what it cannot do. */
export function podmanArguments(image: ImageBuild, files: BuildFiles): readonly string[] {
  return familyArguments("podman", image, files);
}

export function podman(machine: EngineMachine, version: string): Engine {
  return buildahFamily("podman", machine, version);
}
