// How the tests of this folder open a repository: silent log kept for asserting, a clock that never waits.
import type { Clock, Log } from "../../src/effects.ts";
import { openRemote, type OpenOptions } from "../../src/git/open.ts";
import type { Repository } from "../../src/git/repository.ts";
import type { Changeset, Snapshot } from "../../src/git/snapshot.ts";

export const identity = { name: "Waybill", email: "waybill@example.org" };

/** Waiting moves the time instead. */
export function testClock(start = 1_700_000_000_000): Clock {
  let now = start;
  return {
    now: () => now,
    sleep: async (ms) => {
      now += ms;
    },
    random: () => 0.5,
  };
}

export function keptLog(): Log & { readonly lines: readonly string[] } {
  const lines: string[] = [];
  const keep = (line: string): void => void lines.push(line);
  return { lines, info: keep, warning: keep, debug: keep };
}

/** A repository that closes itself. */
export async function open(url: string, options: Partial<OpenOptions> = {}): Promise<Repository & AsyncDisposable> {
  const repository = await openRemote({
    url,
    name: "acme/environment",
    token: null,
    clock: testClock(),
    log: keptLog(),
    identity,
    ...options,
  });
  return { ...repository, [Symbol.asyncDispose]: () => repository.close() };
}

/** The changes that give files these texts. */
export async function changesOf(
  snapshot: Snapshot | null,
  files: Readonly<Record<string, string>>,
): Promise<Changeset> {
  const entries = new Map((await snapshot?.list())?.map(({ path, oid }) => [path, oid]));
  return new Map(
    Object.entries(files).map(([path, text]) => [
      path,
      { replaces: entries.get(path) ?? null, bytes: Buffer.from(text) },
    ]),
  );
}

/** Commits these texts on a branch. */
export function put(
  repository: Repository,
  branch: string,
  files: Readonly<Record<string, string>>,
  message = "put\n",
): ReturnType<Repository["commit"]> {
  return repository.commit({
    branch,
    build: async (snapshot) => ({ changes: await changesOf(snapshot, files), message }),
  });
}
