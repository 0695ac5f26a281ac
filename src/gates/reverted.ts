// Has the receiving environment had what a promotion brings, and left it? Whoever took it back there has a reason that stage does not show.
import { equalVersions, formatVersion } from "../artifacts/version.ts";
import type { Fact, RunFacts } from "./facts.ts";
import type { Subject } from "./subject.ts";

/** One phrase for each version that the environment's own records show before what it has now; none for a manual change. */
export async function reverted({ promotion, touched }: Subject, facts: RunFacts): Promise<Fact<readonly string[]>> {
  const { app, changes, environment } = touched;
  if (promotion === null || app === null) return { kind: "known", value: [] };
  const standing = await facts.standing(environment, app);
  if (standing.kind === "unknown") return standing;
  const had = changes.filter(({ key, to }) =>
    standing.value.records.some(({ pins }) =>
      pins.some((pin) => pin.artifact === key && equalVersions(pin.version, to)),
    ),
  );
  const phrases = had.map(
    ({ name, to }) =>
      `${environment.name} had ${name.split("/").at(-1) ?? name} ${formatVersion(to)} before and left it`,
  );
  return { kind: "known", value: phrases };
}
