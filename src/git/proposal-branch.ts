// Proposal branches: put in place, or deleted, with one swap; what a failed push did is read from the remote.
import { UserError } from "../errors.ts";
import { backOff } from "./back-off.ts";
import { REFUSALS, type SwapEffects } from "./compare-and-swap.ts";
import { explain, isFinal } from "./failures.ts";
import { branchRef } from "./ref-name.ts";
import type { BranchOutcome, BranchRequest } from "./repository.ts";

/** See `Repository.writeBranch`. */
export async function writeProposal(request: BranchRequest, effects: SwapEffects): Promise<BranchOutcome> {
  branchRef(request.branch);
  const commit = await effects.write(effects.snapshot(request.base), request.changes, request.message);
  if (commit === null)
    throw new UserError(
      `nothing to propose on "${request.branch}": ${request.base} of ${effects.remote.name} has it already`,
    );
  const now = await swap(request.branch, commit, request.expected, effects);
  return now === commit ? { kind: "written", commit } : { kind: "moved", now };
}

/** See `Repository.deleteBranch`. */
export async function deleteProposal(branch: string, expected: string, effects: SwapEffects): Promise<boolean> {
  branchRef(branch);
  return (await swap(branch, null, expected, effects)) === null;
}

/** What the branch points at in the end. The same swap is repeated only while the branch still is as expected. */
async function swap(
  branch: string,
  commit: string | null,
  expected: string | null,
  effects: SwapEffects,
): Promise<string | null> {
  for (let attempt = 1; ; attempt += 1) {
    const failure = await effects.remote.push(branch, commit, expected);
    if (failure === null) return commit;
    const now = (await effects.remote.branches()).get(branch) ?? null;
    if (now !== expected) return now;
    if (isFinal(failure) || attempt === REFUSALS) throw explain(failure, effects.remote.name);
    await backOff(effects.clock, attempt, effects);
  }
}
