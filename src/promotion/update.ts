// The update use case: writes new versions to an environment, straight or as a pull request, and never an older one over a newer.
import { changesetOf } from "../git/pins.ts";
import type { Snapshot } from "../git/snapshot.ts";
import { commitMessage } from "../git/trailers.ts";
import type { Effects } from "../github/connections.ts";
import { applyEdits, diffOf } from "./changes.ts";
import { nothingToRelease } from "./own-commit.ts";
import { updateText } from "./pull-request-text.ts";
import { updateOrder, type AskAncestry } from "./update-order.ts";
import { planUpdate, type UpdatePlan, type UpdatePlanInput } from "./update-plan.ts";
import { proposeUpdate } from "./update-proposal.ts";
import type { UpdateRequest } from "./update-request.ts";
import { unchanged, unneeded, writing, type UpdateResult } from "./update-result.ts";
import { findTarget, type UpdateTarget } from "./update-target.ts";
import { updateTrailers } from "./update-trailers.ts";

export type { UpdateRequest } from "./update-request.ts";
export type { UpdateResult } from "./update-result.ts";

export interface UpdateEffects extends Effects {
  /** Ancestry in the application repository, where something at hand can tell it. */
  readonly ancestry?: AskAncestry;
}

/**
 * Every place of the target that fixes one of the artifacts gets its version. The order is checked in every attempt of the swap.
 * Throws a UserError when an artifact is pinned nowhere there, or only where it may not be written; nothing is written then.
 */
export async function update(request: UpdateRequest, effects: UpdateEffects): Promise<UpdateResult> {
  const target = await findTarget(request, effects.connections);
  const { source } = request;
  const { git, name } = target.connection;
  if (source !== null && source.repository.toLowerCase() === name.toLowerCase()) {
    const why = await nothingToRelease(git, source.commit, target.rules);
    if (why !== null) {
      const reason = `the commit ${source.commit.slice(0, 12)} that started this ${why}; a build of it holds nothing new`;
      return unchanged(target, null, "nothing", reason);
    }
  }
  const input: UpdatePlanInput = {
    target,
    artifacts: request.artifacts,
    places: request.places,
    source,
    isNewer: updateOrder({
      target,
      recordsBranch: request.configuration?.records.branch ?? null,
      source,
      ancestry: effects.ancestry ?? null,
    }),
  };
  const result =
    request.mode === "pull-request"
      ? await proposeUpdate(request, input, effects)
      : request.dryRun
        ? await tryUpdate(input)
        : await commitUpdate(input, effects);
  for (const remark of result.remarks) effects.log.warning(remark);
  return result;
}

async function commitUpdate(input: UpdatePlanInput, effects: Effects): Promise<UpdateResult> {
  const { target } = input;
  const { git } = target.connection;
  // What the newest attempt found: the swap calls `build` again whenever the branch moved.
  let found: UpdateResult | null = null;
  const outcome = await git.commit({
    branch: target.branch,
    async build(snapshot) {
      // A branch without a commit: asking for its snapshot throws what is wrong with it.
      const plan = await planUpdate(snapshot ?? (await git.snapshot(target.branch)), input);
      const made = resultOf(target, plan);
      found = made.result;
      if (made.result.changes.length === 0) return { nothing: made.result.reason };
      const text = textOf(target, plan, made.result.diff);
      return {
        changes: changesetOf(plan.reading.read, made.files),
        message: commitMessage(text.subject, text.message, updateTrailers(target, plan, effects)),
      };
    },
  });
  const result = taken(found);
  if (outcome.kind === "nothing") return result;
  return { ...result, result: "committed", changed: true, commit: outcome.commit };
}

async function tryUpdate(input: UpdatePlanInput): Promise<UpdateResult> {
  const { target } = input;
  const snapshot: Snapshot = await target.connection.git.snapshot(target.branch);
  const { result } = resultOf(target, await planUpdate(snapshot, input));
  return result.changes.length === 0
    ? result
    : { ...result, result: "dry-run", reason: `would be committed: ${result.reason}` };
}

function resultOf(
  target: UpdateTarget,
  plan: UpdatePlan,
): { readonly result: UpdateResult; readonly files: ReadonlyMap<string, Uint8Array> } {
  if (plan.changes.length === 0) return { result: unneeded(target, plan), files: new Map() };
  const files = applyEdits(plan.reading.read, plan.changes);
  const diff = diffOf(plan.reading.read, files);
  const reason = textOf(target, plan, diff).title;
  return { result: { ...writing(target, plan, files, diff), result: "committed", changed: false, reason }, files };
}

function textOf(target: UpdateTarget, plan: UpdatePlan, diff: string): ReturnType<typeof updateText> {
  return updateText({
    environment: target.environment.name,
    changes: plan.changes,
    remarks: plan.remarks,
    diff,
    serverUrl: target.connection.forge?.serverUrl ?? null,
  });
}

/** `build` runs before every outcome, which the type of a variable that a callback sets cannot show. */
function taken(result: UpdateResult | null): UpdateResult {
  if (result === null) throw new Error("a commit ended without an attempt");
  return result;
}
