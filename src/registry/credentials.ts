// Who a run is to a registry: what a credential is, and those that the call gives.

/** `source` says for messages where it comes from: `the inputs`, `/root/.docker/config.json`. */
export type Credential =
  | { readonly kind: "password"; readonly username: string; readonly password: string; readonly source: string }
  /** A refresh token for the registry's token endpoint, as `az acr login` leaves one. */
  | { readonly kind: "identity-token"; readonly token: string; readonly source: string }
  /** What the registry takes as a bearer token as it is. */
  | { readonly kind: "registry-token"; readonly token: string; readonly source: string };

/** The credential for a repository of a registry, as references name both; `null`: there is none, ask as anybody. */
export type Credentials = (registry: string, repository: string) => Promise<Credential | null>;

/** Asks one after the other, until one knows. */
export function firstOf(places: readonly Credentials[]): Credentials {
  return async (registry, repository) => {
    for (const place of places) {
      const credential = await place(registry, repository);
      if (credential !== null) return credential;
    }
    return null;
  };
}

/** The call's own credential for the one registry that it names; every other registry is looked up in `otherwise`. */
export function givenCredentials(given: {
  readonly registry: string;
  readonly username: string;
  readonly password: string;
  readonly otherwise: Credentials;
}): Credentials {
  const { registry, username, password, otherwise } = given;
  const credential: Credential = { kind: "password", username, password, source: "the inputs" };
  return async (asked, repository) => (asked === registry ? credential : otherwise(asked, repository));
}
