// An update as a pull request: one deterministic branch, the same pull request refreshed, closed when nothing is left to write.
import { stepBetween } from "../artifacts/order.ts";
import { equalVersions, formatVersion } from "../artifacts/version.ts";
import { UserError } from "../errors.ts";
import { changesetOf } from "../git/pins.ts";
import { commitMessage } from "../git/trailers.ts";
import { pairingKey } from "../manifests/pin.ts";
import type { Effects } from "../github/connections.ts";
import type { Forge, PullRequest } from "../github/forge.ts";
import { inlineText } from "../text/markdown.ts";
import { updateBranch } from "./branches.ts";
import { applyEdits, diffOf, sameEdits } from "./changes.ts";
import { readEnvironment } from "../git/environment-pins.ts";
import { nameOf } from "../manifests/pairing.ts";
import { commitOf, inspectBranch, sameFiles, type ProposalBranch } from "./proposal-branch.ts";
import { publishProposal, pullRequestOf, withdrawProposal } from "./pull-requests.ts";
import { updateText, type ProposalText } from "./pull-request-text.ts";
import type { UpdateRequest } from "./update-request.ts";
import { planUpdate, type UpdatePlan, type UpdatePlanInput } from "./update-plan.ts";
import { unchanged, unneeded, writing, type UpdateResult } from "./update-result.ts";
import { updateTrailers } from "./update-trailers.ts";

const ATTEMPTS = 8;

type OurBranch = Extract<ProposalBranch, { kind: "ours" }>;

/** Throws a UserError when somebody else's work is on the branch, or there is no forge to propose to. */
export async function proposeUpdate(
  request: UpdateRequest,
  input: UpdatePlanInput,
  effects: Effects,
): Promise<UpdateResult> {
  const { forge, name } = input.target.connection;
  if (forge === null) throw new UserError(`${name} has no forge to open a pull request on; use \`mode: commit\``);
  const branch = updateBranch(input.target.environment.name, subjectOf(request));
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const result = await proposeOnce(request, input, effects, { forge, branch, isFirst: attempt === 1 });
    if (result !== null) return result;
    await effects.clock.sleep(effects.clock.random() * 500 * 2 ** attempt);
  }
  throw new UserError(
    `the branch "${branch}" of ${name} was replaced ${ATTEMPTS} times while it was being written; run it again`,
  );
}

/** `null` when the branch moved meanwhile: everything is to be looked at again. */
async function proposeOnce(
  request: UpdateRequest,
  input: UpdatePlanInput,
  effects: Effects,
  { forge, branch, isFirst }: { readonly forge: Forge; readonly branch: string; readonly isFirst: boolean },
): Promise<UpdateResult | null> {
  const { target } = input;
  const { git } = target.connection;
  const snapshot = await git.snapshot(target.branch);
  const plan = await planUpdate(snapshot, input);
  const tip = (await git.branches(branch)).get(branch) ?? null;
  const open = pullRequestOf(await forge.openPullRequests(target.branch), forge, branch, target.branch);
  const found = tip === null ? null : await inspect(input, plan, branch, tip);
  if (found?.kind === "foreign") {
    throw new UserError(`${found.reason}; it is left as it is: merge or close its pull request, or delete the branch`);
  }
  if (plan.changes.length === 0) return retract(request, input, plan, forge, branch, found, open);
  // A branch without a pull request is a proposal that was given up, unless it came while we were at work: then its own is about to be.
  const isProposed = open !== null || !isFirst;
  const newer = found === null || !isProposed ? null : await newerProposal(input, plan, found);
  if (newer !== null) return { ...unchanged(target, plan, "superseded", newer), ...addressOf(open) };

  const files = applyEdits(plan.reading.read, plan.changes);
  const diff = diffOf(plan.reading.read, files);
  const text = updateText({
    environment: target.environment.name,
    changes: plan.changes,
    remarks: plan.remarks,
    diff,
    serverUrl: forge.serverUrl,
  });
  const made = writing(target, plan, files, diff);
  if (request.dryRun) {
    return {
      ...made,
      ...addressOf(open),
      result: "dry-run",
      changed: false,
      reason: `would be proposed: ${text.title}`,
    };
  }
  const stands =
    found !== null && sameEdits(found.edits, plan.changes) && (await isMergeable(found, files, open, forge));
  const commit = stands ? tip : await put(input, plan, files, { branch, text, expected: tip, effects });
  if (commit === null) return null;
  const { labels, reviewers } = request;
  const { pullRequest, change, problem } = await publishProposal({
    forge,
    branch,
    base: target.branch,
    text,
    labels,
    reviewers,
    present: open,
  });
  if (problem !== null) throw new UserError(`${pullRequest.url} stands, but ${problem}`);
  const proposal = { ...made, ...addressOf(pullRequest), commit };
  if (change === "opened") return { ...proposal, result: "proposed", changed: true, reason: text.title };
  if (!stands || change === "refreshed") return { ...proposal, result: "refreshed", changed: true, reason: text.title };
  return { ...proposal, result: "nothing", changed: false, reason: `proposed already: ${text.title}` };
}

/** Puts the plan's commit in place of `expected`; `null` when the branch had moved. */
async function put(
  { target }: UpdatePlanInput,
  plan: UpdatePlan,
  files: ReadonlyMap<string, Uint8Array>,
  to: {
    readonly branch: string;
    readonly text: ProposalText;
    readonly expected: string | null;
    readonly effects: Effects;
  },
): Promise<string | null> {
  const { branch, text, expected, effects } = to;
  const outcome = await target.connection.git.writeBranch({
    branch,
    base: commitOf(plan.reading.snapshot),
    changes: changesetOf(plan.reading.read, files),
    message: commitMessage(text.subject, text.message, updateTrailers(target, plan, effects)),
    expected,
  });
  return outcome.kind === "written" ? outcome.commit : null;
}

/** Nothing is left to write: an open pull request that proposes nothing newer either says why and is closed. */
async function retract(
  request: UpdateRequest,
  input: UpdatePlanInput,
  plan: UpdatePlan,
  forge: Forge,
  branch: string,
  found: OurBranch | null,
  open: PullRequest | null,
): Promise<UpdateResult> {
  const { target } = input;
  const result = unneeded(target, plan);
  if (request.dryRun || (found !== null && proposesNewer(found, request))) return { ...result, ...addressOf(open) };
  const { git } = target.connection;
  const tip = found?.tip ?? null;
  if (open === null) {
    if (tip !== null) await git.deleteBranch(branch, tip);
    return result;
  }
  const comment = `Closed by Waybill: ${inlineText(result.reason)}.`;
  await withdrawProposal({ forge, git, pullRequest: open, branch, tip, comment });
  return { ...result, ...addressOf(open), changed: true, reason: `${result.reason}; its pull request is closed` };
}

/** Whether the branch holds a version that is neither asked for now nor older than what is. */
function proposesNewer(branch: OurBranch, { artifacts }: UpdateRequest): boolean {
  return branch.declared.changes.some(
    ({ to }) =>
      !artifacts.some(({ version }) => equalVersions(version, to) || stepBetween(version, to) === "downgrade"),
  );
}

/** Says so when the open pull request proposes something newer than what is asked for now; `null` otherwise. */
async function newerProposal(input: UpdatePlanInput, plan: UpdatePlan, branch: OurBranch): Promise<string | null> {
  for (const { app, pin, to } of plan.changes) {
    const proposed = branch.declared.changes.find(
      (change) => change.app === app && change.artifact === pairingKey(pin),
    );
    if (proposed === undefined) continue;
    const step = stepBetween(proposed.to, to);
    const standing = {
      snapshot: plan.reading.snapshot,
      app,
      pin: { ...pin, version: proposed.to },
      source: proposed.source,
    };
    const isOlder =
      step === "downgrade" ||
      ((step === "unordered" || step === "digest") && (await input.isNewer(standing, to)) === false);
    if (isOlder) {
      return `the open pull request proposes ${nameOf(pin)} "${formatVersion(proposed.to)}", newer than "${formatVersion(to)}"`;
    }
  }
  return null;
}

/** The bytes are those planned now, or the base changed the file elsewhere and the forge can still merge. */
async function isMergeable(
  branch: OurBranch,
  files: ReadonlyMap<string, Uint8Array>,
  open: PullRequest | null,
  forge: Forge,
): Promise<boolean> {
  if (sameFiles(branch.files, files)) return true;
  return open !== null && (await forge.mergeState(open)).state !== "dirty";
}

function inspect(input: UpdatePlanInput, plan: UpdatePlan, branch: string, tip: string): Promise<ProposalBranch> {
  const { environment, connection, rules, apps } = input.target;
  return inspectBranch({
    git: connection.git,
    branch,
    tip,
    base: plan.reading,
    readAt: (snapshot) =>
      readEnvironment(snapshot, environment, {
        rules,
        ...(apps === null ? { artifacts: input.artifacts.map(({ artifact }) => artifact) } : { apps }),
      }),
    belongs: (change) => change.environment === environment.name,
  });
}

/** The same call names the same branch, whatever is found in the repository: the app that it names, else its artifacts. */
function subjectOf({ app, artifacts }: UpdateRequest): string {
  return app ?? [...new Set(artifacts.map(({ artifact }) => artifact.name))].toSorted().join("+");
}

function addressOf(pullRequest: PullRequest | null): Pick<UpdateResult, "pullRequestNumber" | "pullRequestUrl"> {
  return { pullRequestNumber: pullRequest?.number ?? null, pullRequestUrl: pullRequest?.url ?? null };
}
