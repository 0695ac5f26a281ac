// Credentials as docker has them: the variable DOCKER_AUTH_CONFIG, then config.json of the Docker configuration, with the helpers that it names.
import { join } from "node:path";
import { type CredentialMachine, fileCredentials, HUB } from "./credential-file.ts";
import { type Credentials, firstOf } from "./credentials.ts";

/** `DOCKER_AUTH_CONFIG`, `DOCKER_CONFIG` and `HOME` are read. As `fileCredentials`, which describes what is thrown. */
export function dockerCredentials(machine: CredentialMachine): Credentials {
  const variable = "DOCKER_AUTH_CONFIG";
  const text = machine.environment[variable] ?? "";
  const file = dockerFileCredentials(machine);
  if (text === "") return file;
  // From docker 28.3 on, and before the file: github.com/docker/cli/pull/6008.
  const what = `the variable ${variable}`;
  const given = { what, source: what, text: async () => text, scoped: false, hub: HUB };
  return firstOf([fileCredentials(given, machine.programs), file]);
}

/** The file alone. `scoped`: as podman and buildah read it, which take keys for a part of a registry there too. */
export function dockerFileCredentials({ environment, read, programs }: CredentialMachine, scoped = false): Credentials {
  const given = environment["DOCKER_CONFIG"] ?? "";
  const home = environment["HOME"] ?? "";
  // Never from the working directory: what is checked out there would name the helpers to run.
  if (given === "" && home === "") return async () => null;
  const path = join(given === "" ? join(home, ".docker") : given, "config.json");
  const what = `the Docker configuration ${path}`;
  return fileCredentials({ what, source: path, text: async () => read(path), scoped, hub: HUB }, programs);
}
