// What `waybill set` does about files that name the artifact and cannot be parsed, or that leave its version to something else.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Folder, makeFolder } from "./spawn-cli.ts";

const GOOD = "kind: Kustomization\nimages:\n  - name: ghcr.io/acme/a\n    newTag: 1.0.0\n";
const VALUES = "image:\n  repository: ghcr.io/acme/a\n  tag: 1.0.0\n";
const SET = ["set", "ghcr.io/acme/a=2.0.0"];

async function withFiles(files: Readonly<Record<string, string | Uint8Array>>): Promise<Folder> {
  const folder = await makeFolder();
  for (const [path, content] of Object.entries(files)) await folder.write(path, content);
  return folder;
}

const good = (folder: Folder): Promise<string> => readFile(join(folder.path, "a", "kustomization.yaml"), "utf8");

const workload = (image: string, more = ""): string =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec:\n  template:\n    spec:\n      containers:\n        - name: a\n          image: ${image}\n${more}`;

describe("a file that names the artifact and cannot be parsed", () => {
  it.each([
    {
      what: "a template",
      file: "b/values.yaml",
      bytes: `${VALUES}{{- if .x }}\n`,
      says: /b\/values\.yaml:4: it names/,
    },
    {
      what: "a Latin-1 byte",
      file: "b/values.yaml",
      bytes: Buffer.from(`${VALUES}name: J\u00fcrgen\n`, "latin1"),
      says: /b\/values\.yaml: it names "ghcr\.io\/acme\/a", but the file is not valid UTF-8/,
    },
    {
      what: "a broken flow map",
      file: "b/values.yaml",
      bytes: "image: {registry: ghcr.io, repository: acme/a, tag: 1.0.0\nb: 1\n",
      says: /b\/values\.yaml:\d+: it names/,
    },
    {
      what: "a template in a block of values",
      file: "b/app.yaml",
      bytes: `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: a}\nspec:\n  source:\n    repoURL: https://charts.acme.dev\n    chart: a\n    targetRevision: 1.0.0\n    helm:\n      values: |\n        image:\n          repository: ghcr.io/acme/a\n          tag: 1.0.0\n        {{ if x }}\n`,
      says: /b\/app\.yaml:\d+: it names/,
    },
    {
      what: "a chart's template with a literal name",
      file: "b/templates/deployment.yaml",
      bytes: workload("ghcr.io/acme/a:1.0.0", "{{- if .x }}\n"),
      says: /`ignore` in waybill\.yaml, as "\*\*\/templates\/\*\*"/,
    },
  ])("stops the change: $what", async ({ file, bytes, says }) => {
    await using folder = await withFiles({ "a/kustomization.yaml": GOOD, [file]: bytes });
    const { exitCode, err, out } = await folder.waybill(SET);
    expect(err).toMatch(says);
    expect(err).toContain(
      "nothing was changed; mend what is wrong there, name paths without it, or put it under `ignore`",
    );
    expect({ exitCode, out, text: await good(folder) }).toEqual({ exitCode: 1, out: "", text: GOOD });
    expect((await folder.waybill([...SET, "a"])).exitCode).toBe(0);
  });

  it("is the reason where no other file names it", async () => {
    await using folder = await withFiles({ "b/values.yaml": `${VALUES}{{- if .x }}\n` });
    const { exitCode, err } = await folder.waybill(SET);
    expect(err).toMatch(/b\/values\.yaml:4: it names/);
    expect(exitCode).toBe(1);
  });

  it("does not stop it where waybill.yaml ignores the file", async () => {
    await using folder = await withFiles({
      "a/kustomization.yaml": GOOD,
      "b/values.yaml": `${VALUES}{{- if .x }}\n`,
      "waybill.yaml": "environments:\n  all: {path: '{app}'}\nignore: [b/**]\n",
    });
    const { exitCode, err } = await folder.waybill(SET);
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: "changed 1 pin in 1 file, 1 line\n" });
  });
});

it("a chart's template that takes the image from its values stops nothing", async () => {
  await using folder = await withFiles({
    "a/kustomization.yaml": GOOD,
    "chart/templates/deployment.yaml": workload(
      '"{{ .Values.image.repository }}:{{ .Values.image.tag }}"',
      "{{- if .x }}\n# a\n",
    ),
  });
  expect(await folder.waybill(SET)).toMatchObject({ exitCode: 0, err: "changed 1 pin in 1 file, 1 line\n" });
});

describe("a reference whose tag something else fills in", () => {
  const reason = /^b\/app\.yaml:9 is left alone: the value is substituted later \(ghcr\.io\/acme\/a:\$\{TAG\}\)/m;

  it("is left with its reason, on stderr and in --json", async () => {
    await using folder = await withFiles({
      "a/kustomization.yaml": GOOD,
      "b/app.yaml": workload("ghcr.io/acme/a:${TAG}"),
      "b/other.yaml": workload("ghcr.io/acme/ab:${TAG}"),
    });
    const { out } = await folder.waybill([...SET, "--dry-run", "--json"]);
    expect(JSON.parse(out)).toMatchObject({ left: [{ file: "b/app.yaml", line: 9 }] });
    const { exitCode, err } = await folder.waybill(SET);
    expect(err).toMatch(reason);
    expect(exitCode).toBe(0);
  });

  it("is the reason where there is nothing else", async () => {
    await using folder = await withFiles({ "b/app.yaml": workload("ghcr.io/acme/a:${TAG}") });
    const { exitCode, err } = await folder.waybill(SET);
    expect(err).toMatch(/b\/app\.yaml:9: the value is substituted later/);
    expect(exitCode).toBe(1);
  });
});
