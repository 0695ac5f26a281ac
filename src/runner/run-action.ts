// One run of one action: reads the inputs, masks what is secret, calls the use case, sets every output, writes the summary, turns errors into annotations.
import type { Log } from "../effects.ts";
import { messageOf, UserError } from "../errors.ts";
import { cutBytes } from "../text/markdown.ts";
import { type ActionDefinition, type InputsOf, type OutputsOf, readInputs } from "./action.ts";
import { readContext, type RunContext } from "./context.ts";
import { errorLine, maskLine, runnerLog } from "./log.ts";

export interface ActionRun<Definition extends ActionDefinition> {
  readonly inputs: InputsOf<Definition>;
  readonly context: RunContext;
  readonly log: Log;
  /** Aborted when the job is cancelled (the runner sends SIGINT, then SIGTERM). */
  readonly signal: AbortSignal;
}

export interface ActionReport<Definition extends ActionDefinition> {
  readonly outputs: OutputsOf<Definition>;
  /** Markdown for the job's summary. */
  readonly summary: string;
  /** Why the step fails although the use case came to its end; `null` when it does not. */
  readonly failure: string | null;
}

/** The whole upload is dropped above 1,024 KiB a step (GitHub's limit); this leaves room for the notice. */
const SUMMARY_LIMIT = 1_000_000;

/** Runs the action and sets the process' exit code: 0 done or nothing to do, 1 it failed, 2 the call or the configuration is wrong. Never rejects. */
export async function runAction<Definition extends ActionDefinition>(
  definition: Definition,
  body: (run: ActionRun<Definition>) => Promise<ActionReport<Definition>>,
): Promise<void> {
  const write = (text: string): void => {
    process.stdout.write(text);
  };
  const log = runnerLog(write);
  const abort = new AbortController();
  const cancel = (signal: string): void => abort.abort(new UserError(`the run was cancelled (${signal})`));
  process.once("SIGINT", cancel).once("SIGTERM", cancel);
  try {
    maskSecrets(definition, process.env);
    const inputs = readInputs(definition, process.env);
    const report = await body({ inputs, context: readContext(process.env), log, signal: abort.signal });
    await writeOutputs(report.outputs);
    await writeSummary(report.summary);
    if (report.failure !== null) {
      write(errorLine(report.failure));
      process.exitCode = 1;
    }
  } catch (error) {
    const reason = error instanceof UserError ? error.message : `Waybill failed unexpectedly: ${messageOf(error)}`;
    write(errorLine(reason));
    for (let cause: unknown = error; cause instanceof Error; cause = cause.cause)
      log.debug(cause.stack ?? cause.message);
    const unset = Object.keys(definition.outputs).map((name): [string, string] => [name, ""]);
    await writeOutputs({ ...Object.fromEntries(unset), result: "failed", reason });
    process.exitCode = error instanceof UserError ? error.exitCode : 1;
  } finally {
    process.removeListener("SIGINT", cancel).removeListener("SIGTERM", cancel);
  }
}

/** The runner masks its own secrets; a token minted elsewhere or given as plain text is masked here, and so is the form that git sends. */
function maskSecrets(definition: ActionDefinition, environment: Readonly<Record<string, string | undefined>>): void {
  for (const [name, input] of Object.entries(definition.inputs)) {
    if (input.kind !== "text" || input.secret !== true) continue;
    const value = readInputs(
      { name: definition.name, description: "", inputs: { [name]: input }, outputs: {} },
      environment,
    )[name];
    if (typeof value === "string") mask(value);
  }
}

/** Keeps a secret out of the log, line by line; a token also in the form in which git sends it. */
export function mask(secret: string): void {
  const lines = secret.split(/\r?\n|\\n/).filter((line) => line.length > 3 && !line.startsWith("-----"));
  for (const line of lines) process.stdout.write(maskLine(line));
  if (lines.length === 1) process.stdout.write(maskLine(Buffer.from(`x-access-token:${secret}`).toString("base64")));
}

/** The toolkit is loaded only now: it brings a cryptography that the way to the use case does not need. */
async function writeOutputs(outputs: Readonly<Record<string, string>>): Promise<void> {
  const { setOutput } = await import("@actions/core");
  for (const [name, value] of Object.entries(outputs)) setOutput(name, value);
}

async function writeSummary(markdown: string): Promise<void> {
  // Outside a runner (act, a laptop) the variable can be missing; the log has said the same.
  if (process.env["GITHUB_STEP_SUMMARY"] === undefined || markdown === "") return;
  const { summary } = await import("@actions/core");
  await summary
    .addRaw(cutBytes(markdown, SUMMARY_LIMIT, "\n\n_The rest was cut: the log has all of it._\n"), true)
    .write();
}
