// Writes a tree as YAML in a style drawn at random: what a person, or a tool, could have written that says the same.

/** Text in a literal block that is YAML itself. */
export class Block {
  readonly tree: Tree;
  constructor(tree: Tree) {
    this.tree = tree;
  }
}

export type Tree = string | Block | readonly Tree[] | TreeMap;
export interface TreeMap {
  readonly [key: string]: Tree;
}

/** Decisions, one number each, used round and round; zero is always the plainest, so that a failure shrinks to a plain file. */
export class Choices {
  readonly #numbers: readonly number[];
  #at = 0;

  constructor(numbers: readonly number[]) {
    this.#numbers = numbers;
  }

  among<T>(options: readonly [T, ...T[]]): T {
    const number = this.#numbers[this.#at % this.#numbers.length] ?? 0;
    this.#at += 1;
    return options[number % options.length] ?? options[0];
  }
}

/** The tree as one YAML document: block or flow style or JSON, every quoting, indentation, order of keys, comments and blank lines. */
export function writeYaml(tree: TreeMap, choices: Choices): string {
  const form = choices.among(["block", "block", "block", "block", "block", "flow", "json"]);
  if (form === "block" || holdsBlock(tree)) return `${new BlockWriter(choices).map(tree, 0, false).join("\n")}\n`;
  if (form === "flow") return `${flow(tree, choices)}\n`;
  return `${JSON.stringify(tree, null, choices.among<string | number>([2, 0, "\t"]))}\n`;
}

class BlockWriter {
  readonly #choices: Choices;
  readonly #step: number;

  constructor(choices: Choices) {
    this.#choices = choices;
    this.#step = choices.among([2, 2, 4]);
  }

  map(map: TreeMap, indent: number, isItem: boolean): readonly string[] {
    return ordered(map, this.#choices).flatMap(([key, value], index) => [
      // Between a list's dash and its first key nothing may stand.
      ...(isItem && index === 0 ? [] : this.#noise(indent)),
      ...this.#pair(indent, keyText(key, this.#choices), value),
    ]);
  }

  #pair(indent: number, key: string, value: Tree): readonly string[] {
    const head = `${" ".repeat(indent)}${key}:`;
    const deeper = indent + this.#step;
    if (typeof value === "string") {
      // A key that may be taken away has no anchor: that would go with it, and is refused.
      const mayGo = /digest|newTag|tag|commit/.test(key);
      const anchor = this.#choices.among(["", "", "", "", "", "", mayGo ? "" : "&own "]);
      const scalar = anchor + scalarText(value, this.#choices);
      return this.#choices.among([false, false, false, false, true])
        ? [head + this.#comment(), `${" ".repeat(deeper)}${scalar}${this.#comment()}`]
        : [`${head} ${scalar}${this.#comment()}`];
    }
    if (value instanceof Block) {
      const lines = new BlockWriter(this.#choices).#inner(value.tree);
      const header = this.#choices.among(["|", "|", "|-", "|+"]);
      return [
        `${head} ${header}${this.#comment()}`,
        ...lines.map((line) => (line === "" ? "" : " ".repeat(deeper) + line)),
      ];
    }
    if (isEmpty(value) || (!holdsBlock(value) && this.#choices.among([false, false, false, true]))) {
      return [`${head} ${flow(value, this.#choices)}${this.#comment()}`];
    }
    if (isList(value)) {
      return [head + this.#comment(), ...this.#list(value, indent + this.#choices.among([2, 0, 4]))];
    }
    return [head + this.#comment(), ...this.map(value, deeper, false)];
  }

  #inner(tree: Tree): readonly string[] {
    return typeof tree === "string" || tree instanceof Block || isList(tree) ? [] : this.map(tree, 0, false);
  }

  #list(list: readonly Tree[], indent: number): readonly string[] {
    return list.flatMap((item) => {
      const dash = `${" ".repeat(indent)}-${this.#choices.among([" ", " ", "   "])}`;
      const noise = this.#noise(indent);
      if (typeof item === "string") return [...noise, dash + scalarText(item, this.#choices) + this.#comment()];
      if (
        item instanceof Block ||
        isList(item) ||
        isEmpty(item) ||
        (!holdsBlock(item) && this.#choices.among([false, false, true]))
      ) {
        return [...noise, dash + flow(item, this.#choices) + this.#comment()];
      }
      const [first = "", ...rest] = this.map(item, dash.length, true);
      return [...noise, dash + first.slice(dash.length), ...rest];
    });
  }

  /** What may stand on lines of its own between two entries. */
  #noise(indent: number): readonly string[] {
    return this.#choices.among<readonly string[]>([
      [],
      [],
      [],
      [],
      [`${" ".repeat(indent)}# newTag: 1.2.3`],
      [""],
      ["# digest: 🚀 1.2.3\t"],
    ]);
  }

  #comment(): string {
    return this.#choices.among(["", "", "", "", " # 1.2.3", "  #\ttab", " # 🚀 {{ x }}", "  "]);
  }
}

function flow(tree: Tree, choices: Choices): string {
  if (typeof tree === "string") return scalarText(tree, choices);
  if (tree instanceof Block) throw new Error("a literal block cannot stand in flow style");
  const pad = choices.among(["", "", " "]);
  const comma = choices.among([", ", ", ", ",  "]);
  if (isList(tree)) return `[${pad}${tree.map((item) => flow(item, choices)).join(comma)}${pad}]`;
  const pairs = ordered(tree, choices).map(([key, value]) => `${keyText(key, choices)}: ${flow(value, choices)}`);
  return `{${pad}${pairs.join(comma)}${pad}}`;
}

function scalarText(text: string, choices: Choices): string {
  const style = choices.among(["plain", "double", "single"]);
  // Nothing that begins like a number, a key or an indicator is hidden from the scanner: only what YAML itself could not read is quoted.
  // And what would be no text: a plain null.
  const isPlain = /^(?!null$)[A-Za-z0-9_]([A-Za-z0-9_./:@+=?-]*[A-Za-z0-9_./@+=-])?$/.test(text);
  if (style === "double" || (style === "plain" && !isPlain)) return JSON.stringify(text);
  return style === "single" ? `'${text.replaceAll("'", "''")}'` : text;
}

function keyText(key: string, choices: Choices): string {
  const mark = choices.among(["", "", "", "", "", '"', "'"]);
  return mark !== "" || /^[\w/.-]+$/.test(key) ? mark + key + mark : JSON.stringify(key);
}

/** The entries in an order drawn at random: as they are, turned round, or rotated. */
function ordered(map: TreeMap, choices: Choices): readonly (readonly [string, Tree])[] {
  const entries = Object.entries(map);
  const turn = choices.among([0, 0, 0, 1, 2]);
  const rotated = [...entries.slice(turn), ...entries.slice(0, turn)];
  return choices.among([false, false, true]) ? rotated.toReversed() : rotated;
}

function isList(tree: Tree): tree is readonly Tree[] {
  return Array.isArray(tree);
}

function isEmpty(tree: Tree): boolean {
  return typeof tree === "object" && !(tree instanceof Block) && Object.keys(tree).length === 0;
}

function holdsBlock(tree: Tree): boolean {
  if (typeof tree === "string") return false;
  return tree instanceof Block || Object.values(tree).some(holdsBlock);
}
