import { describe, expect, test } from "vitest";
import { DIGEST, listed, pinAt, scanTexts, setIn } from "./given.ts";
import { crossWithTraits, type Edit } from "./traits.ts";

const found = (text: string, file = "Chart.yaml") =>
  listed(scanTexts({ [file]: text })).map((line) => line.replace(/^\S+ /, ""));

const chart = (dependencies: string) =>
  `apiVersion: v2\nname: umbrella\nversion: 0.1.0\nappVersion: "1.2.3"\ndependencies:\n${dependencies}`;

const OWN = ["version umbrella 0.1.0 exact", "appVersion - 1.2.3 exact"];

describe("a chart's dependencies", () => {
  test.each<[string, string[]]>([
    [
      "- name: redis\n  version: 18.1.0\n  repository: https://charts.example/stable/\n",
      ["dependencies[name=redis] https://charts.example/stable/redis 18.1.0 exact"],
    ],
    [
      "- name: redis\n  version: v18.1.0\n  repository: oci://ghcr.io/acme/charts\n",
      ["dependencies[name=redis] oci://ghcr.io/acme/charts/redis v18.1.0 exact"],
    ],
    [
      '- name: redis\n  version: 18.1.0\n  repository: "@acme"\n- name: redis\n  alias: cache\n  version: 18.2.0\n  repository: "alias:acme"\n',
      ["dependencies[name=redis] @acme/redis 18.1.0 exact", "dependencies[alias=cache] @acme/redis 18.2.0 exact"],
    ],
    [
      "- {name: redis, version: ~18.1, repository: https://charts.example}\n",
      ["dependencies[name=redis] https://charts.example/redis ~18.1 range"],
    ],
    ["- {name: redis, version: '*', repository: https://charts.example}\n", []],
    ["- {name: redis, version: '', repository: https://charts.example}\n", []],
    ["- {name: redis, repository: https://charts.example}\n", []],
    // These lie in the same repository: their version is what lies there.
    ["- {name: redis, version: 18.1.0, repository: file://../redis}\n", []],
    ["- {name: redis, version: 18.1.0, repository: ''}\n", []],
    ["- {name: redis, version: 18.1.0}\n", []],
    ["- {version: 18.1.0, repository: https://charts.example}\n", []],
    ["- redis\n- [redis]\n", []],
  ])("%j", (dependencies, expected) => {
    expect(found(chart(dependencies)).filter((line) => !OWN.includes(line))).toEqual(expected);
  });

  test("a range is policy and stays", () => {
    const text = chart("- {name: redis, version: ^18.1.0, repository: https://charts.example}\n");
    expect(() => setIn("Chart.yaml", text, { "dependencies[name=redis]": "18.2.0" })).toThrow('"^18.1.0" is a range');
  });

  test("two that only their lines tell apart are refused", () => {
    const one = "- {name: redis, version: 18.1.0, repository: https://charts.example}\n";
    const text = chart(one + one);
    for (const path of ["dependencies[name=redis]", "dependencies[name=redis#2]"]) {
      expect(() => setIn("Chart.yaml", text, { [path]: "18.2.0" })).toThrow(
        "two dependencies are called name=redis, in lines 6 and 7; give one an alias",
      );
    }
  });

  test.each([
    [
      "- {name: redis, version: &v 18.1.0, repository: https://charts.example}\n- {name: b, version: *v, repository: https://charts.example}\n",
      "&v is used again",
    ],
    ["- {name: redis, version: 18.1.0, version: 18.2.0, repository: https://charts.example}\n", "stands twice"],
    ["- {name: redis, version: '{{ .Values.v }}', repository: https://charts.example}\n", "the value is a template"],
  ])("%j is refused", (dependencies, reason) => {
    const text = chart(dependencies);
    expect(pinAt(scanTexts({ "Chart.yaml": text }), "dependencies[name=redis]").refusal).toContain(reason);
    expect(() => setIn("Chart.yaml", text, { "dependencies[name=redis]": "18.3.0" })).toThrow(reason);
  });

  test.each([">=1.2.3", "1.2", "latest", `1.2.3@${DIGEST}`, "1.2.3\nx: y"])("%j is not written", (to) => {
    const text = chart("- {name: redis, version: 18.1.0, repository: https://charts.example}\n");
    expect(() => setIn("Chart.yaml", text, { "dependencies[name=redis]": to })).toThrow(/no chart version|no digest/);
  });

  test("an alias bomb is not entered", () => {
    const bomb = "x1: &x1 [a, a]\nx2: &x2 [*x1, *x1, *x1]\nx3: &x3 [*x2, *x2, *x2]\n";
    expect(found(`${bomb}apiVersion: v2\nname: a\nversion: 1.0.0\ndependencies: *x3\n`)).toEqual([
      "version a 1.0.0 exact",
    ]);
  });
});

describe("what a chart says of itself", () => {
  const text = chart("- {name: redis, version: 18.1.0, repository: https://charts.example}\n");

  test.each([
    ["version", "it is the chart's own version", { kind: "chart", name: "umbrella", id: "umbrella" }, "chart"],
    ["appVersion", "it is the version of the app that the chart installs", null, "text"],
  ])("`%s` is guarded", (path, reason, artifact, takes) => {
    const pin = pinAt(scanTexts({ "Chart.yaml": text }), path);
    expect(pin).toMatchObject({ guarded: true, artifact, takes, object: { kind: "", name: "umbrella" } });
    expect(pin.refusal).toContain(reason);
    expect(() => setIn("Chart.yaml", text, { [path]: "1.2.4" })).toThrow(reason);
  });

  test("a dependency is not", () => {
    const pin = pinAt(scanTexts({ "Chart.yaml": text }), "dependencies[name=redis]");
    expect(pin).toMatchObject({ guarded: false, refusal: null, takes: "chart" });
  });
});

describe("a chart's file is told by its path and its content", () => {
  const dependency = "dependencies: [{name: a, version: 1.0.0, repository: https://charts.example}]\n";
  const PIN = "dependencies[name=a] https://charts.example/a 1.0.0 exact";

  test.each<[string, string, string[]]>([
    ["Chart.yaml", `name: app\n${dependency}`, [PIN]],
    ["charts/app/Chart.yaml", `apiVersion: v1\n${dependency}`, [PIN]],
    ["requirements.yaml", dependency, [PIN]],
    ["charts/app/requirements.yaml", `# c\n${dependency}`, [PIN]],
    ["chart.yaml", `apiVersion: v2\n${dependency}`, []],
    ["Chart.yml", `apiVersion: v2\n${dependency}`, []],
    ["MyChart.yaml", `apiVersion: v2\n${dependency}`, []],
    ["Chart.lock", `${dependency}digest: sha256:x\ngenerated: now\n`, []],
    ["requirements.lock", dependency, []],
    ["requirements.yml", dependency, []],
    ["Chart.yaml", `kind: Chart\napiVersion: example.org/v1\n${dependency}`, []],
    ["Chart.yaml", `kind: Chart\nname: app\n${dependency}`, []],
    ["Chart.yaml", `name: app\n${dependency}---\nname: other\n${dependency}`, [PIN]],
    ["Chart.yaml", `kind: ChartList\nitems:\n- name: app\n  ${dependency}`, []],
    ["Chart.yaml", dependency, []],
    ["requirements.yaml", "collections:\n- name: acme.a\n  version: 1.0.0\n", []],
    ["requirements.yaml", "roles:\n- {name: a, version: 1.0.0}\ndependencies: none\n", []],
    ["requirements.yaml", "- {name: a, version: 1.0.0, src: https://example.org/a}\n", []],
    ["requirements.yaml", `version: 1.0.0\n${dependency}`, [PIN]],
  ])("%s with %j", (path, text, expected) => {
    expect(found(text, path)).toEqual(expected);
  });

  test("the templates' notes and the lock are not read", () => {
    const scan = scanTexts({
      "Chart.lock": "dependencies: [",
      "templates/NOTES.txt": "{{ x }}",
      "templates/_helpers.tpl": "{{- define }}",
    });
    expect(scan).toMatchObject({ pins: [], problems: [] });
  });
});

function edit(name: string, before: string, after: string, set: Readonly<Record<string, string>>): Edit {
  const around = (lines: string) =>
    `apiVersion: v2\nname: umbrella\nversion: 1.2.3\ndependencies:\n- {name: other, version: 1.2.3, repository: https://charts.example}\n${lines}# end\n`;
  return { name, file: "charts/umbrella/Chart.yaml", before: around(before), after: around(after), set };
}

const REDIS = "dependencies[name=redis]";
const item = (version: string) => `- name: redis\n  version: ${version}\n  repository: https://charts.example\n`;

crossWithTraits([
  edit("a plain version", item("1.2.3"), item("1.3.0"), { [REDIS]: "1.3.0" }),
  edit("a version in single quotes", item("'1.2.3' # c"), item("'v1.3.0' # c"), { [REDIS]: "v1.3.0" }),
  edit("a version in double quotes", item('"1.2.3"'), item('"1.3.0-rc.1+b.2"'), { [REDIS]: "1.3.0-rc.1+b.2" }),
  edit("a version on the next line", item("\n    1.2.3"), item("\n    1.3.0"), { [REDIS]: "1.3.0" }),
  edit("an anchor that nothing uses", item("&v 1.2.3"), item("&v 1.3.0"), { [REDIS]: "1.3.0" }),
  edit(
    "two flow maps on a line and emoji before the value",
    '- {x: "🚀é", name: redis, alias: r1, version: 1.2.3, repository: "@a"} # 🚀\n- {"name": "redis", "version": "1.2.3", "repository": "@a"}\n',
    '- {x: "🚀é", name: redis, alias: r1, version: 1.3.0, repository: "@a"} # 🚀\n- {"name": "redis", "version": "1.4.0", "repository": "@a"}\n',
    { "dependencies[alias=r1]": "1.3.0", [REDIS]: "1.4.0" },
  ),
  {
    name: "a requirement of Helm 2",
    file: "requirements.yaml",
    before: "dependencies:\n  # c\n  - name: redis\n    version: 1.2.3\n    repository: https://charts.example\n",
    after: "dependencies:\n  # c\n  - name: redis\n    version: 1.3.0\n    repository: https://charts.example\n",
    set: { [REDIS]: "1.3.0" },
  },
]);
