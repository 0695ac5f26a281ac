// Apps with their keys and installations, and the tokens that are handed out without the way through the API.
import { generateKeyPairSync } from "node:crypto";
import { ACTIONS_APP, issueToken } from "./principals.ts";
import type { App, Repository, World } from "./state.ts";

export type Permissions = Readonly<Record<string, "read" | "write">>;

/** Makes an App with a new key; the private one is given as PEM. */
export function makeApp(
  world: World,
  slug: string,
): { readonly id: number; readonly slug: string; readonly privateKey: string } {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs1", format: "pem" },
  });
  const app = addApp(world, slug, publicKey);
  return { id: app.id, slug, privateKey };
}

function addApp(world: World, slug: string, publicKey: string): App {
  const app: App = { id: world.nextId(), slug, name: slug, publicKey, installations: [] };
  world.apps.set(app.id, app);
  return app;
}

/** Installs an App on repositories of one owner. Gives the installation's id. */
export function installApp(
  world: World,
  app: number,
  repositories: readonly Repository[],
  permissions: Permissions,
): number {
  const found = world.apps.get(app);
  const account = repositories[0]?.owner;
  if (found === undefined || account === undefined) throw new Error("an installation needs an App and a repository");
  const names = repositories.map((repository) => repository.fullName);
  const installation = { id: world.nextId(), account, permissions, repositories: names };
  found.installations.push(installation);
  return installation.id;
}

/** An installation token. The App is made without a key when nobody has heard of it. */
export function installationToken(
  world: World,
  slug: string,
  repositories: readonly Repository[],
  permissions: Permissions,
): string {
  const app = [...world.apps.values()].find((candidate) => candidate.slug === slug) ?? addApp(world, slug, "");
  const names = repositories.map((repository) => repository.fullName);
  return issueToken(world, {
    kind: "installation",
    login: `${slug}[bot]`,
    app: app.id,
    permissions,
    repositories: names,
  });
}

/** The GITHUB_TOKEN of a job in one repository, with the workflow's `permissions`. */
export function githubToken(world: World, repository: Repository, permissions: Permissions): string {
  return issueToken(world, {
    kind: "github-token",
    login: "github-actions[bot]",
    app: ACTIONS_APP.id,
    permissions,
    repository: repository.fullName,
  });
}
