// Reading a step's inputs: every kind, and the sentence for each that is wrong.
import { describe, expect, it } from "vitest";
import { usageError } from "../../src/errors.ts";
import { defineAction, inputVariable, readInputs } from "../../src/runner/action.ts";

const action = defineAction({
  name: "update",
  description: "",
  inputs: {
    app: { kind: "text", description: "" },
    committer: { kind: "text", default: "Waybill <waybill@acme.example>", description: "" },
    token: { kind: "text", secret: true, default: "${{ github.token }}", description: "" },
    image: { kind: "list", description: "" },
    mode: { kind: "choice", words: ["commit", "pull-request"], default: "commit", description: "" },
    "time-budget": { kind: "number", least: 1, most: 60, default: "5", description: "" },
    "pull-request": { kind: "number", least: 1, most: 999, description: "" },
    "dry-run": { kind: "flag", default: "false", description: "" },
  },
  outputs: {},
});

const read = (inputs: Readonly<Record<string, string>>) =>
  readInputs(
    action,
    Object.fromEntries(Object.entries(inputs).map(([name, value]) => [inputVariable(name), value] as const)),
  );

describe("the inputs of a step", () => {
  it("are looked up as the runner names them: upper case, spaces as underscores, hyphens kept", () => {
    expect(inputVariable("time-budget")).toBe("INPUT_TIME-BUDGET");
    expect(inputVariable("a name")).toBe("INPUT_A_NAME");
  });

  it("have the defaults of the table when they are empty, and nothing for an expression of action.yml", () => {
    expect(read({ app: "", committer: "  " })).toEqual({
      app: null,
      committer: "Waybill <waybill@acme.example>",
      token: null,
      image: [],
      mode: "commit",
      "time-budget": 5,
      "pull-request": null,
      "dry-run": false,
    });
  });

  it.each([
    { name: "app", text: "  podinfo \n", value: "podinfo" },
    { name: "token", text: "two\nlines", value: "two\nlines" },
    { name: "image", text: "a:1, b:2\n\n# a comment\n  c:3  \n", value: ["a:1", "b:2", "c:3"] },
    { name: "image", text: "a:1\r\nb:2\r\n", value: ["a:1", "b:2"] },
    { name: "mode", text: "pull-request", value: "pull-request" },
    { name: "time-budget", text: "60", value: 60 },
    { name: "dry-run", text: "True", value: true },
    { name: "dry-run", text: "FALSE", value: false },
  ] as const)("reads $name: $text", ({ name, text, value }) => {
    expect(read({ [name]: text })[name]).toEqual(value);
  });

  it.each([
    {
      name: "mode",
      text: "pull-requests",
      says: 'the input `mode` is "pull-requests"; expected commit or pull-request; did you mean "pull-request"?',
    },
    {
      name: "mode",
      text: "Commit",
      says: 'the input `mode` is "Commit"; expected commit or pull-request; did you mean "commit"?',
    },
    { name: "dry-run", text: "yes", says: 'the input `dry-run` is "yes"; expected true or false' },
    { name: "time-budget", text: "0", says: 'the input `time-budget` is "0"; expected a whole number from 1 to 60' },
    { name: "time-budget", text: "61", says: 'the input `time-budget` is "61"; expected a whole number from 1 to 60' },
    {
      name: "time-budget",
      text: "1e1",
      says: 'the input `time-budget` is "1e1"; expected a whole number from 1 to 60',
    },
    {
      name: "pull-request",
      text: "#7",
      says: 'the input `pull-request` is "#7"; expected a whole number from 1 to 999',
    },
    {
      name: "pull-request",
      text: "9".repeat(400),
      says: `the input \`pull-request\` is "${"9".repeat(99)}…"; expected a whole number from 1 to 999`,
    },
    {
      name: "app",
      text: "a\n::add-mask::b",
      says: 'the input `app` holds a line break: "a\\n::add-mask::b"; give one line',
    },
  ])("refuses $name: $text", ({ name, text, says }) => {
    expect(() => read({ [name]: text })).toThrow(usageError(says));
  });
});
