// What is known beforehand of the registries that many use: where their tokens come from, which permission they want, how one logs in.
import type { Challenge } from "./challenge.ts";

export interface KnownRegistry {
  /** `null`: it takes a user and a password with each question, or there is none. */
  readonly tokens: { readonly realm: string; readonly service: string } | null;
  /** What to do to be let in: follows "...;". */
  readonly login: string;
  /** What the login must be allowed: follows "it needs". */
  readonly permission: string;
}

interface Entry extends Omit<KnownRegistry, "tokens"> {
  readonly registry: RegExp;
  readonly tokens: ((registry: string) => { readonly realm: string; readonly service: string }) | null;
}

/** The realms and services are those of the challenges that these registries answer with; the permissions are in the documentation that stands beside. */
const KNOWN: readonly Entry[] = [
  {
    registry: /^ghcr\.io$/u,
    tokens: () => ({ realm: "https://ghcr.io/token", service: "ghcr.io" }),
    login:
      "log in with docker/login-action and the job's token; a package of another repository must give this one access in its settings",
    // docs.github.com/packages, "Publishing and installing a package with GitHub Actions"
    permission: "`permissions: packages: write` (`read` to look only)",
  },
  {
    registry: /^docker\.io$/u,
    // github.com/distribution/distribution/issues/4354 quotes the challenge.
    tokens: () => ({ realm: "https://auth.docker.io/token", service: "registry.docker.io" }),
    login: 'log in with docker/login-action, or run "docker login" before',
    // docs.docker.com/security/access-tokens
    permission: "an access token with Read & Write for this namespace",
  },
  {
    registry: /^quay\.io$/u,
    // github.com/helm/helm/issues/31567 quotes the challenge.
    tokens: () => ({ realm: "https://quay.io/v2/auth", service: "quay.io" }),
    login: 'log in with docker/login-action, or run "docker login quay.io" before',
    // docs.quay.io/glossary/robot-accounts.html
    permission: "a robot account with Write on the repository, or Creator in the organisation for a first push",
  },
  {
    registry: /\.dkr\.ecr\..*\.amazonaws\.com(?:\.cn)?$/u,
    tokens: null,
    login: "log in with aws-actions/amazon-ecr-login before",
    // docs.aws.amazon.com/AmazonECR, "IAM permissions for pushing an image to an Amazon ECR private repository"
    permission:
      "ecr:GetAuthorizationToken, and on the repository ecr:BatchGetImage, ecr:GetDownloadUrlForLayer and those for pushing",
  },
  {
    registry: /\.pkg\.dev$/u,
    // github.com/argoproj/argo-cd/issues/26260 quotes the token request.
    tokens: (registry) => ({ realm: `https://${registry}/v2/token`, service: registry }),
    login:
      'log in with google-github-actions/auth and docker/login-action, or run "gcloud auth configure-docker" for it before',
    // cloud.google.com/artifact-registry/docs/access-control
    permission: "roles/artifactregistry.writer on the repository, which must exist",
  },
  {
    registry: /(?:^|\.)gcr\.io$/u,
    tokens: null,
    login: 'run "gcloud auth configure-docker" for it before',
    // cloud.google.com/artifact-registry/docs/transition/transition-from-gcr
    permission: "roles/artifactregistry.writer on the repository that serves it",
  },
  {
    registry: /\.azurecr\.(?:io|cn|us)$/u,
    // github.com/Azure/acr, docs/AAD-OAuth.md
    tokens: (registry) => ({ realm: `https://${registry}/oauth2/token`, service: registry }),
    login: 'run "az acr login" before',
    // learn.microsoft.com/azure/container-registry/container-registry-rbac-built-in-roles-overview
    permission: "the role AcrPush (or Container Registry Repository Writer)",
  },
  {
    registry: /^registry\.gitlab\.com$/u,
    tokens: () => ({ realm: "https://gitlab.com/jwt/auth", service: "container_registry" }),
    login: 'log in with docker/login-action, or run "docker login registry.gitlab.com" before',
    // docs.gitlab.com/user/packages/container_registry/authenticate_with_container_registry
    permission: "a token with read_registry and write_registry",
  },
];

/** What is known of a registry as references name it; something general for one that is not in the list. */
export function knownRegistry(registry: string): KnownRegistry {
  const known = KNOWN.find((entry) => entry.registry.test(registry));
  if (known === undefined) {
    return {
      tokens: null,
      login: `log in with docker/login-action, or run "docker login ${registry}" before`,
      permission:
        "the right to pull and to push there (Harbor: a robot account of the project; the project must exist)",
    };
  }
  return { ...known, tokens: known.tokens?.(registry) ?? null };
}

/** The challenge that the registry will answer with, if it is one of those; asking for a token at once saves the question that only brings it. */
export function expectedChallenge(registry: string): Challenge | null {
  const { tokens } = knownRegistry(registry);
  return tokens === null ? null : { scheme: "bearer", ...tokens };
}
