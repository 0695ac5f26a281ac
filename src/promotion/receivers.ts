// Which environments are to receive: those that the call names, else every one that takes from another.
import type { Configuration, Environment } from "../config/configuration.ts";
import { environmentNamed } from "../config/find.ts";
import { usageError } from "../errors.ts";

/** An environment that takes its versions from another. */
export type ReceivingEnvironment = Environment & { readonly from: string };

/** Throws a usage error when a name is unknown, an environment takes from no other, or there is none at all. */
export function receivers(
  configuration: Configuration,
  names: readonly string[] | undefined,
): readonly ReceivingEnvironment[] {
  const chosen =
    names === undefined || names.length === 0
      ? configuration.environments.filter(({ from }) => from !== null)
      : names.map((name) => environmentNamed(configuration, name));
  if (chosen.length === 0) {
    throw usageError(
      "no environment takes its versions from another; set `from` of an environment in waybill.yaml, or the inputs `from` and `to`",
    );
  }
  return chosen.map((environment) => {
    const { name, from } = environment;
    if (from !== null) return { ...environment, from };
    throw usageError(`the environment "${name}" takes its versions from no other; set its \`from\` in waybill.yaml`);
  });
}
