// What the parsers of the field make of scalars: one batch of texts for each, so that thousands cost one process.
import { isDeepStrictEqual } from "node:util";
import { parse } from "yaml";
import { findTool } from "../../support/tools.ts";
import { helmTemplate, yqRead } from "./programs.ts";

/** A parser. `read` gives what it makes of each scalar, for `isReadAs` to judge; it throws when the parser refuses the batch. */
export interface Reader {
  readonly name: string;
  readonly isMissing: boolean;
  read(scalars: readonly string[]): readonly unknown[];
}

const SCHEMAS = ["yaml-1.1", "core"] as const;

export const READERS: readonly Reader[] = [
  ...SCHEMAS.map((schema): Reader => ({
    name: `npm yaml with its schema ${schema}`,
    isMissing: false,
    read: (scalars) => itemsIn(parse(documentOf(scalars), { schema })),
  })),
  {
    // sigs.k8s.io/yaml, as in kubectl, Argo CD and Flux's controllers: Go's yaml.v2 with the rules of YAML 1.1.
    name: "Helm",
    isMissing: findTool("helm") === null,
    read: (scalars) => templateLines("{{ range .Values.items }}# {{ toJson . }}\n{{ end }}", documentOf(scalars)),
  },
  {
    // The program around Go's yaml.v3, which kustomize's kyaml, Flux's image automation and updatecli read with.
    name: "yq",
    isMissing: findTool("yq") === null,
    read: (scalars) => itemsIn(yqRead(documentOf(scalars))),
  },
];

/** Whether a scalar was read as this text in each of the places where `documentOf` puts it. */
export function isReadAs(item: unknown, text: string): boolean {
  return isDeepStrictEqual(item, { block: text, flow: { a: 1, key: text, b: [text] } });
}

/** Of the texts those that every reader takes for this very string although they stand without quotes. Needs every tool. */
export function readPlain(texts: readonly string[]): ReadonlySet<string> {
  const byNpm = texts.filter((text) => SCHEMAS.every((schema) => isReadAs(parsedOrNull(text, schema), text)));
  // `fromYaml` is the parser that Helm reads values with; it reports what it refuses instead of ending the run.
  const template =
    '{{ range .Values.texts }}# {{ get (fromYaml .) "items" | default (list nil) | first | toJson }}\n{{ end }}';
  const documents = JSON.stringify({ texts: byNpm.map((text) => documentOf([text])) });
  const lines = templateLines(template, documents);
  const byHelm = byNpm.filter((text, index) => isReadAs(lines[index], text));
  const items = itemsIn(yqRead(documentOf(byHelm)));
  return new Set(byHelm.filter((text, index) => isReadAs(items[index], text)));
}

/** Each scalar in block style before a comment, in flow style between neighbours, and last in a list. */
function documentOf(scalars: readonly string[]): string {
  const items = scalars.map((scalar) => `- block: ${scalar} # c\n  flow: {a: 1, key: ${scalar}, b: [${scalar}]}\n`);
  return `items:\n${items.join("")}`;
}

function parsedOrNull(text: string, schema: (typeof SCHEMAS)[number]): unknown {
  try {
    return itemsIn(parse(documentOf([text]), { schema, logLevel: "silent" }))[0];
  } catch {
    return null;
  }
}

function itemsIn(document: unknown): readonly unknown[] {
  if (typeof document !== "object" || document === null || !("items" in document)) return [];
  return Array.isArray(document.items) ? document.items : [];
}

/** The values that a template writes as JSON, each in a comment of its own. */
function templateLines(template: string, values: string): readonly unknown[] {
  const chart = new Map([
    ["chart/Chart.yaml", "apiVersion: v2\nname: probe\nversion: 0.1.0\n"],
    ["chart/templates/probe.yaml", template],
    ["values.yaml", values],
  ]);
  return helmTemplate(chart, "chart", ["values.yaml"])
    .split("\n")
    .flatMap((line): unknown[] => (/^# (?!Source:)/.test(line) ? [JSON.parse(line.slice(2))] : []));
}
