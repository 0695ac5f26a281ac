// One run of one action: reads the inputs, masks what is secret, calls the use case, sets every output, writes the summary, turns errors into annotations.
import type { Log } from "../effects.ts";
import { messageOf, UserError } from "../errors.ts";
import { cutBytes, inlineText } from "../text/markdown.ts";
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

/** How a run ended, as the workflow is told. */
interface End {
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  readonly failure: string | null;
  readonly exitCode: 0 | 1 | 2;
}

/** Runs the action and sets the process' exit code: 0 done or nothing to do, 1 it failed, 2 the call or the configuration is wrong. Never rejects; a cancelled run ends the process. */
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
  let end: End;
  try {
    maskSecrets(definition, process.env);
    const inputs = readInputs(definition, process.env);
    const report = await body({ inputs, context: readContext(process.env), log, signal: abort.signal });
    end = { ...report, exitCode: report.failure === null ? 0 : 1 };
  } catch (error) {
    // What is cut off by a cancellation fails in its own words; the cancellation is the reason.
    end = failedEnd(definition, abort.signal.aborted ? abort.signal.reason : error);
    for (let cause = error instanceof UserError ? error.cause : error; cause instanceof Error; cause = cause.cause)
      log.debug(cause.stack ?? cause.message);
  }
  if (end.failure === null) log.info(`${definition.name}: ${end.outputs["result"]}: ${end.outputs["reason"]}`);
  else write(errorLine(end.failure));
  process.exitCode = end.exitCode;
  // Both are tried: a full disk may take the one and refuse the other, and a step that could not tell its result has failed.
  for (const tell of [() => writeOutputs(end.outputs), () => writeSummary(end.summary)]) {
    try {
      await tell();
    } catch (error) {
      write(errorLine(messageOf(error)));
      process.exitCode = end.exitCode === 0 ? 1 : end.exitCode;
    }
  }
  process.removeListener("SIGINT", cancel).removeListener("SIGTERM", cancel);
  // What a killed Git had started may hold our pipes open until a server answers; the runner waits for a cancelled step only a few seconds.
  if (abort.signal.aborted) process.exit();
}

function failedEnd(definition: ActionDefinition, error: unknown): End {
  const reason = error instanceof UserError ? error.message : `Waybill failed unexpectedly: ${messageOf(error)}`;
  const unset = Object.keys(definition.outputs).map((name): [string, string] => [name, ""]);
  return {
    outputs: { ...Object.fromEntries(unset), result: "failed", reason },
    summary: `### Waybill ${definition.name}: failed\n\n${inlineText(reason)}`,
    failure: reason,
    exitCode: error instanceof UserError ? error.exitCode : 1,
  };
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
  // Without the runner's file nobody reads outputs, and the toolkit would print them as commands.
  if (isUnset("GITHUB_OUTPUT")) return;
  const { setOutput } = await import("@actions/core");
  try {
    for (const [name, value] of Object.entries(outputs)) setOutput(name, value);
  } catch (error) {
    throw new UserError(`the step's outputs could not be written to GITHUB_OUTPUT: ${messageOf(error)}`, {
      cause: error,
    });
  }
}

async function writeSummary(markdown: string): Promise<void> {
  // Outside a runner the variable can be missing; the log has said the same.
  if (isUnset("GITHUB_STEP_SUMMARY") || markdown === "") return;
  const { summary } = await import("@actions/core");
  try {
    await summary
      .addRaw(cutBytes(markdown, SUMMARY_LIMIT, "\n\n_The rest was cut: the log has all of it._\n"), true)
      .write();
  } catch (error) {
    throw new UserError(`the job summary could not be written to GITHUB_STEP_SUMMARY: ${messageOf(error)}`, {
      cause: error,
    });
  }
}

function isUnset(variable: string): boolean {
  return (process.env[variable] ?? "") === "";
}
