// The facts that our commits carry: trailers, written so that no outside text can become one, and read back as claims.
import type { Version } from "../artifacts/version.ts";

/** One pin's change, as one line of JSON in a `Waybill-Change:` trailer. A claim until it is checked against the diff. */
export interface ChangeTrailer {
  readonly environment: string;
  readonly app: string;
  /** The pairing key of the pin: `image:ghcr.io/acme/podinfo`, `at:HelmRelease/demoapp#spec.values.image.tag`. */
  readonly artifact: string;
  readonly from: Version;
  readonly to: Version;
  /** The application repository and commit that the version was built from; `null` when not known. */
  readonly source: { readonly repository: string; readonly commit: string } | null;
}

export interface Trailers {
  readonly changes: readonly ChangeTrailer[];
  /** The commit of the environment that a promotion takes its versions from. */
  readonly from: string | null;
  /** The run that made the commit: a URL, or a text without spaces. */
  readonly run: string | null;
}
