// How a registry is told who asks: the answer to its challenge, kept for each repository of it.
import { UserError, usageError } from "../errors.ts";
import { asRecord, parseJson } from "../text/canonical-json.ts";
import { type Challenge, parseChallenge } from "./challenge.ts";
import type { Credential, Credentials } from "./credentials.ts";
import { type Endpoint, isPrivateWay } from "./endpoint.ts";
import type { Answer, Question } from "./exchange.ts";
import { describeAnswer } from "./refusal.ts";

const TOKEN_LIMIT = 1 << 20;
const HEADER_TEXT = /^[\u0021-\u007e]+$/u;

export interface Asking {
  readonly endpoint: Endpoint;
  readonly repository: string;
  readonly subject: string;
  readonly send: (question: Question) => Promise<Answer>;
}

export interface Authorization {
  /** The `Authorization` to begin with; `null` while the registry has asked for none. */
  first(asking: Asking): Promise<string | null>;
  /** The one to send after a 401 to `refused`; `null`: there is none that was not refused already. */
  next(asking: Asking, challenge: string | null, refused: string | null): Promise<string | null>;
  /** Who asks, for messages. */
  credential(registry: string, repository: string): Promise<Credential | null>;
}

/** `keepSecret` is told every secret before it is used. Throws UserErrors for a token endpoint that refuses, or that no secret may be sent to. */
export function authorize(credentials: Credentials, keepSecret: (secret: string) => void): Authorization {
  const challenges = new Map<string, Challenge>();
  const answers = new Map<string, Promise<string | null>>();

  const answer = (asking: Asking, challenge: Challenge): Promise<string | null> => {
    const key = `${asking.endpoint.registry}/${asking.repository}`;
    const made = respond(asking, challenge);
    answers.set(key, made);
    // A failure is not kept: the next question may find the token endpoint well again.
    made.catch(() => answers.get(key) === made && answers.delete(key));
    return made;
  };

  async function respond(asking: Asking, challenge: Challenge): Promise<string | null> {
    const credential = await credentials(asking.endpoint.registry, asking.repository);
    for (const secret of secretsOf(credential)) keepSecret(secret);
    if (challenge.scheme === "basic") {
      if (credential === null) return null;
      if (credential.kind !== "password") {
        throw new UserError(
          `the registry ${asking.endpoint.registry} wants a user and a password, and ${credential.source} has a token for it; log in again with a password`,
        );
      }
      return basic(credential);
    }
    if (credential?.kind === "registry-token") {
      // `fetch` would quote it when it refuses to send it.
      if (!HEADER_TEXT.test(credential.token)) {
        throw usageError(
          `the token of ${credential.source} for ${asking.endpoint.registry} holds a space, a line break or another character that no header takes; log in again`,
        );
      }
      return `Bearer ${credential.token}`;
    }
    const token = await askToken(asking, challenge, credential);
    keepSecret(token);
    return `Bearer ${token}`;
  }

  return {
    credential: credentials,
    async first(asking) {
      const { endpoint, repository } = asking;
      const known = answers.get(`${endpoint.registry}/${repository}`);
      if (known !== undefined) return known;
      // Another repository of this registry was challenged: this one will be, the same way.
      const challenge = challenges.get(endpoint.registry);
      return challenge === undefined ? null : answer(asking, challenge);
    },
    async next(asking, header, refused) {
      const { endpoint, repository } = asking;
      const challenge = parseChallenge(header);
      if (challenge === null) return null;
      challenges.set(endpoint.registry, challenge);
      const key = `${endpoint.registry}/${repository}`;
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
  };
}

function basic({ username, password }: { readonly username: string; readonly password: string }): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
}

function secretsOf(credential: Credential | null): readonly string[] {
  if (credential === null) return [];
  if (credential.kind !== "password") return [credential.token];
  return [credential.password, basic(credential).slice("Basic ".length)];
}

/** By distribution's token specification: GET as a user or as anybody, POST (OAuth 2) with a refresh token. Only reading is asked for. */
async function askToken(
  { endpoint, repository, subject, send }: Asking,
  challenge: Extract<Challenge, { scheme: "bearer" }>,
  credential: Exclude<Credential, { kind: "registry-token" }> | null,
): Promise<string> {
  const url = realmUrl(challenge.realm, endpoint);
  const parameters: Record<string, string> = {
    ...(challenge.service === null ? {} : { service: challenge.service }),
    // Our own, never the challenge's: it cannot make us ask for more than reading this repository.
    scope: `repository:${repository}:pull`,
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
    throw new UserError(
      credential === null
        ? `${asked} lets nobody read "${subject}" without credentials (${describeAnswer(answer)}), and there are none for ${endpoint.registry}; if it exists, run "docker login ${endpoint.registry}" before`
        : `${asked} refuses the credentials of ${credential.source} for "${subject}" (${describeAnswer(answer)}); check that they are still valid and may read this repository, and log in to ${endpoint.registry} again`,
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
