// Which environments are to receive: those that the call names, else every one that takes from another.
import type { Configuration, Environment } from "../config/configuration.ts";
import { environmentNamed } from "../config/find.ts";
import { usageError } from "../errors.ts";

/** An environment that takes its versions from another. */
export type ReceivingEnvironment = Environment & { readonly from: string };

/**
 * Throws a usage error when the giving environment of a call with paths has no app at all: a path that matches nothing was mistyped. An
 * environment of waybill.yaml may well have none yet.
 */
export function requireApps(configuration: Configuration, from: Environment, apps: readonly string[]): void {
  if (configuration.source !== "inputs" || apps.length > 0) return;
  const paths = from.paths.map((path) => `"${path}"`).join(", ");
  throw usageError(
    `nothing in the repository matches ${paths}, where versions are to come from; expected folders or files that are there, such as apps/{app}/overlays/stage; change \`from\``,
  );
}

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
