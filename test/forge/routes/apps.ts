// Apps and users over REST: who a token is, which installation a repository has, and a new token for it.
import { Refusal, created, notFound, ok, type Answer } from "../answers.ts";
import { isoTime, repositoryDocument, userDocument } from "../documents.ts";
import { issueToken } from "../principals.ts";
import { general, type Call, type Route } from "../routing.ts";
import { repositoryNamed, type App, type Installation, type Repository, type World } from "../state.ts";

/** The App that signed the request's JWT; everything else is refused as GitHub does. */
function appOf(call: Call): App {
  const app = call.principal?.kind === "app" ? call.world.apps.get(call.principal.app) : undefined;
  if (app === undefined) throw new Refusal(401, "A JSON web token could not be decoded");
  return app;
}

function installationDocument(world: World, app: App, installation: Installation): Record<string, unknown> {
  return {
    id: installation.id,
    account: userDocument(world, installation.account),
    app_id: app.id,
    app_slug: app.slug,
    target_type: "Organization",
    permissions: installation.permissions,
    repository_selection: "selected",
    access_tokens_url: `${world.origin}/api/v3/app/installations/${installation.id}/access_tokens`,
  };
}

function installationOfRepository(call: Call): Answer {
  const app = appOf(call);
  const repository = repositoryNamed(call.world, call.parameters["owner"] ?? "", call.parameters["repo"] ?? "");
  const found = app.installations.find(
    (installation) => repository !== undefined && installation.repositories.includes(repository.fullName),
  );
  if (found === undefined) throw notFound();
  return ok(installationDocument(call.world, app, found));
}

function accessToken(call: Call): Answer {
  const app = appOf(call);
  const installation = app.installations.find((candidate) => String(candidate.id) === call.parameters["id"]);
  if (installation === undefined) throw notFound();
  const repositories = wantedRepositories(call, installation);
  const permissions = wantedPermissions(call, installation);
  const token = issueToken(call.world, {
    kind: "installation",
    login: `${app.slug}[bot]`,
    app: app.id,
    permissions,
    repositories: repositories.map((repository) => repository.fullName),
  });
  return created({
    token,
    expires_at: isoTime(call.world.now() + 3_600_000),
    permissions,
    repository_selection: "selected",
    repositories: repositories.map((repository) => repositoryDocument(call.world, repository, false)),
  });
}

function wantedRepositories(call: Call, installation: Installation): readonly Repository[] {
  const names = call.body.has("repositories")
    ? call.body.strings("repositories")
    : installation.repositories.map((name) => name.split("/")[1] ?? "");
  return names.map((name) => {
    const repository = repositoryNamed(call.world, installation.account, name);
    if (repository === undefined || !installation.repositories.includes(repository.fullName)) {
      throw new Refusal(
        422,
        "There is at least one repository that does not exist or is not accessible to the parent installation.",
      );
    }
    return repository;
  });
}

function wantedPermissions(call: Call, installation: Installation): Readonly<Record<string, string>> {
  const wanted = call.body.raw("permissions");
  if (typeof wanted !== "object" || wanted === null) return installation.permissions;
  const entries = Object.entries(wanted).map(([name, level]) => [name, String(level)] as const);
  for (const [name, level] of entries) {
    const has = installation.permissions[name];
    if (has === undefined || (level === "write" && has === "read")) {
      throw new Refusal(422, "The permissions requested are not granted to this installation.");
    }
  }
  return Object.fromEntries(entries);
}

function user(call: Call): Answer {
  const { principal } = call;
  if (principal === null || principal.kind === "app") throw new Refusal(401, "Requires authentication");
  if (principal.kind !== "user") throw new Refusal(403, "Resource not accessible by integration");
  return ok(userDocument(call.world, principal.login));
}

export const appRoutes: readonly Route[] = [
  general("GET", "/app", (call) => {
    const app = appOf(call);
    return ok({ id: app.id, slug: app.slug, name: app.name, node_id: `A_${app.id}` });
  }),
  general("GET", "/repos/{owner}/{repo}/installation", installationOfRepository),
  general("POST", "/app/installations/{id}/access_tokens", accessToken),
  general("GET", "/user", user),
];
