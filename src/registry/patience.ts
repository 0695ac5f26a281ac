// When a registry does not answer, or answers "not now": asked again, as long as the time budget allows.
import type { Clock, Log } from "../effects.ts";
import { UserError } from "../errors.ts";
import { type Answer, exchange, type Question, type Wire } from "./exchange.ts";
import { isFinal, isUnconnected, reasonOf } from "./network-failure.ts";

const BASE_MS = 500;
const CAP_MS = 30_000;
/** Between two questions at the least. */
const FLOOR_MS = 100;
/** Refusals that pass: 501 and 505 do not. */
const PASSING = [408, 425, 429, 500, 502, 503, 504];
/** Attempts at a registry of which nobody has heard in this run: it is more often a wrong name than one that is about to start. */
const UNHEARD_ATTEMPTS = 4;

export interface Patience {
  readonly wire: Wire;
  readonly clock: Clock;
  readonly log: Log;
  readonly signal: AbortSignal | undefined;
  /** The end of the time budget, by the clock. */
  readonly deadline: number;
}

/**
 * The first answer that is not "not now", or the last one in the time budget. Throws a UserError when there is none at all: unreachable (after a few seconds, when nothing
 * has answered in this run), no answer in time, a connection that dropped.
 */
export async function ask(question: Question, patience: Patience): Promise<Answer> {
  const { clock, log, signal, deadline, wire } = patience;
  for (let attempt = 1; ; attempt += 1) {
    const left = deadline - clock.now();
    const outcome = await once(question, wire, Math.max(left, 1), signal);
    if (outcome.kind === "answer" && !PASSING.includes(outcome.answer.status)) return outcome.answer;
    const asked = outcome.kind === "answer" ? retryAfter(outcome.answer.headers, clock.now()) : null;
    // A Retry-After only makes it longer: one of `0` would be taken at its word ten times a second, for the whole budget.
    const waitMs = Math.max(FLOOR_MS, asked ?? 0, clock.random() * Math.min(CAP_MS, BASE_MS * 2 ** attempt));
    const isOver = clock.now() + waitMs >= deadline;
    if (outcome.kind === "answer" && isOver) return outcome.answer;
    if (outcome.kind === "failure") {
      const { error } = outcome;
      const isSilent = wire.traffic.answers === 0 && isUnconnected(error) && attempt >= UNHEARD_ATTEMPTS;
      if (isSilent || isOver || isFinal(error)) throw unreachable(question, error, attempt);
    }
    const what =
      outcome.kind === "answer" ? `answered ${outcome.answer.status}` : `failed (${reasonOf(outcome.error)})`;
    log.info(
      `the registry ${question.endpoint.registry} ${what} for ${question.subject}; asking again in ${Math.ceil(waitMs / 1000)} s`,
    );
    await clock.sleep(Math.round(waitMs), signal);
  }
}

type Outcome =
  | { readonly kind: "answer"; readonly answer: Answer }
  | { readonly kind: "failure"; readonly error: unknown };

async function once(
  question: Question,
  wire: Wire,
  limitMs: number,
  signal: AbortSignal | undefined,
): Promise<Outcome> {
  try {
    return { kind: "answer", answer: await exchange(question, wire, limitMs) };
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof UserError) throw error;
    return { kind: "failure", error };
  }
}

/** The wait that an answer asks for, in milliseconds; `null` when it names none. `now` serves where the answer has no date of its own. */
export function retryAfter(headers: Pick<Headers, "get">, now: number): number | null {
  const text = headers.get("retry-after");
  if (text === null) return null;
  const date = Date.parse(headers.get("date") ?? "");
  const from = Number.isNaN(date) ? now : date;
  if (/^\s*\d+(?:\.\d+)?\s*$/u.test(text)) {
    const seconds = Number(text);
    // Docker Hub names the instant, in seconds since 1970: docs.docker.com, "Docker Hub usage and limits".
    return seconds > 1_000_000_000 ? Math.max(0, seconds * 1000 - from) : seconds * 1000;
  }
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : Math.max(0, at - from);
}

function unreachable({ endpoint, subject, url }: Question, error: unknown, attempts: number): UserError {
  const { registry } = endpoint;
  const tried = attempts === 1 ? "" : ` in ${attempts} attempts`;
  return new UserError(
    isUnconnected(error)
      ? `the registry ${registry} cannot be reached for "${subject}"${tried}: ${reasonOf(error)} (${url.origin}); check its name and port, that it is up, and that this runner may reach it (network, firewall, HTTPS_PROXY and NO_PROXY)`
      : `the registry ${registry} gave no answer about "${subject}"${tried}: ${reasonOf(error)} (${url.origin}); check its name, the network and the proxy, then run again`,
    { cause: error },
  );
}
