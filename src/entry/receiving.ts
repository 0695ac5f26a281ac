// The environments that `from` and `to` choose among those of waybill.yaml.
import type { Configuration } from "../config/configuration.ts";
import { usageError } from "../errors.ts";

/**
 * Names of receiving environments; `undefined` when nothing is chosen: all of them. Without waybill.yaml `from` and `to` are the configuration itself. Throws a
 * usage error when no environment takes from `from`.
 */
export function receivingEnvironments(
  configuration: Configuration,
  { from, to }: { readonly from: string | null; readonly to: string | null },
): readonly string[] | undefined {
  if (configuration.source !== "waybill.yaml") return undefined;
  if (to !== null) return [to];
  if (from === null) return undefined;
  const taking = configuration.environments.filter((environment) => environment.from === from).map(({ name }) => name);
  if (taking.length === 0) {
    throw usageError(
      `no environment takes its versions from "${from}"; expected one that others name as their \`from\` in waybill.yaml`,
    );
  }
  return taking;
}
