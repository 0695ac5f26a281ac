// A runner for one step: spawns an action's committed code as GitHub's runner does, with the defaults of its action.yml, an allow-listed environment and files for
// outputs and summary.
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { asRecord, asString } from "../../src/text/canonical-json.ts";

const root = join(import.meta.dirname, "..", "..");

export interface StepOptions {
  /** Folder under actions/, or `waybill` for the root action. */
  readonly action: string;
  readonly with: Readonly<Record<string, string>>;
  /** Value of `${{ github.token }}`. */
  readonly token: string;
  /** `owner/name` of the repository whose workflow it is. */
  readonly repository: string;
  readonly serverUrl: string;
  readonly apiUrl: string;
  readonly graphqlUrl: string;
  readonly event: { readonly name: string; readonly payload: Readonly<Record<string, unknown>> };
  readonly sha?: string;
  readonly ref?: string;
  readonly actor?: string;
  readonly workspace?: string;
  /** More variables of the step, as `env:` gives them. */
  readonly env?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** Called with the process' id; what it gives is called when the process has ended. */
  readonly onSpawn?: (pid: number) => () => void;
  /** Called with the log so far, whenever it grows. */
  readonly onLog?: (log: string) => void;
}

export interface StepResult {
  readonly exitCode: number | null;
  /** The log as the runner shows it, masked commands and all. */
  readonly log: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  readonly durationMs: number;
}

/** Runs one step to its end. */
export async function runStep(options: StepOptions): Promise<StepResult> {
  const folder = await mkdtemp(join(tmpdir(), "waybill-step-"));
  try {
    const files = {
      output: join(folder, "output"),
      summary: join(folder, "summary"),
      event: join(folder, "event.json"),
    };
    await Promise.all([
      writeFile(files.output, ""),
      writeFile(files.summary, ""),
      writeFile(files.event, JSON.stringify(options.event.payload)),
    ]);
    const { main, defaults } = await readAction(options.action);
    const started = performance.now();
    const { exitCode, log } = await spawnNode(
      main,
      stepEnvironment(options, defaults, files, folder),
      options.workspace ?? folder,
      options,
    );
    const durationMs = performance.now() - started;
    return {
      exitCode,
      log,
      durationMs,
      outputs: parseOutputs(await readFile(files.output, "utf8")),
      summary: await readFile(files.summary, "utf8"),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function readAction(action: string): Promise<{ main: string; defaults: Record<string, string> }> {
  const folder = action === "waybill" ? root : join(root, "actions", action);
  const yaml = asRecord(parse(await readFile(join(folder, "action.yml"), "utf8")), "action.yml");
  const defaults: Record<string, string> = {};
  for (const [name, input] of Object.entries(asRecord(yaml["inputs"], "inputs"))) {
    const value = asRecord(input, name)["default"];
    if (value !== undefined) defaults[name] = asString(value, `default of ${name}`);
  }
  return { main: join(folder, asString(asRecord(yaml["runs"], "runs")["main"], "runs.main")), defaults };
}

function stepEnvironment(
  options: StepOptions,
  defaults: Readonly<Record<string, string>>,
  files: { readonly output: string; readonly summary: string; readonly event: string },
  folder: string,
): Record<string, string> {
  const inputs: Record<string, string> = {};
  for (const [name, value] of Object.entries({ ...defaults, ...options.with })) {
    inputs[`INPUT_${name.toUpperCase()}`] = value.replaceAll("${{ github.token }}", options.token);
  }
  return {
    PATH: process.env["PATH"] ?? "",
    HOME: folder,
    CI: "true",
    GITHUB_ACTIONS: "true",
    GITHUB_REPOSITORY: options.repository,
    GITHUB_EVENT_NAME: options.event.name,
    GITHUB_EVENT_PATH: files.event,
    GITHUB_SHA: options.sha ?? "",
    GITHUB_REF: options.ref ?? "refs/heads/main",
    GITHUB_ACTOR: options.actor ?? "octocat",
    GITHUB_RUN_ID: "4711",
    GITHUB_SERVER_URL: options.serverUrl,
    GITHUB_API_URL: options.apiUrl,
    GITHUB_GRAPHQL_URL: options.graphqlUrl,
    GITHUB_WORKSPACE: options.workspace ?? folder,
    GITHUB_OUTPUT: files.output,
    GITHUB_STEP_SUMMARY: files.summary,
    RUNNER_TEMP: folder,
    ...inputs,
    ...options.env,
  };
}

function spawnNode(
  main: string,
  env: Readonly<Record<string, string>>,
  cwd: string,
  { signal, onSpawn, onLog }: StepOptions,
): Promise<{ exitCode: number | null; log: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [main], {
      env,
      cwd,
      stdio: ["ignore", "pipe", "pipe"],
      ...(signal === undefined ? {} : { signal, killSignal: "SIGKILL" as const }),
    });
    // Without an id nothing was started, which the event says.
    const ended = child.pid === undefined ? undefined : onSpawn?.(child.pid);
    let log = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        log += text;
        onLog?.(log);
      });
    }
    child.once("error", (error) => (error.name === "AbortError" ? resolve({ exitCode: null, log }) : reject(error)));
    child.once("close", (exitCode) => {
      ended?.();
      resolve({ exitCode, log });
    });
  });
}

/** Reads the runner's `name<<delimiter` file as the runner does. */
export function parseOutputs(text: string): Record<string, string> {
  const outputs: Record<string, string> = {};
  const lines = text.split("\n");
  for (let index = 0; index < lines.length; index += 1) {
    const [, name, delimiter] = /^([^=<]+)<<(.+)$/.exec(lines[index] ?? "") ?? [];
    if (name === undefined || delimiter === undefined) continue;
    const end = lines.indexOf(delimiter, index + 1);
    if (end < 0) throw new Error(`the output "${name}" has no end`);
    outputs[name] = lines.slice(index + 1, end).join("\n");
    index = end;
  }
  return outputs;
}
