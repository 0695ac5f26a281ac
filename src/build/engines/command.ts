// One command of an engine: run, and a failure told with the engine's own last lines and what to do about it.
import { UserError } from "../../errors.ts";
import type { Programs } from "../engine.ts";
import { hintFor } from "./hints.ts";

export interface EngineMachine {
  readonly programs: Programs;
  /** The job's, where the secrets that the call names are found. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

type RunOptions = Parameters<Programs["run"]>[2];

/** The standard output. Throws a UserError when the command fails; `what` is what it was to do: `build "ghcr.io/acme/podinfo:1.2.3"`. */
export async function engineCommand(
  { programs }: EngineMachine,
  program: string,
  args: readonly string[],
  what: string,
  options: RunOptions,
): Promise<string> {
  const ended = await programs.run(program, args, options);
  if (ended.exitCode === 0) return ended.stdout;
  const hint = hintFor(ended.lastLines, ended.exitCode);
  const said = errorLines(ended.lastLines);
  throw new UserError(
    `${program} could not ${what} (exit code ${ended.exitCode})${said === "" ? "" : `: ${said}`}${hint === null ? "" : `; ${hint}`}`,
  );
}

/** What engines say beside the failure: rules, advice, and steps that went well or that the error names itself. */
const BESIDE = [
  /^-+$|^DEPRECATED:|^Install the buildx|^BuildKit is currently disabled|^environment-variable\.$|^https:\/\/docs\.docker\.com\//u,
  /^Sending build context to Docker daemon/u,
  // buildah and podman.
  /^STEP \d+\/\d+: |^--> |^COMMIT |^subprocess exited (?:with status|on) /u,
  // BuildKit.
  /^#\d+ (?:\[internal\]|transferring |DONE |CACHED$|extracting |sha256:)/u,
];

/** Enough to know the failure by; all of it is in the log. */
export function errorLines(lines: readonly string[]): string {
  const told = lines
    .map((line) => line.trim())
    .filter((line) => line !== "" && !BESIDE.some((pattern) => pattern.test(line)));
  const text = told.slice(-4).join(" / ");
  return text.length <= 800 ? text : `…${text.slice(-799)}`;
}
