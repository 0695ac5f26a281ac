// One image or chart on its way from a commit to a registry, in three steps that several of them can take together: decide, make, publish.
import type { Log } from "../effects.ts";
import type { JsonValue } from "../text/canonical-json.ts";
import { checkCheckout } from "./check-checkout.ts";
import type { Checkout } from "./checkout.ts";
import type { BranchOrTag, BuildSubject } from "./subject.ts";
import { type BuildVersion, versionOf, type VersionRequest } from "./version.ts";

export interface BuildResult {
  readonly result: "built" | "pushed" | "exists" | "skipped" | "dry-run";
  readonly reason: string;
  /** `null` when the run's tag belongs to another app. */
  readonly version: BuildVersion | null;
  readonly tags: readonly string[];
  /** `sha256:...` in the registry; `null` when nothing was pushed. */
  readonly digest: string | null;
  readonly pushed: boolean;
  readonly metadata: JsonValue;
}

/** What the facts lead to: nothing to do, or something to make. Nothing was made or written yet. */
export type BuildDecision =
  | { readonly kind: "settled"; readonly result: BuildResult }
  | {
      readonly kind: "due";
      /** Makes it on this machine. Throws a UserError when it cannot be made. */
      make(place: MakingPlace): Promise<MadeArtifact>;
    };

export interface MakingPlace {
  /** An empty one of its own, there until it is published. */
  readonly folder: string;
  /** Whether nothing else is built in this run, so that nothing else can fail. */
  readonly isAlone: boolean;
}

export interface MadeArtifact {
  /** Pushes what was made, and proves by what the registry says that it is there; does nothing when the call wants no push. */
  publish(): Promise<BuildResult>;
}

/** A result's parts when nothing came to a registry. */
export const NOTHING_PUBLISHED = {
  tags: [],
  digest: null,
  pushed: false,
  metadata: {},
} as const satisfies Partial<BuildResult>;

/**
 * The version of what is checked out; `null` when the run is about another app's Git tag. Throws a usage error when the checkout is not the run's commit, or lacks what
 * the version needs.
 */
export function versionFor(
  request: { readonly subject: BuildSubject | BranchOrTag; readonly version: VersionRequest },
  checkout: Checkout,
  log: Log,
): BuildVersion | null {
  const subject = checkCheckout(request, checkout, log);
  return versionOf({ ...checkout, subject }, request.version);
}

/** The end of a run whose Git tag is another app's. */
export function anotherApps({ tagPrefix }: VersionRequest): BuildDecision {
  const reason =
    tagPrefix === ""
      ? "the Git tag is one of another app, by its `tag-prefix`"
      : `the Git tag is not one of this app, whose tags start with "${tagPrefix}"`;
  return settled({ ...NOTHING_PUBLISHED, version: null, result: "skipped", reason });
}

export function settled(result: BuildResult): BuildDecision {
  return { kind: "settled", result };
}
