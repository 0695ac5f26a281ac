// The credentials that `helm registry login` leaves, and docker's where helm has none: the order in which helm itself looks for them.
import { dirname, join } from "node:path";
import type { Credentials } from "./credentials.ts";
import { dockerCredentials, type DockerConfigurationOptions } from "./docker-configuration.ts";

/** As `dockerCredentials`, which describes what is thrown: helm's file has docker's format. */
export function helmCredentials(options: DockerConfigurationOptions): Credentials {
  const docker = dockerCredentials(options);
  const path = configurationPath(options.environment);
  if (path === null) return docker;
  const helm = dockerCredentials({
    ...options,
    environment: { ...options.environment, DOCKER_CONFIG: dirname(path) },
    // HELM_REGISTRY_CONFIG may call the file anything.
    read: () => options.read(path),
  });
  return async (registry) => (await helm(registry)) ?? docker(registry);
}

/** helm.sh/docs/helm/helm, "Environment variables": the file's own variable, helm's folder, the desktop's. `null` where none is known. */
function configurationPath(environment: DockerConfigurationOptions["environment"]): string | null {
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
