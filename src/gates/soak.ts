// Has the environment before this one run the same versions for long enough? The soak gate.
import type { Gate, Verdict } from "./gate.ts";

/** How long the giving environment had the versions, by its records; both ISO 8601, server time. */
export interface Stay {
  readonly since: string;
  /** When it moved on to something else; `null` while it still has them. */
  readonly until: string | null;
}

export interface SoakFacts {
  readonly soakMs: number;
  /** Milliseconds since the epoch, by the forge's clock. */
  readonly now: number;
  /** Name of the giving environment. */
  readonly from: string;
  /** `null`: no record of the giving environment shows the versions. */
  readonly stay: Stay | null;
  /** Whether `from` has the versions at its tip. */
  readonly hasNow: boolean;
}

/** Held until the versions have been in `from` for the time; open from then on, also when `from` has moved on after it. */
export const soak: Gate<SoakFacts> = {
  name: "soak",
  judge({ soakMs, now, from, stay, hasNow }): Verdict {
    const wanted = formatDuration(soakMs);
    if (stay === null) {
      return {
        kind: "held",
        until: null,
        reason: `no record says since when ${from} has these versions; ${wanted} are required`,
      };
    }
    if (stay.until === null && !hasNow) {
      return { kind: "held", until: null, reason: `${from} has moved on, and no record says when` };
    }
    const since = Date.parse(stay.since);
    const until = stay.until === null ? null : Date.parse(stay.until);
    if (Number.isNaN(since) || Number.isNaN(until ?? 0)) {
      return { kind: "unknown", reason: `the records of ${from} hold a time that cannot be read: "${stay.since}"` };
    }
    if (until !== null && until - since < soakMs) {
      const had = formatDuration(Math.max(0, until - since));
      return {
        kind: "held",
        until: null,
        reason: `${from} had these versions for ${had} only before it moved on; ${wanted} are required`,
      };
    }
    const done = since + soakMs;
    if (until === null && now < done) {
      const time = new Date(done).toISOString();
      return { kind: "held", until: time, reason: `in ${from} since ${stay.since}; ${wanted} are over at ${time}` };
    }
    return { kind: "open", reason: `in ${from} since ${stay.since}, longer than ${wanted}` };
  },
};

/** `2h`, `1d 12h`, `45m`, `30s`; whole seconds. */
export function formatDuration(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const parts: readonly (readonly [number, string])[] = [
    [Math.floor(seconds / 86_400), "d"],
    [Math.floor(seconds / 3600) % 24, "h"],
    [Math.floor(seconds / 60) % 60, "m"],
    [seconds % 60, "s"],
  ];
  const text = parts
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count}${unit}`)
    .join(" ");
  return text === "" ? "0s" : text;
}
