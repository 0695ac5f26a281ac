// Which configuration a run has: the file's, that of the inputs `from` and `to`, or the convention's.
import { usageError, type UserError } from "../errors.ts";
import { printable } from "../text/printable.ts";
import type { Configuration } from "./configuration.ts";
import { conventionalEnvironments } from "./convention.ts";
import { environmentNamed } from "./find.ts";
import { environmentName, pathTemplate } from "./formats.ts";
import { configurationOf, dataOf, type PlainEnvironment } from "./model.ts";
import { parseConfiguration } from "./parse.ts";
import { appAbove } from "./structure.ts";

export interface ConfigurationSources {
  /** The bytes of waybill.yaml on the default branch; `null` when there is none. */
  readonly file: Uint8Array | null;
  /** The files of that branch, for the convention. */
  readonly paths: readonly string[];
  /** With a file: names of environments. Without: path templates such as `apps/{app}/overlays/stage`. Empty counts as not given. */
  readonly inputs: { readonly from?: string | undefined; readonly to?: string | undefined };
}

/**
 * The configuration: from the file; without a file from both inputs, whose environments are named after the last folder in which the templates differ (`stage` and
 * `prod`; `from` and `to` where that gives no two names); without inputs by the convention (see convention.ts). Throws a usage error that says what is missing
 * and where to put it.
 */
export function resolveConfiguration({ file, paths, inputs }: ConfigurationSources): Configuration {
  const { from = "", to = "" } = inputs;
  if (file !== null) {
    const configuration = parseConfiguration(file);
    checkNamed(configuration, from, to);
    return configuration;
  }
  if (from === "" && to === "") return configurationOf(dataOf(conventionalEnvironments(paths)), "convention");
  if (from === "" || to === "") {
    const [given, missing] = from === "" ? ["to", "from"] : ["from", "to"];
    throw usageError(
      `\`${given}\` is given without \`${missing}\`, and there is no waybill.yaml; give both as path templates, for example apps/{app}/overlays/stage`,
    );
  }
  return configurationOf(dataOf(environmentsOfInputs(from, to)), "inputs");
}

/** With a file the inputs only choose; they never contradict it. */
function checkNamed(configuration: Configuration, from: string, to: string): void {
  if (from !== "") environmentNamed(configuration, from);
  if (to === "") return;
  const target = environmentNamed(configuration, to);
  if (from !== "" && target.from !== from) {
    const says = target.from === null ? "from no other" : `from "${target.from}"`;
    throw usageError(
      `the environment "${to}" promotes ${says} by waybill.yaml, not from "${from}" as \`from\` says; change one of them`,
    );
  }
}

function environmentsOfInputs(from: string, to: string): readonly PlainEnvironment[] {
  const [source, target] = [templateOf("from", from), templateOf("to", to)];
  if (source === target) throw usageError(`\`from\` and \`to\` are both "${source}"; expected two places`);
  if (source.includes("{app}") !== target.includes("{app}")) {
    throw usageError(`\`from\` is "${source}" and \`to\` is "${target}"; expected {app} in both or in neither`);
  }
  const [sourceName, targetName] = namesOf(source, target);
  // One app in two places has one name: that of the source's folder.
  const app = source.includes("{app}") ? null : (appAbove(source.split("/"), sourceName) ?? "app");
  return [
    { name: sourceName, path: [source], app, from: null },
    { name: targetName, path: [target], app, from: sourceName },
  ];
}

function templateOf(input: string, text: string): string {
  const result = pathTemplate(text);
  if (typeof result === "string") throw refusedInput(input, text, result);
  return result.value;
}

function refusedInput(input: string, text: string, reason: string): UserError {
  return usageError(
    `\`${input}\` is "${printable(text)}": ${reason}; it is a path template when there is no waybill.yaml`,
  );
}

function namesOf(from: string, to: string): readonly [string, string] {
  const [left, right] = [from.split("/"), to.split("/")];
  const index = left.length === right.length ? left.findLastIndex((segment, at) => segment !== right[at]) : -1;
  const names = [left[index] ?? "", right[index] ?? ""].map((segment) => segment.replace(/\.ya?ml$/u, ""));
  const [source = "", target = ""] = names;
  const areNames = names.every((name) => typeof environmentName(name) !== "string");
  return areNames && source.toLowerCase() !== target.toLowerCase() ? [source, target] : ["from", "to"];
}
