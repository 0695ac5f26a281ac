// .waybill.yaml: what is read from it, and what is refused with the line.
import { describe, expect, it } from "vitest";
import { buildsSchema, parseBuilds } from "../../src/config/builds.ts";

const parse = (text: string): unknown => parseBuilds(new TextEncoder().encode(text));

describe(".waybill.yaml", () => {
  it("gives each build what it says, by the inputs' names, and nothing of what it does not say", () => {
    expect(
      parse(`builds:
  - image: ghcr.io/acme/api
    context: api
    build-args: { GO_VERSION: "1.26", FLAGS: -a=b }
    labels: [team=payments]
    platforms: [linux/amd64, linux/arm64]
    secrets: npm=env:NPM_TOKEN
    tag-prefix: api/
    latest: true
    pattern: semver
  - chart: charts/api
    chart-repository: oci://ghcr.io/acme/charts
`),
    ).toEqual([
      {
        image: "ghcr.io/acme/api",
        context: "api",
        "build-args": ["GO_VERSION=1.26", "FLAGS=-a=b"],
        labels: ["team=payments"],
        platforms: ["linux/amd64", "linux/arm64"],
        secrets: ["npm=env:NPM_TOKEN"],
        "tag-prefix": "api/",
        latest: true,
        pattern: "semver",
      },
      { chart: "charts/api", "chart-repository": "oci://ghcr.io/acme/charts" },
    ]);
  });

  it.each([
    ["no builds", "builds: []\n", "`builds` is empty; expected at least one image or chart"],
    ["an empty file", "", 'the file is empty; expected "builds:"'],
    ["a key of waybill.yaml", "environments: {}\n", '.waybill.yaml:1: unknown key "environments"'],
    [
      "a key that is nearly one",
      "builds:\n  - image: a\n    contxt: b\n",
      '.waybill.yaml:3: unknown key "contxt" in builds[0]; did you mean "context"?',
    ],
    ["neither image nor chart", "builds:\n  - context: a\n", "builds[0]: neither `image` nor `chart` is set"],
    ["both", "builds:\n  - image: a\n    chart: b\n", "builds[0]: both `image` and `chart` are set"],
    [
      "a number that YAML would round",
      "builds:\n  - image: a\n    build-args: { GO_VERSION: 1.10 }\n",
      "builds[0].build-args.GO_VERSION is 1.1; expected a text (put it in quotes)",
    ],
    [
      "an argument without its value",
      "builds:\n  - image: a\n    build-args: [GO_VERSION]\n",
      'builds[0].build-args[0] is "GO_VERSION": expected NAME=value',
    ],
    ["a name with =", 'builds:\n  - image: a\n    labels: { "a=b": c }\n', '"a=b" in builds[0].labels is no name'],
    ["two lines in one", 'builds:\n  - image: "a\\nb"\n', "expected one line of at most 8000 characters"],
    [
      "a word of another input",
      "builds:\n  - image: a\n    pattern: tag\n",
      'builds[0].pattern is "tag"; expected one of date',
    ],
    [
      "a setting of the whole call",
      "builds:\n  - image: a\n    push: false\n",
      '.waybill.yaml:3: unknown key "push" in builds[0]',
    ],
    [
      "the value of a secret's input",
      "builds:\n  - chart: a\n    chart-key-passphrase: x\n",
      'unknown key "chart-key-passphrase"',
    ],
    ["broken YAML", "builds: [\n", ".waybill.yaml:"],
    ["a text alone", "api\n", 'the file is "api"; expected a mapping with the keys builds'],
  ])("with %s is refused", (_, text, message) => {
    expect(() => parse(text)).toThrow(message);
  });

  it("has a schema for editors that knows every key", () => {
    expect(buildsSchema()).toMatchObject({
      title: ".waybill.yaml",
      properties: {
        builds: { type: "array", items: { properties: { image: {}, chart: {} }, additionalProperties: false } },
      },
      required: ["builds"],
    });
  });
});
