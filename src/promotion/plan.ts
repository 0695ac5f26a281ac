// The plan: what one environment should take from another, app by app, and why; or why nothing. Pure.
import type { Step } from "../artifacts/order.ts";
import type { Version } from "../artifacts/version.ts";
import type { Pin } from "../manifests/pin.ts";

/** One pin of the receiving environment, and the version it is to have. */
export interface PlannedChange {
  readonly pin: Pin;
  readonly from: Version;
  readonly to: Version;
  readonly step: Step;
  /** Pairing key of what `from` offers: its records go by that. */
  readonly offered: string;
  /** The application repository and commit, where a record or a trailer of `from` names them. */
  readonly source: { readonly repository: string; readonly commit: string } | null;
  /** Since when `from` has had it: server time by its record; `null` when no record says. */
  readonly since: string | null;
}

export type AppPlan =
  | {
      readonly kind: "promote";
      readonly app: string;
      readonly changes: readonly PlannedChange[];
      /** The commit of `from` whose versions these are. */
      readonly source: string;
      /** The greatest step among the changes. */
      readonly step: Step;
      /** Things a reader must know that stop nothing: a pin that `to` lacks, a range left alone. */
      readonly remarks: readonly string[];
    }
  | { readonly kind: "nothing"; readonly app: string; readonly reason: string; readonly remarks: readonly string[] }
  /** Something forbids it: two versions in `from`, an older version, the target's own filter, a pin that cannot be rewritten. */
  | { readonly kind: "refused"; readonly app: string; readonly reason: string; readonly remarks: readonly string[] };

export interface Plan {
  readonly from: string;
  readonly to: string;
  readonly apps: readonly AppPlan[];
}

/** Why an app is not promoted, in one sentence: where nothing is left, with the remarks that say why. */
export function whyNot({ kind, reason, remarks }: Exclude<AppPlan, { kind: "promote" }>): string {
  return kind === "nothing" && remarks.length > 0 ? `${reason}: ${remarks.join("; ")}` : reason;
}
