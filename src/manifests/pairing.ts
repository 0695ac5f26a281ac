// Which pin of the giving environment belongs to which pin of the receiving one.
import type { Version } from "../artifacts/version.ts";
import { equalVersions, formatVersion } from "../artifacts/version.ts";
import { isPlaced, pairAlike, placeKey, type PinsOf } from "./likeness.ts";
import { isInObject, pairingKey, placeOf, type Pin } from "./pin.ts";

/** What one environment offers under one pairing key: a single version and the places that hold it. */
export interface Offer {
  readonly key: string;
  readonly version: Version;
  readonly pins: readonly Pin[];
}

export interface Offers {
  /** One sentence for every artifact that the environment has in two versions. */
  readonly conflicts: readonly string[];
  readonly all: readonly Offer[];
  /** The offer that the pin is to take; `null` when there is none. */
  for(pin: Pin): Offer | null;
  /**
   * What belongs to the pin, also to a guarded one, which takes nothing, and from a guarded one, which offers nothing: what a person wrote there
   * is compared with it.
   */
  matching(pin: Pin): Offer | null;
  /** Whether the pin's offer was found by likeness alone: another folder of its repository, or an object of another name. */
  isByLikeness(pin: Pin): boolean;
}

/**
 * The versions that an environment offers. Only places that hold an exact version offer one: an absent entry shows what the base
 * says by itself and a range is policy, so nobody wrote a version there that could be carried on. A place that Flux's image automation writes
 * offers what it has where no open one does, and takes nothing; any other guarded place (a patch, a substitution) is its own environment's
 * decision and offers nothing.
 *
 * Pins are paired by artifact. Where one side names no artifact (a lone `tag:` in a HelmRelease's values), by the object's kind and
 * name and the path inside it. What is left of both sides then is paired by likeness (`likeness.ts`), which takes the pins of the environment that
 * receives: without `taking`, nothing is.
 */
export function offersOf(environment: string, pins: readonly Pin[], taking?: PinsOf): Offers {
  const groups = new Map<string, Pin[]>();
  const exact = pins.filter((pin) => pin.style === "exact" && formatVersion(pin.version) !== "");
  for (const pin of exact) if (!pin.guarded) append(groups, pairingKey(pin), pin);
  const open = new Set(groups.keys());
  for (const pin of exact) {
    if (pin.guarded && pin.imagePolicy !== null && !open.has(pairingKey(pin))) append(groups, pairingKey(pin), pin);
  }
  const offered = new Set(groups.keys());
  for (const pin of exact) if (pin.guarded && !offered.has(pairingKey(pin))) append(groups, pairingKey(pin), pin);
  const conflicts: string[] = [];
  const unclear = new Set<string>();
  const byKey = new Map<string, Offer>();
  const byPlace = new Map<string, Offer>();
  /** Of files without objects: `values-stage.yaml` and `values-prod.yaml` differ in their names. */
  const byPath = new Map<string, Offer[]>();
  for (const [key, [first, ...others]] of groups) {
    if (first === undefined) continue;
    const members: [Pin, ...Pin[]] = [first, ...others];
    if (others.some((pin) => !equalVersions(pin.version, first.version))) {
      if (offered.has(key)) conflicts.push(conflictOf(environment, members));
      unclear.add(key);
    }
    const offer: Offer = { key, version: first.version, pins: members };
    byKey.set(key, offer);
    for (const pin of members) {
      if (isPlaced(pin)) byPlace.set(placeKey(pin), offer);
      else if (!isInObject(pin)) append(byPath, pin.path, offer);
    }
  }
  const byName = (pin: Pin): Offer | null => {
    const sameArtifact = byKey.get(pairingKey(pin));
    if (sameArtifact !== undefined) return sameArtifact;
    const [onlyOne, ...others] = isInObject(pin) ? [] : (byPath.get(pin.path) ?? []);
    const samePlace = isPlaced(pin) ? byPlace.get(placeKey(pin)) : others.length > 0 ? undefined : onlyOne;
    const oneIsNameless = pin.artifact === null || samePlace?.pins.some(({ artifact }) => artifact === null) === true;
    return samePlace !== undefined && oneIsNameless ? samePlace : null;
  };
  const alike = taking === undefined ? new Map<string, string>() : pairLeft({ environment, pins }, taking, byName);
  const byLikeness = (pin: Pin): Offer | null => {
    const key = alike.get(pairingKey(pin));
    return key === undefined || unclear.has(key) ? null : (byKey.get(key) ?? null);
  };
  const matching = (pin: Pin): Offer | null => {
    const offer = byName(pin) ?? byLikeness(pin);
    return offer === null || offered.has(offer.key) || !unclear.has(offer.key) ? offer : null;
  };
  const taken = (pin: Pin): Offer | null => {
    const offer = pin.guarded ? null : matching(pin);
    return offer !== null && offered.has(offer.key) ? offer : null;
  };
  return {
    conflicts,
    all: [...byKey.values()].filter(({ key }) => offered.has(key)),
    for: taken,
    matching,
    isByLikeness: (pin) => byName(pin) === null && byLikeness(pin) !== null,
  };
}

/** Pairs by likeness what no name pairs. A range or a guarded place is paired by its name too, so that it is not left over. */
function pairLeft(giving: PinsOf, taking: PinsOf, byName: (pin: Pin) => Offer | null): ReadonlyMap<string, string> {
  const given = new Set(giving.pins.map(pairingKey));
  const taken = new Set<string>();
  const left = taking.pins.filter((pin) => {
    const key = pairingKey(pin);
    const offer = byName(pin);
    taken.add(given.has(key) ? key : (offer?.key ?? ""));
    return offer === null && !given.has(key);
  });
  const open = giving.pins.filter((pin) => !taken.has(pairingKey(pin)));
  return pairAlike({ ...giving, pins: open }, { ...taking, pins: left });
}

/** The artifact as a person calls it: its name, or the object (else the file) and path of a pin that names none. */
export function nameOf(pin: Pin): string {
  const { kind, name } = pin.object;
  return pin.artifact?.name ?? `${kind === "" && name === "" ? pin.file : `${kind} ${name}`}, ${pin.path}`;
}

function conflictOf(environment: string, pins: readonly [Pin, ...Pin[]]): string {
  const places = pins.map((pin) => `"${formatVersion(pin.version)}" at ${placeOf(pin)}`).join(", ");
  return `${environment} has two versions of ${nameOf(pins[0])}: ${places}; which one is meant cannot be told, make them equal`;
}

function append<K, V>(groups: Map<K, V[]>, key: K, value: V): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [value]);
  else group.push(value);
}
