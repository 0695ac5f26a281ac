// An action for the tests of the runner's protocol, in a process of its own: does what DO says.
import { UserError, usageError } from "../../src/errors.ts";
import { defineAction } from "../../src/runner/action.ts";
import { runAction } from "../../src/runner/run-action.ts";

const action = defineAction({
  name: "update",
  description: "",
  inputs: {
    token: { kind: "text", secret: true, description: "" },
    "private-key": { kind: "text", secret: true, description: "" },
    mode: { kind: "choice", words: ["commit", "pull-request"], default: "commit", description: "" },
  },
  outputs: { result: "", reason: "", commit: "" },
});

const text = process.env["TEXT"] ?? "";

await runAction(action, async ({ log, signal }) => {
  switch (process.env["DO"] ?? "") {
    case "log":
      log.info(text);
      log.warning(text);
      log.debug(text);
      break;
    case "refuse":
      throw new UserError(text, { cause: new Error("the cause") });
    case "refuse-the-call":
      throw usageError(text);
    case "fault":
      throw new TypeError(text);
    case "wait":
      log.info("waiting");
      await new Promise<never>((_, reject) => {
        // Something must keep the process up, as a child or a socket does.
        const busy = setInterval(() => {}, 1000);
        signal.addEventListener("abort", () => {
          clearInterval(busy);
          reject(new Error("git was killed"));
        });
      });
  }
  return {
    outputs: { result: "committed", reason: text, commit: "c0ffee" },
    summary: process.env["SUMMARY_BYTES"] === undefined ? text : "x\n".repeat(Number(process.env["SUMMARY_BYTES"]) / 2),
    failure: process.env["DO"] === "fail-at-the-end" ? text : null,
  };
});
