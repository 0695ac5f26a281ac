// A token for one repository, from the endpoint that the registry's challenge names: distribution's token specification.
import { UserError } from "../errors.ts";
import { asRecord, parseJson } from "../text/canonical-json.ts";
import type { Challenge } from "./challenge.ts";
import type { Credential } from "./credentials.ts";
import { type Endpoint, isPrivateWay } from "./endpoint.ts";
import type { Answer, Question } from "./exchange.ts";
import { knownRegistry } from "./known-registries.ts";
import { describeAnswer } from "./refusal.ts";

const TOKEN_LIMIT = 1 << 20;

/** A question about a repository, for which an authorization is looked for. */
export interface Asking {
  readonly endpoint: Endpoint;
  readonly repository: string;
  readonly subject: string;
  readonly send: (question: Question) => Promise<Answer>;
}

/** `pull,push` makes Quay create a repository that is not there (quay/quay, endpoints/v2/v2auth.py), so it is asked for by a run that pushes, and only where reading alone is refused. */
export type Actions = "pull" | "pull,push";

/** What a header can carry. */
export function isHeaderText(text: string): boolean {
  return /^[\u0021-\u007e]+$/u.test(text);
}

/** The value of the header for a user and a password. */
export function basic({ username, password }: { readonly username: string; readonly password: string }): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
}

/** The token, asked for with GET as a user or as anybody, with POST (OAuth 2) for a refresh token. Throws a UserError when there is none, or when no secret may be sent there. */
export async function askToken(
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
      if (typeof token === "string" && isHeaderText(token)) return token;
    }
  } catch {
    // Not JSON; the caller says so without quoting it, because it may hold a token.
  }
  return null;
}
