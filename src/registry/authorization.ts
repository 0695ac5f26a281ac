// How a registry is told who asks: the answer to its challenge, kept for each repository of it.
import { UserError, usageError } from "../errors.ts";
import { asRecord, parseJson } from "../text/canonical-json.ts";
import { type Challenge, parseChallenge } from "./challenge.ts";
import type { Credential, Credentials } from "./credentials.ts";
import { type Endpoint, isPrivateWay } from "./endpoint.ts";
import type { Answer, Question } from "./exchange.ts";
import { expectedChallenge, knownRegistry } from "./known-registries.ts";
import { describeAnswer } from "./refusal.ts";

const TOKEN_LIMIT = 1 << 20;
const HEADER_TEXT = /^[\u0021-\u007e]+$/u;

export interface Asking {
  readonly endpoint: Endpoint;
  readonly repository: string;
  readonly subject: string;
  readonly send: (question: Question) => Promise<Answer>;
}

/** What a question begins with; `isOffered`: nobody asked for it, so a refusal may mean its kind and not the one who sends it. */
export interface Opening {
  readonly value: string | null;
  readonly isOffered: boolean;
}

export interface Authorization {
  /** Where there is a login nobody is asked as a stranger: some registries tell strangers that a private repository is not there. */
  first(asking: Asking): Promise<Opening>;
  /** The one to send after a 401 to `refused`; `null`: there is none that was not refused already. */
  next(asking: Asking, challenge: string | null, refused: string | null): Promise<string | null>;
  /** The one of somebody who may push, once for a repository that may not be read; `null`: this run does not push, or there is nothing more to ask for. */
  pusher(asking: Asking): Promise<string | null>;
  /** Who asks, for messages. */
  credential(registry: string, repository: string): Promise<Credential | null>;
}

/**
 * `keepSecret` is told every secret before it is used. `pushes`: the run is going to push what it asks about. Throws UserErrors for a token endpoint that refuses, or that no
 * secret may be sent to.
 */
export function authorize(
  credentials: Credentials,
  keepSecret: (secret: string) => void,
  pushes: boolean,
): Authorization {
  const challenges = new Map<string, Challenge>();
  const answers = new Map<string, Promise<string | null>>();
  /** The repositories that are asked about as somebody who may push. */
  const widened = new Set<string>();

  const answer = (asking: Asking, challenge: Challenge): Promise<string | null> => {
    const key = keyOf(asking);
    const made = respond(asking, challenge, widened.has(key) ? "pull,push" : "pull");
    answers.set(key, made);
    // A failure is not kept: the next question may find the token endpoint well again.
    made.catch(() => answers.get(key) === made && answers.delete(key));
    return made;
  };

  async function credentialOf({ endpoint, repository }: Asking): Promise<Credential | null> {
    const credential = await credentials(endpoint.registry, repository);
    for (const secret of secretsOf(credential)) keepSecret(secret);
    return credential;
  }

  async function respond(asking: Asking, challenge: Challenge, actions: Actions): Promise<string | null> {
    const credential = await credentialOf(asking);
    if (challenge.scheme === "basic") {
      if (credential === null) return null;
      if (credential.kind !== "password") {
        throw new UserError(
          `the registry ${asking.endpoint.registry} wants a user and a password, and ${credential.source} has a token for it; log in again with a password`,
        );
      }
      return basic(credential);
    }
    if (credential?.kind === "registry-token") return readyToken(asking, credential);
    const token = await askToken(asking, challenge, credential, actions);
    keepSecret(token);
    return `Bearer ${token}`;
  }

  /** Before the registry has said anything. */
  async function offer(asking: Asking): Promise<Opening> {
    const expected = expectedChallenge(asking.endpoint.registry);
    if (expected !== null) {
      try {
        return { value: await answer(asking, expected), isOffered: false };
      } catch (error) {
        // What it really asks for, or why it refuses, is its own to say.
        if (error instanceof UserError) return { value: null, isOffered: false };
        throw error;
      }
    }
    const credential = await credentialOf(asking);
    switch (credential?.kind) {
      case "password":
        return { value: basic(credential), isOffered: true };
      case "registry-token":
        return { value: readyToken(asking, credential), isOffered: true };
      case "identity-token":
      case undefined:
        return { value: null, isOffered: false };
    }
  }

  return {
    credential: credentials,
    async first(asking) {
      const known = answers.get(keyOf(asking));
      if (known !== undefined) return { value: await known, isOffered: false };
      // Another repository of this registry was challenged: this one will be, the same way.
      const challenge = challenges.get(asking.endpoint.registry);
      return challenge === undefined ? offer(asking) : { value: await answer(asking, challenge), isOffered: false };
    },
    async next(asking, header, refused) {
      const challenge = parseChallenge(header);
      if (challenge === null) return null;
      challenges.set(asking.endpoint.registry, challenge);
      const key = keyOf(asking);
      const known = answers.get(key);
      if (known !== undefined) {
        const value = await known;
        // Renewed meanwhile by a question beside this one.
        if (value !== refused) return value;
        const newest = answers.get(key);
        if (newest !== undefined && newest !== known) return newest;
      }
      const made = await answer(asking, challenge);
      return made === refused ? null : made;
    },
    async pusher(asking) {
      const key = keyOf(asking);
      const challenge = challenges.get(asking.endpoint.registry) ?? expectedChallenge(asking.endpoint.registry);
      if (!pushes || widened.has(key) || challenge?.scheme !== "bearer") return null;
      const credential = await credentialOf(asking);
      if (credential === null || credential.kind === "registry-token") return null;
      widened.add(key);
      return answer(asking, challenge);
    },
  };
}

/** `pull,push` makes Quay create a repository that is not there, so it is asked for by a run that pushes, and only where reading alone is refused. */
type Actions = "pull" | "pull,push";

function keyOf({ endpoint, repository }: Asking): string {
  return `${endpoint.registry}/${repository}`;
}

function readyToken({ endpoint }: Asking, { token, source }: Extract<Credential, { kind: "registry-token" }>): string {
  // `fetch` would quote it when it refuses to send it.
  if (!HEADER_TEXT.test(token)) {
    throw usageError(
      `the token of ${source} for ${endpoint.registry} holds a space, a line break or another character that no header takes; log in again`,
    );
  }
  return `Bearer ${token}`;
}

function basic({ username, password }: { readonly username: string; readonly password: string }): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
}

function secretsOf(credential: Credential | null): readonly string[] {
  if (credential === null) return [];
  if (credential.kind !== "password") return [credential.token];
  return [credential.password, basic(credential).slice("Basic ".length)];
}

/** By distribution's token specification: GET as a user or as anybody, POST (OAuth 2) with a refresh token. */
async function askToken(
  { endpoint, repository, subject, send }: Asking,
  challenge: Extract<Challenge, { scheme: "bearer" }>,
  credential: Exclude<Credential, { kind: "registry-token" }> | null,
  actions: Actions,
): Promise<string> {
  const url = realmUrl(challenge.realm, endpoint);
  const parameters: Record<string, string> = {
    ...(challenge.service === null ? {} : { service: challenge.service }),
    // Our own, never the challenge's: it cannot make us ask for more than this repository.
    scope: `repository:${repository}:${actions}`,
  };
  const question = { endpoint, url, subject, limit: TOKEN_LIMIT, headers: { accept: "application/json" } };
  let answer: Answer;
  if (credential?.kind === "identity-token") {
    answer = await send({
      ...question,
      method: "POST",
      headers: { ...question.headers, "content-type": "application/x-www-form-urlencoded" },
      authorization: null,
      body: new URLSearchParams({
        ...parameters,
        grant_type: "refresh_token",
        refresh_token: credential.token,
        client_id: "waybill",
      }).toString(),
    });
  } else {
    for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
    answer = await send({ ...question, method: "GET", authorization: credential === null ? null : basic(credential) });
  }
  const token = answer.status === 200 ? readToken(answer) : null;
  if (token !== null) return token;
  const asked = `the token endpoint ${url.origin}${url.pathname} of the registry ${endpoint.registry}`;
  if (answer.status === 401 || answer.status === 403) {
    const { login, permission } = knownRegistry(endpoint.registry);
    throw new UserError(
      credential === null
        ? `${asked} lets nobody read "${subject}" without credentials (${describeAnswer(answer)}), and there are none for ${endpoint.registry}; if it exists, ${login}`
        : `${asked} refuses the credentials of ${credential.source} for "${subject}" (${describeAnswer(answer)}): they have expired, or may not read it; it needs ${permission}; ${login}`,
    );
  }
  throw new UserError(
    `${asked} gave no token for "${subject}" (${describeAnswer(answer)}); run again later, or check the registry's name`,
  );
}

function realmUrl(realm: string, endpoint: Endpoint): URL {
  const url = URL.canParse(realm, endpoint.origin) ? new URL(realm, endpoint.origin) : null;
  if (url === null || !isPrivateWay(url, endpoint)) {
    throw new UserError(
      `the registry ${endpoint.registry} wants a token from ${url === null ? "something that is no address" : `"${url.origin}"`}; credentials are sent over https only`,
    );
  }
  url.username = "";
  url.password = "";
  url.hash = "";
  return url;
}

/** `token`, or OAuth 2's `access_token`; `null` for an answer with neither, or with what no header can carry. */
function readToken(answer: Answer): string | null {
  try {
    const value = asRecord(parseJson(Buffer.from(answer.body).toString("utf8")), "the answer");
    for (const token of [value["token"], value["access_token"]]) {
      if (typeof token === "string" && HEADER_TEXT.test(token)) return token;
    }
  } catch {
    // Not JSON; the caller says so without quoting it, because it may hold a token.
  }
  return null;
}
