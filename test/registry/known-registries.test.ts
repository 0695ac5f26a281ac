// How the registries that many use answer for what is not there yet and for what may not be seen: the first push goes ahead, and a refusal is never an absence.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { open, type Opened, password, routed } from "./opening.ts";
import { basic, image, type RegistryServer, refusal, type Reply, startRegistry, unknown } from "./server.ts";

let server: RegistryServer;
beforeAll(async () => {
  server = await startRegistry();
});
afterAll(async () => server[Symbol.asyncDispose]());
beforeEach(() => {
  server.requests.length = 0;
  server.reply = () => null;
});

const GHCR = "ghcr.io";
const HUB = "docker.io";
const QUAY = "quay.io";
const ECR = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";
const GAR = "europe-docker.pkg.dev";
const ACR = "acme.azurecr.io";
const HARBOR = "harbor.example";
const GITLAB = "registry.gitlab.com";
const REALMS: Readonly<Record<string, string>> = {
  [GHCR]: "https://ghcr.io/token",
  [HUB]: "https://auth.docker.io/token",
  [QUAY]: "https://quay.io/v2/auth",
  [GAR]: "https://europe-docker.pkg.dev/v2/token",
  [ACR]: "https://acme.azurecr.io/oauth2/token",
  [HARBOR]: "https://harbor.example/service/token",
  [GITLAB]: "https://gitlab.com/jwt/auth",
};

/** What the registry answers to a login that holds a token for these actions; ECR takes the password itself. */
type Behaviour = (actions: "pull" | "pull,push" | "password") => Reply | null;

interface Asked extends Opened {
  readonly digest: () => Promise<string | null>;
  /** The scopes for which tokens were asked. */
  readonly scopes: string[];
}

/** A client of the registry, which gives a token for whatever is asked, unless `token` says otherwise. */
function asked(registry: string, behaviour: Behaviour, options: { pushes?: boolean; token?: Reply } = {}): Asked {
  const { pushes = true, token = null } = options;
  const realm = REALMS[registry];
  const scopes: string[] = [];
  server.reply = ({ target, authorization }) => {
    const url = new URL(target, "https://any.example");
    const scope = url.searchParams.get("scope");
    if (scope !== null) {
      scopes.push(scope);
      if (token !== null) return token;
      const [, , actions = ""] = scope.split(":");
      return { status: 200, body: JSON.stringify({ token: actions }) };
    }
    const challenge = {
      "www-authenticate": realm === undefined ? 'Basic realm="it"' : `Bearer realm="${realm}",service="${registry}"`,
    };
    const [, actions] = /^Bearer (pull|pull,push)$/u.exec(authorization ?? "") ?? [];
    const isLoggedIn = realm === undefined && authorization === basic("ann:secret");
    const held = actions === "pull" || actions === "pull,push" ? actions : isLoggedIn ? "password" : null;
    const answer = held === null ? unauthorized : behaviour(held);
    return answer === unauthorized ? { ...unauthorized, headers: challenge } : answer;
  };
  const host = registry === HUB ? "registry-1.docker.io" : registry;
  const origins = [`https://${host}`, ...(realm === undefined ? [] : [new URL(realm).origin])];
  const net = routed(Object.fromEntries(origins.map((origin) => [origin, server.origin])));
  const opened = open({ fetch: net.fetch, credentials: password("ann:secret"), pushes });
  return {
    ...opened,
    scopes,
    digest: () => opened.registry.digestOf({ registry, repository: "acme/podinfo" }, "1.0.0"),
  };
}

const denied = refusal(403, "DENIED", "requested access to the resource is denied");
/** What comes with it is the registry's challenge once more. */
const unauthorized = refusal(401, "UNAUTHORIZED", "authentication required");

describe("a first push goes ahead", () => {
  it.each<{ what: string; registry: string; behaviour: Behaviour }>([
    // opencontainers/distribution-spec, error codes.
    { what: "no such tag", registry: GHCR, behaviour: () => unknown("MANIFEST_UNKNOWN") },
    { what: "no such package", registry: GHCR, behaviour: () => unknown("NAME_UNKNOWN") },
    // github.com/distribution/distribution/issues/1291: to its own user Docker Hub says 404.
    { what: "no such repository of one's own", registry: HUB, behaviour: () => unknown("NAME_UNKNOWN") },
    // github.com/jupyterhub/binderhub/pull/1664: since 2023 a 401, even with the token that it gave.
    {
      what: "no such repository, told to who may push only",
      registry: HUB,
      behaviour: (actions) => (actions === "pull" ? unauthorized : unknown("MANIFEST_UNKNOWN")),
    },
    // github.com/helm/helm/issues/31567: pushes that look first fail there, those that ask for pushing create the repository.
    {
      what: "no such repository, made for who may push",
      registry: QUAY,
      behaviour: (actions) => (actions === "pull" ? unauthorized : unknown("MANIFEST_UNKNOWN")),
    },
    // docs.aws.amazon.com/AmazonECR, RepositoryNotFoundException over the registry's own protocol; it may be created by the push.
    {
      what: "no such repository",
      registry: ECR,
      behaviour: () =>
        refusal(404, "NAME_UNKNOWN", "The repository with name 'acme/podinfo' does not exist in the registry", {
          "docker-distribution-api-version": "registry/2.0",
        }),
    },
    // An answer without the header that the specification of docker's registry asked for.
    {
      what: "no such image",
      registry: GAR,
      behaviour: () => refusal(404, "NAME_UNKNOWN", "Requested entity was not found."),
    },
    {
      what: "no such image",
      registry: ACR,
      behaviour: () => refusal(404, "NAME_UNKNOWN", "repository name not known to registry"),
    },
    // github.com/cue-lang/cue/issues/2982: a code of its own.
    {
      what: "no such repository",
      registry: HARBOR,
      behaviour: () => refusal(404, "NOT_FOUND", "repository acme/podinfo not found"),
    },
    { what: "no such image", registry: GITLAB, behaviour: () => unknown("NAME_UNKNOWN") },
  ])("where $registry has $what", async ({ registry, behaviour }) => {
    expect(await asked(registry, behaviour).digest()).toBeNull();
    const { registry: client } = asked(registry, behaviour);
    expect(await client.manifest({ registry, repository: "acme/podinfo" }, "1.0.0")).toBeNull();
  });
});

describe("a refusal is an error that says what is needed", () => {
  it.each<{ what: string; registry: string; behaviour: Behaviour; token?: Reply; says: readonly string[] }>([
    // github.com/ryokun6/ryos/pull/1156: a job that may not write meets a 403, the package not being there.
    {
      what: "a job without the permission",
      registry: GHCR,
      behaviour: () => denied,
      says: ["`permissions: packages: write`", "the job's token"],
    },
    {
      what: "a namespace of somebody else",
      registry: HUB,
      behaviour: () => unauthorized,
      says: ["Read & Write", '"docker login"'],
    },
    {
      what: "no right to create",
      registry: QUAY,
      behaviour: () => unauthorized,
      says: ["Creator in the organisation"],
    },
    {
      what: "a role without the action",
      registry: ECR,
      behaviour: () => refusal(403, "DENIED", "not authorized to perform: ecr:BatchGetImage"),
      says: ["ecr:BatchGetImage", "aws-actions/amazon-ecr-login"],
    },
    // github.com/argoproj/argo-cd/issues/26260: it is the token that is refused, and it does not say whether there is such a repository.
    {
      what: "a repository that may not exist",
      registry: GAR,
      behaviour: () => denied,
      token: refusal(403, "DENIED", "Permission denied (or it may not exist)"),
      says: ["https://europe-docker.pkg.dev/v2/token", "(or it may not exist)", "roles/artifactregistry.writer"],
    },
    { what: "a role without pulling", registry: ACR, behaviour: () => denied, says: ["AcrPush", "az acr login"] },
    {
      what: "a project of somebody else",
      registry: HARBOR,
      behaviour: () => denied,
      says: ["robot account of the project"],
    },
    {
      what: "a token for reading another project",
      registry: GITLAB,
      behaviour: () => denied,
      says: ["write_registry"],
    },
    // github.com/sigstore/cosign/issues/2973: Artifactory answers so for a tag that is not there, and for one that may not be seen.
    {
      what: "a virtual repository",
      registry: HARBOR,
      behaviour: () => refusal(403, "UNAUTHORIZED", "The client does not have permission for manifest"),
      says: ["The client does not have permission for manifest"],
    },
  ])("where $registry meets $what", async ({ registry, behaviour, token, says }) => {
    const { digest, waits } = asked(registry, behaviour, token === undefined ? {} : { token });
    const error: unknown = await digest().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: "UserError" });
    for (const each of [`${registry}/acme/podinfo:1.0.0`, "the credentials of the inputs", ...says])
      expect(String(error)).toContain(each);
    expect(waits).toEqual([]);
  });
});

describe("the right to push", () => {
  const shy: Behaviour = (actions) => (actions === "pull" ? unauthorized : unknown("MANIFEST_UNKNOWN"));

  it("is asked for where reading is refused, once", async () => {
    const { digest, scopes } = asked(QUAY, shy);
    expect(await digest()).toBeNull();
    expect(scopes.at(-1)).toBe("repository:acme/podinfo:pull,push");
    scopes.length = 0;
    expect(await digest()).toBeNull();
    expect(scopes).toEqual([]);
  });

  it("is not asked for where reading is allowed", async () => {
    const { digest, scopes } = asked(QUAY, () => unknown("MANIFEST_UNKNOWN"));
    expect(await digest()).toBeNull();
    expect(scopes).toEqual(["repository:acme/podinfo:pull"]);
  });

  it("is never asked for by a run that does not push: Quay would create the repository", async () => {
    const { digest, scopes } = asked(QUAY, shy, { pushes: false });
    await expect(digest()).rejects.toThrow("refuses");
    expect(new Set(scopes)).toEqual(new Set(["repository:acme/podinfo:pull"]));
  });
});

describe("a first question", () => {
  it.each([
    { registry: GHCR, requests: 2 },
    { registry: HUB, requests: 2 },
    { registry: QUAY, requests: 2 },
    { registry: GAR, requests: 2 },
    { registry: ACR, requests: 2 },
    { registry: GITLAB, requests: 2 },
    { registry: ECR, requests: 1 },
    // Its realm is any host's: the challenge comes first.
    { registry: HARBOR, requests: 3 },
  ])("to $registry costs $requests requests, the second one for a tag costs 1", async ({ registry, requests }) => {
    const digest = image(server, "1.0.0");
    const ask = asked(registry, () => null);
    expect(await ask.digest()).toBe(digest);
    expect(ask.registry.requests).toBe(requests);
    expect(await ask.digest()).toBe(digest);
    expect(ask.registry.requests).toBe(requests + 1);
  });

  it("falls back on the registry's own challenge where another realm is known", async () => {
    const digest = image(server, "1.0.0");
    server.reply = ({ target, authorization }) => {
      if (target.startsWith("/token")) return { status: 404 };
      if (target.startsWith("/new/token")) return { status: 200, body: '{"token":"new"}' };
      if (authorization === "Bearer new") return null;
      return { status: 401, headers: { "www-authenticate": 'Bearer realm="https://ghcr.io/new/token"' } };
    };
    const net = routed({ "https://ghcr.io": server.origin });
    const { registry } = open({ fetch: net.fetch, credentials: password("ann:secret") });
    expect(await registry.digestOf({ registry: GHCR, repository: "acme/podinfo" }, "1.0.0")).toBe(digest);
    expect(net.sent).toHaveLength(4);
  });
});
