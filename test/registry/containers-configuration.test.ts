// Credentials as podman and buildah keep them: which file, which key, and what is said of a wrong one.
import { describe, expect, it } from "vitest";
import { containersCredentials } from "../../src/registry/containers-configuration.ts";
import type { HelperPrograms } from "../../src/registry/credential-helper.ts";

const auth = (pair: string): { auth: string } => ({ auth: Buffer.from(pair).toString("base64") });
const HOME = { HOME: "/home/ann" };
const SESSION = "/run/containers/1000/auth.json";
const USER = "/home/ann/.config/containers/auth.json";
const DOCKER = "/home/ann/.docker/config.json";

const noHelper: HelperPrograms = {
  find: async () => null,
  run: () => Promise.reject(new Error("no helper is configured")),
};

/** The user of `ghcr.io/acme/podinfo`, of another repository if one is named. */
async function userOf(
  files: Readonly<Record<string, unknown>>,
  environment: Readonly<Record<string, string>> = HOME,
  options: { readonly repository?: string; readonly userId?: number | null; readonly registry?: string } = {},
): Promise<string | null> {
  const { repository = "acme/podinfo", userId = 1000, registry = "ghcr.io" } = options;
  const credentials = containersCredentials({
    environment,
    read: async (path) => (path in files ? JSON.stringify(files[path]) : null),
    programs: noHelper,
    userId,
  });
  const credential = await credentials(registry, repository);
  return credential?.kind === "password" ? credential.username : null;
}

const login = (user: string): unknown => ({ auths: { "ghcr.io": auth(`${user}:p`) } });

describe("the file", () => {
  it("is the session's, then the user's, then docker's", async () => {
    const files = { [SESSION]: login("session"), [USER]: login("user"), [DOCKER]: login("docker") };
    expect(await userOf(files)).toBe("session");
    expect(await userOf({ ...files, [SESSION]: {} })).toBe("user");
    expect(await userOf({ [DOCKER]: login("docker") })).toBe("docker");
    expect(await userOf({})).toBeNull();
  });

  it.each([
    { environment: { ...HOME, XDG_RUNTIME_DIR: "/run/user/7" }, path: "/run/user/7/containers/auth.json" },
    { environment: { ...HOME, XDG_CONFIG_HOME: "/xdg" }, path: "/xdg/containers/auth.json" },
    { environment: { XDG_CONFIG_HOME: "/xdg" }, path: "/xdg/containers/auth.json" },
    { environment: { ...HOME, REGISTRY_AUTH_FILE: "/tmp/logins" }, path: "/tmp/logins" },
    { environment: { ...HOME, DOCKER_CONFIG: "/docker" }, path: "/docker/config.json" },
    { environment: { ...HOME, REGISTRY_AUTH_FILE: "/tmp/logins", DOCKER_CONFIG: "/docker" }, path: "/tmp/logins" },
  ])("is $path for $environment", async ({ environment, path }) => {
    expect(await userOf({ [path]: login("ann") }, environment)).toBe("ann");
  });

  it.each([
    { environment: { ...HOME, REGISTRY_AUTH_FILE: "/tmp/logins" }, path: "/tmp/logins" },
    { environment: { ...HOME, DOCKER_CONFIG: "/docker" }, path: "/docker/config.json" },
  ])("is $path alone for $environment", async ({ environment, path }) => {
    const others = { [SESSION]: login("session"), [USER]: login("user"), [DOCKER]: login("docker") };
    expect(await userOf({ ...others, [path]: {} }, environment)).toBeNull();
  });

  it("of a session is none where there are no such users", async () => {
    expect(await userOf({ [SESSION]: login("session") }, HOME, { userId: null })).toBeNull();
  });

  it("that a variable names must be there", async () => {
    await expect(userOf({}, { ...HOME, REGISTRY_AUTH_FILE: "/tmp/gone" })).rejects.toThrow(
      'the variable REGISTRY_AUTH_FILE names "/tmp/gone", which is not there; log in with podman or buildah',
    );
  });

  it.each([
    { what: "a list", file: ["czNjcjN0"] },
    { what: "a login that is no pair", file: { auths: { "ghcr.io/acme": { auth: "czNjcjN0" } } } },
    { what: "a text for a login", file: { auths: { "ghcr.io/acme/podinfo": "czNjcjN0" } } },
    { what: "a helper that is no text", file: { credHelpers: { "ghcr.io": ["czNjcjN0"] } } },
  ])("is named, and nothing of it shown, when it has $what", async ({ file }) => {
    const error: unknown = await userOf({ [SESSION]: file }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: "UserError", exitCode: 2 });
    expect(String(error)).toContain(`the logins of ${SESSION}`);
    expect(String(error)).not.toContain("czNjcjN0");
  });

  it("that cannot be read is an error, not nobody", async () => {
    const credentials = containersCredentials({
      environment: HOME,
      read: async () => Promise.reject(new Error("EACCES: permission denied")),
      programs: noHelper,
      userId: 0,
    });
    await expect(credentials("ghcr.io", "acme/podinfo")).rejects.toThrow(
      "the logins of /run/containers/0/auth.json cannot be read: EACCES",
    );
  });
});

describe("the key", () => {
  const keys = {
    "ghcr.io": auth("all:p"),
    "ghcr.io/acme": auth("acme:p"),
    "ghcr.io/acme/podinfo": auth("podinfo:p"),
    "ghcr.io/acme/team": auth("team:p"),
    "docker.io/acme": auth("hub-acme:p"),
    "https://quay.io/v1/": auth("quay:p"),
  };

  it.each([
    { name: "ghcr.io/acme/podinfo", user: "podinfo" },
    { name: "ghcr.io/acme/other", user: "acme" },
    { name: "ghcr.io/acme/team/deep/app", user: "team" },
    { name: "ghcr.io/acme2/podinfo", user: "all" },
    { name: "ghcr.io/acme/podinfo2", user: "acme" },
    { name: "docker.io/acme/podinfo", user: "hub-acme" },
    { name: "docker.io/library/nginx", user: null },
    { name: "quay.io/acme/podinfo", user: "quay" },
    { name: "ghcr.example/acme/podinfo", user: null },
  ])("for $name is the narrowest: $user", async ({ name, user }) => {
    const [registry = "", ...rest] = name.split("/");
    const repository = rest.join("/");
    expect(await userOf({ [SESSION]: { auths: keys } }, HOME, { registry, repository })).toBe(user);
    // As podman reads it there, too.
    expect(await userOf({ [DOCKER]: { auths: keys } }, HOME, { registry, repository })).toBe(user);
  });

  it("of a part is no login for the rest of the registry", async () => {
    const files = { [SESSION]: { auths: { "ghcr.io/other": auth("other:p") } } };
    expect(await userOf(files)).toBeNull();
  });

  it("of a helper is a registry, whom the helper is asked for", async () => {
    const asked: (string | undefined)[] = [];
    const credentials = containersCredentials({
      environment: HOME,
      read: async (path) => (path === SESSION ? JSON.stringify({ credHelpers: { "docker.io": "pass" } }) : null),
      programs: {
        find: async (program) => `/bin/${program}`,
        async run(program, args, { input }) {
          asked.push(`${program} ${args.join(" ")} < ${input}`);
          return { exitCode: 0, stdout: '{"Username":"ann","Secret":"p"}', lastLines: [] };
        },
      },
      userId: 1000,
    });
    expect(await credentials("docker.io", "acme/podinfo")).toMatchObject({ username: "ann" });
    expect(asked).toEqual(["/bin/docker-credential-pass get < docker.io"]);
  });
});
