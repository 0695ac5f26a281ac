// Which builds a call names: by `image`, `images`, `chart` or .waybill.yaml, and what is refused before anything is started.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { buildAction } from "../../src/entry/actions.ts";
import type { ArtifactRequest } from "../../src/entry/artifact-request.ts";
import { readBuildsRequest } from "../../src/entry/builds-request.ts";
import { inputVariable, readInputs } from "../../src/runner/action.ts";
import type { RunContext } from "../../src/runner/context.ts";
import { aRun, SHA } from "./a-run.ts";

let workspace = "";
beforeEach(() => {
  workspace = mkdtempSync(join(tmpdir(), "waybill-call-"));
  mkdirSync(join(workspace, "charts", "api"), { recursive: true });
  writeFileSync(join(workspace, "charts", "api", "Chart.yaml"), "apiVersion: v2\nname: api\nversion: 0.0.0\n");
});
afterEach(() => rmSync(workspace, { recursive: true }));

const list = (text: string): void => writeFileSync(join(workspace, ".waybill.yaml"), text);

function read(
  inputs: Readonly<Record<string, string>>,
  run: Partial<RunContext> = {},
): Promise<readonly ArtifactRequest[]> {
  const variables = Object.entries(inputs).map(([name, value]): [string, string] => [inputVariable(name), value]);
  return readBuildsRequest(readInputs(buildAction, Object.fromEntries(variables)), aRun({ workspace, ...run }));
}

describe("the builds of a call", () => {
  it("are the lines of `images`, each with its own context, file and target and with what the step says of all", async () => {
    expect(
      await read({
        images: "# the server\nghcr.io/acme/api, context=api, target=run\nghcr.io/acme/web,file=web/Dockerfile",
        platforms: "linux/amd64",
        context: "src",
      }),
    ).toMatchObject([
      {
        kind: "image",
        request: {
          name: "ghcr.io/acme/api",
          image: { context: "api", file: null, target: "run", platforms: ["linux/amd64"] },
        },
      },
      {
        kind: "image",
        request: {
          name: "ghcr.io/acme/web",
          image: { context: "src", file: "web/Dockerfile", target: null, platforms: ["linux/amd64"] },
        },
      },
    ]);
  });

  it("are what .waybill.yaml lists, over what the step says of images and of charts", async () => {
    list(`builds:
  - image: ghcr.io/acme/api
    labels: [team=payments]
    tag-prefix: api/
  - image: ghcr.io/acme/web
  - chart: charts/api
`);
    expect(
      await read({
        labels: "team=platform",
        platforms: "linux/arm64",
        "tag-prefix": "app/",
        "chart-repository": "oci://ghcr.io/acme/charts",
      }),
    ).toMatchObject([
      {
        kind: "image",
        request: {
          version: { tagPrefix: "api/" },
          image: { labels: { team: "payments" }, platforms: ["linux/arm64"] },
        },
      },
      { kind: "image", request: { version: { tagPrefix: "app/" }, image: { labels: { team: "platform" } } } },
      {
        kind: "chart",
        request: {
          version: { tagPrefix: "app/" },
          destination: { kind: "oci", registry: "ghcr.io", namespace: "acme/charts" },
        },
      },
    ]);
  });

  it("know the Git tags of each other, so that one without a prefix is not released by another's", async () => {
    list("builds:\n  - image: ghcr.io/acme/api\n  - image: ghcr.io/acme/web\n    tag-prefix: web/\n");
    expect(await read({})).toMatchObject([
      { request: { version: { tagPrefix: "", allPrefixes: ["", "web/"] } } },
      { request: { version: { tagPrefix: "web/", allPrefixes: ["", "web/"] } } },
    ]);
  });

  it("take the label of the run's own commit, as docker/metadata-action gives it", async () => {
    const label = `org.opencontainers.image.revision=${SHA}`;
    expect(await read({ image: "a/b", labels: label })).toHaveLength(1);
  });

  it("are the step's own where it names one, whatever .waybill.yaml lists", async () => {
    list("builds:\n  - image: ghcr.io/acme/web\n");
    expect(await read({ image: "ghcr.io/acme/api" })).toMatchObject([{ request: { name: "ghcr.io/acme/api" } }]);
  });

  it.each([
    { what: "nothing named", with: {}, says: "the workspace has no .waybill.yaml" },
    {
      what: "an image and a chart",
      with: { image: "a/b", chart: "charts/api" },
      says: "both the inputs `image` and `chart` are set",
    },
    {
      what: "one image and several",
      with: { image: "a/b", images: "a/c" },
      says: "both the inputs `image` and `images` are set",
    },
    {
      what: "a line with an unknown key",
      with: { images: "a/b,push=false" },
      says: 'the input `images` has "push=false" in the line "a/b,push=false"; expected name,context=',
    },
    {
      what: "a line that says one thing twice",
      with: { images: "a/b,context=x,context=y" },
      says: 'the input `images` has `context` twice in the line "a/b,context=x,context=y"',
    },
    { what: "a line with a key alone", with: { images: "a/b,context=" }, says: 'the input `images` has "context="' },
    {
      what: "a line with a tag",
      with: { images: "a/b\na/c:1.2.3" },
      says: 'the line "a/c:1.2.3" of `images`: the input `image` is "a/c:1.2.3"; expected the name alone',
    },
    {
      what: "another commit's label",
      with: { image: "a/b", labels: `org.opencontainers.image.revision=${"f".repeat(40)}` },
      says: `the run is about ${SHA}; by this label a later run finds its image again`,
    },
    { what: "a name that is none", with: { images: "ghcr.io@evil.example/org/app" }, says: "evil.example" },
    {
      what: "one image under two names of it",
      with: { images: "acme/b\ndocker.io/acme/b" },
      says: 'two builds are called "acme/b" and "docker.io/acme/b", which is one place',
    },
    {
      what: "one login for two registries",
      with: { images: "ghcr.io/acme/b\nquay.io/acme/c", "registry-username": "dev", "registry-password": "secret" },
      says: 'are for one registry, and the builds go to "ghcr.io" and "quay.io"',
    },
    { what: "half a login", with: { image: "a/b", "registry-username": "dev" }, says: "only one is set" },
    {
      what: "a chart's input for images",
      with: { images: "a/b", "chart-key": "Acme" },
      says: "`chart-key` is about a chart",
    },
  ])("are refused with $what", async ({ with: inputs, says }) => {
    const refused = read(inputs);
    await expect(refused).rejects.toThrow(says);
    await expect(refused).rejects.toMatchObject({ exitCode: 2 });
  });

  it.each([
    {
      what: "a setting that cannot be",
      text: "builds:\n  - image: a/b\n  - image: a/c:1\n",
      says: '.waybill.yaml: builds[1]: the input `image` is "a/c:1"',
    },
    {
      what: "a chart with an image's setting",
      text: "builds:\n  - chart: charts/api\n    chart-repository: oci://r.example/c\n    target: run\n",
      says: "builds[0]: the input `target` is about an image",
    },
    {
      what: "an image with a chart's setting",
      text: "builds:\n  - image: a/b\n    chart-key: Acme\n",
      says: "builds[0]: the input `chart-key` is about a chart",
    },
    {
      what: "a folder without a chart",
      text: "builds:\n  - chart: charts\n    chart-repository: oci://r.example/c\n",
      says: "has no Chart.yaml",
    },
    {
      what: "two charts of one place",
      text: "builds:\n  - &a { chart: charts/api, chart-repository: 'oci://r.example/c' }\n  - *a\n",
      says: 'two builds are called "r.example/c/api"',
    },
    {
      what: "a chart and an image of one place",
      text: "builds:\n  - { chart: charts/api, chart-repository: 'oci://r.example/c' }\n  - image: r.example/c/api\n",
      says: 'two builds are called "r.example/c/api"',
    },
    { what: "broken YAML", text: "builds: [\n", says: ".waybill.yaml:" },
  ])("in .waybill.yaml are refused with $what", async ({ text, says }) => {
    list(text);
    const refused = read({});
    await expect(refused).rejects.toThrow(says);
    await expect(refused).rejects.toMatchObject({ exitCode: 2 });
  });

  it("are not taken from a proposal's .waybill.yaml while the job has secrets, nor from behind a link", async () => {
    list("builds:\n  - image: ghcr.io/acme/web\n    secrets: token=env:REGISTRY_TOKEN\n");
    const payload = { workflow_run: { event: "pull_request", head_sha: SHA, pull_requests: [] } };
    await expect(read({}, { eventName: "workflow_run", event: () => payload })).rejects.toThrow(
      ".waybill.yaml is not read on the event workflow_run",
    );
    rmSync(join(workspace, ".waybill.yaml"));
    symlinkSync("/proc/self/environ", join(workspace, ".waybill.yaml"));
    await expect(read({})).rejects.toThrow("it is a symbolic link");
  });
});
