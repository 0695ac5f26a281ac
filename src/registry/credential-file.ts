// One file of logins in docker's format, which podman, buildah and helm write too: `auths`, `credHelpers`, `credsStore`.
import { messageOf, UserError, usageError } from "../errors.ts";
import { asRecord, asString, optional, parseJson } from "../text/canonical-json.ts";
import { askHelper, type HelperPrograms } from "./credential-helper.ts";
import type { Credential, Credentials } from "./credentials.ts";

/** What the credentials of a machine are found with. */
export interface CredentialMachine {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The text of a file; `null` when there is none. */
  readonly read: (path: string) => Promise<string | null>;
  readonly programs: HelperPrograms;
}

export interface CredentialFile {
  /** For messages: `the Docker configuration /root/.docker/config.json`. */
  readonly what: string;
  /** Where a credential is said to come from. */
  readonly source: string;
  readonly text: () => Promise<string | null>;
  /** Whether a key may name a part of a registry, such as `quay.io/acme`: containers-auth.json(5); the longest wins. */
  readonly scoped: boolean;
  /** What a helper is asked for instead of a registry's name: docker's own name for Docker Hub. */
  readonly hub: string;
}

type Json = Readonly<Record<string, unknown>>;

interface Logins {
  readonly auths: Json;
  readonly credsStore: string | null;
  readonly credHelpers: Json;
}

/** What `docker login` calls Docker Hub. */
export const HUB = "https://index.docker.io/v1/";

const NO_LOGINS: Logins = { auths: {}, credsStore: null, credHelpers: {} };

/**
 * Looks a registry up as docker does: its own helper, else the store, else the file. The file is read at the first question, and each repository is looked up once.
 * Throws a UserError that names the file when it cannot be read or is none, or a helper that fails; a registry that nobody knows is `null`.
 */
export function fileCredentials(file: CredentialFile, programs: HelperPrograms): Credentials {
  const found = new Map<string, Promise<Credential | null>>();
  let reading: Promise<Logins> | null = null;
  return async (registry, repository) => {
    reading ??= readLogins(file);
    const logins = await reading;
    const key = file.scoped ? `${registry}/${repository}` : registry;
    const known = found.get(key) ?? lookUp(registry, repository, logins, file, programs);
    found.set(key, known);
    return known;
  };
}

async function readLogins(file: CredentialFile): Promise<Logins> {
  let text: string | null;
  try {
    text = await file.text();
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(`${file.what} cannot be read: ${messageOf(error)}`, { cause: error });
  }
  if (text === null || text.trim() === "") return NO_LOGINS;
  try {
    const value = asRecord(parseJson(text), "it");
    return {
      auths: optional(value["auths"], "`auths`", asRecord) ?? {},
      credsStore: optional(value["credsStore"], "`credsStore`", asString),
      credHelpers: optional(value["credHelpers"], "`credHelpers`", asRecord) ?? {},
    };
  } catch {
    // The reason would quote a piece of a file that holds passwords.
    throw usageError(
      `${file.what} is not JSON as docker writes it (an object with \`auths\`, \`credsStore\`, \`credHelpers\`); log in again, or mend it`,
    );
  }
}

async function lookUp(
  registry: string,
  repository: string,
  { auths, credsStore, credHelpers }: Logins,
  file: CredentialFile,
  programs: HelperPrograms,
): Promise<Credential | null> {
  const entry = entryOf(credHelpers, registry, file);
  if (entry !== undefined && typeof entry !== "string") {
    throw usageError(`${file.what} has a helper for "${registry}" that is no text; mend its \`credHelpers\``);
  }
  const helper = entry ?? credsStore;
  if (helper !== null && helper !== "") {
    const server = registry === "docker.io" ? file.hub : registry;
    const credential = await askHelper(helper, server, programs, file.source);
    if (credential !== null) return credential;
  }
  if (file.scoped) {
    for (const key of scopes(registry, repository)) {
      if (Object.hasOwn(auths, key)) return readLogin(auths[key], key, file);
    }
  }
  return readLogin(entryOf(auths, registry, file), registry, file);
}

/** `quay.io/acme/team/app`, `quay.io/acme/team`, `quay.io/acme`: what is narrower than the registry, the narrowest first. */
function scopes(registry: string, repository: string): readonly string[] {
  const parts = repository.split("/");
  return parts.map((_, index) => [registry, ...parts.slice(0, parts.length - index)].join("/"));
}

/** Docker's own order: the exact key, else any key whose host is the registry; old versions wrote whole URLs. */
function entryOf(entries: Json, registry: string, { scoped }: CredentialFile): unknown {
  const names = registry === "docker.io" ? [HUB, "docker.io", "index.docker.io", "registry-1.docker.io"] : [registry];
  for (const name of names) if (Object.hasOwn(entries, name)) return entries[name];
  return Object.entries(entries).find(([key]) => names.includes(registryOf(key, scoped)))?.[1];
}

/** The registry that a key is for. docker takes every key up to its first slash; where keys may name a part of a registry, only those of addresses. */
function registryOf(key: string, scoped: boolean): string {
  const host = key.replace(/^https?:\/\//u, "");
  return (scoped && host === key ? key : host.replace(/\/.*$/su, "")).toLowerCase();
}

/** A wrong entry is not quoted: what stands in it is meant to be secret. */
function readLogin(login: unknown, key: string, { what, source }: CredentialFile): Credential | null {
  if (login === undefined || login === null) return null;
  if (typeof login !== "object") {
    throw usageError(`${what} has an entry for "${key}" that is no object; log in again`);
  }
  const entries = new Map<string, unknown>(Object.entries(login));
  const text = (name: string): string => {
    const value = entries.get(name);
    return typeof value === "string" ? value : "";
  };
  if (text("registrytoken") !== "") return { kind: "registry-token", token: text("registrytoken"), source };
  if (text("identitytoken") !== "") return { kind: "identity-token", token: text("identitytoken"), source };
  if (text("auth") !== "") {
    // Old versions of docker padded the pair with zero bytes.
    const pair = Buffer.from(text("auth"), "base64").toString("utf8").replace(/\0+$/u, "");
    const colon = pair.indexOf(":");
    if (colon <= 0) {
      throw usageError(
        `${what} has an \`auth\` for "${key}" that is not the base64 form of user:password; log in again`,
      );
    }
    return { kind: "password", username: pair.slice(0, colon), password: pair.slice(colon + 1), source };
  }
  if (text("username") === "" || text("password") === "") return null;
  return { kind: "password", username: text("username"), password: text("password"), source };
}
