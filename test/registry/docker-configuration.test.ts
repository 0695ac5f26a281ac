// Credentials as `docker login` leaves them, and the helpers that it can be told to ask.
import { describe, expect, it } from "vitest";
import type { HelperPrograms } from "../../src/registry/credential-helper.ts";
import type { Credential } from "../../src/registry/credentials.ts";
import { dockerCredentials } from "../../src/registry/docker-configuration.ts";

interface Ran {
  readonly exitCode?: number;
  readonly stdout?: string;
  readonly lastLines?: readonly string[];
}

interface World {
  readonly find: (registry: string) => Promise<Credential | null>;
  readonly paths: string[];
  readonly asked: string[];
}

/** A machine with one file and the helpers. */
function machine(
  file: unknown,
  helpers: Readonly<Record<string, Ran>> = {},
  environment: Readonly<Record<string, string>> = { HOME: "/home/ann" },
): World {
  const paths: string[] = [];
  const asked: string[] = [];
  const programs: HelperPrograms = {
    find: async (program) => (program in helpers ? `/usr/bin/${program}` : null),
    async run(program, args, { input }) {
      asked.push(`${program} ${args.join(" ")} < ${input}`);
      return { exitCode: 0, stdout: "", lastLines: [], ...helpers[program.replace("/usr/bin/", "")] };
    },
  };
  const read = async (path: string): Promise<string | null> => {
    paths.push(path);
    return file === null || typeof file === "string" ? file : JSON.stringify(file);
  };
  const credentials = dockerCredentials({ environment, read, programs });
  return { find: async (registry) => credentials(registry, "acme/podinfo"), paths, asked };
}

const auth = (pair: string): { auth: string } => ({ auth: Buffer.from(pair).toString("base64") });
const source = "/home/ann/.docker/config.json";

describe("the file", () => {
  it.each([
    { environment: { HOME: "/home/ann" }, path: "/home/ann/.docker/config.json" },
    { environment: { HOME: "/home/ann", DOCKER_CONFIG: "/tmp/here" }, path: "/tmp/here/config.json" },
    { environment: { HOME: "/home/ann", DOCKER_CONFIG: "" }, path: "/home/ann/.docker/config.json" },
  ])("is $path, read once", async ({ environment, path }) => {
    const { find, paths } = machine({}, {}, environment);
    await find("ghcr.io");
    await find("docker.io");
    expect(paths).toEqual([path]);
  });

  it("is not looked for in the working directory of a user without a home", async () => {
    const { find, paths } = machine({ auths: { "ghcr.io": auth("ann:p") } }, {}, {});
    expect(await find("ghcr.io")).toBeNull();
    expect(paths).toEqual([]);
  });

  it.each([null, "", "\n", {}, { auths: null, credsStore: null, credHelpers: null }, { auths: { "ghcr.io": {} } }])(
    "knows nobody: %j",
    async (file) => {
      expect(await machine(file).find("ghcr.io")).toBeNull();
    },
  );

  it.each([
    { key: "ghcr.io", registry: "ghcr.io" },
    { key: "https://ghcr.io", registry: "ghcr.io" },
    { key: "https://ghcr.io/v2/", registry: "ghcr.io" },
    { key: "http://localhost:5000", registry: "localhost:5000" },
    { key: "https://index.docker.io/v1/", registry: "docker.io" },
    { key: "docker.io", registry: "docker.io" },
    { key: "registry-1.docker.io", registry: "docker.io" },
  ])("has under $key the login for $registry", async ({ key, registry }) => {
    const file = { auths: { "quay.io": auth("no:no"), [key]: auth("ann:pass:word") } };
    const credential = { kind: "password", username: "ann", password: "pass:word", source };
    expect(await machine(file).find(registry)).toEqual(credential);
  });

  it("has the login under the exact name before one under an address", async () => {
    const file = { auths: { "https://ghcr.io": auth("old:p"), "ghcr.io": auth("new:p") } };
    expect(await machine(file).find("ghcr.io")).toMatchObject({ username: "new" });
  });

  it.each(["ghcr.io.example", "io", "ghcr.io:443", "xghcr.io"])("has no login of ghcr.io for %s", async (registry) => {
    expect(await machine({ auths: { "ghcr.io": auth("ann:secret") } }).find(registry)).toBeNull();
  });

  it.each([
    {
      entry: { username: "ann", password: "p" },
      credential: { kind: "password", username: "ann", password: "p", source },
    },
    { entry: auth("ann:p\0\0"), credential: { kind: "password", username: "ann", password: "p", source } },
    { entry: auth("ann:"), credential: { kind: "password", username: "ann", password: "", source } },
    { entry: { ...auth("0000:x"), identitytoken: "t" }, credential: { kind: "identity-token", token: "t", source } },
    { entry: { registrytoken: "t" }, credential: { kind: "registry-token", token: "t", source } },
    { entry: { username: "ann" }, credential: null },
    { entry: null, credential: null },
  ])("holds $entry", async ({ entry, credential }) => {
    expect(await machine({ auths: { "ghcr.io": entry } }).find("ghcr.io")).toEqual(credential);
  });

  it.each([
    { what: "no JSON", file: '{"auths":{"ghcr.io":{"auth":"czNjcjN0' },
    { what: "a list", file: ["czNjcjN0"] },
    { what: "a text for the logins", file: { auths: "czNjcjN0" } },
    { what: "a text for a login", file: { auths: { "ghcr.io": "czNjcjN0" } } },
    { what: "a login that is no pair", file: { auths: { "ghcr.io": { auth: "czNjcjN0" } } } },
    { what: "a login without a user", file: { auths: { "ghcr.io": { auth: "OnMzY3IzdA==" } } } },
  ])("is named, and nothing of it shown, when it has $what", async ({ file }) => {
    const error: unknown = await machine(file)
      .find("ghcr.io")
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: "UserError", exitCode: 2 });
    expect(String(error)).toContain(source);
    expect(String(error)).not.toMatch(/czNjcjN0|s3cr3t|OnMzY3IzdA/u);
  });

  it("that cannot be read is an error, not nobody", async () => {
    const find = dockerCredentials({
      environment: { HOME: "/home/ann" },
      read: async () => Promise.reject(new Error("EACCES: permission denied")),
      programs: { find: async () => null, run: async () => Promise.reject(new Error("not asked for")) },
    });
    await expect(find("ghcr.io", "acme/podinfo")).rejects.toThrow(
      `the Docker configuration ${source} cannot be read: EACCES`,
    );
  });
});

describe("the variable DOCKER_AUTH_CONFIG", () => {
  const given = (value: unknown): Record<string, string> => ({
    HOME: "/home/ann",
    DOCKER_AUTH_CONFIG: typeof value === "string" ? value : JSON.stringify(value),
  });

  it("is asked before the file, for the registries that it has", async () => {
    const file = { auths: { "ghcr.io": auth("file:p"), "quay.io": auth("file:p") } };
    const { find } = machine(file, {}, given({ auths: { "ghcr.io": auth("variable:p") } }));
    expect(await find("ghcr.io")).toMatchObject({ username: "variable", source: "the variable DOCKER_AUTH_CONFIG" });
    expect(await find("quay.io")).toMatchObject({ username: "file", source });
  });

  it.each(['{"auths":{"ghcr.io":{"auth":"czNjcjN0', "czNjcjN0", { auths: { "ghcr.io": { auth: "czNjcjN0" } } }])(
    "is named, and nothing of it shown, when it is wrong: %j",
    async (value) => {
      const error: unknown = await machine({}, {}, given(value))
        .find("ghcr.io")
        .catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ name: "UserError", exitCode: 2 });
      expect(String(error)).toContain("the variable DOCKER_AUTH_CONFIG");
      expect(String(error)).not.toContain("czNjcjN0");
    },
  );
});

describe("a credential helper", () => {
  const answer = { stdout: JSON.stringify({ ServerURL: "x", Username: "AWS", Secret: "s3cr3t" }) };

  it("of the registry is asked before the store and the file", async () => {
    const file = {
      auths: { "a.example": auth("no:no") },
      credsStore: "desktop",
      credHelpers: { "a.example": "ecr-login" },
    };
    const { find, asked } = machine(file, { "docker-credential-ecr-login": answer, "docker-credential-desktop": {} });
    expect(await find("a.example")).toEqual({
      kind: "password",
      username: "AWS",
      password: "s3cr3t",
      source: "docker-credential-ecr-login",
    });
    expect(asked).toEqual(["/usr/bin/docker-credential-ecr-login get < a.example"]);
  });

  it("is asked for Docker Hub by the name that docker login gives it, and once", async () => {
    const { find, asked } = machine({ credsStore: "desktop" }, { "docker-credential-desktop": answer });
    await Promise.all([find("docker.io"), find("docker.io")]);
    expect(asked).toEqual(["/usr/bin/docker-credential-desktop get < https://index.docker.io/v1/"]);
  });

  it("may hold a refresh token", async () => {
    const stdout = JSON.stringify({ Username: "<token>", Secret: "refresh" });
    const { find } = machine({ credsStore: "acr" }, { "docker-credential-acr": { stdout } });
    expect(await find("a.azurecr.io")).toMatchObject({ kind: "identity-token", token: "refresh" });
  });

  it.each<Ran>([
    { exitCode: 1, stdout: "credentials not found in native keychain\n" },
    { exitCode: 1, lastLines: ["credentials not found in native keychain"] },
    { exitCode: 1, stdout: "no credentials server URL" },
    { stdout: '{"Username":"","Secret":""}' },
  ])("that holds nothing leaves it to the file: %j", async (ran) => {
    const file = { credsStore: "pass", auths: { "ghcr.io": auth("ann:p") } };
    expect(await machine(file, { "docker-credential-pass": ran }).find("ghcr.io")).toMatchObject({ username: "ann" });
    expect(await machine(file, { "docker-credential-pass": ran }).find("quay.io")).toBeNull();
  });

  it.each<{ what: string; helpers: Record<string, Ran>; says: string }>([
    { what: "is missing", helpers: {}, says: "docker-credential-pass, which is not on PATH; install it" },
    {
      what: "fails",
      helpers: { "docker-credential-pass": { exitCode: 3, stdout: "s3cr3t", lastLines: ["gpg: no key"] } },
      says: 'failed for "ghcr.io" with exit code 3: gpg: no key',
    },
    {
      what: "fails on its other output, after an answer",
      helpers: {
        "docker-credential-pass": {
          exitCode: 1,
          lastLines: ["gpg: locked", '{"Username":"ann",', '"Secret":"s3cr3t"}', '{"Secret":"s3cr3t"}', ""],
        },
      },
      says: 'failed for "ghcr.io" with exit code 1: gpg: locked',
    },
    { what: "prints no JSON", helpers: { "docker-credential-pass": { stdout: "s3cr3t" } }, says: "gave no answer" },
    {
      what: "prints half",
      helpers: { "docker-credential-pass": { stdout: '{"Secret":"s3cr3t"}' } },
      says: "gave no answer",
    },
  ])("that $what is an error without its output", async ({ helpers, says }) => {
    const error: unknown = await machine({ credsStore: "pass" }, helpers)
      .find("ghcr.io")
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: "UserError" });
    expect(String(error)).toContain(says);
    expect(String(error)).not.toContain("s3cr3t");
  });

  it.each(["../../bin/sh", "a b", "pass;id", "/bin/sh"])("is not run by the name %s", async (name) => {
    const { find, asked } = machine({ credsStore: name }, {});
    await expect(find("ghcr.io")).rejects.toThrow("names the credential helper");
    expect(asked).toEqual([]);
  });
});
