// One run of one action, seen from outside: exit code, log, outputs, summary.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { spawnAction } from "./spawn-action.ts";

describe("a run", () => {
  it("that comes to its end sets every output and the summary", async () => {
    const ended = await spawnAction({ env: { TEXT: "wrote podinfo 1.2.3" } });
    expect(ended).toMatchObject({
      exitCode: 0,
      outputs: { result: "committed", reason: "wrote podinfo 1.2.3", commit: "c0ffee" },
      summary: "wrote podinfo 1.2.3\n",
      shown: ["update: committed: wrote podinfo 1.2.3"],
      stderr: "",
    });
  });

  it.each([
    { does: "refuse", exitCode: 1, reason: "no luck" },
    { does: "refuse-the-call", exitCode: 2, reason: "no luck" },
    { does: "fault", exitCode: 1, reason: "Waybill failed unexpectedly: no luck" },
  ])("that ends badly ($does) says why, with exit code $exitCode", async ({ does, exitCode, reason }) => {
    const ended = await spawnAction({ env: { DO: does, TEXT: "no luck" } });
    expect(ended).toMatchObject({
      exitCode,
      shown: [`::error::${reason}`],
      outputs: { result: "failed", reason, commit: "" },
      summary: `### Waybill update: failed\n\n${reason}\n`,
      stderr: "",
    });
  });

  it("keeps the stack of a fault and the cause of a refusal for the debug log", async () => {
    expect((await spawnAction({ env: { DO: "fault", TEXT: "no luck" } })).log).toContain("::debug::TypeError: no luck");
    expect((await spawnAction({ env: { DO: "refuse", TEXT: "no luck" } })).log).toContain("::debug::Error: the cause");
  });

  it("that failed after it wrote keeps its outputs, which are true", async () => {
    const ended = await spawnAction({ env: { DO: "fail-at-the-end", TEXT: "one of two failed" } });
    expect(ended).toMatchObject({
      exitCode: 1,
      shown: ["::error::one of two failed"],
      outputs: { result: "committed", commit: "c0ffee" },
    });
  });

  it("outside a job says so", async () => {
    const ended = await spawnAction({ env: { GITHUB_REPOSITORY: "" } });
    expect(ended.exitCode).toBe(2);
    expect(ended.errors).toEqual([
      expect.stringContaining("the variable GITHUB_REPOSITORY is not set; Waybill's actions run inside"),
    ]);
  });

  it.each(["SIGTERM", "SIGINT"] as const)(
    "that is cancelled by %s says so instead of what broke, with outputs set",
    async (signal) => {
      const ended = await spawnAction({ env: { DO: "wait" }, signal });
      expect(ended).toMatchObject({
        exitCode: 1,
        shown: ["waiting", `::error::the run was cancelled (${signal})`],
        outputs: { result: "failed", reason: `the run was cancelled (${signal})`, commit: "" },
      });
      expect(ended.log).toContain("::debug::Error: git was killed");
    },
  );
});

describe("text that a run hands to the runner", () => {
  it.each(["a\nghadelimiter_x\nPATH=/evil", "a\r\nb", "EOF\nresult=merged", "::set-output name=result::merged"])(
    "is one output with exactly its value: %j",
    async (text) => {
      const { outputs } = await spawnAction({ env: { TEXT: text } });
      expect(outputs).toEqual({ result: "committed", reason: text, commit: "c0ffee" });
    },
  );

  it("is no command in the log", async () => {
    const { shown } = await spawnAction({ env: { DO: "log", TEXT: "   ::set-output name=v::p ##[error]" } });
    expect(shown).toEqual([
      "   :\u200b:set-output name=v::p ##\u200b[error]",
      "::warning::   ::set-output name=v::p ##[error]",
      "update: committed:    ::set-output name=v::p ##\u200b[error]",
    ]);
  });

  it("is inert in the summary of a failure", async () => {
    const { summary } = await spawnAction({
      env: { DO: "refuse", TEXT: "a | b </td><script>\n![x](https://evil.example/p.png) @org/all" },
    });
    expect(summary).not.toMatch(/<|https:\/\/|@org|\n\n.*\n./);
  });

  it("is cut below what the runner takes as a summary", async () => {
    const { summary, exitCode } = await spawnAction({ env: { SUMMARY_BYTES: "2000000" } });
    expect(exitCode).toBe(0);
    expect(Buffer.byteLength(summary)).toBeLessThan(1024 * 1024);
    expect(summary).toContain("The rest was cut: the log has all of it.");
  });
});

describe("a result that cannot be told", () => {
  it("fails the step when there is no room for outputs, and still writes the summary", async () => {
    const ended = await spawnAction({ env: { GITHUB_OUTPUT: "/dev/full", TEXT: "done" } });
    expect(ended).toMatchObject({ exitCode: 1, summary: "done\n", stderr: "" });
    expect(ended.errors).toEqual([
      expect.stringMatching(/^the step's outputs could not be written to GITHUB_OUTPUT: ENOSPC/),
    ]);
  });

  it("fails the step when there is no room for the summary, and still sets the outputs", async () => {
    const ended = await spawnAction({ env: { GITHUB_STEP_SUMMARY: "/dev/full", TEXT: "done" } });
    expect(ended).toMatchObject({ exitCode: 1, outputs: { result: "committed" }, stderr: "" });
    expect(ended.errors).toEqual([
      expect.stringMatching(/^the job summary could not be written to GITHUB_STEP_SUMMARY: ENOSPC/),
    ]);
  });

  it("fails the step when the summary's file is gone", async () => {
    const ended = await spawnAction({
      env: { GITHUB_STEP_SUMMARY: join(tmpdir(), "no-such-folder", "summary"), TEXT: "done" },
    });
    expect(ended.exitCode).toBe(1);
    expect(ended.errors).toEqual([expect.stringContaining("the job summary could not be written")]);
  });

  it("does not hide why the run itself failed", async () => {
    const ended = await spawnAction({ env: { DO: "refuse-the-call", TEXT: "no luck", GITHUB_OUTPUT: "/dev/full" } });
    expect(ended.exitCode).toBe(2);
    expect(ended.errors).toEqual(["no luck", expect.stringContaining("could not be written")]);
  });

  it("is nobody's loss where no runner gave the files", async () => {
    const folder = await mkdtemp(join(tmpdir(), "waybill-plain-"));
    try {
      const ended = await spawnAction({ env: { GITHUB_OUTPUT: "", GITHUB_STEP_SUMMARY: "", TEXT: "done" } });
      expect(ended).toMatchObject({ exitCode: 0, log: "update: committed: done\n", stderr: "" });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});

describe("the masks of a run", () => {
  it("hide a token and the form in which git sends it", async () => {
    const { log } = await spawnAction({ env: { INPUT_TOKEN: "ghs_s3cr3t", TEXT: "" } });
    const basic = Buffer.from("x-access-token:ghs_s3cr3t").toString("base64");
    expect(log).toContain(`::add-mask::ghs_s3cr3t\n::add-mask::${basic}\nupdate:`);
  });

  it.each(["\n", "\\n", "\r\n"])("hide every line of a key (lines end in %j), and not its frame", async (end) => {
    const key = ["-----BEGIN KEY-----", "MIIEow", "IBAAKC", "-----END KEY-----"].join(end);
    const { log } = await spawnAction({ env: { "INPUT_PRIVATE-KEY": key } });
    expect(log.match(/::add-mask::.*/g)).toEqual(["::add-mask::MIIEow", "::add-mask::IBAAKC"]);
  });

  it("come before an error about another input", async () => {
    const { log } = await spawnAction({ env: { INPUT_TOKEN: "ghs_s3cr3t", INPUT_MODE: "ghs_s3cr3t" } });
    expect(log.indexOf("::add-mask::ghs_s3cr3t")).toBe(0);
    expect(log).toContain("::error::the input `mode` is");
  });
});
