// Who asks, and what they may do: users, App installations, GITHUB_TOKEN, and the differences that GitHub makes between them.
import { createVerify, randomBytes } from "node:crypto";
import { Refusal, isRecord, notFound } from "./answers.ts";
import type { App, Permission, Repository, World } from "./state.ts";

export type Principal =
  | { readonly kind: "user"; readonly login: string }
  | {
      readonly kind: "installation";
      readonly login: string;
      readonly app: number;
      readonly permissions: Readonly<Record<string, string>>;
      readonly repositories: readonly string[];
    }
  | {
      readonly kind: "github-token";
      readonly login: string;
      readonly app: number;
      readonly permissions: Readonly<Record<string, string>>;
      readonly repository: string;
    }
  | { readonly kind: "app"; readonly login: string; readonly app: number };

export type TokenKind = Principal["kind"] | "none" | "invalid";

/** The App behind GITHUB_TOKEN on github.com. */
export const ACTIONS_APP = { id: 15368, slug: "github-actions" } as const;

/** One of these permissions is needed, at this level. `comment`: an integration must be allowed to write, a person only to read. */
export interface Need {
  readonly permission: readonly string[];
  readonly level: "read" | "comment" | "write";
}

/** A new token for a principal, in the shape of GitHub's. */
export function issueToken(world: World, principal: Principal): string {
  const prefix = principal.kind === "user" ? "ghp_" : "ghs_";
  const token = prefix + randomBytes(18).toString("hex");
  world.tokens.set(token, principal);
  return token;
}

/** Reads an Authorization header of either scheme. A header that is there and wrong is `"invalid"`. */
export function identify(world: World, header: string | undefined): Principal | "none" | "invalid" {
  if (header === undefined) return "none";
  const [scheme = "", value = ""] = header.split(/\s+/, 2);
  if (/^basic$/i.test(scheme)) {
    const password = Buffer.from(value, "base64").toString().split(":").slice(1).join(":");
    return world.tokens.get(password) ?? "invalid";
  }
  if (!/^(?:bearer|token)$/i.test(scheme)) return "invalid";
  return world.tokens.get(value) ?? appOfJwt(world, value) ?? "invalid";
}

/** An App that signed this JWT (RS256), or `null`; GitHub refuses one that lives longer than ten minutes. */
function appOfJwt(world: World, token: string): Principal | null {
  const [head, payload, signature] = token.split(".");
  if (head === undefined || payload === undefined || signature === undefined) return null;
  const header = parseJson(head);
  const claims = parseJson(payload);
  const app = world.apps.get(Number(claims["iss"]));
  const expires = Number(claims["exp"]);
  const issued = Number(claims["iat"]);
  const nowSeconds = world.now() / 1000;
  if (app === undefined || header["alg"] !== "RS256") return null;
  if (!(expires > nowSeconds) || !(issued <= nowSeconds + 60) || expires - issued > 660) return null;
  const verify = createVerify("RSA-SHA256").update(`${head}.${payload}`);
  if (!verify.verify(app.publicKey, Buffer.from(signature, "base64url"))) return null;
  return { kind: "app", login: `${app.slug}[bot]`, app: app.id };
}

function parseJson(base64url: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(Buffer.from(base64url, "base64url").toString());
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
}

/** What a user may do in a repository. Everybody may read a public one. */
export function permissionOf(repository: Repository, login: string): Permission {
  const given = repository.collaborators.get(login.toLowerCase());
  if (given !== undefined) return given;
  return repository.private ? "none" : "read";
}

export function mayWrite(repository: Repository, login: string): boolean {
  return ["admin", "maintain", "write"].includes(permissionOf(repository, login));
}

/** Whether the principal can see the repository at all; without that GitHub says 404, not 403. */
export function sees(principal: Principal | null, repository: Repository): boolean {
  if (!repository.private) return true;
  if (principal?.kind === "user") return permissionOf(repository, principal.login) !== "none";
  return principal !== null && reaches(principal, repository);
}

/** Whether an integration's token is for this repository. */
function reaches(principal: Exclude<Principal, { kind: "user" }>, repository: Repository): boolean {
  if (principal.kind === "app") return false;
  const names = principal.kind === "installation" ? principal.repositories : [principal.repository];
  return names.includes(repository.fullName);
}

/** Throws GitHub's refusal unless the principal has what the route needs in this repository. */
export function demand(principal: Principal | null, repository: Repository, need: Need): void {
  if (!sees(principal, repository)) throw notFound();
  if (allows(principal, repository, need)) return;
  if (principal === null) throw new Refusal(401, "Requires authentication");
  throw principal.kind === "user"
    ? new Refusal(403, "Resource not accessible by personal access token")
    : new Refusal(403, "Resource not accessible by integration");
}

export function allows(principal: Principal | null, repository: Repository, need: Need): boolean {
  if (!sees(principal, repository)) return false;
  if (need.permission.includes("metadata") && need.level === "read") return true;
  const publicRead = !repository.private && need.level === "read" && !need.permission.includes("administration");
  if (principal?.kind === "user") {
    if (need.permission.includes("administration")) return permissionOf(repository, principal.login) === "admin";
    return need.level !== "write" || mayWrite(repository, principal.login);
  }
  if (principal === null || principal.kind === "app" || !reaches(principal, repository)) return publicRead;
  return grants(principal.permissions, need);
}

function grants(permissions: Readonly<Record<string, string>>, need: Need): boolean {
  return need.permission.some((name) => {
    const level = permissions[name];
    return level === "write" || level === "admin" || (level === "read" && need.level === "read");
  });
}

/** The App whose token this is; users have none. */
export function appOf(world: World, principal: Principal): { readonly id: number; readonly slug: string } | null {
  if (principal.kind === "user") return null;
  if (principal.kind === "github-token") return ACTIONS_APP;
  const app: App | undefined = world.apps.get(principal.app);
  return app === undefined ? null : { id: app.id, slug: app.slug };
}
