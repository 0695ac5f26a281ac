// What an image builder is to the build: one interface over docker, buildx, buildah and podman.
import type { JsonValue } from "../text/canonical-json.ts";

/** One image to build. Paths are as the call gives them, from `folder`. */
export interface ImageBuild {
  /** The working directory: the job's workspace. */
  readonly folder: string;
  readonly context: string;
  /** The Dockerfile; `null`: the engine's own default in the context. */
  readonly file: string | null;
  readonly target: string | null;
  readonly buildArgs: readonly (readonly [name: string, value: string])[];
  /** Never in the argument list or the log: each names a variable of the environment or a file that holds it. */
  readonly secrets: readonly {
    readonly id: string;
    readonly source: { readonly env: string } | { readonly file: string };
  }[];
  /** `linux/amd64`; empty: the machine's own. */
  readonly platforms: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly cacheFrom: readonly string[];
  readonly cacheTo: readonly string[];
  /** As buildx takes them (`true`, `false`, `mode=max`); `null`: the engine's default. */
  readonly provenance: string | null;
  readonly sbom: string | null;
  /** Full references, the one that never moves first: `ghcr.io/acme/podinfo:1.2.3`. */
  readonly references: readonly string[];
  /** Seconds since 1970 of the commit: SOURCE_DATE_EPOCH, so that builds of one commit reproduce. */
  readonly sourceDateEpoch: number;
  /** Further arguments, each one as it is. */
  readonly extraArguments: readonly string[];
  /** Whether an image that the build pushes by itself is kept with the engine, too; every other one is. */
  readonly load: boolean;
  /** Whether the image comes into the engine's cache alone, from which a build that pushes takes it; only for an engine that `pushesWhileBuilding`. */
  readonly cacheOnly: boolean;
  /** Whether the build pushes every reference by itself; only for an engine that `pushesWhileBuilding`, others refuse. */
  readonly push: boolean;
}

/** What of it a call says; the rest comes from its version and from what the registry has. */
export type AskedImage = Omit<ImageBuild, "references" | "sourceDateEpoch" | "cacheOnly" | "push">;

export interface BuiltImage {
  /** `sha256:...` of the manifest as the engine's own metadata has it; `null` when it tells none before a push. */
  readonly digest: string | null;
  /** The engine's metadata as it wrote it; an empty object when it writes none. */
  readonly metadata: JsonValue;
}

export interface Engine {
  readonly name: "buildx" | "docker" | "buildah" | "podman";
  /** As the program says it. */
  readonly version: string;
  /**
   * Builds the image and leaves it with the engine, under its references. Throws a UserError with the engine's last error lines and, for the failures that are
   * known, what to do; or because the engine cannot do what is asked (a flag that it has not).
   */
  build(image: ImageBuild): Promise<BuiltImage>;
  /** Pushes every reference; the digest is that of what was pushed, from the engine's own word (a digest file, not its text). */
  push(references: readonly string[]): Promise<{ readonly digest: string | null }>;
  /** buildx: whether `build` can push by itself in the same step, as several platforms need; others build first and push then. */
  readonly pushesWhileBuilding: boolean;
  /** Whether an image can stay with it; not with buildx where docker's daemon does not answer: what such a build is to give it has to push at once. */
  readonly keepsImages: boolean;
  /** Which manifests carry annotations: docker's own store keeps none. */
  readonly annotates: "every image" | "what it pushes by itself" | "none";
}

/** Runs a program without a shell. What is returned is complete for `stdout`; the last lines are those of both streams, as they came. */
export interface Programs {
  /**
   * Runs to the end, whatever the exit code (128 and the signal's number when the program was killed). Throws a UserError when it cannot be started, and the
   * signal's reason when the run is cancelled: the program has ended then.
   */
  run(
    program: string,
    args: readonly string[],
    options: {
      readonly folder?: string;
      /** Added to the job's own, of which a program gets everything but the inputs. */
      readonly environment?: Readonly<Record<string, string>>;
      readonly input?: string;
      /** The title of the log's group in which the output streams as it comes; not shown without one. */
      readonly shown?: string;
      /** Never shown, and not in the last lines. */
      readonly secrets?: readonly string[];
      /** When the run is cancelled, end what the program has started: it fails by that and cleans up. It is told to end only when it goes on. */
      readonly endsByItsSteps?: boolean;
      /** For a question: a program that takes longer is ended, and a UserError thrown. */
      readonly withinMs?: number;
    },
  ): Promise<{ readonly exitCode: number; readonly stdout: string; readonly lastLines: readonly string[] }>;
  /** The program's path, or `null` when the machine has none. */
  find(program: string): Promise<string | null>;
}
