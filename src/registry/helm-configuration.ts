// The credentials that `helm registry login` leaves, and docker's where helm has none: the order in which helm itself looks for them.
import { join } from "node:path";
import { type CredentialMachine, fileCredentials, HUB } from "./credential-file.ts";
import { type Credentials, firstOf } from "./credentials.ts";
import { dockerFileCredentials } from "./docker-configuration.ts";

/** As `fileCredentials`, which describes what is thrown: helm's file has docker's format. */
export function helmCredentials(machine: CredentialMachine): Credentials {
  const docker = dockerFileCredentials(machine);
  const path = configurationPath(machine.environment);
  if (path === null) return docker;
  const what = `helm's logins in ${path}`;
  const file = { what, source: path, text: async () => machine.read(path), scoped: false, hub: HUB };
  return firstOf([fileCredentials(file, machine.programs), docker]);
}

/** helm.sh/docs/helm/helm, "Environment variables": the file's own variable, helm's folder, the desktop's. `null` where none is known. */
function configurationPath(environment: CredentialMachine["environment"]): string | null {
  const set = (name: string): string | null => {
    const value = environment[name] ?? "";
    return value === "" ? null : value;
  };
  const file = set("HELM_REGISTRY_CONFIG");
  if (file !== null) return file;
  const [helm, desktop, home] = [set("HELM_CONFIG_HOME"), set("XDG_CONFIG_HOME"), set("HOME")];
  const folder =
    helm ?? (desktop === null ? null : join(desktop, "helm")) ?? (home === null ? null : join(home, ".config", "helm"));
  return folder === null ? null : join(folder, "registry", "config.json");
}
