// The engine buildah: no daemon, images in the storage of containers/storage.
import type { Engine, ImageBuild } from "../engine.ts";
import { buildahFamily, familyArguments, type BuildFiles } from "./buildah-family.ts";
import type { EngineMachine } from "./command.ts";

/** The arguments after `buildah`. Throws a usage error for what it cannot do. */
export function buildahArguments(image: ImageBuild, files: BuildFiles): readonly string[] {
  return familyArguments("buildah", image, files);
}

export function buildah(machine: EngineMachine, version: string): Engine {
  return buildahFamily("buildah", machine, version);
}
