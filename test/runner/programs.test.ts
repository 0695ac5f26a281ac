// Other programs as a run starts them: arguments as they are, output harmless in the log, ended when the run is.
import { spawn } from "node:child_process";
import { getEventListeners } from "node:events";
import { tmpdir } from "node:os";
import { describe, expect, it } from "vitest";
import { descendantsOf } from "../../src/runner/descendants.ts";
import { runnerPrograms, type RunOptions } from "../../src/runner/programs.ts";

const node = process.execPath;

function machine(options: { readonly environment?: Readonly<Record<string, string>>; readonly graceMs?: number } = {}) {
  let output = "";
  const waiting: { readonly text: string; readonly found: () => void }[] = [];
  const abort = new AbortController();
  const programs = runnerPrograms({
    write: (text) => {
      output += text;
      for (const each of waiting) if (output.includes(each.text)) each.found();
    },
    environment: options.environment ?? {},
    signal: abort.signal,
    ...(options.graceMs === undefined ? {} : { graceMs: options.graceMs }),
  });
  return {
    programs,
    abort,
    output: () => output,
    shows: (text: string) => new Promise<void>((found) => waiting.push({ text, found })),
    script: (text: string, run: RunOptions = {}, args: readonly string[] = []) =>
      programs.run(node, ["-e", text, "--", ...args], run),
  };
}

describe("arguments and environment", () => {
  it("reach the program as they are, without a shell", async () => {
    const args = ["a b", "$(id)", "`id`", 'quo"te', "x\ny", "", "*", "--help", "ünï"];
    const { stdout } = await machine().script("console.log(JSON.stringify(process.argv.slice(1)))", {}, args);
    expect(JSON.parse(stdout)).toEqual(args);
  });

  it("leave out the job's inputs, which can hold tokens", async () => {
    const { script } = machine({ environment: { INPUT_TOKEN: "t", KEPT: "k" } });
    const { stdout } = await script("console.log(JSON.stringify(process.env))", { environment: { ADDED: "a" } });
    expect(JSON.parse(stdout)).toEqual({ ADDED: "a", KEPT: "k" });
  });

  it.each([
    { what: "a NUL character", args: ["a\0b"], says: "NUL" },
    { what: "an argument above the system's limit", args: ["x".repeat(140_000)], says: "too long" },
    { what: "too many arguments", args: Array.from({ length: 30 }, () => "x".repeat(100_000)), says: "too long" },
  ])("are refused before the start: $what", async ({ args, says }) => {
    await expect(machine().programs.run(node, args, {})).rejects.toThrow(says);
  });

  it("of a folder that is none are refused", async () => {
    await expect(machine().script("", { folder: `${tmpdir()}/no-such-folder` })).rejects.toThrow(/no-such-folder/u);
  });

  it("give the input, and an empty one when there is none", async () => {
    const read = "process.stdin.pipe(process.stdout)";
    expect((await machine().script(read, { input: "in" })).stdout).toBe("in");
    expect((await machine().script(read)).stdout).toBe("");
  });

  it("survive a program that does not read its input", async () => {
    const { exitCode } = await machine().script("process.exit(7)", { input: "x".repeat(1_000_000) });
    expect(exitCode).toBe(7);
  });
});

describe("the output", () => {
  it("streams into one group of the log, and nothing of it is a command", async () => {
    const { script, output } = machine();
    await script('console.log("one\\n::add-mask::x\\n##[error]y"); console.error("last")', { shown: "build it" });
    const lines = output().split("\n");
    expect(lines[0]).toBe("::group::build it");
    expect(lines.at(-2)).toBe("::endgroup::");
    expect(lines.slice(1, -2).filter((line) => /^\s*::|##\[/u.test(line))).toEqual([]);
    expect(lines).toContain("last");
  });

  it("is not shown without a title, and is returned with the program's exit code", async () => {
    const { script, output } = machine();
    const ended = await script('process.stdout.write("out"); console.error("err"); process.exitCode = 3');
    expect(ended).toMatchObject({ exitCode: 3, stdout: "out" });
    expect(ended.lastLines.toSorted()).toEqual(["err", "out"]);
    expect(output()).toBe("");
  });

  it("hides secrets, in the log and in the last lines", async () => {
    const { script, output } = machine();
    const { lastLines } = await script('console.log("x hunter22 y")', { shown: "t", secrets: ["hunter22"] });
    expect(output()).toContain("x *** y");
    expect(output()).not.toContain("hunter22");
    expect(lastLines).toEqual(["x *** y"]);
  });

  it("keeps characters and line ends whole that come in pieces", async () => {
    const write = `const b = Buffer.from("ä€\\r\\nprogress 1\\rprogress 2\\n"); let i = 0;
      const next = () => i < b.length && process.stdout.write(b.subarray(i, ++i), () => setImmediate(next)); next();`;
    const { lastLines } = await machine().script(write);
    expect(lastLines).toEqual(["ä€", "progress 1", "progress 2"]);
  });

  it("keeps the last lines only", async () => {
    const { lastLines } = await machine().script('for (let i = 0; i < 500; i++) console.log("line " + i)');
    expect(lastLines.at(-1)).toBe("line 499");
    expect(lastLines).toHaveLength(60);
  });
});

describe("a cancelled run", () => {
  const stays =
    'process.on("SIGTERM", () => console.log("not yet")); console.log(`pid ${process.pid}.`); setInterval(() => {}, 1e6)';
  const pidIn = (output: string): number => Number(/pid (\d+)\./u.exec(output)?.[1]);

  it("ends the program and rejects with the reason, when it has ended", async () => {
    const { script, abort, shows, output } = machine();
    const started = shows(".\n");
    const run = script("console.log(`pid ${process.pid}.`); setInterval(() => {}, 1e6)", { shown: "t" });
    await started;
    abort.abort(new Error("cancelled by a person"));
    await expect(run).rejects.toThrow("cancelled by a person");
    expect(() => process.kill(pidIn(output()), 0)).toThrow(/ESRCH/u);
    expect(output()).toMatch(/::endgroup::\n$/u);
    expect(getEventListeners(abort.signal, "abort")).toEqual([]);
  });

  it("kills a program that does not end by itself", async () => {
    const { script, abort, shows, output } = machine({ graceMs: 50 });
    const started = shows(".\n");
    const run = script(stays, { shown: "t" });
    await started;
    abort.abort(new Error("cancelled"));
    await expect(run).rejects.toThrow("cancelled");
    expect(() => process.kill(pidIn(output()), 0)).toThrow(/ESRCH/u);
  });

  it.runIf(process.platform === "linux")("ends what the program has started, though the program does not", async () => {
    const { script, abort, shows, output } = machine({ graceMs: 2000 });
    const started = shows(".\n");
    const run = script(
      'const { spawn } = require("node:child_process"); const child = spawn("sleep", ["100000"], { detached: true, stdio: "inherit" }); console.log(`pid ${child.pid}.`); setInterval(() => {}, 1e6)',
      { shown: "t" },
    );
    await started;
    const pid = pidIn(output());
    process.kill(pid, 0);
    abort.abort(new Error("cancelled"));
    await expect(run).rejects.toThrow("cancelled");
    expect(descendantsOf(1).filter((each) => each.pid === pid)).toEqual([]);
  });

  it("ends only its own programs, of several at once", async () => {
    const [one, other] = [machine({ graceMs: 50 }), machine()];
    const started = one.shows(".\n");
    const cancelled = one.script(stays, { shown: "t" });
    const goesOn = other.script('process.stdin.on("data", () => {}).on("end", () => console.log("done"))');
    await started;
    one.abort.abort(new Error("cancelled"));
    await expect(cancelled).rejects.toThrow("cancelled");
    expect((await goesOn).stdout).toBe("done\n");
  });

  it("starts nothing more", async () => {
    const { script, abort } = machine();
    abort.abort(new Error("cancelled"));
    await expect(script("")).rejects.toThrow("cancelled");
  });
});

it.runIf(process.platform === "linux")("a long program ends when we are killed and can tell it nothing", async () => {
  const programs = JSON.stringify(new URL("../../src/runner/programs.ts", import.meta.url).href);
  const waits = 'console.log("pid " + process.pid + "."); setInterval(() => {}, 1e6)';
  const text = `const { runnerPrograms } = await import(${programs});
    const write = (text) => process.stdout.write(text);
    const { run } = runnerPrograms({ write, environment: process.env, signal: new AbortController().signal });
    await run(process.execPath, ["-e", ${JSON.stringify(waits)}], { shown: "t" });`;
  const ours = spawn(node, ["--input-type=module", "-e", text], { stdio: ["ignore", "pipe", "inherit"] });
  const pid = await new Promise<number>((resolve) => {
    let output = "";
    ours.stdout.setEncoding("utf8").on("data", (part: string) => {
      output += part;
      const [, found] = /pid (\d+)\./u.exec(output) ?? [];
      if (found !== undefined) resolve(Number(found));
    });
  });
  expect(descendantsOf(process.pid).map((each) => each.pid)).toContain(pid);
  ours.kill("SIGKILL");
  await expect.poll(() => descendantsOf(1).filter((each) => each.pid === pid), { timeout: 5000 }).toEqual([]);
});

it("ends a program that does not answer in time, and says which", async () => {
  const { script } = machine();
  const asked = script("setInterval(() => {}, 1e6)", { withinMs: 100 });
  await expect(asked).rejects.toThrow(/^`.*-e setInterval.*` has not answered for 0\.1 seconds; /u);
  expect(descendantsOf(process.pid)).toEqual([]);
});

it("is not kept from ending by what a program leaves running with its output open", async () => {
  const { script } = machine({ graceMs: 50 });
  const pipes = (): number => process.getActiveResourcesInfo().filter((name) => name === "PipeWrap").length;
  const before = pipes();
  const { stdout, exitCode } = await script(
    'const { spawn } = require("node:child_process"); const child = spawn("sleep", ["100000"], { detached: true, stdio: "inherit" }); child.unref(); console.log(child.pid)',
  );
  try {
    expect(exitCode).toBe(0);
    // A pipe that was closed is gone with the next turn.
    await expect.poll(pipes, { timeout: 2000 }).toBeLessThanOrEqual(before);
  } finally {
    process.kill(Number(stdout), "SIGKILL");
  }
});

it("tells a program that was killed by its signal's number, as a shell does", async () => {
  const { exitCode } = await machine().script('process.kill(process.pid, "SIGKILL")');
  expect(exitCode).toBe(137);
});

it("finds a program's path, and says that there is none", async () => {
  const { programs } = machine({ environment: { PATH: process.env["PATH"] ?? "" } });
  expect(await programs.find("git")).toMatch(/^\/.*git$/u);
  expect(await programs.find("no-such-program-here")).toBeNull();
  await expect(programs.run("no-such-program-here", [], {})).rejects.toThrow(/no-such-program-here/u);
});
