import { describe, expect, test } from "vitest";
import { pairingKey } from "../../../src/manifests/pin.ts";
import { DIGEST, listed, OTHER_DIGEST, pinAt, scanTexts, setIn } from "../given.ts";

const indent = (text: string, by: number) => text.replaceAll(/^(?=.)/gm, " ".repeat(by));

const helm = (text: string) =>
  `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: app}\nspec:\n  source:\n    helm:\n${indent(text, 6)}`;

const parameters = (...entries: readonly string[]) =>
  helm(`parameters:\n${entries.map((entry) => `- ${entry.replaceAll("\n", "\n  ")}\n`).join("")}`);

const PATH = "spec.source.helm";
const paths = (text: string) =>
  listed(scanTexts({ "app.yaml": text })).map((line) => line.replace(/^\S+ spec\.source\.helm\./, ""));
const at = (name: string) => `${PATH}.parameters[name=${name}]`;

describe("images among the parameters", () => {
  test.each<[string[], string[]]>([
    [["image.repository=a/b", "image.tag=v1"], ["parameters[name=image.tag] docker.io/a/b v1 exact"]],
    [["image.tag=v1"], ["parameters[name=image.tag] - v1 exact"]],
    [
      ["web.image.registry=ghcr.io", "web.image.repository=a/b", "web.image.tag=v1"],
      ["parameters[name=web.image.tag] ghcr.io/a/b v1 exact"],
    ],
    [
      ["a.image.repository=a/a", "b.image.repository=b/b", "b.image.tag=v2", "a.image.tag=v1"],
      ["parameters[name=b.image.tag] docker.io/b/b v2 exact", "parameters[name=a.image.tag] docker.io/a/a v1 exact"],
    ],
    [
      ["image.repository=a/b", "image.tag=v1", `image.digest=${DIGEST}`],
      [`parameters[name=image.tag] docker.io/a/b v1@${DIGEST} exact`],
    ],
    [
      ["image.repository=a/b", `image.tag=v1@${DIGEST}`],
      [`parameters[name=image.tag] docker.io/a/b v1@${DIGEST} exact`],
    ],
    [
      ["image.repository=a/b", `image.digest=${DIGEST}`],
      [`parameters[name=image.digest] docker.io/a/b @${DIGEST} exact`],
    ],
    [["image.name=nginx", "image.tag=v1"], ["parameters[name=image.tag] docker.io/library/nginx v1 exact"]],
    [["imageTag=v1"], ["parameters[name=imageTag] - v1 exact"]],
    [["image=a/b", "imageTag=v1"], ["parameters[name=imageTag] docker.io/a/b v1 exact"]],
    [["image=ghcr.io/a/b:v1"], ["parameters[name=image] ghcr.io/a/b v1 exact"]],
    [["init.initImage=ghcr.io/a/b:v1"], ["parameters[name=init.initImage] ghcr.io/a/b v1 exact"]],
    [["redis.repository=redis", "redis.tag=8.6.2"], ["parameters[name=redis.tag] docker.io/library/redis 8.6.2 exact"]],
    [["x.pullPolicy=Always", "x.tag=v1"], ["parameters[name=x.tag] - v1 exact"]],
    [["image.repository=a/b", "image.version=v1"], ["parameters[name=image.version] docker.io/a/b v1 exact"]],
    [
      ["sidecars[0].image.repository=a/b", "sidecars[0].image.tag=v1"],
      ["parameters[name=sidecars[0].image.tag] docker.io/a/b v1 exact"],
    ],
    [["a\\\\.b.image.tag=v1"], ["parameters[name=a\\.b.image.tag] - v1 exact"]],
    [
      ["operatorImage=a/b", "operatorImageTag=v1", "web.initImageTag=v2", `operatorImageDigest=${DIGEST}`],
      [
        `parameters[name=operatorImageTag] docker.io/a/b v1@${DIGEST} exact`,
        "parameters[name=web.initImageTag] - v2 exact",
      ],
    ],
    [
      ["proxyImageRepository=x.example/a/b", "proxyImageTag=v1"],
      ["parameters[name=proxyImageTag] x.example/a/b v1 exact"],
    ],
    [["images.web.tag=v1"], ["parameters[name=images.web.tag] - v1 exact"]],
    [["global.hub=docker.io/istio", "global.tag=1.2.3"], ["parameters[name=global.tag] - 1.2.3 exact"]],
    [["imageName=ghcr.io/a/b:v1"], ["parameters[name=imageName] ghcr.io/a/b v1 exact"]],
    [["image.tag=a b"], []],
    [["image.tag="], []],
    [["image.repository=a/b"], []],
    [["image.pullPolicy=Always"], []],
    [["logging.tag=kube.x"], []],
    [["chart.version=1.2.3"], []],
    [["icon.image=https://example.org/a.png"], []],
    [["image=a/b"], []],
    [["replicaCount=2", "version=1.2.3", "tag=x"], []],
  ])("%j", (entries, expected) => {
    const list = entries.map((entry) => {
      const [name, value] = entry.split("=");
      return `name: "${name}"\nvalue: "${value}"`;
    });
    expect(paths(parameters(...list))).toEqual(expected);
  });

  test("an entry without a name, without a value or with a map for one is none", () => {
    expect(paths(parameters("value: v1", "name: image.tag", "name: image.tag\nvalue: {a: b}", "image.tag=v1"))).toEqual(
      [],
    );
  });

  test("two of one name are one doubtful pin that names their lines", () => {
    const text = parameters("name: image.tag\nvalue: v1", "name: image.tag\nvalue: v2");
    const pin = pinAt(scanTexts({ "app.yaml": text }), at("image.tag"));
    expect(pin.refusal).toBe(
      'two parameters are named "image.tag", in lines 8 and 10, and the last one wins; keep one',
    );
    expect(pin).toMatchObject({ doubt: pin.refusal, version: { tag: "v2" } });
  });

  test("what names no image is known by its object and path", () => {
    const pin = pinAt(scanTexts({ "app.yaml": parameters("name: image.tag\nvalue: v1") }), at("image.tag"));
    expect(pairingKey(pin)).toBe(`at:Application/app#${at("image.tag")}`);
  });
});

describe("setting a parameter", () => {
  const NAME = "name: image.tag\n";

  test.each([
    ["plain", `${NAME}value: v1 # c`, "v2", `${NAME}value: v2 # c`],
    ["single-quoted", `${NAME}value: 'v1'`, "v2", `${NAME}value: 'v2'`],
    ["in front of its name", "value: v1\nname: image.tag", "v2", "value: v2\nname: image.tag"],
    ["a number", `${NAME}value: v1`, "12", `${NAME}value: "12"\nforceString: true`],
    ["what looks like a number", `${NAME}value: v1 # c`, "1.10", `${NAME}value: "1.10" # c\nforceString: true`],
    ["a number in front of its name", `value: v1\n${NAME}x: y`, "12", `value: "12"\nforceString: true\n${NAME}x: y`],
    ["a word that is a boolean", `${NAME}value: 'v1'`, "true", `${NAME}value: 'true'\nforceString: true`],
    ["null", `${NAME}value: "v1"`, "null", `${NAME}value: "null"\nforceString: true`],
    ["a number over a number", `${NAME}value: "12"`, "13", `${NAME}value: "13"\nforceString: true`],
    [
      "a number where forceString is true",
      `${NAME}value: v1\nforceString: true`,
      "12",
      `${NAME}value: "12"\nforceString: true`,
    ],
    [
      "a number where forceString is false",
      `forceString: false # c\n${NAME}value: v1`,
      "12",
      `forceString: true # c\n${NAME}value: "12"`,
    ],
    [
      "a number where forceString is empty",
      `forceString:\n${NAME}value: v1`,
      "12",
      `forceString: true\n${NAME}value: "12"`,
    ],
    [
      "a version where forceString is false",
      `forceString: false\n${NAME}value: v1`,
      "v2",
      `forceString: false\n${NAME}value: v2`,
    ],
    [
      "a number in flow style",
      "{name: image.tag, value: v1}",
      "12",
      '{name: image.tag, value: "12", forceString: true}',
    ],
    [
      "a number in braces with quoted keys",
      '{"name": "image.tag", "value": "v1"} # c',
      "12",
      '{"name": "image.tag", "value": "12", "forceString": true} # c',
    ],
    ["nothing new", `${NAME}value: 12`, "12", `${NAME}value: 12`],
    ["tag and digest", `${NAME}value: v1`, `v2@${DIGEST}`, `${NAME}value: v2@${DIGEST}`],
    ["tag and digest of numbers", `${NAME}value: v1`, `12@${DIGEST}`, `${NAME}value: 12@${DIGEST}`],
    ["a tag in place of both", `${NAME}value: v1@${OTHER_DIGEST}`, "v2", `${NAME}value: v2`],
  ])("%s", (_, before, to, after) => {
    const text = (entry: string) => parameters("name: x\nvalue: v1", entry, "name: y\nvalue: v1");
    expect(setIn("app.yaml", text(before), { [at("image.tag")]: to })).toBe(text(after));
    expect(setIn("app.yaml", text(after), { [at("image.tag")]: to })).toBe(text(after));
  });

  test("a tag and its digest in two parameters go together", () => {
    const text = (tag: string, digest: string) =>
      parameters(`{name: image.digest, value: "${digest}"}`, `name: image.tag\nvalue: ${tag}`);
    const set = (to: string) => setIn("app.yaml", text("v1", OTHER_DIGEST), { [at("image.tag")]: to });
    expect(set(`v2@${DIGEST}`)).toBe(text("v2", DIGEST));
    expect(set("v2")).toBe(text("v2", ""));
    expect(() => set(`@${DIGEST}`)).toThrow("a digest needs its tag beside it");
  });

  test("a digest alone stays alone", () => {
    const text = (digest: string) => parameters(`name: web.image.digest\nvalue: ${digest}`);
    const set = (to: string) => setIn("app.yaml", text(OTHER_DIGEST), { [at("web.image.digest")]: to });
    expect(set(`@${DIGEST}`)).toBe(text(DIGEST));
    expect(() => set(`v2@${DIGEST}`)).toThrow('add "web.image.tag" beside it');
  });

  test("a whole reference keeps its name", () => {
    const text = (image: string) => parameters(`name: image\nvalue: '${image}'`);
    expect(setIn("app.yaml", text("x:5000/a/b:v1"), { [at("image")]: `1.10@${DIGEST}` })).toBe(
      text(`x:5000/a/b:1.10@${DIGEST}`),
    );
  });

  test.each([
    [`${NAME}value: "{{ .tag }}"`, "v2", "is a template"],
    [`${NAME}value: $ARGOCD_APP_REVISION`, "v2", "build environment"],
    [`${NAME}value: \${TAG}`, "v2", "substituted later"],
    [`${NAME}value: v1\nvalue: v2`, "v3", "stands twice"],
    [`${NAME}value: v1\nforceString: false\nforceString: false`, "12", "stands twice"],
    [`${NAME}value: v1\nforceString: [x]`, "12", "a list or a map"],
    [`${NAME}value: |-\n  v1`, "v2", "block scalar"],
    [`${NAME}value: v1@${DIGEST}`, `@${OTHER_DIGEST}`, "a digest needs its tag beside it"],
    [`${NAME}value: v1`, "v1 v2", "is no image version"],
    [`${NAME}value: v1`, "a,b=c", "is no image version"],
  ])("%j refuses %s: %s", (entry, to, reason) => {
    expect(() => setIn("app.yaml", parameters(entry), { [at("image.tag")]: to })).toThrow(reason);
  });
});

describe("what lies over what", () => {
  const values = (tag: string) => `image:\n  repository: a/b\n  tag: ${tag}\n`;
  const valuesObject = (text: string) => `valuesObject:\n${indent(text, 2)}`;
  const block = (text: string) => `values: |\n${indent(text, 2)}`;
  const parameter = (name: string, value: string) => `parameters: [{name: "${name}", value: "${value}"}]\n`;
  const ignored = (text: string) =>
    scanTexts({ "app.yaml": helm(text) })
      .pins.filter((pin) => pin.doubt !== null)
      .map((pin) => [pin.path.slice(PATH.length + 1), pin.refusal, pin.guarded, pin.doubt === pin.refusal]);
  const open = (text: string) =>
    scanTexts({ "app.yaml": helm(text) })
      .pins.filter((pin) => pin.refusal === null)
      .map((pin) => `${pin.path.slice(PATH.length + 1)} ${pin.artifact?.id ?? "-"}`);

  test("values stand for themselves", () => {
    expect(open(valuesObject(values("v1")))).toEqual(["valuesObject.image docker.io/a/b"]);
    expect(open(block(values("v1")))).toEqual(["values.image docker.io/a/b"]);
  });

  test("valuesObject takes the place of values as a whole", () => {
    const text = `${block(values("v1"))}${valuesObject("x: 1\n")}`;
    expect(ignored(text)).toEqual([
      ["values.image", "`valuesObject` in line 12 replaces `values` as a whole; change it there", true, true],
    ]);
    expect(() => setIn("app.yaml", helm(text), { [`${PATH}.values.image`]: "v2" })).toThrow("change it there");
    expect(open(`${block(values("v1"))}valuesObject: null\n`)).toEqual(["values.image docker.io/a/b"]);
    expect(
      scanTexts({ "app.yaml": helm(`values: |\n  {{ if }}\n  a: [\n${valuesObject("x: 1\n")}`) }).problems,
    ).toEqual([]);
  });

  test.each([
    ["valuesObject", valuesObject],
    ["values", block],
  ])("a parameter for the version lies over %s, and takes the artifact from there", (name, form) => {
    for (const key of ["image.tag", "image.digest"]) {
      const text = `${parameter(key, key === "image.tag" ? "v2" : DIGEST)}${form(values("v1"))}`;
      const reason = `the parameter "${key}" in line 7 overrides it; change it there`;
      expect(ignored(text)).toEqual([[`${name}.image`, reason, true, true]]);
      expect(open(text)).toEqual([`parameters[name=${key}] docker.io/a/b`]);
      expect(() => setIn("app.yaml", helm(text), { [`${PATH}.${name}.image`]: "v3" })).toThrow(reason);
    }
  });

  test("a parameter for the name changes what the values' version is of", () => {
    expect(open(parameter("image.repository", "x.example/c") + valuesObject(values("v1")))).toEqual([
      "valuesObject.image x.example/c",
    ]);
  });

  test.each([
    ["image: 'a/b:v1'\n", "image", "x/y:v2"],
    ["imageTag: v1\n", "imageTag", "v2"],
    ["deep: [{image: 'a/b:v1'}]\n", "deep[0].image", "a/b:v2"],
  ])("the scalar of %j is overridden by %s", (text, name, value) => {
    expect(ignored(parameter(name, value) + valuesObject(text))).toHaveLength(1);
  });

  test("other parameters leave it alone", () => {
    const text = valuesObject(`${values("v1")}other: {image: {repository: c, tag: v1}}\n`);
    expect(ignored(`${parameter("other.image.pullPolicy", "Always")}${text}`)).toEqual([]);
    expect(ignored(`${parameter("image.tags", "x")}${text}`)).toEqual([]);
    expect(ignored(`${parameter("other.image.tag", "v2")}${text}`)).toHaveLength(1);
  });

  test("each source has its own", () => {
    const text = `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: app}\nspec:\n  sources:\n  - {chart: a, helm: {parameters: [{name: image.tag, value: v1}]}}\n  - {chart: b, helm: {valuesObject: {image: {repository: a/b, tag: v1}}}}\n`;
    expect(scanTexts({ "app.yaml": text }).pins.map((pin) => [pin.path, pin.refusal])).toEqual([
      ["spec.sources[chart=a].helm.parameters[name=image.tag]", null],
      ["spec.sources[chart=b].helm.valuesObject.image", null],
    ]);
  });
});

describe("values in a block", () => {
  const app = (header: string, body: string, revision = "v1.0.0") =>
    `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: app}\nspec:\n  source:\n    targetRevision: ${revision}\n    helm:\n      values: ${header}\n${body}    repoURL: https://x.example/a\n`;
  const body = (tag: string) =>
    `        # the image\n\n        image:\n          repository: a/b # b\n          tag: ${tag} # c\n\n        # end\n`;

  test.each(["|", "|-", "|+", "|2", "|2-", "|1", "| # comment"])(
    "are written inside it, with the header %s",
    (header) => {
      const crlf = (text: string) => text.replaceAll("\n", "\r\n");
      const before = app(header, body("1.2.3"));
      const after = app(header, body('"1.10"'));
      // With an indentation of 1 the second space of every line is a part of the text.
      const set = { [`${PATH}.values.image`]: "1.10" };
      expect(setIn("app.yaml", before, set)).toBe(after);
      expect(setIn("app.yaml", crlf(before), set)).toBe(crlf(after));
    },
  );

  test("together with the revision beside them", () => {
    const set = { [`${PATH}.values.image`]: `v2@${DIGEST}`, "spec.source.targetRevision": "1.10" };
    expect(setIn("app.yaml", app("|", body("v1")), set)).toBe(app("|", body(`v2@${DIGEST}`), '"1.10"'));
  });

  test("of two sources at once", () => {
    const two = (a: string, b: string) =>
      `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: app}\nspec:\n  sources:\n    - chart: a\n      helm:\n        values: |\n          image: {repository: a/a, tag: ${a}}\n    - chart: b\n      helm:\n        values: |-\n            image:\n              repository: b/b\n${b}`;
    const before = two("v1", `              tag: v1\n              digest: ${OTHER_DIGEST}\n`);
    const after = two("v2", `              tag: v3\n              digest: ${DIGEST}\n`);
    const set = {
      "spec.sources[chart=a].helm.values.image": "v2",
      "spec.sources[chart=b].helm.values.image": `v3@${DIGEST}`,
    };
    expect(setIn("app.yaml", before, set)).toBe(after);
  });

  test("have the line and the column of the file", () => {
    const pin = pinAt(scanTexts({ "app.yaml": app("|", body("v1")) }), `${PATH}.values.image`);
    expect(pin).toMatchObject({ line: 13, column: 16 });
  });

  test.each([
    ["a folded block", "values: >\n  image: {repository: a/b, tag: v1}\n", "use a literal block (|)"],
    ["a quoted text", 'values: "image: {repository: a/b, tag: v1}"\n', "use a literal block (|)"],
    ["a shared block", "values: &v |\n  image: {repository: a/b, tag: v1}\nx: *v\n", "is shared"],
    ["a block by an alias", "x: &v |\n  image: {repository: a/b, tag: v1}\nvalues: *v\n", "is the alias *v"],
    ["a template inside", "values: |\n  image:\n    repository: a/b\n    tag: {{.TAG}}\n", "is a template"],
    ["two documents inside", "values: |\n  image: {repository: a/b, tag: v1}\n  ---\n  a: b\n", "several documents"],
    ["a doubled key inside", "values: |\n  image: {repository: a/b, tag: v1, tag: v2}\n", "stands twice"],
  ])("%s is listed and refused", (_, text, reason) => {
    const pin = pinAt(scanTexts({ "app.yaml": helm(text) }), `${PATH}.values.image`);
    expect(pin.refusal).toContain(reason);
    expect(() => setIn("app.yaml", helm(text), { [`${PATH}.values.image`]: "v9" })).toThrow(reason);
  });

  test("two blocks make what they hold doubtful", () => {
    const text = helm(
      "values: |\n  image: {repository: a/b, tag: v1}\nvalues: |\n  image: {repository: a/b, tag: v2}\n",
    );
    const pin = pinAt(scanTexts({ "app.yaml": text }), `${PATH}.values.image`);
    expect(pin.doubt).toContain('the key "values" stands twice');
  });

  test("that are no YAML are a problem with its line, and the revision beside them is still a pin", () => {
    const scan = scanTexts({
      "app.yaml": app("|", "        image:\n          tag: v1\n        host: {{.ID}}.example.com\n"),
    });
    expect(scan.problems).toMatchObject([{ file: "app.yaml", line: 11 }]);
    expect(scan.problems[0]?.reason).toContain("it is a template ({{ }}), not YAML");
    expect(scan.pins.map((pin) => pin.path)).toEqual(["spec.source.targetRevision"]);
  });

  test.each(["values: ''\n", "values:\n", "values: just text\n", "values: |\n  - a\n", "values: {a: b}\n"])(
    "%j holds none",
    (text) => {
      expect(scanTexts({ "app.yaml": helm(text) })).toMatchObject({ pins: [], problems: [] });
    },
  );
});
