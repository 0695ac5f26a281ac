// The record: the evidence of one change to one app in one environment. The model; making, storing and rendering have files of their own.
import type { Step } from "../artifacts/order.ts";
import type { Version } from "../artifacts/version.ts";
import type { NamedVerdict } from "../gates/gate.ts";

export interface RecordedChange {
  /** Pairing key of the pin. */
  readonly artifact: string;
  readonly file: string;
  readonly path: string;
  /** `null`: the pin was not there before / is not there any more. */
  readonly from: Version | null;
  readonly to: Version | null;
  readonly step: Step;
  readonly source: { readonly repository: string; readonly commit: string } | null;
}

export interface RecordedApproval {
  readonly user: string;
  /** The head that was approved. */
  readonly commit: string;
  readonly at: string;
}

/** The predicate of the in-toto Statement. */
export interface ChangeRecord {
  readonly schema: 1;
  readonly kind: "genesis" | "change";
  readonly environment: string;
  readonly app: string;
  /** 1 for the first record of the app in the environment, one more for each that followed by the environment's first-parent history: the order of the records. */
  readonly sequence: number;
  readonly repository: string;
  readonly branch: string;
  readonly commit: string;
  readonly parent: string | null;
  /** Every pin of the app after the commit: the index that other actions read. */
  readonly pins: readonly {
    readonly artifact: string;
    readonly file: string;
    readonly path: string;
    readonly version: Version;
  }[];
  readonly changes: readonly RecordedChange[];
  /** The environment's commit that a promotion came from, verified; `null` for any other change. */
  readonly promotedFrom: { readonly environment: string; readonly commit: string } | null;
  /** Since when the environment has had this: the forge's merge time, else the first observation. Server time, ISO 8601. */
  readonly since: string;
  readonly sinceBy: "merge" | "observation";
  readonly author: { readonly name: string; readonly email: string };
  readonly pullRequest: {
    readonly number: number;
    readonly url: string;
    readonly title: string;
    readonly author: string;
    readonly mergedBy: string | null;
    readonly head: string;
  } | null;
  readonly approvals: readonly RecordedApproval[];
  readonly gate: {
    readonly state: string;
    readonly description: string;
    readonly by: string | null;
    readonly at: string | null;
  } | null;
  /** Every gate's verdict on the merged head; known only of merges that Waybill asked for, empty for others. */
  readonly verdicts: readonly NamedVerdict[];
  /** What an auditor must see: how the change came into a guarded environment without an open verdict. One sentence each. */
  readonly exceptions: readonly string[];
  /** Checks on the upstream commit that the statuses gate asked for. */
  readonly tests: readonly {
    readonly context: string;
    readonly commit: string;
    readonly state: string;
    readonly url: string | null;
  }[];
  /** Digest of the configuration it was judged by. */
  readonly policy: string;
  /** How to go back: the versions before, as `waybill set` arguments. */
  readonly undo: readonly string[];
  readonly run: string | null;
}

/** What the records say of one app in one environment at its newest record. */
export interface Standing {
  readonly environment: string;
  readonly app: string;
  /** Records of this app, newest first by the environment's own history. */
  readonly records: readonly ChangeRecord[];
}
