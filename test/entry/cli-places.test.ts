// Places that a call or waybill.yaml names, and what the command line says of pins that are left alone.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Folder, makeFolder } from "./spawn-cli.ts";

const DIGEST = `sha256:${"a".repeat(64)}`;

const RELEASE = `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: app}
spec:
  chart: {spec: {chart: app, version: "~1.2", sourceRef: {kind: HelmRepository, name: acme}}}
  values:
    image: {repository: ghcr.io/acme/app, tag: 1.0.0} # {"$imagepolicy": "flux-system:app:tag"}
    sidecar: {image: {repository: ghcr.io/acme/app, tag: 1.0.0}}
`;

const TOOLS = `tools:
  - {name: a, version: 1.0.0}
  - {name: b, version: 1.0.0} # newest
`;

async function textOf(folder: Folder, file: string): Promise<string> {
  return readFile(join(folder.path, file), "utf8");
}

describe("waybill set FILE#PATH=VERSION", () => {
  it.each([
    {
      what: "a place that no kind knows",
      place: "tools[name=b].version=2.0.0",
      from: "1.0.0} # newest",
      to: "2.0.0} # newest",
    },
    { what: "one by its number", place: "tools[1].version=1.10", from: "1.0.0} # newest", to: '"1.10"} # newest' },
    { what: "a text of any kind", place: "tools[0].name=a b", from: "name: a,", to: 'name: "a b",' },
    { what: "a digest", place: `tools[0].name=v1@${DIGEST}`, from: "name: a,", to: `name: v1@${DIGEST},` },
  ])("writes $what", async ({ place, from, to }) => {
    await using folder = await makeFolder();
    await folder.write("tools.yaml", TOOLS);
    const { exitCode, err } = await folder.waybill(["set", `tools.yaml#${place}`]);
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: "changed 1 pin in 1 file, 1 line\n" });
    expect(await textOf(folder, "tools.yaml")).toBe(TOOLS.replace(from, to));
  });

  it("writes what is guarded and what is a range, which the name of the artifact leaves alone", async () => {
    await using folder = await makeFolder();
    await folder.write("app.yaml", RELEASE);
    const byName = await folder.waybill(["set", "ghcr.io/acme/app=1.0.1"]);
    expect(byName.err).toBe(
      'app.yaml:7 is left alone: Flux\'s image automation writes this value (its policy is "flux-system:app:tag")\nchanged 1 pin in 1 file, 1 line\n',
    );
    const byPlace = await folder.waybill([
      "set",
      "app.yaml#spec.values.image=1.0.1",
      "./app.yaml#.spec.chart.spec.version=1.3.0",
    ]);
    expect(byPlace.err).toBe("changed 2 pins in 1 file, 2 lines\n");
    expect(await textOf(folder, "app.yaml")).toBe(RELEASE.replaceAll("1.0.0", "1.0.1").replace("~1.2", "1.3.0"));
  });

  it("is what the refusal of a name says where every place of it is closed", async () => {
    await using folder = await makeFolder();
    await folder.write("app.yaml", RELEASE);
    const { exitCode, err } = await folder.waybill(["set", "app=1.3.0"]);
    expect({ exitCode, err }).toEqual({
      exitCode: 1,
      err: `waybill: app.yaml:5: "~1.2" is a range of versions, a policy of its own; name this very place to replace it
  nothing was changed; what is guarded, a range or a branch is written when its place is named: waybill set 'app.yaml#spec.chart.spec.version=1.3.0'
`,
    });
    expect(await textOf(folder, "app.yaml")).toBe(RELEASE);
  });

  it("writes a name and one of its guarded places at once, each once", async () => {
    await using folder = await makeFolder();
    await folder.write("app.yaml", RELEASE);
    const { err } = await folder.waybill(["set", "ghcr.io/acme/app=1.0.1", "app.yaml#spec.values.image.tag=1.0.1"]);
    expect(err).toBe("changed 2 pins in 1 file, 2 lines\n");
  });

  it("refuses everything with every reason when one place may not be written", async () => {
    await using folder = await makeFolder();
    await folder.write(
      "app.yaml",
      RELEASE.replace("tag: 1.0.0} #", 'tag: "{{ x }}"} #').replace("tag: 1.0.0}}", 'tag: "${X}"}}'),
    );
    await folder.write("tools.yaml", TOOLS);
    const before = await textOf(folder, "tools.yaml");
    const { exitCode, err } = await folder.waybill(["set", "ghcr.io/acme/app=1", "tools.yaml#tools[0].version=2"]);
    expect(exitCode).toBe(1);
    expect(err).toContain("app.yaml:8: the value is substituted later (${X})");
    expect(await textOf(folder, "tools.yaml")).toBe(before);
    const guarded = await folder.waybill([
      "set",
      "app.yaml#spec.values.image=1",
      "app.yaml#spec.values.sidecar.image=1",
    ]);
    expect(guarded.exitCode).toBe(1);
    expect(guarded.err).toContain("app.yaml:7: the value is a template");
    expect(guarded.err).toContain("app.yaml:8: the value is substituted later");
  });

  it.each([
    { call: "tools.yml#tools[0].version=1", code: 2, says: 'the file "tools.yml" is not below' },
    { call: "tools.yml#tools[0].version=1", code: 2, says: 'did you mean "tools.yaml"?' },
    { call: "tools.yaml#tools[0].verison=1", code: 2, says: 'tools[0] has no verison; did you mean "version"?' },
    { call: "tools.yaml#tools[name=c].version=1", code: 2, says: "tools has no [name=c]" },
    {
      call: "tools.yaml#tools=1",
      code: 2,
      says: "tools.yaml:2: the named place tools is not there: it is a list, not a single value",
    },
    { call: "tools.yaml#tools..a=1", code: 2, says: '"tools..a" is no place in a file: expected a key before ".a"' },
    { call: "tools.yaml#tools[name=b]", code: 2, says: "names no version" },
    { call: "#tools=1", code: 2, says: "names no file" },
    { call: "../tools.yaml#tools=1", code: 2, says: "leaves the folder" },
    { call: "folder#a=1", code: 2, says: '"folder" is a folder' },
    { call: "broken.yaml#a=1", code: 1, says: "broken.yaml:2: it is not valid YAML" },
    { call: "tools.yaml#tools[0].version=", code: 2, says: "names no version" },
    { call: "tools.yaml#tools[0].version= 1", code: 1, says: "without spaces at its ends" },
  ])("$call is refused: $says", async ({ call, code, says }) => {
    await using folder = await makeFolder();
    await folder.write("tools.yaml", TOOLS);
    await folder.write("folder/a.yaml", "a: 1\n");
    await folder.write("broken.yaml", "a: [\nb: }\n");
    const { exitCode, err, out } = await folder.waybill(["set", call]);
    expect(err).toContain(says);
    expect({ exitCode, out }).toEqual({ exitCode: code, out: "" });
    expect(await textOf(folder, "tools.yaml")).toBe(TOOLS);
  });

  it("names the document where several have the place", async () => {
    await using folder = await makeFolder();
    await folder.write("two.yaml", "a: 1\n---\na: 1\n");
    expect((await folder.waybill(["set", "two.yaml#a=2"])).err).toContain("name one as 0:a");
    expect((await folder.waybill(["set", "two.yaml#1:a=x2"])).exitCode).toBe(0);
    expect(await textOf(folder, "two.yaml")).toBe("a: 1\n---\na: x2\n");
  });
});

describe("places that waybill.yaml names", () => {
  const configuration = (pins: string): string =>
    `environments:\n  stage: {path: "stage/{app}"}\n  prod: {path: "prod/{app}", from: stage}\npins:\n${pins}`;
  const fleet = (version: string): string => `helm:\n  chart: podinfo\n  release: ${version}\n`;

  it("are pins: listed, set by their artifact, and promoted", async () => {
    await using folder = await makeFolder();
    await folder.write(
      "waybill.yaml",
      configuration('  - {file: "*/podinfo/x.yaml", path: helm.release, chart: podinfo}\n'),
    );
    await folder.write("stage/podinfo/x.yaml", fleet("6.1.0"));
    await folder.write("prod/podinfo/x.yaml", fleet("6.1.0"));
    expect((await folder.waybill(["set", "podinfo=6.2.0", "--environment", "stage"])).err).toBe(
      "changed 1 pin in 1 file, 1 line\n",
    );
    expect((await folder.waybill(["pins"])).out).toBe(
      "prod/podinfo/x.yaml:3   podinfo  6.1.0  named in waybill.yaml\nstage/podinfo/x.yaml:3  podinfo  6.2.0  named in waybill.yaml\n",
    );
    const plan = await folder.waybill(["plan"]);
    expect(plan.out).toContain("-  release: 6.1.0\n");
    expect(plan.out).toContain("+  release: 6.2.0\n");
  });

  it("are problems where they are not there, which keep nothing else from being set", async () => {
    await using folder = await makeFolder();
    await folder.write("waybill.yaml", configuration('  - {file: "*/app/release.yaml", path: spec.nothing}\n'));
    await folder.write("stage/app/release.yaml", RELEASE);
    const { err } = await folder.waybill(["pins"]);
    expect(err).toContain("stage/app/release.yaml: the named place spec.nothing is not there: spec has no nothing");
    expect(err).toContain("3 pins in 1 file: 1 guarded, 1 range\n");
    expect((await folder.waybill(["set", "ghcr.io/acme/app=2.0.0"])).exitCode).toBe(0);
  });
});

describe("waybill pins", () => {
  const ARGO = `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
images:
  - name: ghcr.io/acme/app
    newTag: v1
`;
  it("filters by what a place takes and by the manifest's kind, and counts what is left", async () => {
    await using folder = await makeFolder();
    await folder.write("a/kustomization.yaml", ARGO);
    await folder.write("b/app.yaml", RELEASE);
    const pins = async (...args: string[]) => {
      const { out, err } = await folder.waybill(["pins", ...args]);
      return { lines: out.split("\n").length - 1, err };
    };
    expect(await pins("--kind", "chart")).toEqual({ lines: 1, err: "1 pin in 1 file: 1 range\n" });
    expect(await pins("--kind", "image")).toEqual({ lines: 3, err: "3 pins in 2 files: 1 guarded\n" });
    expect(await pins("--object", "helmrelease")).toMatchObject({ lines: 3 });
    expect(await pins("--object", "HelmRelase")).toEqual({
      lines: 0,
      err: 'none of the 4 pins below the paths given is of that kind or environment; did you mean "HelmRelease"?\n',
    });
    expect((await folder.waybill(["pins", "--kind", "charts"])).err).toContain('did you mean "chart"?');
  });
});

it("a whole reference for a version is told what to give", async () => {
  await using folder = await makeFolder();
  await folder.write("app.yaml", RELEASE);
  const { err } = await folder.waybill(["set", "ghcr.io/acme/app=ghcr.io/acme/app:2.0.0"]);
  expect(err).toContain("without the image's name: 2.0.0");
  const other = await folder.waybill(["set", `ghcr.io/acme/app@${DIGEST}`]);
  expect(other.err).toContain(`perhaps ghcr.io/acme/app=@${DIGEST}`);
});
