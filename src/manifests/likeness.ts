// Pairs what no exact name pairs: a folder of a Git repository, or an object around a lone tag, that each environment calls by its own name.
import { pairingKey, type Pin } from "./pin.ts";

/** An environment's pins of one app. */
export interface PinsOf {
  readonly environment: string;
  readonly pins: readonly Pin[];
}

/** What two pins must have in common; `null`: the rule says nothing of the pin. */
type Rule = (pin: Pin, environment: string) => string | null;

/**
 * From the strictest to the widest. A folder is part of what a Git pin means, because two folders of one repository may stand at two revisions; it is left
 * out only where no other pin of that repository can be meant. A lone tag's object is never left out: nothing else tells what runs there.
 */
const RULES: readonly Rule[] = [
  (pin) => (pin.artifact?.kind === "git" && isPlaced(pin) ? `${repositoryOf(pin)} ${placeKey(pin)}` : null),
  (pin, environment) => {
    if (pin.artifact?.kind === "git") return neutral(pin.artifact.id, environment);
    const { kind, name } = pin.object;
    return pin.artifact === null && isPlaced(pin) ? `${kind}/${neutral(name, environment)}#${pin.path}` : null;
  },
  (pin) => (pin.artifact?.kind === "git" ? repositoryOf(pin) : null),
];

/**
 * The pairing key of `giving` for each of `taking`, where exactly one of each side answers to a rule. Both are to hold only what is
 * not paired otherwise, also what gives and takes nothing: a pin that could be meant as well keeps two others from being paired.
 */
export function pairAlike(giving: PinsOf, taking: PinsOf): ReadonlyMap<string, string> {
  const pairs = new Map<string, string>();
  const ambiguous = new Set<string>();
  for (const rule of RULES) {
    const given = new Set(pairs.values());
    const givers = keysBy(giving, rule, (key) => !given.has(key));
    const takers = keysBy(taking, rule, (key) => !pairs.has(key));
    const candidates = new Map<string, Set<string>>();
    for (const [mark, keys] of takers) {
      const offered = givers.get(mark);
      if (offered === undefined) continue;
      for (const key of keys) {
        candidates.set(key, new Set([...(candidates.get(key) ?? []), ...offered]));
        if (keys.size > 1) ambiguous.add(key);
      }
    }
    for (const [key, offered] of candidates) {
      const [only, ...others] = offered;
      // Places that point to two artifacts: no wider rule may choose between them.
      if (others.length > 0) ambiguous.add(key);
      else if (only !== undefined && !ambiguous.has(key)) pairs.set(key, only);
    }
  }
  return pairs;
}

/** A place identifies an object only when the manifest gives it a kind and a name; a kustomization has neither. */
export function isPlaced(pin: Pin): boolean {
  return pin.object.kind !== "" && pin.object.name !== "";
}

export function placeKey(pin: Pin): string {
  return `${pin.object.kind}/${pin.object.name}#${pin.path}`;
}

function keysBy(
  { environment, pins }: PinsOf,
  rule: Rule,
  isLeft: (key: string) => boolean,
): ReadonlyMap<string, ReadonlySet<string>> {
  const groups = new Map<string, Set<string>>();
  for (const pin of pins) {
    const key = pairingKey(pin);
    const mark = isLeft(key) ? rule(pin, environment) : null;
    if (mark !== null) groups.set(mark, (groups.get(mark) ?? new Set()).add(key));
  }
  return groups;
}

/** The repository of a Git artifact without the folder inside it. */
function repositoryOf(pin: Pin): string {
  return pin.artifact?.id.split("//", 1)[0] ?? "";
}

/** The words that folders and objects of one environment go by, whichever of them is its name (the conventional names of design and configuration). */
const SAME_ENVIRONMENT: readonly (readonly string[])[] = [
  ["stage", "staging", "stg"],
  ["prod", "production", "prd"],
];

/** A name or folder with the environment's own name taken out, where it stands as a word: `app-stage` and `app-prod` are `app-*`. */
function neutral(text: string, environment: string): string {
  const name = environment.toLowerCase();
  const words = SAME_ENVIRONMENT.find((family) => family.includes(name)) ?? [name];
  const pattern = words.map((word) => word.replaceAll(/[^a-z0-9]/gu, "\\$&")).join("|");
  return text.replace(new RegExp(`(?<![a-z0-9])(?:${pattern})(?![a-z0-9])`, "giu"), "*");
}
