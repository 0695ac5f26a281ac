// What came of an update, in the words of the action's outputs.
import { formatVersion } from "../artifacts/version.ts";
import { nameOf } from "../manifests/pairing.ts";
import type { TextChange } from "./pull-request-text.ts";
import type { UpdatePlan } from "./update-plan.ts";
import type { UpdateTarget } from "./update-target.ts";

export interface UpdateResult {
  readonly result: "committed" | "proposed" | "refreshed" | "nothing" | "superseded" | "dry-run";
  /** A commit was made, or a pull request was opened or changed. */
  readonly changed: boolean;
  /** One sentence: what happened, or why nothing did. */
  readonly reason: string;
  readonly environment: string;
  readonly repository: string;
  readonly branch: string;
  readonly commit: string | null;
  readonly pullRequestNumber: number | null;
  readonly pullRequestUrl: string | null;
  /** Paths that the change touches. */
  readonly files: readonly string[];
  /** The versions before, as `name=version`, each once. */
  readonly previous: readonly string[];
  readonly changes: readonly TextChange[];
  readonly remarks: readonly string[];
  readonly diff: string;
}

/** A result in which nothing was written; `plan` is `null` when none was made. */
export function unchanged(
  target: UpdateTarget,
  plan: UpdatePlan | null,
  result: "nothing" | "superseded",
  reason: string,
): UpdateResult {
  return {
    result,
    changed: false,
    reason,
    environment: target.environment.name,
    repository: target.connection.name,
    branch: target.branch,
    commit: null,
    pullRequestNumber: null,
    pullRequestUrl: null,
    files: [],
    previous: [],
    changes: [],
    remarks: plan?.remarks ?? [],
    diff: "",
  };
}

/** Why a plan without changes has none. */
export function unneeded(target: UpdateTarget, plan: UpdatePlan): UpdateResult {
  if (plan.superseded.length > 0) return unchanged(target, plan, "superseded", plan.superseded.join("; "));
  const names = [...new Set(plan.same.map((pin) => `${nameOf(pin)} "${formatVersion(pin.version)}"`))].join(", ");
  return unchanged(target, plan, "nothing", `${target.environment.name} has ${names} already`);
}

/** What a plan with changes writes, before it is written. */
export function writing(
  target: UpdateTarget,
  plan: UpdatePlan,
  files: ReadonlyMap<string, Uint8Array>,
  diff: string,
): Omit<UpdateResult, "result" | "changed" | "reason"> {
  return {
    environment: target.environment.name,
    repository: target.connection.name,
    branch: target.branch,
    commit: null,
    pullRequestNumber: null,
    pullRequestUrl: null,
    files: [...files.keys()],
    previous: [...new Set(plan.changes.map(({ pin, from }) => `${nameOf(pin)}=${formatVersion(from)}`))],
    changes: plan.changes,
    remarks: [...plan.superseded, ...plan.remarks],
    diff,
  };
}
