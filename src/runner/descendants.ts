// The processes that a program has started, and those in turn: what outlives the program when it is ended, as podman's steps do.
import { readdirSync, readFileSync, readlinkSync, statSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";

export interface RunningProcess {
  readonly pid: number;
  readonly parent: number;
  /** In ticks since the machine's start; with it, a number that was given out again is not taken for the process that had it. */
  readonly startedAt: string;
}

const POLL_MS = 10;

/** Every process below `pid`. Empty where the system has no /proc (macOS, Windows). */
export function descendantsOf(pid: number): readonly RunningProcess[] {
  const all = processes();
  const found: RunningProcess[] = [];
  for (let parents = new Set([pid]); parents.size > 0;) {
    const children = all.filter(({ parent }) => parents.has(parent));
    found.push(...children);
    parents = new Set(children.map((child) => child.pid));
  }
  return found;
}

/**
 * Kills the steps of a container engine, again and again, until it has ended of that or `limitMs` have passed. In the first half only what runs in a container: the
 * engine's own helpers tidy up when a step has ended. In the second half every last one, so that a long copy ends, too.
 */
export async function endSteps(pid: number, limitMs: number, hasEnded: () => boolean): Promise<void> {
  for (let waited = 0; !hasEnded() && waited <= limitMs; waited += POLL_MS) {
    const below = descendantsOf(pid);
    const parents = new Set(below.map(({ parent }) => parent));
    for (const each of below)
      if (waited > limitMs / 2 ? !parents.has(each.pid) : isInContainer(each.pid, pid)) kill(each.pid);
    await wait(POLL_MS);
  }
}

/** Whether the process has another root than we, and another program than the engine, which starts itself anew (from memory, too) to work there. */
function isInContainer(pid: number, engine: number): boolean {
  try {
    const program = readlinkSync(`/proc/${pid}/exe`);
    if (program.startsWith("/memfd:") || program === readlinkSync(`/proc/${engine}/exe`)) return false;
    const [its, ours] = [statSync(`/proc/${pid}/root/.`), statSync("/")];
    return its.dev !== ours.dev || its.ino !== ours.ino;
  } catch {
    // It has ended in between, or may not be looked at: then it is not known to be a step.
    return false;
  }
}

/** Kills those that still run, and waits until they are gone, at most `limitMs`. */
export async function killRemaining(known: readonly RunningProcess[], limitMs: number): Promise<void> {
  for (let waited = 0; known.length > 0 && waited <= limitMs; waited += POLL_MS) {
    const still = processes().filter(({ pid, startedAt }) =>
      known.some((each) => each.pid === pid && each.startedAt === startedAt),
    );
    if (still.length === 0) return;
    for (const { pid } of still) kill(pid);
    await wait(POLL_MS);
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended in between, or it is another user's and we may not: nothing more can be done about it.
  }
}

function processes(): readonly RunningProcess[] {
  let names: readonly string[];
  try {
    names = readdirSync("/proc");
  } catch {
    return [];
  }
  return names.flatMap((name) => {
    if (!/^\d+$/u.test(name)) return [];
    try {
      const facts = readFileSync(`/proc/${name}/stat`, "utf8");
      // proc(5): the name stands in parentheses and may hold some; then come state, parent and, as the 22nd of all, the start.
      const fields = facts.slice(facts.lastIndexOf(")") + 2).split(" ");
      // Z: it has ended, and its parent has not asked.
      return fields[0] === "Z" ? [] : [{ pid: Number(name), parent: Number(fields[1]), startedAt: fields[19] ?? "" }];
    } catch {
      // Gone since the folder was read.
      return [];
    }
  });
}
