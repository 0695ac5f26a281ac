// A place in a YAML document as a person writes it: `helm.version`, `images[name=podinfo].tagSuffix`, `data["a.b"][0]`.

/** One step from a value to one inside it. */
export type Step =
  | { readonly kind: "key"; readonly key: string }
  | { readonly kind: "index"; readonly index: number }
  /** The item of a list whose `key` has this text. */
  | { readonly kind: "item"; readonly key: string; readonly value: string }
  /** A part of a text that has a name of its own, as the paths of some pins have it: `resources[github.com/acme/deploy]`. */
  | { readonly kind: "part"; readonly name: string };

const MOST_CHARACTERS = 1000;

/**
 * The steps of a path, at least one, or a sentence that says what is wrong. Keys are divided by dots; a key with a dot or a bracket in it is quoted in
 * brackets; `[0]` is an item of a list by its number, from 0, `[name=podinfo]` by one of its keys. A dot in front of all, as yq has it, counts for nothing.
 */
export function parseKeyPath(text: string): readonly Step[] | string {
  if (text.length > MOST_CHARACTERS) return `expected a path of at most ${MOST_CHARACTERS} characters`;
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/u.test(text)) return "expected a path without control characters";
  const steps: Step[] = [];
  let rest = text.replace(/^\.(?=.)/u, "");
  if (rest === "") return "expected the keys that lead to a value, as in helm.version";
  while (rest !== "") {
    if (rest.startsWith("[")) {
      const found = bracketed(rest);
      if (typeof found === "string") return found;
      steps.push(found.step);
      rest = rest.slice(found.length);
    } else {
      const key = /^[^.[\]]+/u.exec(rest)?.[0] ?? "";
      if (key === "") return `expected a key before ${JSON.stringify(rest.slice(0, 20))}`;
      if (key.trim() !== key) return `the key ${JSON.stringify(key)} has a space at an end; quote it as ["${key}"]`;
      steps.push({ kind: "key", key });
      rest = rest.slice(key.length);
    }
    if (rest === "" || rest.startsWith("[")) continue;
    if (!rest.startsWith(".") || rest.length === 1) return "expected a dot and a key, or [...], behind each part";
    rest = rest.slice(1);
  }
  return steps;
}

/** A key path, in one document of a file where a number from 0 stands in front: `1:spec.version`. */
export interface PlacePath {
  /** `null`: the one document that has the place. */
  readonly document: number | null;
  readonly path: string;
}

/** Reads `path` or `document:path`; a sentence that says what is wrong otherwise. The path is given back in one spelling. */
export function parsePlacePath(text: string): PlacePath | string {
  const [, number, path = text] = /^(\d{1,6}):(.*)$/su.exec(text) ?? [];
  const steps = parseKeyPath(path);
  if (typeof steps === "string") return steps;
  return { document: number === undefined ? null : Number(number), path: formatKeyPath(steps) };
}

/** The path that `parseKeyPath` reads these steps from, one for each list of steps: `a["b.c"][0].d`. */
export function formatKeyPath(steps: readonly Step[]): string {
  let text = "";
  for (const step of steps) {
    if (step.kind === "index") text += `[${step.index}]`;
    else if (step.kind === "part") text += `[${step.name}]`;
    else if (step.kind === "item")
      text += `[${step.key}=${/[\]"]/u.test(step.value) ? JSON.stringify(step.value) : step.value}]`;
    else if (!/^[\w/-]+$/u.test(step.key)) text += `[${JSON.stringify(step.key)}]`;
    else text += text === "" ? step.key : `.${step.key}`;
  }
  return text;
}

const QUOTED = /^"(?:[^"\\]|\\.)*"/u;

function bracketed(text: string): { readonly step: Step; readonly length: number } | string {
  const index = /^\[(\d{1,9})\]/u.exec(text);
  if (index !== null) return { step: { kind: "index", index: Number(index[1]) }, length: index[0].length };
  const part = /^\[([^\]="'[]+)\]/u.exec(text);
  if (part !== null) return { step: { kind: "part", name: part[1] ?? "" }, length: part[0].length };
  const [, name = "", before = ""] = /^\[(?:([\w./-]+)=)?(?=(["']?))/u.exec(text) ?? [];
  const start = name === "" ? 1 : name.length + 2;
  const value = before === "" ? undefined : quoted(text.slice(start));
  if (value === null) return `the quotes in ${shown(text)} are not closed`;
  const plain = value === undefined && name !== "" ? /^[^\]]+/u.exec(text.slice(start))?.[0] : undefined;
  const content = value?.text ?? plain;
  const end = start + (value?.length ?? plain?.length ?? 0);
  if (content === undefined || text[end] !== "]") {
    return `${shown(text)} is no step; expected [0], [name=value] or ["a key"]`;
  }
  return {
    step: name === "" ? { kind: "key", key: content } : { kind: "item", key: name, value: content },
    length: end + 1,
  };
}

/** The text in the quotes that come first; `null` when they are not closed. Double quotes are read as JSON, single ones hold what they hold. */
function quoted(text: string): { readonly text: string; readonly length: number } | null {
  if (text.startsWith("'")) {
    const end = text.indexOf("'", 1);
    return end === -1 ? null : { text: text.slice(1, end), length: end + 1 };
  }
  const literal = QUOTED.exec(text)?.[0];
  if (literal === undefined) return null;
  try {
    const value: unknown = JSON.parse(literal);
    return typeof value === "string" ? { text: value, length: literal.length } : null;
  } catch {
    // An escape that JSON does not have.
    return null;
  }
}

function shown(text: string): string {
  return JSON.stringify(text.length <= 40 ? text : `${text.slice(0, 39)}…`);
}
