// What a request says of itself that had no answer: its code, its reason, and whether there was a connection at all.
import { messageOf } from "../errors.ts";
import { printable } from "../text/printable.ts";

/** The same at the next attempt: no such host, a certificate that is not trusted. */
const FINAL =
  /^(?:ENOTFOUND|ERR_TLS_.*|CERT_.*|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_.*|ERR_INVALID_URL|UND_ERR_INVALID_ARG)$/u;
/** Nobody took the connection. */
const UNCONNECTED =
  /^(?:ECONNREFUSED|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENETDOWN|ETIMEDOUT|EAI_AGAIN|UND_ERR_CONNECT_TIMEOUT)$/u;

/** Without a code: fetch.spec.whatwg.org, "Port blocking". */
const BLOCKED_PORT = "bad port";

export function isFinal(error: unknown): boolean {
  return FINAL.test(codeOf(error) ?? "") || causeOf(error) === BLOCKED_PORT;
}

export function isUnconnected(error: unknown): boolean {
  return UNCONNECTED.test(codeOf(error) ?? "");
}

/** In one line. `fetch` wraps the reason; that of a host with several addresses has a code and no message. */
export function reasonOf(error: unknown): string {
  if (error instanceof Error && error.name === "TimeoutError") return "no answer in time";
  const message = causeOf(error);
  if (message === BLOCKED_PORT) return "bad port: HTTP is not spoken to this one, which belongs to another protocol";
  return printable(message === "" ? (codeOf(error) ?? "the connection failed") : message).slice(0, 200);
}

function causeOf(error: unknown): string {
  return messageOf(error instanceof Error && error.cause !== undefined ? error.cause : error);
}

/** The code of Node or of its HTTP client; `null` when it has none. */
export function codeOf(error: unknown): string | null {
  for (let each = error, depth = 0; each instanceof Error && depth < 5; each = each.cause, depth += 1) {
    if ("code" in each && typeof each.code === "string") return each.code;
  }
  return null;
}
