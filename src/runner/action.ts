// What an action is: its name, its typed inputs and its outputs, in one table. The only place with names and defaults; action.yml and the README
// tables are held to it by a test.
import { usageError } from "../errors.ts";
import { didYouMean } from "../text/nearest.ts";

interface InputText {
  readonly description: string;
  /** As action.yml writes it: may be an expression (`${{ github.token }}`). */
  readonly default?: string;
}

/** One line; `null` when empty. */
export interface TextInput extends InputText {
  readonly kind: "text";
  /** Masked in the log, never echoed in a message. */
  readonly secret?: true;
}

/** `true` or `false`, as YAML's core schema writes them. */
export interface FlagInput extends InputText {
  readonly kind: "flag";
  readonly default: "true" | "false";
}

/** Several values, one a line or separated by commas; `#` starts a comment line. */
export interface ListInput extends InputText {
  readonly kind: "list";
}

/** Several values, one a line, as they stand: commas are part of them; `#` starts a comment line. */
export interface LinesInput extends InputText {
  readonly kind: "lines";
}

/** One word of a few. */
export interface ChoiceInput<Word extends string = string> extends InputText {
  readonly kind: "choice";
  readonly words: readonly Word[];
  readonly default: Word;
}

/** A whole number from `least` to `most`. */
export interface NumberInput extends InputText {
  readonly kind: "number";
  readonly least: number;
  readonly most: number;
}

export type InputDefinition = TextInput | FlagInput | ListInput | LinesInput | ChoiceInput | NumberInput;

export interface ActionDefinition<
  Inputs extends Readonly<Record<string, InputDefinition>> = Readonly<Record<string, InputDefinition>>,
  Outputs extends Readonly<Record<string, string>> = Readonly<Record<string, string>>,
> {
  /** Folder under actions/; `waybill` is the root action. */
  readonly name: string;
  readonly description: string;
  readonly inputs: Inputs;
  /** Name -> description. Every output is set by every run that does not fail. */
  readonly outputs: Outputs;
}

type ValueOf<Definition extends InputDefinition> = Definition extends ListInput | LinesInput
  ? readonly string[]
  : Definition extends FlagInput
    ? boolean
    : Definition extends ChoiceInput<infer Word>
      ? Word
      : Definition extends NumberInput
        ? number | null
        : string | null;

export type InputsOf<Definition extends ActionDefinition> = {
  readonly [Name in keyof Definition["inputs"]]: ValueOf<Definition["inputs"][Name]>;
};

export type OutputsOf<Definition extends ActionDefinition> = {
  readonly [Name in keyof Definition["outputs"]]: string;
};

/** Keeps the literal types of a table. */
export function defineAction<
  const Inputs extends Readonly<Record<string, InputDefinition>>,
  const Outputs extends Readonly<Record<string, string>>,
>(definition: ActionDefinition<Inputs, Outputs>): ActionDefinition<Inputs, Outputs> {
  return definition;
}

/** Reads and checks every input of the table from the step's environment; throws a usage error that names the input. */
export function readInputs<Definition extends ActionDefinition>(
  definition: Definition,
  environment: Readonly<Record<string, string | undefined>>,
): InputsOf<Definition> {
  const values: Record<string, unknown> = {};
  for (const [name, input] of Object.entries(definition.inputs)) {
    const raw = environment[inputVariable(name)]?.trim() ?? "";
    const fallback = input.default?.includes("${{") === true ? "" : (input.default ?? "");
    values[name] = valueOf(name, input, raw === "" ? fallback : raw);
  }
  // The loop visits exactly the table's names and valueOf answers by the kind: the mapped type says the same, which the checker cannot follow.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return values as InputsOf<Definition>;
}

/** The variable in which the runner passes an input: upper case, spaces as underscores, hyphens kept. */
export function inputVariable(name: string): string {
  return `INPUT_${name.replaceAll(" ", "_").toUpperCase()}`;
}

function valueOf(name: string, input: InputDefinition, text: string): unknown {
  switch (input.kind) {
    case "text":
      if (/[\r\n\0]/.test(text) && input.secret !== true) {
        throw usageError(`the input \`${name}\` holds a line break: ${JSON.stringify(shown(text))}; give one line`);
      }
      return text === "" ? null : text;
    case "flag":
      if (/^(true|True|TRUE)$/.test(text)) return true;
      if (/^(false|False|FALSE)$/.test(text)) return false;
      throw usageError(`the input \`${name}\` is "${shown(text)}"; expected true or false`);
    case "list":
      return text
        .split(/[\n,]/)
        .map((item) => item.trim())
        .filter((item) => item !== "" && !item.startsWith("#"));
    case "lines":
      return text
        .split(/\r?\n/)
        .map((line) => line.trim())
        .filter((line) => line !== "" && !line.startsWith("#"));
    case "choice":
      if (!input.words.includes(text)) {
        throw usageError(
          `the input \`${name}\` is "${shown(text)}"; expected ${input.words.join(" or ")}${didYouMean(text, input.words)}`,
        );
      }
      return text;
    case "number": {
      if (text === "") return null;
      const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
      if (!(value >= input.least && value <= input.most)) {
        throw usageError(
          `the input \`${name}\` is "${shown(text)}"; expected a whole number from ${input.least} to ${input.most}`,
        );
      }
      return value;
    }
  }
}

/** Enough of a value to know it by in a message. */
function shown(text: string): string {
  return text.length <= 100 ? text : `${text.slice(0, 99)}…`;
}
