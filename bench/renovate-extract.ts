// A process of the bench's own: runs Renovate's managers over a folder's files, and prints what they found and how long it took.
// Arguments: where Renovate is installed, the folder, a JSON list of the files in it, and `list` to print every dependency too.
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { asArray, asRecord, asString, listOf, parseJson } from "../src/text/canonical-json.ts";

/** A manager, and which files it is given: its own default, or every YAML file where its documentation asks the user to configure that. */
const MANAGERS: Readonly<Record<string, "default" | "yaml">> = {
  kustomize: "default",
  flux: "yaml",
  argocd: "yaml",
  kubernetes: "yaml",
  "helm-values": "default",
  "helm-requirements": "default",
  helmv3: "default",
  helmfile: "default",
};

type Extract = (...given: readonly unknown[]) => unknown;

const [installed = "", folder = "", list = "", mode = ""] = process.argv.slice(2);
const root = join(installed, "node_modules/renovate/dist");
const load = async (path: string): Promise<Record<string, unknown>> =>
  asRecord({ ...asRecord(await import(pathToFileURL(join(root, path)).href), path) }, path);
const files = listOf(parseJson(readFileSync(list, "utf8")), "the files", asString);

const { GlobalConfig } = await load("config/global.js");
configure(GlobalConfig, { localDir: folder });
const managers = await Promise.all(
  Object.entries(MANAGERS).map(async ([name, given]) => ({
    name,
    given,
    module: await load(`modules/manager/${name}/index.js`),
  })),
);

const found: unknown[] = [];
const counts: Record<string, unknown> = {};
const started = performance.now();
for (const { name, given, module } of managers) {
  const from = performance.now();
  const config = asRecord(module["defaultConfig"], `the defaults of ${name}`);
  const patterns = listOf(config["managerFilePatterns"], `the patterns of ${name}`, asString).map(patternOf);
  if (given === "yaml") patterns.push(/\.ya?ml$/);
  const matched = files.filter((path) => patterns.some((pattern) => pattern.test(path)));
  const { dependencies, failed } = await extract(name, module, matched);
  counts[name] = { files: matched.length, failed, dependencies: dependencies.length, ms: performance.now() - from };
  found.push(...dependencies);
}
const ms = performance.now() - started;
process.stdout.write(JSON.stringify({ ms, managers: counts, dependencies: mode === "list" ? found : [] }));

/** What Renovate's own extract phase does with a manager, file by file. A file on which the manager throws (it ends the whole manager there) is counted. */
async function extract(
  name: string,
  module: Readonly<Record<string, unknown>>,
  matched: readonly string[],
): Promise<{ readonly dependencies: readonly Record<string, unknown>[]; readonly failed: number }> {
  const one = module["extractPackageFile"];
  if (!isExtract(one)) throw new Error(`Renovate's manager ${name} has no function that extracts`);
  const dependencies: Record<string, unknown>[] = [];
  let failed = 0;
  for (const file of matched) {
    const content = await readFile(join(folder, file), "utf8");
    let result: unknown = null;
    try {
      result = await one(content, file, {});
    } catch {
      failed += 1;
    }
    if (result === null) continue;
    const { deps } = asRecord(result, `a result of ${name}`);
    for (const dependency of asArray(deps, "the dependencies")) {
      const { depName, currentValue, currentDigest, datasource, skipReason } = asRecord(dependency, "a dependency");
      dependencies.push({ manager: name, file, depName, currentValue, currentDigest, datasource, skipReason });
    }
  }
  return { dependencies, failed };
}

/** Renovate's way of writing a regular expression in a list of patterns: between slashes. */
function patternOf(text: string): RegExp {
  if (!text.startsWith("/") || !text.endsWith("/")) throw new Error(`"${text}" is no regular expression of Renovate`);
  return new RegExp(text.slice(1, -1));
}

function configure(holder: unknown, config: Readonly<Record<string, unknown>>): void {
  if (typeof holder !== "function" || !("set" in holder) || typeof holder.set !== "function")
    throw new Error("Renovate's GlobalConfig cannot be set");
  Reflect.apply(holder.set, holder, [config]);
}

function isExtract(value: unknown): value is Extract {
  return typeof value === "function";
}
