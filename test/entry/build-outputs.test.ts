// What several builds come to in the outputs and in the summary: each readable, none lost behind another of its name.
import { describe, expect, it } from "vitest";
import type { BuildResult } from "../../src/build/artifact-build.ts";
import type { BuildVersion } from "../../src/build/version.ts";
import type { ArtifactRequest } from "../../src/entry/artifact-request.ts";
import { type BuiltArtifact, buildOutputs, buildsSummary } from "../../src/entry/build-outputs.ts";
import { sha256 } from "../../src/text/digest.ts";
import { anImage } from "../build/engines/an-image.ts";

const COMMIT = "0123456789abcdef0123456789abcdef01234567";
const subject = { kind: "tag", tag: "v1.2.3", commit: COMMIT } as const;
const VERSION: BuildVersion = {
  subject,
  version: "1.2.3",
  tag: "1.2.3",
  movingTags: [],
  chartVersion: "1.2.3",
  isReleasable: true,
  because: "",
};
const shared = {
  subject,
  version: { version: null, pattern: "date", tagPrefix: "", allPrefixes: [], shortTags: false, latest: false },
  source: "https://github.example/acme/app",
  licence: null,
  push: true,
  immutable: true,
  dryRun: false,
} as const;

function image(registry: string, repository: string): ArtifactRequest {
  const name = `${registry}/${repository}`;
  return {
    kind: "image",
    request: {
      ...shared,
      name,
      givenName: name,
      repository: { registry, repository },
      homepage: null,
      image: anImage({}),
    },
  };
}

function chart(name: string, namespace: string): ArtifactRequest {
  return {
    kind: "chart",
    request: {
      ...shared,
      chart: { folder: "/workspace/charts", name, text: "" },
      destination: { kind: "oci", registry: "ghcr.io", namespace },
      annotations: {},
      signing: null,
      login: null,
    },
  };
}

function pushed(artifact: ArtifactRequest, of: string): BuiltArtifact {
  const result: BuildResult = {
    result: "pushed",
    reason: "it is pushed",
    version: VERSION,
    tags: ["1.2.3", "latest"],
    digest: sha256(of),
    pushed: true,
    metadata: { of },
  };
  return { artifact, result };
}

function skipped(artifact: ArtifactRequest): BuiltArtifact {
  const reason = 'the Git tag is not one of this app, whose tags start with "web/"';
  const nothing = { tags: [], digest: null, pushed: false, metadata: {} } as const;
  return { artifact, result: { ...nothing, result: "skipped", reason, version: null } };
}

describe("several builds", () => {
  it("that are one image under two names have a digest a line, and what an engine wrote stands under each place", () => {
    const two = [
      pushed(image("ghcr.io", "acme/api"), "same"),
      pushed(image("quay.io", "acme/api"), "same"),
      pushed(chart("api", "acme/charts"), "a chart"),
      pushed(chart("api", "acme/mirror"), "its mirror"),
    ];
    const outputs = buildOutputs(two);
    expect(outputs.digest.split("\n")).toEqual(["same", "same", "a chart", "its mirror"].map((of) => sha256(of)));
    expect(JSON.parse(outputs.metadata)).toEqual({
      "ghcr.io/acme/api": { of: "same" },
      "quay.io/acme/api": { of: "same" },
      "ghcr.io/acme/charts/api": { of: "a chart" },
      "ghcr.io/acme/mirror/api": { of: "its mirror" },
    });
    expect(outputs.chart).toBe("api=1.2.3");
  });

  it("give only the references of those that are in the registry", () => {
    const outputs = buildOutputs([skipped(image("ghcr.io", "acme/web")), pushed(image("ghcr.io", "acme/api"), "api")]);
    expect(outputs).toMatchObject({
      result: "pushed",
      reference: `ghcr.io/acme/api:1.2.3@${sha256("api")}`,
      digest: sha256("api"),
      version: "1.2.3",
      releasable: "true",
    });
  });

  it("are a row each of one summary, with a reason for what is skipped", () => {
    const summary = buildsSummary([
      pushed(image("ghcr.io", "acme/api"), "api"),
      skipped(image("ghcr.io", "acme/web")),
      pushed(chart("api", "acme/charts"), "chart"),
    ]);
    expect(summary).toBe(`### Waybill build: pushed

|  | name | result | version and tags | digest |
| --- | --- | --- | --- | --- |
| image | \`ghcr.io/acme/api\` | pushed | \`1.2.3\`, \`latest\` | \`${sha256("api")}\` |
| image | \`ghcr.io/acme/web\` | skipped |  |  |
| chart | \`ghcr.io/acme/charts/api\` | pushed | \`1.2.3\`, \`latest\` | \`${sha256("chart")}\` |

skipped: the Git tag is not one of this app, whose tags start with "web/".`);
  });
});
