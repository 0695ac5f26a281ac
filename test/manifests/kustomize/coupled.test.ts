import { describe, expect, test } from "vitest";
import { formatVersion } from "../../../src/artifacts/version.ts";
import { coupledEdits } from "../../../src/manifests/kustomize/coupled.ts";
import { DIGEST, pinAt, scanTexts, version } from "../given.ts";

const OLD = "99b0460a4df153acf8372eec425837703e3ae94e";
const NEW = "0e15411f387bb2a2286676b92a87fd85aa9b682a";
const OTHER = "c228381abd50c3f03a1b1e9f1d9ac95d0df2ede4";
const FILE = "prod/kustomization.yaml";

const APP = "images[name=app]";
const SIDE = "images[name=side]";
const BASE = "resources[https://github.com/acme/app/base]";
const EXTRA = "resources[https://github.com/acme/app/extra]";

interface Given {
  readonly app?: string;
  readonly side?: string;
  readonly base?: string;
  readonly extra?: string;
  readonly digest?: string;
}

function text({ app = OLD, side = "v1", base = OLD, extra = "v1.0.0", digest = "" }: Given = {}): string {
  return `kind: Kustomization
resources:
- https://github.com/acme/app/base?ref=${base}
- https://github.com/acme/app/extra?ref=${extra}
images:
- name: app
  newTag: "${app}"${digest}
- name: side
  newTag: "${side}"
`;
}

/** What moves with the edits: `path: version because path`. */
function moved(edits: Readonly<Record<string, string>>, given: Given = {}, file = FILE): readonly string[] {
  const scan = scanTexts({ [file]: text(given), "other/kustomization.yaml": text() });
  const pins = scan.pins.filter((pin) => pin.file === file);
  const at = (path: string) => pinAt({ ...scan, pins }, path);
  const asked = Object.entries(edits).map(([path, to]) => ({ pin: at(path), to: version(to) }));
  const coupled = coupledEdits(scan.pins, asked);
  return [
    ...coupled.edits.map(
      ({ pin, to, because }) =>
        `${pin.file === file ? pin.path : pin.file}: ${formatVersion(to)} because ${because.pin.path}`,
    ),
    ...coupled.objections,
  ];
}

describe("in a kustomization whose image and reference have one commit", () => {
  test.each<[string, Record<string, string>, Given, string[]]>([
    ["the reference follows the image", { [APP]: NEW }, {}, [`${BASE}: ${NEW} because ${APP}`]],
    ["the image follows the reference", { [BASE]: NEW }, {}, [`${APP}: ${NEW} because ${BASE}`]],
    [
      "the reference follows an image that gets a digest",
      { [APP]: `${NEW}@${DIGEST}` },
      {},
      [`${BASE}: ${NEW} because ${APP}`],
    ],
    [
      "every reference with that commit follows",
      { [APP]: NEW },
      { extra: OLD },
      [`${BASE}: ${NEW} because ${APP}`, `${EXTRA}: ${NEW} because ${APP}`],
    ],
    [
      "every image with that commit follows",
      { [BASE]: NEW },
      { side: OLD },
      [`${APP}: ${NEW} because ${BASE}`, `${SIDE}: ${NEW} because ${BASE}`],
    ],
    ["another image is no reason", { [SIDE]: NEW }, {}, []],
    ["another reference is no reason", { [EXTRA]: "v2.0.0" }, {}, []],
    ["what is asked for stands", { [APP]: NEW, [BASE]: OTHER }, {}, []],
    ["what is asked to stay stays", { [APP]: "v2.0.0", [BASE]: OLD }, {}, []],
    ["an image that only gets a digest moves nothing", { [APP]: `${OLD}@${DIGEST}` }, {}, []],
    ["an image that has its version moves nothing", { [APP]: OLD }, {}, []],
    ["a reference at another commit stays", { [APP]: NEW }, { base: OTHER }, []],
    ["abbreviated ids are not taken for one", { [APP]: NEW }, { app: OLD.slice(0, 7), base: OLD.slice(0, 7) }, []],
    ["equal tags are not taken for one", { [APP]: "v1.1.0" }, { app: "v1.0.0", base: "v1.0.0" }, []],
  ])("%s", (_, edits, given, expected) => {
    expect(moved(edits, given)).toEqual(expected);
  });

  test("another file is not touched", () => {
    expect(moved({ [APP]: NEW }).join()).not.toContain("other/");
  });

  const both = `${FILE}:3 (https://github.com/acme/app//base) and ${FILE}:7 (app) have the same commit ${OLD}`;
  const stay = "too, to its present version if it is to stay";
  test.each<[string, Record<string, string>, Given, string]>([
    [
      "a version that is no commit",
      { [APP]: "v2.0.0" },
      {},
      `${both}, and "v2.0.0" is no full commit id that both could take; set ${FILE}#${BASE} ${stay}`,
    ],
    [
      "a digest alone",
      { [APP]: `@${DIGEST}` },
      {},
      `${both}, and "@${DIGEST}" is no full commit id that both could take; set ${FILE}#${BASE} ${stay}`,
    ],
    [
      "a tag for the reference",
      { [BASE]: "v2.0.0" },
      {},
      `${FILE}:7 (app) and ${FILE}:3 (https://github.com/acme/app//base) have the same commit ${OLD}, and "v2.0.0" is no full commit id that both could take; set ${FILE}#${APP} ${stay}`,
    ],
    [
      "an image with a digest",
      { [BASE]: NEW },
      { digest: `\n  digest: ${DIGEST}` },
      `${FILE}:7 (app) and ${FILE}:3 (https://github.com/acme/app//base) have the same commit ${OLD}, and the first has a digest, which differs for each commit; set ${FILE}#${APP} ${stay}`,
    ],
  ])("cannot be told with %s", (_, edits, given, expected) => {
    expect(moved(edits, given)).toEqual([expected]);
  });

  test("cannot be told when two images lead to two commits", () => {
    const result = moved({ [APP]: NEW, [SIDE]: OTHER }, { side: OLD });
    expect(result[0]).toBe(`${BASE}: ${NEW} because ${APP}`);
    expect(result[1]).toContain(`it would follow to two commits, ${NEW} and ${OTHER}`);
  });
});

test("a guarded place neither moves nor moves others", () => {
  const file = `${text()}patches:
- patch: |-
    - {op: replace, path: /spec/containers/0/image, value: "app:${OLD}"}
`;
  const scan = scanTexts({ [FILE]: file });
  const patch = pinAt(scan, "patches[0].patch[0].value");
  const base = pinAt(scan, BASE);
  expect(coupledEdits(scan.pins, [{ pin: patch, to: version(NEW) }]).edits).toEqual([]);
  expect(coupledEdits(scan.pins, [{ pin: base, to: version(NEW) }]).edits.map(({ pin }) => pin.path)).toEqual([APP]);
});

test("a workload and a HelmRelease are no kustomization: their commits are their own", () => {
  const pod = `apiVersion: v1\nkind: Pod\nspec: {containers: [{name: a, image: "app:${OLD}"}]}\n`;
  const scan = scanTexts({ "pod.yaml": pod, [FILE]: text() });
  const [image] = scan.pins.filter(({ file }) => file === "pod.yaml");
  if (image === undefined) throw new Error("expected the pod's image");
  expect(coupledEdits(scan.pins, [{ pin: image, to: version(NEW) }]).edits).toEqual([]);
});
