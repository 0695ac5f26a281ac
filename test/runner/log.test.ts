// The log's lines: whatever text goes in, neither of the runner's two command parsers finds a command that we did not write.
import { describe, expect, it } from "vitest";
import { errorLine, maskLine, runnerLog } from "../../src/runner/log.ts";

/** What the runner's parsers take from a line: `::name ...::data` after any spaces, and `##[name]data` anywhere (actions/runner, ActionCommand.cs). */
function commandsIn(output: string): readonly string[] {
  return output.split(/\r\n|\r|\n/).flatMap((line) => {
    const command = /^\s*::([^\s:]+)/.exec(line)?.[1];
    const older = [...line.matchAll(/##\[([^\]]*)\]/g)].map(([, name]) => name ?? "");
    return command === undefined ? older : [command];
  });
}

function logged(level: "info" | "warning" | "debug", text: string): string {
  let output = "";
  runnerLog((part) => (output += part))[level](text);
  return output;
}

const hostile = [
  "x\n::add-mask::a",
  "   ::set-output name=v::p",
  "::stop-commands::t",
  "\t::debug::x",
  "\u00a0::error::x",
  "\u2028::error::x",
  "\u0085::error::x",
  "\ufeff::error::x",
  "##[error]x",
  "subject ##[add-mask]a",
  "a\r::warning::x",
  "::::",
  ":: error::x",
  "100%0A::error::x",
];

describe("a line of outside text", () => {
  it.each(hostile)("is no command in the log: %j", (text) => {
    const output = logged("info", text);
    expect(commandsIn(output)).toEqual([]);
    expect(output.endsWith("\n")).toBe(true);
    expect(output.trimEnd().split("\n")).toHaveLength(1);
  });

  it.each(hostile)("is one annotation and nothing else: %j", (text) => {
    for (const output of [logged("warning", text), logged("debug", text), errorLine(text), maskLine(text)]) {
      expect(output.match(/\n/g)).toEqual(["\n"]);
      expect(commandsIn(output)).toHaveLength(1);
    }
  });

  it("keeps what a person reads", () => {
    expect(logged("info", "  apps/prod/release.yaml:3: 1.2.3 -> 1.2.4")).toBe(
      "  apps/prod/release.yaml:3: 1.2.3 -> 1.2.4\n",
    );
    expect(logged("info", "x\n::add-mask::a\u001b[31m")).toBe("x\\n::add-mask::a\\x1b[31m\n");
    expect(errorLine("50% of a\nb")).toBe("::error::50%25 of a\\nb\n");
  });

  it("masks every byte of a secret", () => {
    expect(maskLine("a%b\nc")).toBe("::add-mask::a%25b%0Ac\n");
  });
});
