// Starts other programs: no shell, their output line by line into the job's log, ended with the run.
import { AsyncLocalStorage } from "node:async_hooks";
import { ChildProcess } from "node:child_process";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { stat } from "node:fs/promises";
import { constants } from "node:os";
import { StringDecoder } from "node:string_decoder";
import { exec } from "@actions/exec";
import { messageOf, UserError } from "../errors.ts";
import { descendantsOf, endSteps, killRemaining, type RunningProcess } from "./descendants.ts";
import { findProgram } from "./find-program.ts";
import { groupedOutput } from "./grouped-output.ts";
import { lineReader } from "./line-reader.ts";

/** What `Programs` of src/build/engine.ts asks for; the runner stands beside the build and does not import it. */
export interface RunOptions {
  readonly folder?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly input?: string;
  readonly shown?: string;
  readonly secrets?: readonly string[];
  readonly endsByItsSteps?: boolean;
  readonly withinMs?: number;
}

export interface Ended {
  readonly exitCode: number;
  readonly stdout: string;
  readonly lastLines: readonly string[];
}

export interface RunnerPrograms {
  run(program: string, args: readonly string[], options: RunOptions): Promise<Ended>;
  find(program: string): Promise<string | null>;
}

/** Linux' limits for one argument or variable (MAX_ARG_STRLEN) and for all of them, with some room (execve(2)). */
const LONGEST_ARGUMENT = 131_071;
const ALL_ARGUMENTS = 1_900_000;
const LAST_LINES = 60;

/**
 * The programs of the job's machine. `environment`: the job's; a program gets it without the inputs, which can hold tokens. `graceMs`: what a program has between
 * SIGTERM and SIGKILL when `signal` is aborted; the runner itself waits 7.5 seconds after SIGINT (actions/runner, ProcessInvoker.cs).
 */
export function runnerPrograms(options: {
  readonly write: (text: string) => void;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  readonly graceMs?: number;
}): RunnerPrograms {
  const { signal, graceMs = 3000 } = options;
  const openGroup = groupedOutput(options.write);
  let tie: Promise<readonly string[]> | null = null;
  const inherited = Object.entries(options.environment).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !entry[0].startsWith("INPUT_"),
  );
  const find = (program: string): Promise<string | null> => findProgram(program, options.environment["PATH"]);
  return {
    find,
    async run(program, args, options) {
      const { folder, environment = {}, input = "", shown, secrets = [], endsByItsSteps = false, withinMs } = options;
      const ended = withinMs === undefined ? signal : AbortSignal.any([signal, AbortSignal.timeout(withinMs)]);
      const throwIfEnded = (): void => {
        signal.throwIfAborted();
        if (ended.aborted && withinMs !== undefined)
          throw new UserError(
            `\`${[program, ...args].join(" ")}\` has not answered for ${withinMs / 1000} seconds; is what it asks stuck, or out of reach?`,
          );
      };
      throwIfEnded();
      const variables = { ...Object.fromEntries(inherited), ...environment };
      // Beside the short programs that come before a long one: it takes as long as they do.
      tie ??= find("setpriv").then(tieToUs);
      await checkStart(program, args, variables, folder);
      const group = shown === undefined ? null : openGroup(shown);
      const lastLines: string[] = [];
      const take = (line: string): void => {
        const text = redact(line, secrets);
        group?.line(text);
        lastLines.push(text);
        if (lastLines.length > LAST_LINES) lastLines.shift();
      };
      const out = lineReader(take);
      const errors = lineReader(take);
      let stdout = "";
      const stdoutText = new StringDecoder("utf8");
      // One that ends by its steps would leave them running.
      const tied = shown === undefined || endsByItsSteps ? [] : await tie;
      const [first, ...others] = [...tied, (await find(program)) ?? program];
      const child = startedChild(ended, graceMs, endsByItsSteps);
      try {
        const told = await child.within(() =>
          // Quoted: the package splits its first argument at spaces.
          exec(`"${first}"`, [...others, ...args], {
            ...(folder === undefined ? {} : { cwd: folder }),
            env: variables,
            // An empty input still closes the program's standard input: nothing waits for a person.
            input: Buffer.from(input),
            silent: true,
            ignoreReturnCode: true,
            delay: graceMs,
            listeners: {
              stdout: (data) => {
                stdout += stdoutText.write(data);
                out.data(data);
              },
              stderr: (data) => errors.data(data),
            },
          }),
        );
        out.end();
        errors.end();
        throwIfEnded();
        return { exitCode: child.killedBy() ?? told, stdout: stdout + stdoutText.end(), lastLines };
      } catch (error) {
        throwIfEnded();
        throw new UserError(`${program} could not be started: ${messageOf(error)}`, { cause: error });
      } finally {
        await child.forget();
        group?.close();
      }
    },
  };
}

/**
 * What stands before a long program so that it is told to end when we are gone without a word (SIGKILL, no memory left): util-linux' setpriv, which then becomes the
 * program. Empty where the machine has none that can (before 2.33, busybox, macOS, Windows).
 */
async function tieToUs(path: string | null): Promise<readonly string[]> {
  if (process.platform !== "linux" || path === null) return [];
  const words = [path, "--pdeathsig", "TERM", "--"];
  const tried = exec(`"${path}"`, [...words.slice(1), "true"], { silent: true, ignoreReturnCode: true });
  const canTie = await tried.then(
    (exitCode) => exitCode === 0,
    // It cannot be started, so there is none.
    () => false,
  );
  return canTie ? words : [];
}

/** Throws for what the system would refuse: the package's promise would never be settled then. */
async function checkStart(
  program: string,
  args: readonly string[],
  variables: Readonly<Record<string, string>>,
  folder: string | undefined,
): Promise<void> {
  if (/["\0]/u.test(program)) throw new UserError(`"${program}" is no program's name`);
  let all = 0;
  for (const text of [...args, ...Object.entries(variables).map(([name, value]) => `${name}=${value}`)]) {
    if (text.includes("\0"))
      throw new UserError(`an argument or variable for ${program} holds a NUL character, which none can`);
    const bytes = Buffer.byteLength(text) + 1;
    all += bytes + 8;
    if (bytes > LONGEST_ARGUMENT || all > ALL_ARGUMENTS) {
      throw new UserError(
        `the arguments or variables for ${program} are too long for the system, which takes ${LONGEST_ARGUMENT} bytes in one and about 2 MB in all; give long values by a file`,
      );
    }
  }
  if (folder === undefined) return;
  const facts = await stat(folder).catch(() => null);
  if (facts?.isDirectory() !== true) {
    throw new UserError(
      `the folder "${folder}", in which ${program} should run, is none; was the repository checked out?`,
    );
  }
}

/**
 * The child process that a call into the package starts, which the package keeps to itself: Node tells of every child on a channel, and the asynchronous context
 * says which call it belongs to (nodejs.org/api/diagnostics_channel.html, `child_process`). It is ended when the signal is aborted.
 */
function startedChild(
  signal: AbortSignal,
  graceMs: number,
  endsByItsSteps: boolean,
): {
  within<T>(work: () => Promise<T>): Promise<T>;
  /** 128 and the signal's number, as a shell has it; `null` when it ended by itself. */
  killedBy(): number | null;
  /** Resolves when nothing is left of it. */
  forget(): Promise<void>;
} {
  const own = new AsyncLocalStorage<true>();
  let child: ChildProcess | null = null;
  let timer: NodeJS.Timeout | null = null;
  let hasEnded = false;
  /** What runs below it when it is told to end: afterwards nobody knows whose they were. */
  const below: RunningProcess[] = [];
  let ending: Promise<void> = Promise.resolve();
  let gone: Promise<void> = Promise.resolve();
  const send = (name: "SIGTERM" | "SIGKILL"): void => {
    // Its number may be another program's by now.
    if (hasEnded) return;
    if (child?.pid !== undefined) below.push(...descendantsOf(child.pid));
    child?.kill(name);
  };
  const end = (): void => {
    const tell = (): void => {
      send("SIGTERM");
      timer ??= setTimeout(() => send("SIGKILL"), graceMs);
    };
    if (!endsByItsSteps || child?.pid === undefined) return tell();
    const { pid } = child;
    ending = (async () => {
      await endSteps(pid, graceMs, () => hasEnded);
      if (!hasEnded) tell();
    })();
  };
  const adopt = (message: unknown): void => {
    if (own.getStore() !== true || child !== null) return;
    if (typeof message !== "object" || message === null || !("process" in message)) return;
    if (!(message.process instanceof ChildProcess)) return;
    child = message.process;
    // At once: what outlives it may hold its output open, and the package waits for the end of that.
    child.once("exit", () => {
      hasEnded = true;
      gone = killRemaining(below, graceMs);
    });
    // It is told of before it runs.
    queueMicrotask(() => {
      // A program that ends without reading its input closes the pipe; its exit code says why.
      child?.stdin?.on("error", () => {});
      if (signal.aborted) end();
    });
  };
  subscribe("child_process", adopt);
  signal.addEventListener("abort", end, { once: true });
  return {
    within: (work) => own.run(true, work),
    killedBy() {
      const name = child?.signalCode ?? null;
      return name === null ? null : 128 + constants.signals[name];
    },
    async forget() {
      unsubscribe("child_process", adopt);
      signal.removeEventListener("abort", end);
      if (timer !== null) clearTimeout(timer);
      await ending;
      await gone;
      // What the program left running on purpose (ssh's connection of a remote docker) may hold its output open, and an open pipe would keep the whole run from ending.
      for (const output of [child?.stdout, child?.stderr]) output?.destroy();
    },
  };
}

function redact(text: string, secrets: readonly string[]): string {
  return secrets.reduce((shown, secret) => (secret === "" ? shown : shown.replaceAll(secret, "***")), text);
}
