// Where the versions of one chart are published: an OCI registry or a classic chart repository, which differ in nothing else for the one who builds.
import type { JsonValue } from "../text/canonical-json.ts";
import type { Helm } from "./helm.ts";

/** What stands under a version. */
export interface StandingVersion {
  /** `sha256:...` of the manifest, of a classic repository of the package; `null` where nothing says it. */
  readonly digest: string | null;
  /** The commit that it was packaged from; `null` where nothing says it. */
  readonly revision: string | null;
  /** Why it is not what is said of it, as a sentence; `null` when it is. */
  readonly objection: string | null;
}

/** A chart that is packaged on this machine. */
export interface PackedChart {
  readonly version: string;
  /** The path of the package, and of its provenance where it is signed. */
  readonly archive: string;
  readonly provenance: string | null;
  readonly committedAt: Date;
  readonly helm: Helm;
  /** Whether another commit can get this version too, so that it is asked for again before it is pushed. */
  readonly mayBeShared: boolean;
  /** A folder that only we can read. */
  readonly folder: string;
  /** What is to be done about the version that stands there now; `digest`: what would come in its place, where that is known. Throws a UserError when it may not be replaced. */
  readonly judge: (standing: StandingVersion | null, digest: string | null) => "exists" | "publish";
}

export interface PublishedChart {
  /** `exists`: another run published it meanwhile from the same commit. */
  readonly result: "pushed" | "exists";
  readonly digest: string;
  readonly metadata: JsonValue;
}

export interface ChartStore {
  /** For a sentence: `in the registry`. */
  readonly where: string;
  /** What a version is called there. */
  tag(version: string): string;
  /** Throws a UserError when it cannot be told. */
  standing(version: string): Promise<StandingVersion | null>;
  /** Publishes the package and proves that it is there afterwards. Throws a UserError when it cannot, and what `judge` throws. */
  publish(chart: PackedChart): Promise<PublishedChart>;
}
