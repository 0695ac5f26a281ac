// Minting a GitHub App's installation token, limited to the repositories of this run.
import { createPrivateKey } from "node:crypto";
import type { Clock, Log } from "../effects.ts";
import { usageError, UserError } from "../errors.ts";
import { Answer } from "./answer.ts";
import { explain, httpFailure } from "./forge-error.ts";
import { formatRepository, type RepositoryName } from "./forge.ts";
import { openTransport } from "./transport.ts";

export interface AppTokenOptions {
  /** The App's id or client id. */
  readonly appId: string;
  /** PEM, with line ends or with `\n` spelled out, as secrets often hold it. */
  readonly privateKey: string;
  /** Of one owner: an installation is an owner's. At least one. */
  readonly repositories: readonly RepositoryName[];
  readonly apiUrl: string;
  readonly log: Log;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
}

export interface AppToken {
  readonly token: string;
  /** The App's name in URLs; its login is `<slug>[bot]`. */
  readonly slug: string;
  /** Server time, ISO 8601: an hour from now. */
  readonly expiresAt: string;
}

const BUDGET_MS = 60_000;

/** Two requests, which no Forge counts. Throws a UserError that says which of id, key and installation is wrong; the key is in no message. */
export async function mintAppToken(options: AppTokenOptions): Promise<AppToken> {
  const { repositories, apiUrl, log, clock, signal } = options;
  const [first] = repositories;
  if (first === undefined) throw new Error("an App's token is minted for at least one repository");
  const foreign = repositories.find(({ owner }) => owner.toLowerCase() !== first.owner.toLowerCase());
  if (foreign !== undefined) {
    throw usageError(
      `${formatRepository(first)} and ${formatRepository(foreign)} have different owners; an App's token reaches the repositories of one owner`,
    );
  }
  const transport = openTransport({
    token: await jwt(options),
    apiUrl,
    log,
    clock,
    budgetMs: BUDGET_MS,
    ...(signal === undefined ? {} : { signal }),
  });
  const send = async (method: string, url: string, parameters: Readonly<Record<string, unknown>>): Promise<Answer> => {
    try {
      return new Answer((await transport.send({ method, url, parameters, reads: method === "GET" })).data, url);
    } catch (error) {
      throw refusal(error, `${method} ${url}`, options, first);
    }
  };
  const installation = await send("GET", "/repos/{owner}/{repo}/installation", {
    owner: first.owner,
    repo: first.name,
  });
  const minted = await send("POST", "/app/installations/{installation_id}/access_tokens", {
    installation_id: installation.at("id").number(),
    repositories: repositories.map(({ name }) => name),
  });
  return {
    token: minted.at("token").text(),
    slug: installation.at("app_slug").text(),
    expiresAt: minted.at("expires_at").text(),
  };
}

async function jwt({ appId, privateKey }: AppTokenOptions): Promise<string> {
  if (!/^[A-Za-z0-9._-]{1,100}$/.test(appId)) {
    throw usageError(
      `the input \`app-id\` is ${JSON.stringify(appId.slice(0, 100))}; expected the App's id or client id`,
    );
  }
  const pem = privateKey.replaceAll("\\n", "\n").trim();
  try {
    createPrivateKey(pem);
  } catch (error) {
    // Node's message tells what it could not decode, never the text.
    throw usageError(
      "the input `private-key` is not a private key in PEM form; expected the whole file that GitHub gave, from `-----BEGIN` to `-----END ... KEY-----`",
      error,
    );
  }
  const { createAppAuth } = await import("@octokit/auth-app");
  const { token } = await createAppAuth({ appId, privateKey: pem })({ type: "app" });
  return token;
}

function refusal(error: unknown, what: string, { appId }: AppTokenOptions, repository: RepositoryName): unknown {
  const failure = httpFailure(error);
  const name = formatRepository(repository);
  if (failure?.answered === true && failure.status === 401) {
    return new UserError(
      `GitHub does not accept the App's credentials (${failure.words}); expected \`private-key\` to be a key of the App \`app-id\` ${JSON.stringify(appId)}`,
      { cause: error },
    );
  }
  if (failure?.answered === true && failure.status === 404) {
    return new UserError(
      `the App ${JSON.stringify(appId)} is not installed on ${name}, or there is no such repository; install it under the App's settings > Install App`,
      { cause: error },
    );
  }
  return explain(error, { what, repository: name, permission: null });
}
