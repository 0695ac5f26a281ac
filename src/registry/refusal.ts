// What a registry's answer that is none means, in a sentence: what happened, and where to change it.
import { UserError } from "../errors.ts";
import { asArray, asRecord, parseJson } from "../text/canonical-json.ts";
import { printable } from "../text/printable.ts";
import type { Credential } from "./credentials.ts";
import type { Endpoint } from "./endpoint.ts";
import type { Answer } from "./exchange.ts";
import { knownRegistry } from "./known-registries.ts";
import { retryAfter } from "./patience.ts";

/** Codes of the OCI distribution specification for what is not there; Harbor has one of its own, and Quay for a tag that was deleted (quay/quay, endpoints/v2/errors.py). */
const ABSENT = ["MANIFEST_UNKNOWN", "NAME_UNKNOWN", "NOT_FOUND", "TAG_EXPIRED"];

/** Whether the registry itself says that there is no such manifest or repository; any other 404 may be a proxy's, or another server's. */
export function saysAbsent(answer: Answer): boolean {
  return answer.status === 404 && ABSENT.includes(firstError(answer)?.code ?? "");
}

export function isWebPage(answer: Answer): boolean {
  return /^\s*(?:text\/html|application\/xhtml\+xml)\b/iu.test(answer.headers.get("content-type") ?? "");
}

/** `403 DENIED: "permission_denied"`: the status, and what the registry's error says. Outside text is cut and made printable. */
export function describeAnswer(answer: Answer): string {
  const error = firstError(answer);
  if (error === null) return isWebPage(answer) ? `${answer.status} and a web page` : `${answer.status}`;
  const message = error.message === "" ? "" : `: ${JSON.stringify(printable(error.message).slice(0, 200))}`;
  return `${answer.status} ${printable(error.code).slice(0, 60)}${message}`;
}

export interface Refused {
  readonly endpoint: Endpoint;
  readonly subject: string;
  readonly answer: Answer;
  readonly credential: Credential | null;
  readonly now: number;
}

/** The error for an answer that is neither what was asked for nor an absence. */
export function refusal({ endpoint, subject, answer, credential, now }: Refused): UserError {
  const { registry } = endpoint;
  const { status } = answer;
  const said = describeAnswer(answer);
  if (isWebPage(answer)) {
    return new UserError(
      `the registry ${registry} answered "${subject}" with a web page (${status}); expected a registry's answer: check the registry's name and the proxy between`,
    );
  }
  if (status === 401 || status === 403) return new UserError(denied(registry, subject, said, credential));
  if (status === 429) {
    const waitMs = retryAfter(answer.headers, now);
    const until = waitMs === null ? "" : ` until ${new Date(Math.min(now + waitMs, 8.64e15)).toISOString()}`;
    return new UserError(
      `the registry ${registry} takes no more questions${until} (${said}), which is beyond the time budget; run again then, or raise the input \`time-budget\`${credential === null ? `; who is logged in may ask more: ${knownRegistry(registry).login}` : ""}`,
    );
  }
  if (status >= 500) {
    return new UserError(
      `the registry ${registry} failed for "${subject}" (${said}) until the time budget was spent; run again later, or raise the input \`time-budget\``,
    );
  }
  if (status === 404) {
    return new UserError(
      `the registry ${registry} answered "${subject}" with ${said}, which is not how a registry says that there is none (MANIFEST_UNKNOWN or NAME_UNKNOWN); check the registry's name and the proxy between`,
    );
  }
  return new UserError(
    `the registry ${registry} answered "${subject}" with ${said}; expected a manifest (200) or its absence (404)`,
  );
}

function denied(registry: string, subject: string, said: string, credential: Credential | null): string {
  const { login, permission } = knownRegistry(registry);
  return credential === null
    ? `the registry ${registry} shows "${subject}" to nobody without credentials (${said}), and there are none for ${registry}; if it exists, ${login}: it needs ${permission}`
    : `the registry ${registry} refuses "${subject}" (${said}) to the credentials of ${credential.source}: they have expired, may not read it, or it does not exist; it needs ${permission}; ${login}`;
}

/** The first of the answer's errors as the OCI distribution specification writes them; `null` when it has none. */
function firstError(answer: Answer): { readonly code: string; readonly message: string } | null {
  if (answer.body.length === 0) return null;
  try {
    const value = asRecord(parseJson(Buffer.from(answer.body).toString("utf8")), "the answer");
    const first = asRecord(asArray(value["errors"], "`errors`")[0], "the first");
    const code = first["code"];
    const message = first["message"];
    return typeof code === "string" ? { code, message: typeof message === "string" ? message : "" } : null;
  } catch {
    // No registry's error; the status alone is told.
    return null;
  }
}
