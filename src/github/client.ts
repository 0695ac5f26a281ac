// Requests for one repository: by route, listed to the last page, their failures explained.
import { UserError } from "../errors.ts";
import { Answer } from "./answer.ts";
import type { GraphqlDocument } from "./documents.ts";
import { explain, ForgeError } from "./forge-error.ts";
import { formatRepository, type RepositoryName } from "./forge.ts";
import { ROUTES, type RouteName } from "./routes.ts";
import type { Traffic } from "./guarded-fetch.ts";
import { openTransport, type TransportOptions } from "./transport.ts";

export type Parameters = Readonly<Record<string, unknown>>;

/** GraphQL answers 200 whether it did it or not. */
export interface GraphqlAnswer {
  readonly data: Answer;
  /** The forge's words; empty when all went well. */
  readonly errors: readonly string[];
}

export interface Client {
  readonly repository: RepositoryName;
  readonly traffic: Readonly<Traffic>;
  /** One request. Reads are repeated after a 5xx or a lost connection, writes never. Throws ForgeError. */
  call(route: RouteName, parameters?: Parameters): Promise<Answer>;
  /** Every page; `member`: the list's name in pages that are objects. Throws ForgeError rather than return a part. */
  list(route: RouteName, parameters?: Parameters, member?: string): Promise<readonly Answer[]>;
  /** `null`: the host has no GraphQL. */
  graphql(document: GraphqlDocument, variables: Parameters): Promise<GraphqlAnswer | null>;
  /**
   * A write that must not be doubled. When its answer was lost, `find` says whether it was carried out all the same; only when it was
   * not is it sent again, twice at most.
   */
  once<T>(send: () => Promise<T>, find: () => Promise<T | null>): Promise<T>;
  /** A write that declares a state, so that to carry it out twice is to carry it out once: sent again when its answer was lost. */
  again<T>(send: () => Promise<T>): Promise<T>;
  /** Waits 1 to 2 s times `attempt`: for what the forge knows only after a moment. */
  pause(attempt: number): Promise<void>;
}

interface Page {
  readonly data: unknown;
  readonly link: string | null;
}

const WRITE_ATTEMPTS = 3;

export interface ClientOptions extends TransportOptions {
  readonly repository: RepositoryName;
  /** Used when it is on the API's own host: elsewhere the token must not go. */
  readonly graphqlUrl: string;
}

/** A client for one repository. */
export async function openClient(options: ClientOptions): Promise<Client> {
  const { repository, graphqlUrl } = options;
  const transport = openTransport(options);
  const name = formatRepository(repository);
  const own = { owner: repository.owner, repo: repository.name };

  const request = async (
    method: string,
    url: string,
    parameters: Parameters,
    permission: string | null,
  ): Promise<Page> => {
    try {
      return await transport.send({ method, url, parameters, reads: method === "GET" });
    } catch (error) {
      throw explain(error, { what: `${method} ${shown(url, parameters)}`, repository: name, permission });
    }
  };
  const call = async (route: RouteName, parameters: Parameters): Promise<Page> => {
    const { route: template, permission } = ROUTES[route];
    const [method = "", url = ""] = template.split(" ");
    return request(method, url, url.includes("{owner}") ? { ...parameters, ...own } : parameters, permission);
  };

  const once = async <T>(send: () => Promise<T>, find: () => Promise<T | null>): Promise<T> => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await send();
      } catch (error) {
        if (!(error instanceof ForgeError) || !error.lost) throw error;
        await transport.pause(attempt);
        const found = await find();
        if (found !== null) return found;
        if (attempt === WRITE_ATTEMPTS) throw error;
      }
    }
  };

  return {
    repository,
    traffic: transport.traffic,
    call: async (route, parameters = {}) => new Answer((await call(route, parameters)).data, route),
    async list(route, parameters = {}, member) {
      const items: Answer[] = [];
      const read = new Set<string>();
      let page = await call(route, { ...parameters, per_page: 100 });
      for (;;) {
        const answer = new Answer(page.data, route);
        items.push(...(member === undefined ? answer : answer.at(member)).list());
        const next = nextPage(page.link);
        if (next === null) return items;
        if (read.has(next)) throw new Error(`the forge names the page ${next} as the one that follows itself`);
        read.add(next);
        page = await request("GET", next, {}, ROUTES[route].permission);
      }
    },
    async graphql(document, variables) {
      // A runner of another make can name github.com's, its own API being elsewhere.
      if (!URL.canParse(graphqlUrl) || new URL(graphqlUrl).origin !== transport.origin) return null;
      let data: unknown;
      try {
        const reads = document.kind === "query";
        const parameters = { query: document.text, variables };
        ({ data } = await transport.send({ method: "POST", url: graphqlUrl, parameters, reads }));
      } catch (error) {
        const explained = explain(error, { what: document.purpose, repository: name, permission: document.permission });
        if (explained instanceof ForgeError && (explained.status === 404 || explained.status === 405)) return null;
        throw explained;
      }
      const answer = new Answer(data, "graphql");
      const errors = answer.at("errors").absent ? [] : answer.at("errors").list();
      // With status 200, so that nothing below has seen it.
      if (errors.some((error) => error.at("type").textOrNull() === "RATE_LIMITED")) {
        throw new UserError(
          `the forge's GraphQL rate limit is used up, so it could not ${document.purpose}; run again later`,
        );
      }
      return { data: answer.at("data"), errors: errors.map((error) => error.at("message").text().slice(0, 500)) };
    },
    once,
    again: async (send) => once(send, async () => null),
    pause: async (attempt) => transport.pause(attempt),
  };
}

/** The URL of `rel="next"` in a Link header. */
function nextPage(link: string | null): string | null {
  return /<([^<>]+)>;\s*rel="next"/.exec(link ?? "")?.[1] ?? null;
}

/** The template with its names filled in, for messages. */
function shown(url: string, parameters: Parameters): string {
  return url.replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
    const value = parameters[name];
    return typeof value === "string" || typeof value === "number" ? String(value) : whole;
  });
}
