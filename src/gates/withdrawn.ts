// Has the environment before this one taken back what a promotion carries since the commit that it names?
import { stepBetween } from "../artifacts/order.ts";
import { equalVersions, formatVersion } from "../artifacts/version.ts";
import type { Effects } from "../github/connections.ts";
import { readEnvironment } from "../git/environment-pins.ts";
import { isNewerByRecords } from "../promotion/order-facts.ts";
import { offersOf } from "../manifests/pairing.ts";
import { placeOfEnvironment, type Fact, type RunFacts } from "./facts.ts";
import type { Subject } from "./subject.ts";

/**
 * One phrase for each version that the giving environment had at the source commit and went back from. Moving on to a newer version takes
 * nothing back. Versions that do not order themselves are ordered by its records; what these do not show is not taken for withdrawn.
 */
export async function withdrawn(
  { promotion, touched }: Subject,
  facts: RunFacts,
  effects: Effects,
): Promise<Fact<readonly string[]>> {
  const nothing = { kind: "known", value: [] } as const;
  const { environment, app, changes, pins } = touched;
  if (promotion === null || app === null) return nothing;
  const { from, source } = promotion;
  const { tip } = await placeOfEnvironment(facts, effects, from);
  if (tip.commit === source) return nothing;
  const reading = await readEnvironment(tip, from, { rules: facts.configuration, apps: [app] });
  const offers = offersOf(from.name, reading.apps.get(app)?.pins ?? [], { environment: environment.name, pins });
  const phrases: string[] = [];
  for (const { name, pin, to } of changes) {
    const offer = offers.for(pin);
    if (offer === null) {
      phrases.push(`${from.name} has no ${name} any more`);
      continue;
    }
    if (equalVersions(offer.version, to)) continue;
    let step = stepBetween(to, offer.version);
    if (step === "unordered" || step === "digest") {
      const standing = await facts.standing(from, app);
      if (standing.kind === "unknown") return standing;
      if (isNewerByRecords(standing.value, offer.key, to, offer.version) === false) step = "downgrade";
    }
    if (step !== "downgrade") continue;
    const short = name.split("/").at(-1) ?? name;
    phrases.push(`${from.name} went back from ${short} ${formatVersion(to)} to ${formatVersion(offer.version)}`);
  }
  return { kind: "known", value: phrases };
}
