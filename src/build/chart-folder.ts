// A chart's folder, and the copy of it that is packaged: what the run has to say stands in the copy's Chart.yaml, and the working tree stays as it is.
import { cp, readFile, realpath, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { isMap, parseDocument, Scalar } from "yaml";
import { isChartName } from "../artifacts/assignment.ts";
import { messageOf, UserError, usageError } from "../errors.ts";

export interface ChartFolder {
  readonly folder: string;
  /** As Chart.yaml names it. */
  readonly name: string;
  /** The text of Chart.yaml. */
  readonly text: string;
}

/** Throws a usage error for a folder that is no chart. */
export async function readChartFolder(folder: string): Promise<ChartFolder> {
  let text: string;
  try {
    text = await readFile(join(folder, "Chart.yaml"), "utf8");
  } catch (error) {
    throw usageError(
      `the folder "${folder}" has no Chart.yaml that can be read (${messageOf(error)}); expected the folder of a chart in the input \`chart\`, from the workspace`,
      error,
    );
  }
  const name: unknown = mapOf(text, folder).get("name");
  if (typeof name !== "string" || !isChartName(name)) {
    throw usageError(`Chart.yaml in "${folder}" has the name ${JSON.stringify(name)}; expected one such as podinfo`);
  }
  return { folder, name, text };
}

export interface ChartAnnotations {
  /** What they say holds only where the chart says nothing. */
  readonly otherwise: Readonly<Record<string, string>>;
  /** They hold whatever the chart says. */
  readonly always: Readonly<Record<string, string>>;
}

/** The text of Chart.yaml with annotations, which `helm push` writes into the manifest. helm writes the file anew anyway when it packages, so its form is free. */
export function annotatedChart({ folder, text }: ChartFolder, { otherwise, always }: ChartAnnotations): string {
  const chart = mapOf(text, folder);
  if ((chart.get("annotations") ?? null) === null) chart.set("annotations", chart.createNode({}));
  const annotations: unknown = chart.get("annotations");
  if (!isMap(annotations)) {
    throw usageError(`the \`annotations\` of Chart.yaml in "${folder}" are no map; expected key: value`);
  }
  const missing = Object.entries(otherwise).filter(([key]) => !annotations.has(key));
  for (const [key, value] of [...missing, ...Object.entries(always)]) {
    // Quoted: a plain time or a commit of digits would be no text to helm, whose YAML is another version.
    const scalar = new Scalar(value);
    scalar.type = Scalar.QUOTE_DOUBLE;
    annotations.set(key, scalar);
  }
  return chart.toString({ lineWidth: 0 });
}

/**
 * Copies the chart into a folder that is not there yet, with another text for its Chart.yaml. Links lead where they led before. Throws a UserError for what cannot be
 * copied, such as a pipe, and when the disk is full.
 */
export async function copyChart({ folder }: ChartFolder, text: string, destination: string): Promise<void> {
  // Chart.yaml is never copied: where it is a link, the new text would be written to what it names. A chart at the top of its repository has the history beside it.
  const left = new Set(["Chart.yaml", ".git"]);
  try {
    // A folder that is a link would be copied as one, and the new text be written to where it leads.
    const real = await realpath(folder);
    await cp(real, destination, { recursive: true, filter: (source) => !left.has(relative(real, source)) });
    await writeFile(join(destination, "Chart.yaml"), text, { flag: "wx" });
  } catch (error) {
    throw new UserError(
      `the chart in "${folder}" could not be copied, which is done to package it: ${messageOf(error)}`,
      {
        cause: error,
      },
    );
  }
}

function mapOf(text: string, folder: string): ReturnType<typeof parseDocument> {
  const document = parseDocument(text);
  const [error] = document.errors;
  if (error !== undefined || !isMap(document.contents)) {
    // Behind the first line stands a picture of the place.
    const said = error?.message.split("\n", 1)[0]?.replace(/:$/u, "") ?? "";
    const why = error?.code === "MULTIPLE_DOCS" ? ": a second document begins in it" : said === "" ? "" : `: ${said}`;
    throw usageError(`Chart.yaml in "${folder}" cannot be read${why}; expected a map with \`name\` and \`version\``);
  }
  return document;
}
