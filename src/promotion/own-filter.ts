// A manifest's own rule for the versions that may be written into it, honoured by promotions and updates alike.
import { matchesFilter } from "../artifacts/filter.ts";
import { formatVersion, type Version } from "../artifacts/version.ts";
import { UserError } from "../errors.ts";
import { placeOf, type Pin } from "../manifests/pin.ts";
import { nameOf } from "../manifests/pairing.ts";

/** Why the pin's own filter forbids the version, as a sentence without its subject's place; `null` when it does not. A filter that cannot be evaluated forbids. */
export function filterObjection(pin: Pin, offered: Version): string | null {
  const { filter } = pin;
  if (filter === null) return null;
  const where = `${placeOf(pin)} admits only "${filter}" for ${nameOf(pin)}`;
  try {
    const isAdmitted = offered.tag !== null && matchesFilter(filter, offered.tag);
    return isAdmitted ? null : `${where}, which excludes "${formatVersion(offered)}"`;
  } catch (error) {
    if (error instanceof UserError) return `${where}: ${error.message}`;
    throw error;
  }
}
