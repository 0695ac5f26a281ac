// Where the configuration is, and finding an environment in it by its name.
import { usageError } from "../errors.ts";
import { didYouMean } from "../text/nearest.ts";
import { printable } from "../text/printable.ts";
import type { Configuration, Environment } from "./configuration.ts";

/** The configuration's path in the home repository. */
export const CONFIGURATION_FILE = "waybill.yaml";

/** The path of an application repository's list of builds. */
export const BUILDS_FILE = ".waybill.yaml";

/** The environment of that name; throws a usage error that names the nearest one, or all. */
export function environmentNamed(configuration: Configuration, name: string): Environment {
  const names = configuration.environments.map((environment) => environment.name);
  const found = configuration.environments.find((environment) => environment.name === name);
  if (found !== undefined) return found;
  const place =
    configuration.source === "waybill.yaml" ? `in ${CONFIGURATION_FILE}` : `known (from ${configuration.source})`;
  const hint = didYouMean(name, names);
  throw usageError(
    `the environment "${printable(name)}" is not ${place}${hint === "" ? `; expected one of ${names.join(", ")}` : hint}`,
  );
}
