// The machine's clock, for the entries; everything else is given a Clock.
import { setTimeout as wait } from "node:timers/promises";
import type { Clock } from "../effects.ts";

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) => wait(ms, undefined, signal === undefined ? {} : { signal }),
  random: () => Math.random(),
};
