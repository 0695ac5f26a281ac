// What the forge was asked: every request, every Git exchange, every breach of GitHub's own description. Never the text of a token.
import type { TokenKind } from "./principals.ts";

export interface RecordedRequest {
  readonly kind: "rest" | "graphql";
  readonly method: string;
  /** Below the API's base. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Parsed JSON; the text when it is not JSON; `undefined` when there was none. */
  readonly body: unknown;
  /** The root field of a GraphQL operation; `null` for REST. */
  readonly operation: string | null;
  /** 0: the connection was dropped without an answer. */
  readonly status: number;
  readonly token: TokenKind;
  readonly apiVersion: string | null;
  /** Whether it asks for a change: every method but GET and HEAD, of GraphQL the mutations. */
  readonly write: boolean;
}

export interface RecordedGitExchange {
  readonly repository: string;
  readonly service: "git-upload-pack" | "git-receive-pack";
  /** `advertise`: `GET info/refs`; `call`: the POST. */
  readonly phase: "advertise" | "call";
  readonly bytesIn: number;
  readonly bytesOut: number;
  readonly status: number;
  readonly token: TokenKind;
  /** What was in the request as an Authorization scheme: `basic`, `bearer` or nothing. */
  readonly scheme: string | null;
}

export interface Violation {
  readonly method: string;
  readonly path: string;
  readonly problem: string;
}

/** A point in the recording, to count from. */
export interface Mark {
  readonly requests: number;
  readonly gitExchanges: number;
}

/** What happened since a mark. */
export interface Counted {
  readonly requests: readonly RecordedRequest[];
  readonly reads: readonly RecordedRequest[];
  readonly writes: readonly RecordedRequest[];
  readonly gitExchanges: readonly RecordedGitExchange[];
  /** Bytes that Git received from the forge and sent to it. */
  readonly gitBytes: { readonly in: number; readonly out: number };
}

export class Recording {
  readonly requests: RecordedRequest[] = [];
  readonly gitExchanges: RecordedGitExchange[] = [];
  readonly violations: Violation[] = [];

  mark(): Mark {
    return { requests: this.requests.length, gitExchanges: this.gitExchanges.length };
  }

  since(mark: Mark): Counted {
    const requests = this.requests.slice(mark.requests);
    const gitExchanges = this.gitExchanges.slice(mark.gitExchanges);
    return {
      requests,
      reads: requests.filter((request) => !request.write),
      writes: requests.filter((request) => request.write),
      gitExchanges,
      gitBytes: {
        in: gitExchanges.reduce((sum, exchange) => sum + exchange.bytesIn, 0),
        out: gitExchanges.reduce((sum, exchange) => sum + exchange.bytesOut, 0),
      },
    };
  }
}
