// Credentials as `helm registry login` leaves them, and docker's behind them.
import { describe, expect, it } from "vitest";
import { helmCredentials } from "../../src/registry/helm-configuration.ts";

/** A machine with these logins in these files; each user is called by the file. */
async function userOf(files: readonly string[], environment: Readonly<Record<string, string>>): Promise<string | null> {
  const credentials = helmCredentials({
    environment,
    read: async (path) =>
      files.includes(path) ? JSON.stringify({ auths: { "ghcr.io": { username: path, password: "p" } } }) : null,
    programs: {
      find: async () => null,
      run: () => Promise.reject(new Error("no helper is configured")),
    },
  });
  const credential = await credentials("ghcr.io", "acme/podinfo");
  return credential?.kind === "password" ? credential.username : null;
}

const DOCKER = "/home/ann/.docker/config.json";
const HELM = "/home/ann/.config/helm/registry/config.json";
const HOME = { HOME: "/home/ann" };

describe("helm's login", () => {
  it.each([
    { what: "in helm's folder", environment: HOME, file: HELM },
    {
      what: "in the desktop's folder",
      environment: { ...HOME, XDG_CONFIG_HOME: "/xdg" },
      file: "/xdg/helm/registry/config.json",
    },
    {
      what: "in the folder of a variable",
      environment: { ...HOME, XDG_CONFIG_HOME: "/xdg", HELM_CONFIG_HOME: "/helm" },
      file: "/helm/registry/config.json",
    },
    {
      what: "in the file of a variable",
      environment: { ...HOME, HELM_CONFIG_HOME: "/helm", HELM_REGISTRY_CONFIG: "/t/login.json" },
      file: "/t/login.json",
    },
  ])("is found $what, before docker's", async ({ environment, file }) => {
    expect(await userOf([DOCKER, file], environment)).toBe(file);
    expect(await userOf([DOCKER], environment)).toBe(DOCKER);
    expect(await userOf([], environment)).toBeNull();
  });

  it("leaves docker's own variable alone", async () => {
    expect(await userOf(["/docker/config.json"], { ...HOME, DOCKER_CONFIG: "/docker" })).toBe("/docker/config.json");
    expect(await userOf(["/docker/config.json"], { DOCKER_CONFIG: "/docker" })).toBe("/docker/config.json");
  });
});
