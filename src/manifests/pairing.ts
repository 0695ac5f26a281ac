// Which pin of the giving environment belongs to which pin of the receiving one.
import type { Version } from "../artifacts/version.ts";
import { equalVersions, formatVersion } from "../artifacts/version.ts";
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
  /** The offer that belongs to the pin, also to a guarded one, which takes none: what a person wrote there is compared with it. */
  matching(pin: Pin): Offer | null;
}

/**
 * The versions that an environment offers. Only places that hold an exact version offer one: an absent entry shows what the base
 * says by itself and a range is policy, so nobody wrote a version there that could be carried on. A guarded place offers what it has
 * where no open one does (Flux's own automation writes stage, and prod takes it), and takes nothing.
 *
 * Pins are paired by artifact. Where one side names no artifact (a lone `tag:` in a HelmRelease's values), by the object's kind and
 * name and the path inside it.
 */
export function offersOf(environment: string, pins: readonly Pin[]): Offers {
  const groups = new Map<string, Pin[]>();
  const exact = pins.filter((pin) => pin.style === "exact" && formatVersion(pin.version) !== "");
  for (const pin of exact) if (!pin.guarded) append(groups, pairingKey(pin), pin);
  const open = new Set(groups.keys());
  for (const pin of exact) if (pin.guarded && !open.has(pairingKey(pin))) append(groups, pairingKey(pin), pin);
  const conflicts: string[] = [];
  const byKey = new Map<string, Offer>();
  const byPlace = new Map<string, Offer>();
  /** Of files without objects: `values-stage.yaml` and `values-prod.yaml` differ in their names. */
  const byPath = new Map<string, Offer[]>();
  for (const [key, [first, ...others]] of groups) {
    if (first === undefined) continue;
    const members: [Pin, ...Pin[]] = [first, ...others];
    if (others.some((pin) => !equalVersions(pin.version, first.version))) {
      conflicts.push(conflictOf(environment, members));
    }
    const offer: Offer = { key, version: first.version, pins: members };
    byKey.set(key, offer);
    for (const pin of members) {
      if (isPlaced(pin)) byPlace.set(placeKey(pin), offer);
      else if (!isInObject(pin)) append(byPath, pin.path, offer);
    }
  }
  const matching = (pin: Pin): Offer | null => {
    const sameArtifact = byKey.get(pairingKey(pin));
    if (sameArtifact !== undefined) return sameArtifact;
    const [onlyOne, ...others] = isInObject(pin) ? [] : (byPath.get(pin.path) ?? []);
    const samePlace = isPlaced(pin) ? byPlace.get(placeKey(pin)) : others.length > 0 ? undefined : onlyOne;
    const oneIsNameless = pin.artifact === null || samePlace?.pins.some(({ artifact }) => artifact === null) === true;
    return samePlace !== undefined && oneIsNameless ? samePlace : null;
  };
  return {
    conflicts,
    all: [...byKey.values()],
    for: (pin) => (pin.guarded ? null : matching(pin)),
    matching,
  };
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

/** A place identifies an object only when the manifest gives it a kind and a name; a kustomization has neither. */
function isPlaced(pin: Pin): boolean {
  return pin.object.kind !== "" && pin.object.name !== "";
}

function placeKey(pin: Pin): string {
  return `${pin.object.kind}/${pin.object.name}#${pin.path}`;
}

function append<K, V>(groups: Map<K, V[]>, key: K, value: V): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [value]);
  else group.push(value);
}
