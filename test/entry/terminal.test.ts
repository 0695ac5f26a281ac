// Colour and progress: only where a person looks, and gone before the result.
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { openTerminal, type Terminal } from "../../src/entry/cli/terminal.ts";

interface Screen {
  readonly terminal: Terminal;
  readonly out: () => string;
  readonly err: () => string;
}

function screen(options: { out: boolean; err: boolean; environment?: Record<string, string> }): Screen {
  let out = "";
  let err = "";
  return {
    terminal: openTerminal({
      stdout: { isTTY: options.out, write: (text) => (out += text) },
      stderr: { isTTY: options.err, write: (text) => (err += text) },
      environment: options.environment ?? {},
      folder: "/",
    }),
    out: () => out,
    err: () => err,
  };
}

describe("colour", () => {
  it.each([
    { line: "+new", shown: "\u001b[32m+new\u001b[0m" },
    { line: "-old", shown: "\u001b[31m-old\u001b[0m" },
    { line: "--- a/x.yaml", shown: "\u001b[1m--- a/x.yaml\u001b[0m" },
    { line: "+++ b/x.yaml", shown: "\u001b[1m+++ b/x.yaml\u001b[0m" },
    { line: "@@ -1 +1 @@", shown: "\u001b[36m@@ -1 +1 @@\u001b[0m" },
    { line: " same", shown: " same" },
    { line: "", shown: "" },
  ])("of the diff's line $line", ({ line, shown }) => {
    expect(screen({ out: true, err: true }).terminal.diffLine(line)).toBe(shown);
  });

  it.each([
    { where: "a pipe", out: false, environment: {} },
    { where: "a terminal with NO_COLOR", out: true, environment: { NO_COLOR: "1" } },
    { where: "a dumb terminal", out: true, environment: { TERM: "dumb" } },
  ])("is not for $where", ({ out, environment }) => {
    expect(screen({ out, err: true, environment }).terminal.diffLine("+new")).toBe("+new");
  });

  it("stays when NO_COLOR is there and empty", () => {
    expect(screen({ out: true, err: true, environment: { NO_COLOR: "" } }).terminal.diffLine("+x")).toContain(
      "\u001b[32m",
    );
  });
});

describe("progress", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("is shown when a command takes long, and gone when the result comes", () => {
    const { terminal, out, err } = screen({ out: true, err: true });
    terminal.progress("reading");
    vi.advanceTimersByTime(1000);
    expect(err()).toBe("\r\u001b[2Kreading ...");
    terminal.out("result\n");
    expect(err()).toBe("\r\u001b[2Kreading ...\r\u001b[2K");
    expect(out()).toBe("result\n");
  });

  it("is not shown when a command is quick", () => {
    const { terminal, err } = screen({ out: true, err: true });
    terminal.progress("reading");
    terminal.out("result\n");
    vi.advanceTimersByTime(1000);
    expect(err()).toBe("");
  });

  it.each([{ err: false }, { err: true, environment: { TERM: "dumb" } }])("is nothing for a log: %j", (options) => {
    const { terminal, err } = screen({ out: true, ...options });
    terminal.progress("reading");
    vi.advanceTimersByTime(1000);
    expect(err()).toBe("");
  });
});
