// Opens the registries: one client for all that a run asks of any of them.
import { parseImageReference } from "../artifacts/image-reference.ts";
import { isDigest, isTag } from "../artifacts/version.ts";
import type { Clock, Log } from "../effects.ts";
import { UserError, usageError } from "../errors.ts";
import { authorize } from "./authorization.ts";
import type { Credentials } from "./credentials.ts";
import { registryEndpoint } from "./endpoint.ts";
import type { Answer, Question, Send, Wire } from "./exchange.ts";
import { digestLike, MANIFEST_TYPES, readLabels, readManifest } from "./manifest.ts";
import { ask } from "./patience.ts";
import { describeAnswer, isWebPage, refusal, saysAbsent } from "./refusal.ts";
import type { Manifest, Registry, RegistryRepository } from "./registry.ts";
import type { Asking } from "./token.ts";

/** What the OCI distribution specification lets a registry refuse above. */
const MANIFEST_LIMIT = 4 << 20;
const CONFIG_LIMIT = 4 << 20;
const ATTEMPT_TIMEOUT_MS = 30_000;
/** An index may name an index; nothing real goes deeper. */
const NESTED = 3;

export interface RegistryOptions {
  readonly fetch: Send;
  readonly credentials: Credentials;
  readonly log: Log;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
  /** For each answer that is waited for, repetitions and waits included: between two questions may lie a build of any length. */
  readonly budgetMs: number;
  /** Whether the run is going to push where it asks; `false` by default. */
  readonly pushes?: boolean;
  /** For each single request; 30 s by default. */
  readonly attemptTimeoutMs?: number;
}

/** A Registry that sends nothing before it is asked something. */
export function openRegistry(options: RegistryOptions): Registry {
  const { clock, signal, budgetMs } = options;
  const secrets = new Set<string>();
  // A registry may repeat in an error what it was sent.
  const withoutSecrets = (text: string): string =>
    // The longest first: one may be a part of another.
    [...secrets].sort((a, b) => b.length - a.length).reduce((clean, secret) => clean.replaceAll(secret, "***"), text);
  const log: Log = {
    info: (line) => options.log.info(withoutSecrets(line)),
    warning: (line) => options.log.warning(withoutSecrets(line)),
    debug: (line) => options.log.debug(withoutSecrets(line)),
  };
  const traffic = { requests: 0, answers: 0 };
  const wire: Wire = {
    fetch: options.fetch,
    log,
    signal,
    attemptTimeoutMs: options.attemptTimeoutMs ?? ATTEMPT_TIMEOUT_MS,
    traffic,
  };
  const authorization = authorize(
    options.credentials,
    (secret) => secret !== "" && secrets.add(secret),
    options.pushes ?? false,
  );

  /**
   * One question with the registry's challenge answered. A 401 to an authorization that was kept from before is answered once more: tokens expire. Docker Hub and Quay
   * refuse to show a repository that is not there yet (github.com/jupyterhub/binderhub/pull/1664, github.com/helm/helm/issues/31567): who may push is told by a 404.
   */
  async function request(place: Place, method: "GET" | "HEAD", path: string, limit: number): Promise<Answer> {
    const { endpoint, repository, subject } = place;
    const deadline = clock.now() + budgetMs;
    const asking: Asking = {
      endpoint,
      repository,
      subject,
      send: (question) => ask(question, { wire, clock, log, signal, deadline }),
    };
    const question: Omit<Question, "authorization"> = {
      endpoint,
      method,
      url: new URL(`/v2/${repository}/${path}`, endpoint.origin),
      headers: path.startsWith("manifests/") ? { accept: MANIFEST_TYPES } : {},
      limit,
      subject,
    };
    const first = await authorization.first(asking);
    let sent = first.value;
    let answer = await asking.send({ ...question, authorization: sent });
    // Refused may be the kind of it, which it says only to who comes with none. What it tells a stranger is not there may be there for the one whom it refused.
    if (first.isOffered && [400, 403].includes(answer.status)) {
      const strangers = await asking.send({ ...question, authorization: null });
      if (strangers.status !== 404) {
        sent = null;
        answer = strangers;
      }
    }
    // Only the registry's own word starts an answer with credentials, not that of a host it redirected to.
    const isRefused = (): boolean => [401, 403].includes(answer.status) && answer.origin === endpoint.origin;
    if (isRefused() && answer.status === 401) {
      const next = await authorization.next(asking, answer.headers.get("www-authenticate"), sent);
      if (next !== null) answer = await asking.send({ ...question, authorization: next });
    }
    if (isRefused()) {
      const pusher = await authorization.pusher(asking);
      if (pusher !== null) answer = await asking.send({ ...question, authorization: pusher });
    }
    return answer;
  }

  async function refused(place: Place, answer: Answer): Promise<UserError> {
    const { endpoint, repository, subject } = place;
    const credential = await authorization.credential(endpoint.registry, repository);
    return refusal({ endpoint, subject, answer, credential, now: clock.now() });
  }

  async function digestOf(place: Place): Promise<string | null> {
    const answer = await request(place, "HEAD", `manifests/${place.reference}`, 0);
    const told = answer.headers.get("docker-content-digest") ?? "";
    if (answer.status === 200 && isDigest(told) && !isWebPage(answer)) {
      expectDigest(place, told);
      return told;
    }
    // No digest, or no HEAD at all (405, 501), or a refusal whose reason only a body can tell: the manifest itself is asked for. Nor is a 404 believed: Nexus has answered HEAD
    // with one for what is there (github.com/andrey-pohilko/registry-cli/issues/14, github.com/crazy-max/diun/issues/1614).
    if ([200, 400, 403, 404, 405, 501].includes(answer.status)) return (await manifestOf(place))?.digest ?? null;
    throw await refused(place, answer);
  }

  async function manifestOf(place: Place): Promise<Manifest | null> {
    const answer = await request(place, "GET", `manifests/${place.reference}`, MANIFEST_LIMIT);
    if (saysAbsent(answer)) return null;
    if (answer.status !== 200 || isWebPage(answer)) throw await refused(place, answer);
    const { endpoint, reference, subject } = place;
    const told = answer.headers.get("docker-content-digest");
    const model = isDigest(reference) ? reference : told !== null && isDigest(told) ? told : null;
    const digest = await digestLike(answer.body, model);
    if (model !== null && digest !== model) {
      throw new UserError(
        `the registry ${endpoint.registry} sent a manifest for "${subject}" whose digest is ${digest}; expected ${model}: the answer was changed or cut on its way, or the registry's storage is damaged`,
      );
    }
    return readManifest(answer.body, digest, answer.headers.get("content-type"), subject);
  }

  async function labelsOf(
    repository: RegistryRepository,
    manifest: Manifest,
  ): Promise<Readonly<Record<string, string>>> {
    let image = manifest;
    for (let depth = 0; image.platforms.length > 0; depth += 1) {
      const first = placeOf(repository, image.platforms[0]?.digest ?? "");
      const below = depth < NESTED ? await manifestOf(first) : null;
      if (below === null) {
        throw new UserError(
          `the index ${manifest.digest} of "${repository.registry}/${repository.repository}" names ${first.reference}, ${depth < NESTED ? "which the registry does not have" : `an index within ${NESTED} others`}; push the image again`,
        );
      }
      image = below;
    }
    if (image.config === null) return {};
    const place = placeOf(repository, image.config);
    const answer = await request(place, "GET", `blobs/${image.config}`, CONFIG_LIMIT);
    if (answer.status === 404 && !isWebPage(answer)) {
      throw new UserError(
        `the registry ${place.endpoint.registry} has the manifest ${image.digest} and not the configuration that it names, "${place.subject}" (${describeAnswer(answer)}): the image is not whole; delete its tags there and run again, or give the commit another version`,
      );
    }
    if (answer.status !== 200) throw await refused(place, answer);
    const digest = await digestLike(answer.body, image.config);
    if (digest !== image.config) {
      throw new UserError(
        `the registry ${place.endpoint.registry} sent a configuration for "${place.subject}" whose digest is ${digest}; the answer was changed or cut on its way, or the registry's storage is damaged`,
      );
    }
    return readLabels(answer.body, place.subject);
  }

  async function cleanly<T>(answer: Promise<T>): Promise<T> {
    try {
      return await answer;
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const clean = withoutSecrets(error.message);
      throw clean === error.message ? error : new UserError(clean, { exitCode: error.exitCode });
    }
  }

  return {
    digestOf: async (repository, reference) => cleanly(digestOf(placeOf(repository, reference))),
    manifest: async (repository, reference) => cleanly(manifestOf(placeOf(repository, reference))),
    labels: async (repository, manifest) => cleanly(labelsOf(repository, manifest)),
    get requests() {
      return traffic.requests;
    },
  };
}

interface Place {
  readonly endpoint: ReturnType<typeof registryEndpoint>;
  readonly repository: string;
  readonly reference: string;
  readonly subject: string;
}

/** Checked once more here, because it becomes an address: nothing but a name, a tag or a digest goes into it. */
function placeOf({ registry, repository }: RegistryRepository, reference: string): Place {
  const name = `${registry}/${repository}`;
  const image = parseImageReference(name);
  if (image.registry !== registry || image.repository !== repository) {
    throw usageError(
      `${JSON.stringify(name)} is not a repository in full; expected ${image.registry}/${image.repository}`,
    );
  }
  if (!isTag(reference) && !isDigest(reference)) {
    throw usageError(`${JSON.stringify(reference)} is neither a tag nor a digest of ${name}`);
  }
  const subject = `${name}${isDigest(reference) ? "@" : ":"}${reference}`;
  return { endpoint: registryEndpoint(registry), repository, reference, subject };
}

function expectDigest({ endpoint, reference, subject }: Place, told: string): void {
  if (!isDigest(reference) || reference === told) return;
  throw new UserError(
    `the registry ${endpoint.registry} answers "${subject}" with the digest ${told}; expected the one that was asked for`,
  );
}
