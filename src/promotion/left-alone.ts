// What a plan says of the versions that it carries nowhere, and of the places that it leaves as they are.
import { equalVersions, formatVersion } from "../artifacts/version.ts";
import { nameOf, type Offer } from "../manifests/pairing.ts";
import { pairingKey, placeOf, type Pin } from "../manifests/pin.ts";
import { policyOf } from "../manifests/policy.ts";
import { remark, type Remark } from "./remarks.ts";

/** The environments' names. */
interface Names {
  readonly giver: string;
  readonly receiver: string;
}

/** A place of the receiver that only its name opens: said where it differs from what belongs to it. */
export function guardedRemarks({ receiver }: Names, pin: Pin, { version }: Offer): readonly Remark[] {
  if (equalVersions(pin.version, version)) return [];
  const why = pin.refusal ?? "it is guarded";
  return [
    {
      place: placeOf(pin),
      says: (where) =>
        `${receiver} has "${formatVersion(pin.version)}" of ${nameOf(pin)} at ${where}, which is left alone: ${why}`,
    },
  ];
}

/** An offer that nothing in the receiver takes. */
export function lackingRemarks({ giver, receiver }: Names, { pins, version }: Offer): readonly Remark[] {
  return pins.map((pin) => ({
    place: placeOf(pin),
    says: (where) =>
      `${receiver} has no pin of ${nameOf(pin)} (${giver}: "${formatVersion(version)}" at ${where}); it is not created`,
  }));
}

/**
 * A pin of the receiver for which the giver holds no version to promote: said where it shows the artifact in another form, and nowhere
 * the same version.
 */
export function unofferedRemarks({ giver }: Names, given: readonly Pin[], pin: Pin): readonly Remark[] {
  // By artifact, or by object and path for a pin that names none.
  const counterparts = given.filter((other) => pairingKey(other) === pairingKey(pin));
  const [counterpart] = counterparts;
  if (counterpart === undefined || counterparts.some(({ version }) => equalVersions(version, pin.version))) return [];
  const shown = formatVersion(counterpart.version);
  const [name, place] = [nameOf(pin), placeOf(counterpart)];
  if (counterpart.style === "absent") {
    return [
      remark(`${giver} sets no version of ${name} itself (its base has "${shown}"); there is nothing to promote`),
    ];
  }
  if (counterpart.style === "range") {
    const policy = policyOf(counterpart);
    return [
      { place, says: (where) => `${giver} follows ${policy} for ${name} (${where}); there is no version to promote` },
    ];
  }
  // Two guarded places are told of by the receiver's.
  if (!counterpart.guarded || pin.guarded) return [];
  const why = counterpart.refusal ?? "it is guarded";
  return [
    { place, says: (where) => `${giver} has "${shown}" of ${name} at ${where}, which is not carried on: ${why}` },
  ];
}
