// How a registry is told who asks: the answer to its challenge, kept for each repository of it.
import { UserError, usageError } from "../errors.ts";
import { type Challenge, parseChallenge } from "./challenge.ts";
import type { Credential, Credentials } from "./credentials.ts";
import { expectedChallenge } from "./known-registries.ts";
import { type Actions, type Asking, askToken, basic, isHeaderText } from "./token.ts";

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

function keyOf({ endpoint, repository }: Asking): string {
  return `${endpoint.registry}/${repository}`;
}

function readyToken({ endpoint }: Asking, { token, source }: Extract<Credential, { kind: "registry-token" }>): string {
  // `fetch` would quote it when it refuses to send it.
  if (!isHeaderText(token)) {
    throw usageError(
      `the token of ${source} for ${endpoint.registry} holds a space, a line break or another character that no header takes; log in again`,
    );
  }
  return `Bearer ${token}`;
}

function secretsOf(credential: Credential | null): readonly string[] {
  if (credential === null) return [];
  if (credential.kind !== "password") return [credential.token];
  return [credential.password, basic(credential).slice("Basic ".length)];
}
