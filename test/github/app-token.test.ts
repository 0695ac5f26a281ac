// Minting an App's token at the local forge: what it reaches, and which of id, key and installation is wrong.
import { afterEach, beforeEach, expect, it } from "vitest";
import { mintAppToken, type AppTokenOptions } from "../../src/github/app-token.ts";
import { NAME, openWorld, type World } from "./world.ts";

const REPOSITORY = { owner: "acme", name: "environment" };

let world: World;
let app: { readonly id: number; readonly privateKey: string };

beforeEach(async () => {
  world = await openWorld();
  app = world.forge.createApp("waybill");
});

afterEach(async () => {
  const { violations } = world.forge;
  await world[Symbol.asyncDispose]();
  expect(violations).toEqual([]);
});

function options(changes: Partial<AppTokenOptions> = {}): AppTokenOptions {
  return {
    appId: String(app.id),
    privateKey: app.privateKey,
    repositories: [REPOSITORY],
    apiUrl: world.forge.apiUrl,
    log: world.log,
    clock: world.clock,
    ...changes,
  };
}

it.each([
  ["as GitHub gave it", (key: string) => key],
  ["with its line ends spelled out", (key: string) => key.replaceAll("\n", "\\n")],
  ["with space around it", (key: string) => `\n  ${key}  \n`],
])("mints a token for the repository with a key %s", async (_, change) => {
  world.forge.installApp(app.id, [NAME], { contents: "write" });
  const minted = await mintAppToken(options({ privateKey: change(app.privateKey) }));
  expect(minted.slug).toBe("waybill");
  expect(minted.expiresAt).toMatch(/^20\d\d-/);
  const forge = await world.connect({ token: minted.token, login: `${minted.slug}[bot]` });
  expect((await forge.facts()).defaultBranch).toBe("main");
  expect(forge.requests).toBe(1);
});

it("limits the token to the repositories that are named", async () => {
  await world.forge.createRepository("acme/other");
  world.forge.installApp(app.id, [NAME, "acme/other"], { contents: "write" });
  const { token } = await mintAppToken(options());
  const forge = await world.connect({ token, repository: { owner: "acme", name: "other" } });
  await expect(forge.facts()).rejects.toThrow(/was not found, or the token cannot see it/);
});

it("says that the App is not installed there", async () => {
  await expect(mintAppToken(options())).rejects.toThrow(/is not installed on acme\/environment/);
});

it("says that the key is not the App's", async () => {
  world.forge.installApp(app.id, [NAME], { contents: "write" });
  const { privateKey } = world.forge.createApp("another");
  await expect(mintAppToken(options({ privateKey }))).rejects.toThrow(/expected `private-key` to be a key of the App/);
});

it.each([
  ["is empty", ""],
  ["is only its first line", "-----BEGIN RSA PRIVATE KEY-----"],
  ["is something else", "hunter2"],
])("refuses a key that %s before it asks anybody, and does not show it", async (_, privateKey) => {
  const error = await mintAppToken(options({ privateKey })).catch((error: unknown) => error);
  expect(String(error)).toMatch(/`private-key` is not a private key in PEM form/);
  expect(String(error)).not.toContain("hunter2");
  expect(world.forge.requests).toEqual([]);
});

it("refuses an id that is none", async () => {
  await expect(mintAppToken(options({ appId: "12\r\nx: y" }))).rejects.toThrow(/expected the App's id or client id/);
});

it("refuses repositories of two owners", async () => {
  const repositories = [REPOSITORY, { owner: "other", name: "environment" }];
  await expect(mintAppToken(options({ repositories }))).rejects.toThrow(/have different owners/);
});
