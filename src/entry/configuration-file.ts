// waybill.yaml of a snapshot: its bytes, or that there is none; never a link taken for none.
import { CONFIGURATION_FILE } from "../config/find.ts";
import { UserError, usageError } from "../errors.ts";
import type { Snapshot } from "../git/snapshot.ts";

/** `null` when there is no waybill.yaml. Throws a usage error when it is a symbolic link or a submodule, a UserError when it cannot be read. */
export async function configurationFile(snapshot: Snapshot): Promise<Uint8Array | null> {
  const [entry] = await snapshot.list([CONFIGURATION_FILE]);
  if (entry === undefined) return null;
  const bytes = (await snapshot.read([CONFIGURATION_FILE])).get(CONFIGURATION_FILE) ?? null;
  if (bytes !== null) return bytes;
  const unreadable = snapshot.unreadable?.get(CONFIGURATION_FILE);
  if (unreadable !== undefined) throw new UserError(`${CONFIGURATION_FILE}: ${unreadable}`);
  throw usageError(
    `${CONFIGURATION_FILE} is ${entry.path === CONFIGURATION_FILE ? "a symbolic link or a submodule" : "a folder"}; expected a regular file`,
  );
}
