// Who acts: the inputs that give a credential and a name to commit by, checked before anything is loaded or asked.
import { usageError } from "../errors.ts";
import { type Identity, parseIdentity } from "./identity.ts";

/** The inputs of every action that say who acts and how long it may take. */
export interface AccessInputs {
  readonly token: string | null;
  readonly "app-id": string | null;
  readonly "private-key": string | null;
  readonly committer: string | null;
  readonly "time-budget": number | null;
}

export interface Access {
  readonly credential:
    | { readonly kind: "token"; readonly token: string }
    | { readonly kind: "app"; readonly appId: string; readonly privateKey: string };
  readonly identity: Identity;
}

/** Throws a usage error that names the input; a secret is in no message. */
export function readAccess(inputs: AccessInputs): Access {
  return { credential: readCredential(inputs), identity: parseIdentity(inputs.committer ?? "") };
}

function readCredential(inputs: AccessInputs): Access["credential"] {
  const { token, "app-id": appId, "private-key": privateKey } = inputs;
  if (appId !== null && privateKey !== null) return { kind: "app", appId, privateKey };
  if (appId !== null || privateKey !== null) {
    const [given, missing] = appId === null ? ["private-key", "app-id"] : ["app-id", "private-key"];
    throw usageError(
      `the input \`${missing}\` is empty while \`${given}\` is set; an App needs both. Is the secret or variable there, and may this workflow read it?`,
    );
  }
  if (token === null) {
    throw usageError(
      "the input `token` is empty; expected a token that can write the repository, such as ${{ github.token }}, or `app-id` and `private-key`",
    );
  }
  // It travels in a header: anything else would end there, or be quoted in somebody's error message.
  if (!/^[\x21-\x7e]+$/.test(token)) {
    throw usageError("the input `token` holds a space, a line break or a letter beyond ASCII; expected one token");
  }
  return { kind: "token", token };
}
