// Programs that run nothing: each call is written down and answered by the test, as for engines that a machine lacks.
import { writeFileSync } from "node:fs";
import type { Programs } from "../../src/build/engine.ts";

export interface Call {
  readonly program: string;
  readonly args: readonly string[];
  readonly options: Parameters<Programs["run"]>[2];
}

export interface Answer {
  readonly exitCode?: number;
  readonly stdout?: string;
  readonly lastLines?: readonly string[];
}

/** `answer` sees every call; what it does not answer ends well and silently. `present`: what `find` finds. */
export function recordedPrograms(
  present: readonly string[],
  answer: (call: Call) => Answer | undefined = () => undefined,
): { readonly programs: Programs; readonly calls: readonly Call[] } {
  const calls: Call[] = [];
  return {
    calls,
    programs: {
      async find(program) {
        return present.includes(program) ? `/usr/bin/${program}` : null;
      },
      async run(program, args, options) {
        const call = { program, args, options };
        calls.push(call);
        return { exitCode: 0, stdout: "", lastLines: [], ...answer(call) };
      },
    },
  };
}

/** Writes what an engine would into the file that an option names. */
export function writeResult({ args }: Call, option: string, text: string): void {
  const path = args.find((each) => each.startsWith(`${option}=`))?.slice(option.length + 1);
  if (path !== undefined) writeFileSync(path, text);
}
