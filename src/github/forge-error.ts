// From a failed request to a sentence that says what to change: token, permission line, setting, or when to try again.
import { UserError } from "../errors.ts";

/** A request that the forge refused or did not answer. */
export class ForgeError extends UserError {
  /** `null`: no answer came. */
  readonly status: number | null;
  /** The forge's own words, for a reason that a person reads; never for a decision where the status decides. */
  readonly words: string;

  constructor(
    message: string,
    options: { readonly status: number | null; readonly words: string; readonly cause: unknown },
  ) {
    super(message, { cause: options.cause });
    this.name = "ForgeError";
    this.status = options.status;
    this.words = options.words;
  }

  /** Nobody knows whether the request was carried out. */
  get lost(): boolean {
    return this.status === null || this.status >= 500;
  }
}

export interface FailedRequest {
  /** `GET /repos/acme/environment/pulls`, or what a GraphQL document does. */
  readonly what: string;
  /** `acme/environment` */
  readonly repository: string;
  /** The line of `permissions:` that the request takes. */
  readonly permission: string | null;
}

/** What octokit's errors hold, read structurally: they come from several copies of one class. */
interface HttpFailure {
  readonly status: number;
  readonly words: string;
  readonly answered: boolean;
  readonly headers: ReadonlyMap<string, string>;
}

/** The HTTP side of an error that octokit threw; `null` when it is another error. */
export function httpFailure(error: unknown): HttpFailure | null {
  if (!(error instanceof Error) || !("status" in error) || typeof error.status !== "number") return null;
  const response = "response" in error ? error.response : undefined;
  const answered = typeof response === "object" && response !== null;
  const data = answered && "data" in response ? response.data : undefined;
  const headers = answered && "headers" in response ? response.headers : undefined;
  return {
    status: error.status,
    words: answered ? wordsOf(data) : error.message,
    answered,
    headers: new Map(
      Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)] as const),
    ),
  };
}

/** `message` and the messages of `errors`, one line, at most 500 characters. */
function wordsOf(data: unknown): string {
  const parts: string[] = [];
  if (typeof data === "string") parts.push(data);
  if (typeof data === "object" && data !== null) {
    if ("message" in data && typeof data.message === "string") parts.push(data.message);
    if ("errors" in data && Array.isArray(data.errors)) {
      for (const error of data.errors as readonly unknown[]) {
        if (typeof error === "string") parts.push(error);
        else if (typeof error === "object" && error !== null) {
          if ("message" in error && typeof error.message === "string") parts.push(error.message);
          else if ("field" in error && "code" in error) parts.push(`${String(error.field)}: ${String(error.code)}`);
        }
      }
    }
  }
  const words = parts.join(": ").replaceAll(/\s+/g, " ").trim();
  return words === "" ? "no reason given" : words.slice(0, 500);
}

/** Turns what octokit threw into a ForgeError; gives every other error back as it is. */
export function explain(error: unknown, failed: FailedRequest): unknown {
  if (error instanceof UserError) return error;
  const failure = httpFailure(error);
  if (failure === null) return error;
  const { words } = failure;
  const status = failure.answered ? failure.status : null;
  return new ForgeError(sentence(status, words, failed), { status, words, cause: error });
}

function sentence(status: number | null, words: string, { what, repository, permission }: FailedRequest): string {
  const line = permission === null ? "" : ` (\`${permission}\` under \`permissions:\`, or that permission of the App)`;
  if (status === null) return `the forge did not answer ${what}: ${words}`;
  if (status >= 500) return `the forge failed at ${what} with status ${status}: ${words}`;
  if (status === 401) {
    return `the forge does not accept the token (401 at ${what}); expected a valid one in the input \`token\`, or \`app-id\` and \`private-key\``;
  }
  if (/not permitted to create or approve pull requests/i.test(words)) {
    return `GitHub Actions may not create pull requests in ${repository}; allow it under Settings > Actions > General > Workflow permissions, or give an App's token (\`app-id\` and \`private-key\`)`;
  }
  if (status === 403 && /resource not accessible|must have|not accessible by/i.test(words)) {
    return permission === null
      ? `the token may not do ${what} in ${repository}: ${words}`
      : `the token may not do ${what} in ${repository}; add \`${permission}\` under \`permissions:\` of the job, or give the App that permission. GITHUB_TOKEN reaches its own repository only, and is read-only for forks and Dependabot`;
  }
  if (status === 403) return `the forge refused ${what} in ${repository}: ${words}${line}`;
  if (status === 404) {
    return `${repository} or what is asked of it was not found, or the token cannot see it (404 at ${what})${line}`;
  }
  return `the forge refused ${what} in ${repository} with status ${status}: ${words}`;
}
