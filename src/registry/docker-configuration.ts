// Credentials as `docker login` leaves them: config.json of the Docker configuration, with the helpers that it names.
import { join } from "node:path";
import { messageOf, UserError, usageError } from "../errors.ts";
import { asRecord, asString, optional, parseJson } from "../text/canonical-json.ts";
import { askHelper, type HelperPrograms } from "./credential-helper.ts";
import type { Credential, Credentials } from "./credentials.ts";

export interface DockerConfigurationOptions {
  /** `DOCKER_CONFIG` and `HOME` are read. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The text of a file; `null` when there is none. */
  readonly read: (path: string) => Promise<string | null>;
  readonly programs: HelperPrograms;
}

type Json = Readonly<Record<string, unknown>>;

interface Configuration {
  readonly path: string;
  readonly auths: Json;
  readonly credsStore: string | null;
  readonly credHelpers: Json;
}

/** What `docker login` calls Docker Hub. */
const HUB = "https://index.docker.io/v1/";

/**
 * Looks a registry up as docker does: its own helper, else the store, else the file. The file is read at the first question, and each registry is looked up once.
 * Throws a UserError that names the file when it cannot be read or is none, or a helper that fails; a registry that nobody knows is `null`.
 */
export function dockerCredentials(options: DockerConfigurationOptions): Credentials {
  const { environment, read, programs } = options;
  const found = new Map<string, Promise<Credential | null>>();
  let reading: Promise<Configuration> | null = null;
  return async (registry) => {
    reading ??= readConfiguration(environment, read);
    const configuration = await reading;
    const known = found.get(registry) ?? lookUp(registry, configuration, programs);
    found.set(registry, known);
    return known;
  };
}

async function readConfiguration(
  environment: DockerConfigurationOptions["environment"],
  read: DockerConfigurationOptions["read"],
): Promise<Configuration> {
  const given = environment["DOCKER_CONFIG"] ?? "";
  const home = environment["HOME"] ?? "";
  // Never from the working directory: what is checked out there would name the helpers to run.
  if (given === "" && home === "") return { path: "", auths: {}, credsStore: null, credHelpers: {} };
  const path = join(given === "" ? join(home, ".docker") : given, "config.json");
  let text: string | null;
  try {
    text = await read(path);
  } catch (error) {
    throw new UserError(`the Docker configuration ${path} cannot be read: ${messageOf(error)}`, { cause: error });
  }
  if (text === null || text.trim() === "") return { path, auths: {}, credsStore: null, credHelpers: {} };
  try {
    const value = asRecord(parseJson(text), "it");
    return {
      path,
      auths: optional(value["auths"], "`auths`", asRecord) ?? {},
      credsStore: optional(value["credsStore"], "`credsStore`", asString),
      credHelpers: optional(value["credHelpers"], "`credHelpers`", asRecord) ?? {},
    };
  } catch {
    // The reason would quote a piece of a file that holds passwords.
    throw usageError(
      `the Docker configuration ${path} is not JSON as docker writes it (an object with \`auths\`, \`credsStore\`, \`credHelpers\`); log in again, or mend the file`,
    );
  }
}

async function lookUp(
  registry: string,
  configuration: Configuration,
  programs: HelperPrograms,
): Promise<Credential | null> {
  const { path, auths, credsStore, credHelpers } = configuration;
  const server = registry === "docker.io" ? HUB : registry;
  const entry = entryOf(credHelpers, registry);
  const helper = entry === undefined ? credsStore : asString(entry, `\`credHelpers\` of "${registry}" in ${path}`);
  if (helper !== null && helper !== "") {
    const credential = await askHelper(helper, server, programs, path);
    if (credential !== null) return credential;
  }
  return readLogin(entryOf(auths, registry), registry, path);
}

/** Docker's own order: the exact key, else any key whose host is the registry; old versions wrote whole URLs. */
function entryOf(entries: Json, registry: string): unknown {
  const names = registry === "docker.io" ? [HUB, "docker.io", "index.docker.io", "registry-1.docker.io"] : [registry];
  for (const name of names) if (Object.hasOwn(entries, name)) return entries[name];
  const hostOf = (key: string): string =>
    key
      .replace(/^https?:\/\//u, "")
      .replace(/\/.*$/su, "")
      .toLowerCase();
  return Object.entries(entries).find(([key]) => names.includes(hostOf(key)))?.[1];
}

/** A wrong entry is not quoted: what stands in it is meant to be secret. */
function readLogin(login: unknown, registry: string, path: string): Credential | null {
  if (login === undefined || login === null) return null;
  if (typeof login !== "object") {
    throw usageError(`the Docker configuration ${path} has an entry for "${registry}" that is no object; log in again`);
  }
  const entries = new Map<string, unknown>(Object.entries(login));
  const text = (key: string): string => {
    const value = entries.get(key);
    return typeof value === "string" ? value : "";
  };
  const source = path;
  if (text("registrytoken") !== "") return { kind: "registry-token", token: text("registrytoken"), source };
  if (text("identitytoken") !== "") return { kind: "identity-token", token: text("identitytoken"), source };
  if (text("auth") !== "") {
    // Old versions of docker padded the pair with zero bytes.
    const pair = Buffer.from(text("auth"), "base64").toString("utf8").replace(/\0+$/u, "");
    const colon = pair.indexOf(":");
    if (colon <= 0) {
      throw usageError(
        `the Docker configuration ${path} has an \`auth\` for "${registry}" that is not the base64 form of user:password; log in again`,
      );
    }
    return { kind: "password", username: pair.slice(0, colon), password: pair.slice(colon + 1), source };
  }
  if (text("username") === "" || text("password") === "") return null;
  return { kind: "password", username: text("username"), password: text("password"), source };
}
