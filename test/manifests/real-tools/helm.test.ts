// What edited values render: `helm template` before and after differs in the image that was set, and in nothing else.
import { describe, expect, test } from "vitest";
import { findTool } from "../../support/tools.ts";
import { DIGEST, OTHER_DIGEST, setIn } from "../given.ts";
import { withImages } from "./edited-files.ts";
import { helmTemplate } from "./programs.ts";
import { CHART, render } from "./rendered-chart.ts";

const ID = "0e15411f387bb2a2286676b92a87fd85aa9b682a";

const TAGS = ["1.10", "v2.0.0", ID, "1e3", "0_x1f", "0123", "1234567", "y", "null", "2024-01-01", "1.2.3-rc.1"];

interface Form {
  readonly name: string;
  readonly values: string;
  /** Where the pin is, and the image that is rendered before. */
  readonly pin: string;
  readonly image: string;
}

const FORMS: readonly Form[] = [
  {
    name: "a repository and a tag",
    values: "flag: --tag=1.2.3\nimage:\n  repository: acme/app\n  tag: 1.2.3 # deployed\nside: 1.2.3\n",
    pin: "image",
    image: "acme/app:1.2.3",
  },
  {
    name: "a tag in single quotes",
    values: "image:\n    repository: acme/app\n    pullPolicy: IfNotPresent\n    tag: '1.2.3'\n",
    pin: "image",
    image: "acme/app:1.2.3",
  },
  {
    name: "a tag that is a number today",
    values: "image:\n  repository: acme/app\n  tag: 34\n",
    pin: "image",
    image: "acme/app:34",
  },
  {
    name: "a registry of its own",
    values: "image:\n  registry: localhost:5000\n  repository: acme/app\n  tag: 1.2.3\n",
    pin: "image",
    image: "localhost:5000/acme/app:1.2.3",
  },
  {
    name: "a digest under its own key",
    values: `image:\n  repository: acme/app\n  tag: 1.2.3\n  digest: ${OTHER_DIGEST}\n`,
    pin: "image",
    image: `acme/app:1.2.3@${OTHER_DIGEST}`,
  },
  {
    name: "a digest within the tag",
    values: `image:\n  repository: acme/app\n  tag: 1.2.3@${OTHER_DIGEST}\n`,
    pin: "image",
    image: `acme/app:1.2.3@${OTHER_DIGEST}`,
  },
  {
    name: "a map in braces",
    values: "image: {repository: acme/app, tag: 1.2.3, pullPolicy: Always}\n",
    pin: "image",
    image: "acme/app:1.2.3",
  },
  {
    name: "a whole reference",
    values: "image: localhost:5000/acme/app:1.2.3\n",
    pin: "image",
    image: "localhost:5000/acme/app:1.2.3",
  },
  {
    name: "a tag beside the image",
    values: "image: acme/app\nimageTag: 1.2.3\n",
    pin: "imageTag",
    image: "acme/app:1.2.3",
  },
  {
    name: "CRLF line endings",
    values: "image:\r\n  repository: acme/app\r\n  tag: 1.2.3\r\nside: 1.2.3\r\n",
    pin: "image",
    image: "acme/app:1.2.3",
  },
];

const VERSIONS = ["1.10", "v2.0.0", ID, "1e3", `1.10@${DIGEST}`];

/** The same image in another version. */
function inVersion(image: string, version: string): string {
  return `${image.replace(/(?::[^:/@]+)?(?:@.*)?$/, "")}:${version}`;
}

describe.skipIf(findTool("helm") === null)("helm template", () => {
  describe.each(FORMS)("of values with $name", ({ values, pin, image }) => {
    test.each(VERSIONS)("gives %s, and all else as before", (to) => {
      const before = render({ "values-prod.yaml": values });
      const after = render({ "values-prod.yaml": setIn("values-prod.yaml", values, { [pin]: to }) });
      expect(after).toBe(withImages(before, { [image]: inVersion(image, to) }));
    });
  });

  test.each(VERSIONS)("gives %s where one of two files holds the tag alone", (to) => {
    const shared = "image:\n  repository: acme/app\n  tag: 1.0.0\n";
    const own = "image:\n  tag: 1.2.3\n";
    const before = render({ "values.yaml": shared, "values-prod.yaml": own });
    const after = render({
      "values.yaml": shared,
      "values-prod.yaml": setIn("values-prod.yaml", own, { image: to }),
    });
    expect(after).toBe(withImages(before, { "acme/app:1.2.3": `acme/app:${to}` }));
  });

  test.each(VERSIONS)("gives %s from the values of a HelmRelease", (to) => {
    const release = `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: app}
spec:
  chart: {spec: {chart: app, version: 1.2.3, sourceRef: {kind: HelmRepository, name: acme}}}
  values:
    image:
      repository: acme/app
      tag: 1.2.3
    side: 1.2.3
`;
    const valuesOf = (text: string) => text.slice(text.indexOf("    image:")).replaceAll(/^ {4}/gm, "");
    const before = render({ "values.yaml": valuesOf(release) });
    const after = render({ "values.yaml": valuesOf(setIn("app.yaml", release, { "spec.values.image": to })) });
    expect(after).toBe(withImages(before, { "acme/app:1.2.3": `acme/app:${to}` }));
  });

  test.each([
    ["1.10", "1.1"],
    ["1e3", "1000"],
    ["0_x1f", "31"],
    ["0123", "83"],
  ])("would make of an unquoted %s the tag %s", (tag, read) => {
    expect(render({ "values.yaml": `image: {repository: acme/app, tag: ${tag}}\n` })).toContain(
      `image: acme/app:${read}\n`,
    );
  });

  test("knows that every tag is a string", () => {
    const kinds = TAGS.map((tag, index) => {
      const values = setIn("values.yaml", "image: {repository: acme/app, tag: 1.2.3}\n", { image: tag });
      return `v${index}: ${values.replace(/^image: /, "")}`;
    });
    const chart = {
      "chart/Chart.yaml": CHART["chart/Chart.yaml"],
      "chart/templates/kinds.yaml":
        "{{ range $_, $image := .Values }}# {{ kindOf $image.tag }} {{ $image.tag }}\n{{ end }}",
      "values.yaml": kinds.join(""),
    };
    const out = helmTemplate(new Map(Object.entries(chart)), "chart", ["values.yaml"]);
    expect(out.match(/^# string .*$/gm)?.toSorted()).toEqual(TAGS.map((tag) => `# string ${tag}`).toSorted());
  });
});
