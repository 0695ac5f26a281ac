// The configuration as a laptop sees it: waybill.yaml of the working tree, the paths given, or the usual names.
import { findApps } from "../../config/apps.ts";
import type { Configuration, Environment } from "../../config/configuration.ts";
import { CONFIGURATION_FILE, environmentNamed } from "../../config/find.ts";
import { resolveConfiguration } from "../../config/resolve.ts";
import type { Snapshot } from "../../git/snapshot.ts";

export interface LocalConfiguration {
  readonly configuration: Configuration;
  environment(name: string): Environment;
  apps(environment: Environment): ReadonlyMap<string, { readonly roots: readonly string[] }>;
}

/** Throws a usage error when waybill.yaml is wrong or no environment can be found. */
export async function localConfiguration(
  snapshot: Snapshot,
  inputs: { readonly from?: string; readonly to?: string },
): Promise<LocalConfiguration> {
  const paths = (await snapshot.list()).map((entry) => entry.path);
  const file = (await snapshot.read([CONFIGURATION_FILE])).get(CONFIGURATION_FILE) ?? null;
  const configuration = resolveConfiguration({ file, paths, inputs });
  return {
    configuration,
    environment: (name) => environmentNamed(configuration, name),
    apps: (environment) => findApps(environment, paths),
  };
}
