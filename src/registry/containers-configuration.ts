// Credentials as `podman login` and `buildah login` leave them: auth.json, in the places and the order of containers-auth.json(5).
import { join } from "node:path";
import { usageError } from "../errors.ts";
import { type CredentialMachine, fileCredentials } from "./credential-file.ts";
import { type Credentials, firstOf } from "./credentials.ts";
import { dockerFileCredentials } from "./docker-configuration.ts";

export interface ContainersMachine extends CredentialMachine {
  /** Linux keeps the logins of a session in a folder of its own; `null` where there are no such users. */
  readonly userId: number | null;
}

/**
 * `REGISTRY_AUTH_FILE` alone, else `DOCKER_CONFIG` alone (podman and buildah read no auth.json beside it: containers/common, pkg/auth, GetDefaultAuthFile), else
 * the session's auth.json, the user's, and docker's file. As `fileCredentials`, which describes what is thrown; a file that the variable names must be there.
 */
export function containersCredentials(machine: ContainersMachine): Credentials {
  const { environment, read } = machine;
  const set = (name: string): string | null => {
    const value = environment[name] ?? "";
    return value === "" ? null : value;
  };
  const docker = dockerFileCredentials(machine, true);
  const named = set("REGISTRY_AUTH_FILE");
  if (named !== null) {
    return authFile(named, machine, async () => {
      const text = await read(named);
      if (text !== null) return text;
      throw usageError(
        `the variable REGISTRY_AUTH_FILE names "${named}", which is not there; log in with podman or buildah before this step, or unset it`,
      );
    });
  }
  if (set("DOCKER_CONFIG") !== null) return docker;
  // containers/image, pkg/docker/config: without the variable there is no `containers` below the session's folder.
  const runtime = set("XDG_RUNTIME_DIR");
  const own = machine.userId === null ? null : join("/run/containers", String(machine.userId));
  const session = runtime === null ? own : join(runtime, "containers");
  const home = set("HOME");
  const configuration = set("XDG_CONFIG_HOME") ?? (home === null ? null : join(home, ".config"));
  const folders = [session, configuration === null ? null : join(configuration, "containers")];
  return firstOf([
    ...folders
      .filter((folder) => folder !== null)
      .map((folder) => join(folder, "auth.json"))
      .map((path) => authFile(path, machine, async () => read(path))),
    docker,
  ]);
}

function authFile(path: string, { programs }: ContainersMachine, text: () => Promise<string | null>): Credentials {
  return fileCredentials(
    { what: `the logins of ${path}`, source: path, text, scoped: true, hub: "docker.io" },
    programs,
  );
}
