// Which version of an engine's program knows what is asked of it; the facts were read in the sources of the versions named.
import { usageError } from "../../errors.ts";
import type { Engine, ImageBuild } from "../engine.ts";

type Name = Engine["name"];

interface Least {
  /** `1.23`: numbers between dots. */
  readonly version: string;
  /** What it brought that a build here cannot do without. */
  readonly brings: string;
}

/** Below these no build goes well. */
const LEAST: Readonly<Record<Name, Least>> = {
  // docker/buildx, commands/build.go of 0.5.1 and 0.6.0.
  buildx: { version: "0.6", brings: "--metadata-file" },
  // docker/cli, cli/command/image/build.go: before 20.10 the option was experimental.
  docker: { version: "20.10", brings: "--platform" },
  // containers/buildah, cmd/buildah/bud.go of 1.22.0 and build.go of 1.23.1.
  buildah: { version: "1.23", brings: "`buildah build`" },
  // containers/podman, go.mod: 3.4 builds with the code of buildah 1.23.
  podman: { version: "3.4", brings: "the build of buildah 1.23" },
};

/** docker/buildx, commands/build.go of 0.11.2 and 0.12.0. */
const BUILDX_ANNOTATIONS = "0.12";

/** What came later, and is refused only where it is asked for. */
const LATER: readonly (Least & {
  readonly name: Name;
  readonly isAsked: (image: ImageBuild) => boolean;
})[] = [
  // docker/buildx, commands/build.go of 0.9.1 and 0.10.0.
  { name: "buildx", version: "0.10", brings: "provenance", isAsked: ({ provenance }) => provenance !== null },
  { name: "buildx", version: "0.10", brings: "sbom", isAsked: ({ sbom }) => sbom !== null },
  {
    name: "buildx",
    version: BUILDX_ANNOTATIONS,
    brings: "annotations",
    isAsked: ({ annotations }) => Object.keys(annotations).length > 0,
  },
  // containers/buildah, pkg/cli/common.go of 1.26.0 and 1.27.0; containers/podman, go.mod of 4.1.1 and 4.2.0.
  { name: "buildah", version: "1.27", brings: "cache-to", isAsked: ({ cacheTo }) => cacheTo.length > 0 },
  { name: "podman", version: "4.2", brings: "cache-to", isAsked: ({ cacheTo }) => cacheTo.length > 0 },
];

/** Since when buildah's code takes a secret from a variable (pkg/parse/parse.go of 1.23.1 and 1.24.0; podman's go.mod of 3.4.4 and 4.0.3). */
const SECRETS_OF_VARIABLES = { buildah: "1.24", podman: "4.0" } as const;

/** The version in what a program says of itself: `buildah version 1.28.2 (image-spec ...)`; `null` when there is none. */
export function versionIn(text: string): string | null {
  return /(?:^|[^\w.])v?(?<version>\d+\.\d+[^\s,()]*)/u.exec(text)?.groups?.["version"] ?? null;
}

/** Why the version is too old for any build; `null` when it is not, or cannot be compared: a development build says 0.0.0 or a word. */
export function tooOld(name: Name, version: string): string | null {
  const { version: least, brings } = LEAST[name];
  return isOlder(version, least) ? `${version} is too old: ${least} is the least, which brought ${brings}` : null;
}

/** Throws a usage error for the first thing asked that came with a later version than the machine's. */
export function refuseTooNew(name: Name, version: string, image: ImageBuild): void {
  for (const { name: whose, version: least, brings, isAsked } of LATER) {
    if (whose === name && isAsked(image) && isOlder(version, least))
      throw usageError(
        `${brings} need ${name} ${least} or newer, and this machine has ${version}; install a newer one before this step, or leave the input out`,
      );
  }
}

/** Whether this buildx has `--annotation`. */
export function knowsAnnotations(version: string): boolean {
  return !isOlder(version, BUILDX_ANNOTATIONS);
}

/** Whether the program reads a secret out of a variable by itself, so that no file holds it. */
export function readsVariables(name: "buildah" | "podman", version: string): boolean {
  return versionIn(version) !== null && !isOlder(version, SECRETS_OF_VARIABLES[name]);
}

function isOlder(version: string, least: string): boolean {
  const numbers = /^\d+(?:\.\d+)+/u.exec(version)?.[0].split(".").map(Number);
  if (numbers === undefined || numbers.every((number) => number === 0)) return false;
  const wanted = least.split(".").map(Number);
  const index = wanted.findIndex((number, at) => number !== (numbers[at] ?? 0));
  return index >= 0 && (numbers[index] ?? 0) < (wanted[index] ?? 0);
}
