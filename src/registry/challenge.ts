// What a registry asks for when it answers 401: the WWW-Authenticate header, by RFC 9110, section 11.6.1.

export type Challenge =
  | { readonly scheme: "basic" }
  /** `service`: `null` where the registry names none. */
  | { readonly scheme: "bearer"; readonly realm: string; readonly service: string | null };

interface Named {
  readonly scheme: string;
  readonly parameters: Map<string, string>;
}

/** A scheme's name, a parameter, or the comma between them; anything else ends the reading. */
const PART =
  /[\s,]*(?:(?<name>[\w!#$%&'*+.^`|~-]+)[ \t]*=[ \t]*(?:"(?<quoted>(?:[^"\\]|\\.)*)"|(?<plain>[^\s,"]+))|(?<scheme>[A-Za-z][\w-]*)(?=[\s,]|$))/gsuy;

/** The challenge to answer: a bearer token where one is asked for, else basic; `null` when it is neither. Several may stand in one header. */
export function parseChallenge(header: string | null): Challenge | null {
  const found: Named[] = [];
  for (const { groups = {} } of (header ?? "").matchAll(PART)) {
    const { name, quoted, plain, scheme } = groups;
    if (scheme !== undefined) found.push({ scheme: scheme.toLowerCase(), parameters: new Map() });
    else if (name !== undefined)
      found.at(-1)?.parameters.set(name.toLowerCase(), plain ?? (quoted ?? "").replace(/\\(.)/gsu, "$1"));
  }
  for (const { scheme, parameters } of found) {
    const realm = parameters.get("realm");
    if (scheme === "bearer" && realm !== undefined) {
      return { scheme: "bearer", realm, service: parameters.get("service") ?? null };
    }
  }
  return found.some(({ scheme }) => scheme === "basic") ? { scheme: "basic" } : null;
}
