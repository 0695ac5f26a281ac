// Where and how long the environment before has, or had, the versions that a change sets.
import { equalVersions } from "../artifacts/version.ts";
import { environmentNamed } from "../config/find.ts";
import type { Connection, Effects } from "../github/connections.ts";
import { pairingKey } from "../manifests/pin.ts";
import { readEnvironment } from "../git/environment-pins.ts";
import { offersOf, type Offers } from "../manifests/pairing.ts";
import { placeOfEnvironment, type Fact, type RunFacts } from "./facts.ts";
import type { Stay } from "./soak.ts";
import type { Subject } from "./subject.ts";
import { stayOf } from "./upstream.ts";
import type { VersionChange } from "./version-changes.ts";

export interface FoundVersions {
  /** Whether the change sets no version at all: there is nothing to find. */
  readonly isNothing: boolean;
  /** The environment before; `null`: there is none. */
  readonly from: string | null;
  readonly connection: Connection | null;
  readonly stay: Stay | null;
  /** Whether the tip of `from` has all of them. */
  readonly hasNow: boolean;
  /** Commits of `from` that have them, newest first, as far as they are known: the tip, the last, the declared source, the one that brought them. */
  readonly commits: readonly string[];
}

/** Throws what Git throws when `from` cannot be read; unreadable records are an unknown fact. */
export async function findVersions(subject: Subject, facts: RunFacts, effects: Effects): Promise<Fact<FoundVersions>> {
  const { touched, promotion } = subject;
  const { environment, app, changes, pins } = touched;
  if (changes.length === 0 || app === null || environment.from === null) {
    const nothing = { from: null, connection: null, stay: null, hasNow: false, commits: [] };
    return { kind: "known", value: { ...nothing, isNothing: changes.length === 0 } };
  }
  const from = environmentNamed(facts.configuration, environment.from);
  const { connection, tip } = await placeOfEnvironment(facts, effects, from);
  const reading = await readEnvironment(tip, from, { rules: facts.configuration, apps: [app] });
  const offers = offersOf(from.name, reading.apps.get(app)?.pins ?? [], { environment: environment.name, pins });
  const hasNow = offers.conflicts.length === 0 && changes.every((change) => isOffered(offers, change));

  const standing = await facts.standing(from, app);
  if (standing.kind === "unknown") return standing;
  const wanted = changes.map(({ pin, to }) => {
    const paired = offers.matching(pin)?.key;
    return { keys: [pairingKey(pin), ...(paired === undefined ? [] : [paired])], version: to };
  });
  const recorded = stayOf(standing.value, wanted);
  const candidates = [hasNow ? tip.commit : null, recorded?.last, promotion?.source, recorded?.introduced];
  const commits = new Set(candidates.flatMap((commit) => commit ?? []));
  return {
    kind: "known",
    value: {
      isNothing: false,
      from: from.name,
      connection,
      stay: recorded?.stay ?? null,
      hasNow,
      commits: [...commits],
    },
  };
}

function isOffered(offers: Offers, { pin, to }: VersionChange): boolean {
  const offer = offers.matching(pin);
  return offer !== null && equalVersions(offer.version, to);
}
