import { describe, expect, it, test } from "vitest";
import { environmentNamed } from "../../src/config/find.ts";
import { jsonSchema } from "../../src/config/json-schema.ts";
import { parseConfiguration } from "../../src/config/parse.ts";
import { UserError } from "../../src/errors.ts";
import { asRecord, asString } from "../../src/text/canonical-json.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const parse = (text: string): ReturnType<typeof parseConfiguration> => parseConfiguration(bytes(text));

const FULL = `# comment
environments:
  stage:
    path: apps/{app}/overlays/stage
  prod:
    path: ["./apps/{app}/overlays/prod/", "releases/prod/{app}.yaml"]
    branch: env/prod
    repository: acme/prod
    from: stage
    promote:
      group: app
      newer: settle
      auto-merge: minor
      labels: [promotion]
      reviewers: [alice, acme/ops]
    gates:
      soak: 1d12h
      approvals: { required: 2, independent: false }
      statuses: ["kustomization/*"]
      images: { registries: [ghcr.io/acme], digest: required, mutable-tags: allowed }
ignore: ["**/charts/**"]
pins:
  - { file: ./apps/*/fleet.yaml, path: helm.version, chart: podinfo }
  - { file: tools.yaml, path: '1:.tool["a.b"]' }
records: { branch: evidence }
`;

const PODINFO = { kind: "chart", name: "podinfo", id: "podinfo" };

/** `prod` of a minimal file with these lines below it. */
const withProd = (lines: string): string =>
  `environments:\n  stage: { path: "stage/{app}" }\n  prod:\n    path: prod/{app}\n    from: stage\n${lines}`;

describe("waybill.yaml", () => {
  it("says everything that it can say", () => {
    const { digest, ...configuration } = parse(FULL);
    expect(digest).toMatch(/^sha256:[0-9a-f]{64}$/u);
    expect(configuration).toEqual({
      environments: [
        {
          name: "stage",
          paths: ["apps/{app}/overlays/stage"],
          app: null,
          branch: null,
          repository: null,
          from: null,
          promote: { group: "app", newer: "settle", autoMerge: "never", labels: [], reviewers: [] },
          gates: { soakMs: null, approvals: null, statuses: [], images: null },
        },
        {
          name: "prod",
          paths: ["apps/{app}/overlays/prod", "releases/prod/{app}.yaml"],
          app: null,
          branch: "env/prod",
          repository: "acme/prod",
          from: "stage",
          promote: {
            group: "app",
            newer: "settle",
            autoMerge: "minor",
            labels: ["promotion"],
            reviewers: ["alice", "acme/ops"],
          },
          gates: {
            soakMs: 129_600_000,
            approvals: { required: 2, independent: false },
            statuses: ["kustomization/*"],
            images: { registries: ["ghcr.io/acme"], digest: "required", mutableTags: "allowed" },
          },
        },
      ],
      ignore: ["**/charts/**"],
      pins: [
        { file: "apps/*/fleet.yaml", document: null, path: "helm.version", artifact: PODINFO },
        { file: "tools.yaml", document: 1, path: 'tool["a.b"]', artifact: null },
      ],
      records: { branch: "evidence" },
      source: "waybill.yaml",
    });
  });

  it("has defaults: no gate, no merge by itself, one approval from somebody else, no tag that moves", () => {
    const prod = environmentNamed(parse(withProd("    gates: { approvals: {}, images: {} }")), "prod");
    expect(prod.promote.autoMerge).toBe("never");
    expect(prod.gates.approvals).toEqual({ required: 1, independent: true });
    expect(prod.gates.images).toEqual({ registries: [], digest: "optional", mutableTags: "forbidden" });
    expect(parse(withProd("")).records.branch).toBe("waybill/records");
  });

  it("has the same digest however it is laid out, and another when a rule changes", () => {
    const one = parse(withProd("    gates: { soak: 60m }")).digest;
    expect(parse(withProd("    gates:\n      soak: 1h # an hour\n")).digest).toBe(one);
    expect(parse(withProd("    gates: { soak: 61m }")).digest).not.toBe(one);
  });

  it("takes an alias for what it stands for, a BOM and CRLF", () => {
    const text = withProd("    gates: &g { soak: 1h }\n  live: { path: live, app: x, from: prod, gates: *g }\n");
    expect(environmentNamed(parse(`\ufeff${text.replaceAll("\n", "\r\n")}`), "live").gates.soakMs).toBe(3_600_000);
  });
});

describe("a named pin", () => {
  const pin = (text: string) => parse(`${withProd("")}pins: [{${text}}]\n`).pins[0];

  it("names one artifact, or none", () => {
    const artifact = (text: string) => pin(`file: a.yaml, path: b, ${text}`)?.artifact;
    expect(artifact("image: nginx")).toEqual({ kind: "image", name: "nginx", id: "docker.io/library/nginx" });
    expect(artifact("git: https://github.com/Acme/deploy.git")?.id).toBe("github.com/acme/deploy");
    expect(artifact("git: github.com/acme/deploy//base")?.id).toBe("github.com/acme/deploy//base");
    expect(pin("file: a.yaml, path: b")?.artifact).toBeNull();
  });

  it("is a rule: it changes the digest, and without any the digest is that of a file without the key", () => {
    const plain = parse(withProd("")).digest;
    expect(parse(`${withProd("")}pins: []\n`).digest).toBe(plain);
    expect(parse(`${withProd("")}pins: [{file: a.yaml, path: b}]\n`).digest).not.toBe(plain);
  });

  test.each([
    ["path: b", '"file" is missing in pins[0]'],
    ["file: a.yaml", '"path" is missing in pins[0]'],
    ["file: a.yaml, path: b, artefact: x", 'waybill.yaml:6: unknown key "artefact" in pins[0]'],
    ["file: a.yaml, path: b, imge: x", 'did you mean "image"?'],
    ["file: a.yaml, path: b, image: x, chart: y", 'pins[0]: "image" and "chart" are both set'],
    ["file: a.yaml, path: b, image: 'x:1'", 'pins[0].image is "x:1": expected an image\'s name without tag'],
    ["file: a.yaml, path: b, chart: acme/app", "expected a chart's name without its repository"],
    ["file: a.yaml, path: b, git: 'ext::sh -c x'", "expected a Git repository"],
    ["file: a.yaml, path: b, git: deploy", "expected a Git repository"],
    ["file: a.yaml, path: 'b..c'", 'pins[0].path is "b..c": expected a key before'],
    ["file: a.yaml, path: 'b[x'", "expected [0], [name=value]"],
    ["file: a.yaml, path: 1", "expected a text (put it in quotes)"],
    ["file: /a.yaml, path: b", "without a leading /"],
    ["file: ../a.yaml, path: b", "expected files inside the repository"],
    ["file: .git/config, path: b", "expected files inside the repository"],
    ["file: 'apps/{app}/a.yaml', path: b", "write * where the app's name stands"],
    ["file: 'apps/**', path: b", "expected a file's name at the end"],
    ["file: apps/, path: b", "expected a file's name at the end"],
    ["file: 'a\\\\b', path: b", "expected / between folders"],
  ])("%s is refused", (text, message) => {
    expect(() => pin(text.replaceAll("\\\\", "\\"))).toThrow(message);
  });
});

describe("waybill.yaml is refused", () => {
  test.each<[string, string, string]>([
    ["an empty file", "", 'waybill.yaml: the file is empty; expected "environments:"'],
    ["an empty mapping", "{}", 'waybill.yaml:1: "environments" is missing'],
    [
      "no environments",
      "environments: {}",
      "waybill.yaml:1: environments is an empty mapping; expected at least one, as name: settings",
    ],
    [
      "a list",
      "- a",
      "waybill.yaml:1: the file is a list; expected a mapping with the keys environments, ignore, pins, records",
    ],
    [
      "an unknown key",
      withProd("    promote:\n      auto-mege: minor"),
      'waybill.yaml:7: unknown key "auto-mege" in environments.prod.promote; did you mean "auto-merge"?',
    ],
    [
      "a key that is near nothing",
      "xyzzy: 1\n",
      'waybill.yaml:1: unknown key "xyzzy"; known keys: environments, ignore, pins, records',
    ],
    ["a duplicate key", withProd("    from: stage"), 'waybill.yaml:6: the key "from" stands here and in line 5'],
    [
      "a word that is none",
      withProd("    promote: { auto-merge: manor }"),
      'waybill.yaml:6: environments.prod.promote.auto-merge is "manor"; expected one of never, patch, minor, major; did you mean "minor"?',
    ],
    [
      "group: set",
      withProd("    promote: { group: set }"),
      'waybill.yaml:6: environments.prod.promote.group is "set": one pull request for all is planned and not available in this version; available: app',
    ],
    [
      "newer: supersede",
      withProd("    promote: { newer: supersede }"),
      "is planned and not available in this version; available: settle",
    ],
    [
      "newer: queue",
      withProd("    promote: { newer: queue }"),
      "is planned and not available in this version; available: settle",
    ],
    [
      "a freeze",
      withProd("    gates: { freeze: [] }"),
      "waybill.yaml:6: environments.prod.gates.freeze: the freeze gate is planned and not available in this version; available: soak, approvals, statuses, images",
    ],
    [
      "an unknown source",
      withProd("  live: { path: live, app: x, from: prdo }"),
      'the environment "prdo", from which "live" promotes, is not among the environments; did you mean "prod"?',
    ],
    [
      "a circle",
      "environments:\n  a: { path: 'a/{app}', from: b }\n  b: { path: 'b/{app}', from: a }",
      'waybill.yaml:2: the environment "a" would promote from itself: a <- b <- a; expected "from" without a circle',
    ],
    ["itself as source", "environments:\n  a: { path: 'a/{app}', from: a }", "would promote from itself: a <- a"],
    [
      "two environments in one place",
      "environments:\n  a: { path: 'x/{app}' }\n  b: { path: ['y/{app}', 'x/{app}/'] }",
      'waybill.yaml:3: the environments "a" and "b" are both at "x/{app}"; give one another path, branch or repository',
    ],
    [
      "names that differ in case",
      "environments:\n  a: { path: 'a/{app}' }\n  A: { path: 'b/{app}' }",
      'the environments "a" and "A" differ only in case; rename one',
    ],
    [
      "no app",
      "environments:\n  a: { path: x/a }",
      'waybill.yaml:2: the path "x/a" of the environment "a" holds no {app}, so the app has no name; put {app} where the app\'s name stands',
    ],
    ["app and {app}", "environments:\n  a: { path: 'x/{app}', app: y }", 'has both "app: y" and {app} in its path'],
    ["{app} twice", "environments:\n  a: { path: '{app}/{app}' }", "expected {app} at most once"],
    ["another placeholder", "environments:\n  a: { path: '{ap}/x' }", "{app} is the one placeholder"],
    ["no path", "environments:\n  a: {}", 'waybill.yaml:2: "path" is missing in environments.a'],
    ["an empty list of paths", "environments:\n  a: { path: [] }", "expected at least one"],
    [
      "a path upwards",
      "environments:\n  a: { path: 'x/../../{app}' }",
      "expected a path inside the repository, without ..",
    ],
    ["an absolute path", "environments:\n  a: { path: '/etc/{app}' }", "without a leading /"],
    ["a backslash", "environments:\n  a: { path: 'a\\{app}' }", "not a backslash"],
    ["an empty folder", "environments:\n  a: { path: 'a//{app}' }", "expected no empty folder"],
    ["a path in .git", "environments:\n  a: { path: '.git/{app}' }", "outside .git"],
    [
      "a number for a text",
      withProd("    branch: 1.10"),
      "waybill.yaml:6: environments.prod.branch is 1.1; expected a text (put it in quotes)",
    ],
    ["a branch that is an option", withProd('    branch: "--upload-pack=x"'), "expected the short name of a branch"],
    ["a branch with a refspec", withProd('    branch: "main:refs/heads/prod"'), "expected the short name of a branch"],
    ["a full ref", withProd("    branch: refs/heads/prod"), "expected the short name of a branch"],
    ["a hostile repository", withProd("    repository: org/app.git/../../evil"), "expected owner/name"],
    ["a branch shared with the records", withProd("    branch: waybill/records"), "is on the branch of the records"],
    ["a number for a duration", withProd("    gates: { soak: 2 }"), "expected a text (put it in quotes)"],
    ["a duration without a unit", withProd('    gates: { soak: "2" }'), "expected a duration such as 30m, 2h or 1d12h"],
    ["no duration at all", withProd('    gates: { soak: "0h" }'), "expected a duration such as 30m, 2h or 1d12h"],
    [
      "soak without a source",
      "environments:\n  a: { path: 'a/{app}', gates: { soak: 1h } }",
      'the gate "soak" of the environment "a" needs the environment that promotions come from; add "from: <environment>"',
    ],
    [
      "statuses without a source",
      "environments:\n  a: { path: 'a/{app}', gates: { statuses: [x] } }",
      'the gate "statuses"',
    ],
    [
      "no approval required",
      withProd("    gates: { approvals: { required: 0 } }"),
      "expected a whole number from 1 to 10",
    ],
    [
      "a word for a boolean",
      withProd("    gates: { approvals: { independent: 'yes' } }"),
      'is "yes"; expected true or false',
    ],
    [
      "Docker Hub by half a name",
      withProd("    gates: { images: { registries: [acme] } }"),
      "expected the registry first, for example docker.io/acme",
    ],
    [
      "a registry with user information",
      withProd('    gates: { images: { registries: ["ghcr.io@evil.example/org"] } }'),
      "expected a registry or the beginning of a repository",
    ],
    ["a text for a list", withProd("    promote: { labels: promotion }"), 'is "promotion"; expected a list'],
    ["a mapping for a text", withProd("    branch: { a: b }"), "is a mapping; expected a text"],
    ["an environment with a slash", "environments:\n  a/b: { path: '{app}' }", "expected at most 63 letters"],
    ["a merge key", "x: &x { a: 1 }\nenvironments: { <<: *x }", 'unknown key "x"'],
    ["two documents", "environments: { a: { path: x, app: y } }\n---\na: 1", "not valid YAML"],
    ["broken YAML", "environments:\n  a: [", "waybill.yaml:2: not valid YAML"],
    [
      "a template without quotes in a list",
      "environments:\n  a: { path: [a/{app}] }",
      "; put a path with {app} in quotes",
    ],
    [
      "a template without quotes at the start",
      "environments:\n  a:\n    path: {app}/a",
      "; put a path with {app} in quotes",
    ],
    ["a tag", "environments: !!js/function x", "not valid YAML"],
    ["an unknown alias", "environments: *x", "waybill.yaml:1: "],
    ["a key that is a list", "? [a]\n: b", "a key is no plain text"],
  ])("for %s", (_, text, message) => {
    expect(() => parse(text)).toThrow(UserError);
    expect(() => parse(text)).toThrow(message);
    expect(() => parse(text)).toThrow(expect.objectContaining({ exitCode: 2 }));
  });

  it("when it is not UTF-8 or large", () => {
    expect(() => parseConfiguration(new Uint8Array([0xff, 0xfe]))).toThrow("waybill.yaml: the file is not UTF-8 text");
    expect(() => parseConfiguration(new Uint8Array(1_000_000))).toThrow(
      "the file has 1000000 bytes; expected at most 250000",
    );
  });

  test.each([
    [
      "an alias bomb",
      `a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n${Array.from({ length: 9 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array(10).fill(`*a${i}`).join(",")}]`).join("\n")}`,
      "aliases counted as often as they are used",
    ],
    ["an alias of itself", "a: &a [*a]", "nested more than 32 deep"],
    ["20,000 open brackets", "[".repeat(20_000), "waybill.yaml:1: "],
    ["nesting 1,000 deep", "[".repeat(1000) + "]".repeat(1000), "nested more than 32 deep"],
    [
      "twenty-five thousand keys",
      Array.from({ length: 25_000 }, (_, i) => `k${i}: 1`).join("\n"),
      "more than 20000 values",
    ],
  ])("without a crash: %s", (_, text, message) => {
    expect(() => parse(text)).toThrow(UserError);
    expect(() => parse(text)).toThrow(message);
  });

  it("with control characters spelled out, on one line", () => {
    expect(() => parse('"a\\u001b[31m\\n::x": 1')).toThrow('unknown key "a\\x1b[31m\\n::x"');
  });
});

describe("an environment by name", () => {
  it("is found, or the nearest is named", () => {
    const configuration = parse(FULL);
    expect(environmentNamed(configuration, "prod").name).toBe("prod");
    expect(() => environmentNamed(configuration, "prdo")).toThrow(
      'the environment "prdo" is not in waybill.yaml; did you mean "prod"?',
    );
    expect(() => environmentNamed(configuration, "qqqqqq")).toThrow("expected one of stage, prod");
  });
});

describe("the JSON Schema", () => {
  const schema = asRecord(jsonSchema(), "schema");
  it("is of the draft that editors read, and knows every key with its default and meaning", () => {
    expect(asString(schema["$schema"], "$schema")).toContain("2020-12");
    expect(JSON.parse(JSON.stringify(schema))).toMatchObject({
      type: "object",
      required: ["environments"],
      additionalProperties: false,
      properties: {
        environments: {
          additionalProperties: {
            required: ["path"],
            properties: {
              promote: {
                properties: { "auto-merge": { enum: ["never", "patch", "minor", "major"], default: "never" } },
              },
              gates: {
                additionalProperties: false,
                properties: { images: { properties: { "mutable-tags": { default: "forbidden" } } } },
              },
            },
          },
        },
        pins: { items: { required: ["file", "path"], additionalProperties: false } },
        records: { properties: { branch: { default: "waybill/records" } } },
      },
    });
  });

  it("offers nothing that the file may not say yet", () => {
    expect(JSON.stringify(schema)).not.toMatch(/supersede|freeze|"queue"|"set"/u);
  });
});
