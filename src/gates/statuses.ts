// Do the checks of the environment before this one say that the versions work there? The statuses gate.
import type { CommitCheck } from "../github/forge.ts";
import type { Gate, Verdict } from "./gate.ts";

export interface StatusFacts {
  /** Globs over contexts. */
  readonly required: readonly string[];
  /** Name of the giving environment. */
  readonly from: string;
  /** Checks on the commit that introduced the versions in `from` and on later ones that still have them; `null`: `from` never had them. */
  readonly checks: readonly CommitCheck[] | null;
}

/**
 * Open when every required glob matches a context and every context that it matches succeeded, by its newest check. A missing, running or
 * failing check holds: each of them can still turn green.
 */
export const statuses: Gate<StatusFacts> = {
  name: "statuses",
  judge({ required, from, checks }): Verdict {
    if (checks === null) {
      return {
        kind: "held",
        until: null,
        reason: `${from} does not have these versions, so nothing was checked there`,
      };
    }
    const newest = newestOfEach(checks);
    const judged = required.map((glob) => ({
      glob,
      matching: newest.filter(({ context }) => matchesGlob(glob, context)),
    }));
    const all = [...new Set(judged.flatMap(({ matching }) => matching))];
    const failing = all.filter(({ state }) => state === "failure" || state === "error");
    const running = all.filter(({ state }) => state === "pending");
    const missing = judged.filter(({ matching }) => matching.length === 0).map(({ glob }) => glob);
    const problems = [
      ...sentence("failing", failing.map(contextOf)),
      ...sentence("not there yet", missing),
      ...sentence("still running", running.map(contextOf)),
    ];
    if (problems.length > 0) return { kind: "held", until: null, reason: `checks in ${from}: ${problems.join("; ")}` };
    return { kind: "open", reason: `checks in ${from} succeeded: ${all.map(contextOf).join(", ")}` };
  },
};

/** Whether every required glob finds a context among the checks, whatever its state. */
export function coversEvery(required: readonly string[], checks: readonly CommitCheck[]): boolean {
  return required.every((glob) => checks.some(({ context }) => matchesGlob(glob, context)));
}

/** Of each context the newest check, by the forge's time; a check without a time is older than any with one, unless it waits to be started. Contexts differ by more than case. */
export function newestOfEach(checks: readonly CommitCheck[]): readonly CommitCheck[] {
  const newest = new Map<string, CommitCheck>();
  for (const check of checks) {
    const key = `${check.source} ${check.context.toLowerCase()}`;
    const present = newest.get(key);
    if (present === undefined || timeOf(present) < timeOf(check)) newest.set(key, check);
  }
  return [...newest.values()];
}

/**
 * `*` stands for any text, `/` included, because operators put names with several parts into a context (`kustomization/apps/1f2e3d4c`);
 * `?` for one character. Case does not matter to the forge, nor here. Takes time proportional to the product of both lengths at most.
 */
export function matchesGlob(glob: string, context: string): boolean {
  const pattern = glob.toLowerCase();
  const text = context.toLowerCase();
  let at = 0;
  let star = -1;
  let resume = 0;
  let next = 0;
  while (at < text.length) {
    if (pattern[next] === "*") {
      star = next;
      resume = at;
      next += 1;
    } else if (next < pattern.length && (pattern[next] === "?" || pattern[next] === text[at])) {
      next += 1;
      at += 1;
    } else if (star !== -1) {
      // The last star takes one character more, and everything after it is tried again.
      resume += 1;
      at = resume;
      next = star + 1;
    } else return false;
  }
  while (pattern[next] === "*") next += 1;
  return next === pattern.length;
}

function timeOf(check: CommitCheck): number {
  const time = check.at === null ? Number.NaN : Date.parse(check.at);
  if (!Number.isNaN(time)) return time;
  return check.state === "pending" ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
}

function contextOf(check: CommitCheck): string {
  return check.context;
}

function sentence(what: string, contexts: readonly string[]): readonly string[] {
  return contexts.length === 0 ? [] : [`${what}: ${contexts.join(", ")}`];
}
