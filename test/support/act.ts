// A runner for whole workflows: nektos/act in host mode, which reads workflow and action.yml itself, with what the service would tell it about the event. Nothing is fetched:
// Waybill's actions are the ones of this tree, and small stand-ins take the places of actions/checkout and docker/login-action.
import { spawn } from "node:child_process";
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { asArray, asRecord, asString, parseJson } from "../../src/text/canonical-json.ts";

const root = join(import.meta.dirname, "..", "..");

export interface Act extends AsyncDisposable {
  /** Runs the one workflow in a workspace of its own. */
  run(options: WorkflowOptions): Promise<WorkflowRun>;
}

export interface WorkflowOptions {
  /** The YAML file's text. */
  readonly workflow: string;
  /** `owner/name` of the repository that it stands in. */
  readonly repository: string;
  readonly event: { readonly name: string; readonly payload: Readonly<Record<string, unknown>> };
  readonly ref: string;
  readonly sha: string;
  readonly actor: string;
  /** Value of `github.token`. */
  readonly token: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
  readonly serverUrl: string;
  readonly apiUrl: string;
  readonly graphqlUrl: string;
  /** The machine's environment; PATH and HOME at least. */
  readonly machine: Readonly<Record<string, string>>;
}

export interface WorkflowRun {
  readonly succeeded: boolean;
  /** The result of each job that ran. */
  readonly jobs: Readonly<Record<string, string>>;
  /** As `job/id`, or `job/` and the place in the job where a step has no id; those that were skipped are not there. */
  readonly steps: Readonly<Record<string, WorkflowStep>>;
  /** What a reader sees, each line after its step's id. */
  readonly log: string;
}

export interface WorkflowStep {
  readonly result: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
}

/** `program`: act itself. */
export async function makeAct(program: string): Promise<Act> {
  const folder = await mkdtemp(join(tmpdir(), "waybill-act-"));
  const waybill = join(folder, "waybill");
  // act copies an action's whole repository for each step that uses it; nothing but this is needed of it.
  for (const part of ["action.yml", "actions", "dist"])
    await cp(join(root, part), join(waybill, part), { recursive: true });
  const repositories = {
    "acme/waybill@v0": waybill,
    "actions/checkout@v6": join(root, "test", "fixtures", "actions", "checkout"),
    "docker/login-action@v4": join(root, "test", "fixtures", "actions", "login-action"),
  };
  let runs = 0;
  return {
    async run(options) {
      runs += 1;
      const place = join(folder, String(runs));
      await mkdir(place);
      await Promise.all([
        writeFile(join(place, "workflow.yml"), options.workflow),
        writeFile(join(place, "event.json"), JSON.stringify(options.event.payload)),
      ]);
      const { code, stdout, stderr } = await spawnAct(
        program,
        [...argumentsOf(options, place), ...pairs("--local-repository", repositories)],
        {
          ...options.machine,
          PATH: [dirname(process.execPath), options.machine["PATH"] ?? ""].join(delimiter),
          // act would offer the machine's docker to every step.
          DOCKER_HOST: `unix://${place}/none.sock`,
        },
      );
      const run = readRun(stdout);
      const failed = Object.values(run.jobs).includes("failure");
      if (Object.keys(run.jobs).length === 0 || (code === 0) === failed)
        throw new Error(`act ended with exit code ${code} after ${JSON.stringify(run.jobs)}:\n${stderr}\n${run.log}`);
      return { succeeded: code === 0, ...run };
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true, maxRetries: 3 }),
  };
}

function argumentsOf(options: WorkflowOptions, place: string): readonly string[] {
  const environment = {
    GITHUB_REPOSITORY: options.repository,
    GITHUB_REF: options.ref,
    // act's own name for the commit of the run.
    SHA_REF: options.sha,
    GITHUB_RUN_ID: "4711",
    GITHUB_SERVER_URL: options.serverUrl,
    GITHUB_API_URL: options.apiUrl,
    GITHUB_GRAPHQL_URL: options.graphqlUrl,
  };
  return [
    options.event.name,
    `--directory=${place}`,
    "--workflows=workflow.yml",
    `--eventpath=${join(place, "event.json")}`,
    `--action-cache-path=${join(place, "cache")}`,
    `--actor=${options.actor}`,
    "--platform=ubuntu-latest=-self-hosted",
    "--container-daemon-socket=-",
    "--no-cache-server",
    // Else it copies the folder that it was started in, history and all, in place of what checkout would fetch.
    "--no-skip-checkout",
    "--json",
    ...pairs("--env", environment),
    ...pairs("--var", options.variables),
    ...pairs("--secret", { ...options.secrets, GITHUB_TOKEN: options.token }),
  ];
}

const pairs = (flag: string, values: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(values).map(([name, value]) => `${flag}=${name}=${value}`);

function spawnAct(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env, stdio: ["ignore", "pipe", "pipe"], timeout: 110_000 });
    let [stdout, stderr] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, stdout, stderr }));
  });
}

/** What act says of a run, one JSON object a line. The steps of a composite action count as the step that uses it. */
function readRun(stdout: string): Omit<WorkflowRun, "succeeded"> {
  const steps: Record<string, { result: string; outputs: Record<string, string>; summary: string }> = {};
  const jobs: Record<string, string> = {};
  const log: string[] = [];
  for (const text of stdout.split("\n").filter((line) => line !== "")) {
    const line = asRecord(parseJson(text), "act's log");
    const field = (name: string): string => (typeof line[name] === "string" ? line[name] : "");
    const job = field("jobID");
    if ("jobResult" in line) jobs[job] = field("jobResult");
    const path = asArray(line["stepID"] ?? [], "stepID").map((id) => asString(id, "stepID"));
    if (path.length === 0) {
      log.push(field("msg").trimEnd());
      continue;
    }
    log.push(`${[job, ...path].join("/")}: ${field("msg").trimEnd()}`);
    if (path.length !== 1 || field("stage") !== "Main") continue;
    const step = (steps[`${job}/${path[0]}`] ??= { result: "", outputs: {}, summary: "" });
    if ("stepResult" in line) step.result = field("stepResult");
    if (field("command") === "set-output") step.outputs[field("name")] = field("arg");
    if (field("command") === "summary") step.summary += field("content");
  }
  return { jobs, steps, log: log.join("\n") };
}
