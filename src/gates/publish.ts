// Writes the verdict where people and the forge's rules see it: the note first, the status `waybill/gate` last, and only what differs.
import { messageOf } from "../errors.ts";
import type { Log } from "../effects.ts";
import type { CommitCheck, Forge, NewStatus, StatusState } from "../github/forge.ts";
import { upsertNote } from "../records/note.ts";
import { sha256 } from "../text/digest.ts";
import { oneLine } from "../text/markdown.ts";
import { gateNote } from "./gate-note.ts";
import type { Verdict } from "./gate.ts";
import type { Judgement } from "./judge.ts";

/** The context that a repository's rules are to require. */
export const GATE_CONTEXT = "waybill/gate";

/** Held is pending, not failure: it opens without anybody's mending. */
const STATES = { open: "success", held: "pending", closed: "failure", unknown: "error" } as const satisfies Readonly<
  Record<Verdict["kind"], StatusState>
>;

const DESCRIPTION_LIMIT = 140;
/** In the status' link, so that an equal status means an equal note and the comments need not be read. */
const NOTE_PARAMETER = "waybill-note";

export interface PublishRequest {
  readonly forge: Forge;
  readonly pullRequest: number;
  readonly judgement: Judgement;
  readonly dryRun: boolean;
}

/**
 * One read when everything stands already. A note that cannot be written does not keep the status from being written; what went wrong
 * is in `problem`, and the next run tries again because the status then names no note. Throws when the status cannot be written.
 */
export async function publishVerdict(
  { forge, pullRequest, judgement, dryRun }: PublishRequest,
  log: Log,
): Promise<{ readonly written: boolean; readonly problem: string | null }> {
  const status = {
    commit: judgement.head,
    context: GATE_CONTEXT,
    state: STATES[judgement.overall.kind],
    description: oneLine(judgement.reason, DESCRIPTION_LIMIT),
  };
  const markdown = judgement.kind === "unrelated" ? null : gateNote(judgement);
  const digest = markdown === null ? null : sha256(markdown).slice("sha256:".length).slice(0, 16);
  const standing = await standingStatus(forge, judgement.head);
  if (standing !== null && says(standing, status) && noteDigestOf(standing.url) === digest) {
    return { written: false, problem: null };
  }
  if (dryRun) return { written: false, problem: null };

  let targetUrl: string | null = null;
  let problem: string | null = null;
  if (markdown !== null && digest !== null) {
    try {
      const { comment } = await upsertNote(forge, { pullRequest, section: "gate", markdown }, log);
      targetUrl = withNoteDigest(comment.url, digest);
    } catch (error) {
      problem = `the note on #${pullRequest} could not be written: ${messageOf(error)}`;
      log.warning(problem);
    }
  }
  await forge.setStatus({ ...status, targetUrl });
  return { written: true, problem };
}

/** The status for a change that could not be judged at all: an error, never a success. Throws when it cannot be written. */
export async function publishFailure(
  forge: Forge,
  head: string,
  reason: string,
  state: "error" | "failure" = "error",
): Promise<void> {
  await publishStatus(forge, { commit: head, state, description: reason });
}

/** Writes the status unless it stands there already. One read, at most one write. */
export async function publishStatus(
  forge: Forge,
  { commit, state, description }: Pick<NewStatus, "commit" | "state" | "description">,
): Promise<void> {
  const status = { commit, context: GATE_CONTEXT, state, description: oneLine(description, DESCRIPTION_LIMIT) };
  const standing = await standingStatus(forge, commit);
  if (standing !== null && says(standing, status)) return;
  await forge.setStatus({ ...status, targetUrl: null });
}

/** The newest status of our context. Who wrote it does not matter: one that says something else than we do is replaced, whoever it is by. */
async function standingStatus(forge: Forge, commit: string): Promise<CommitCheck | null> {
  const checks = await forge.checks(commit, { checkRuns: false });
  return checks.find(({ source, context }) => source === "status" && context.toLowerCase() === GATE_CONTEXT) ?? null;
}

function says(standing: CommitCheck, status: Pick<NewStatus, "state" | "description">): boolean {
  return standing.state === status.state && standing.description === status.description;
}

function withNoteDigest(url: string, digest: string): string {
  const link = new URL(url);
  link.searchParams.set(NOTE_PARAMETER, digest);
  return link.href;
}

function noteDigestOf(url: string | null): string | null {
  return url !== null && URL.canParse(url) ? new URL(url).searchParams.get(NOTE_PARAMETER) : null;
}
