// What each engine is told: every field of a build, as one table per engine; what an engine has not is refused.
import { describe, expect, it } from "vitest";
import type { ImageBuild } from "../../../src/build/engine.ts";
import { lastArguments } from "../../../src/build/engines/arguments.ts";
import { buildahArguments } from "../../../src/build/engines/buildah.ts";
import { buildxArguments } from "../../../src/build/engines/buildx.ts";
import { dockerArguments } from "../../../src/build/engines/docker.ts";
import { pushArguments } from "../../../src/build/engines/buildah-family.ts";
import { podmanArguments } from "../../../src/build/engines/podman.ts";
import { anImage } from "./an-image.ts";

const everywhere: readonly (readonly [field: string, changes: Partial<ImageBuild>, args: readonly string[]])[] = [
  ["the file", { file: "images/app.Dockerfile" }, ["--file=images/app.Dockerfile", "."]],
  ["the target", { target: "runtime" }, ["--target=runtime", "."]],
  [
    "the build arguments in their order",
    {
      buildArgs: [
        ["B", "2"],
        ["A", ""],
      ],
    },
    ["--build-arg=B=2", "--build-arg=A=", "."],
  ],
  ["one platform", { platforms: ["linux/arm64"] }, ["--platform=linux/arm64", "."]],
  [
    "the labels",
    { labels: { "org.opencontainers.image.title": "a b" } },
    ["--label=org.opencontainers.image.title=a b", "."],
  ],
  ["the extra arguments as they are", { extraArguments: ["--network", "none"] }, ["--network", "none", "."]],
  ["the context", { context: "services/app" }, ["services/app"]],
  ["a context by URL", { context: "https://github.com/acme/app.git#v1" }, ["https://github.com/acme/app.git#v1"]],
  [
    "a value that looks like an option",
    { target: "--help", file: "--help" },
    ["--file=--help", "--target=--help", "."],
  ],
  [
    "a value with a line break",
    { buildArgs: [["A", "x\n--push"]], labels: { l: "a\nb" } },
    ["--build-arg=A=x\n--push", "--label=l=a\nb", "."],
  ],
  ["a context that begins with a hyphen", { context: "--help" }, ["./--help"]],
  ["that nothing is attested", { provenance: "false", sbom: "false" }, ["."]],
];

describe("buildx", () => {
  const args = (changes: Partial<ImageBuild>) => buildxArguments(anImage(changes), { metadata: "/t/m.json" });
  const first = ["buildx", "build", "--metadata-file=/t/m.json", "--tag=ghcr.io/acme/podinfo:1.2.3", "--load"];

  it.each(everywhere.filter(([field]) => field !== "that nothing is attested"))(
    "is told %s",
    (_field, changes, last) => {
      expect(args(changes)).toEqual([...first, ...last]);
    },
  );

  it.each<readonly [string, Partial<ImageBuild>, readonly string[]]>([
    ["several platforms", { platforms: ["linux/amd64", "linux/arm64"] }, ["--platform=linux/amd64,linux/arm64"]],
    [
      "where to find a secret, never the secret",
      {
        secrets: [
          { id: "npm", source: { env: "NPM_TOKEN" } },
          { id: "key", source: { file: "a b/key.pem" } },
        ],
      },
      ["--secret=id=npm,env=NPM_TOKEN", "--secret=id=key,src=a b/key.pem"],
    ],
    [
      "annotations of the one manifest",
      { annotations: { "manifest:a": "b=c" } },
      ["--annotation=manifest:manifest:a=b=c"],
    ],
    [
      "annotations of every manifest and the index",
      { annotations: { a: "b" }, platforms: ["linux/amd64", "linux/arm64"] },
      ["--platform=linux/amd64,linux/arm64", "--annotation=index,manifest:a=b"],
    ],
    [
      "caches",
      { cacheFrom: ["type=gha", "type=registry,ref=x"], cacheTo: ["type=gha,mode=max"] },
      ["--cache-from=type=gha", "--cache-from=type=registry,ref=x", "--cache-to=type=gha,mode=max"],
    ],
    ["provenance and sbom", { provenance: "mode=max", sbom: "true" }, ["--provenance=mode=max", "--sbom=true"]],
    ["that nothing is attested", { provenance: "false", sbom: "false" }, ["--provenance=false", "--sbom=false"]],
  ])("is told %s", (_field, changes, last) => {
    // Docker keeps one platform alone: several are built and left in the cache.
    const several = (changes.platforms?.length ?? 0) > 1;
    expect(args(changes)).toEqual([
      ...first.slice(0, -1),
      several ? "--output=type=cacheonly" : "--load",
      ...last,
      ".",
    ]);
  });

  it("is told to push every reference, the first of them last, with the times of the commit", () => {
    expect(args({ push: true, references: ["ghcr.io/a/b:1", "ghcr.io/a/b:2"] })).toEqual([
      "buildx",
      "build",
      "--metadata-file=/t/m.json",
      "--tag=ghcr.io/a/b:2",
      "--tag=ghcr.io/a/b:1",
      "--output=type=image,push=true,rewrite-timestamp=true",
      ".",
    ]);
  });
});

describe("docker", () => {
  const args = (changes: Partial<ImageBuild>, buildKit = false) =>
    dockerArguments(anImage(changes), { imageId: "/t/id", buildKit });

  it.each(everywhere)("is told %s", (_field, changes, last) => {
    expect(args(changes)).toEqual(["build", "--iidfile=/t/id", "--tag=ghcr.io/acme/podinfo:1.2.3", ...last]);
  });

  it("is told secrets and the commit's time where it has BuildKit", () => {
    expect(args({ secrets: [{ id: "npm", source: { env: "NPM_TOKEN" } }] }, true).slice(3)).toEqual([
      "--build-arg=SOURCE_DATE_EPOCH=1700000000",
      "--secret=id=npm,env=NPM_TOKEN",
      ".",
    ]);
    expect(args({ buildArgs: [["SOURCE_DATE_EPOCH", "0"]] }, true).slice(3)).toEqual([
      "--build-arg=SOURCE_DATE_EPOCH=0",
      ".",
    ]);
  });

  it.each<readonly [string, Partial<ImageBuild>]>([
    ["several platforms", { platforms: ["linux/amd64", "linux/arm64"] }],
    ["annotations", { annotations: { a: "b" } }],
    ["cache-to", { cacheTo: ["type=inline"] }],
    ["provenance", { provenance: "true" }],
    ["sbom", { sbom: "true" }],
    ["build that pushes", { push: true }],
  ])("refuses %s", (what, changes) => {
    expect(() => args(changes, true)).toThrow(new RegExp(`the engine docker has no .*${what}; `, "u"));
  });

  it("refuses secrets where it has no BuildKit", () => {
    expect(() => args({ secrets: [{ id: "npm", source: { env: "NPM_TOKEN" } }] })).toThrow(/secrets need BuildKit/u);
  });
});

describe.each([
  ["buildah", buildahArguments],
  ["podman", podmanArguments],
] as const)("%s", (name, argumentsOf) => {
  const args = (changes: Partial<ImageBuild>, secrets: readonly string[] = []) =>
    argumentsOf(anImage(changes), { imageId: "/t/id", secrets, list: null });
  const image = (changes: Partial<ImageBuild>): readonly string[] => lastArguments(anImage(changes));
  const first = ["build", "--timestamp=1700000000", "--iidfile=/t/id", "--tag=ghcr.io/acme/podinfo:1.2.3"];

  it.each(everywhere)("is told %s", (_field, changes, last) => {
    // The arguments of the caller stand last, so that they can say otherwise.
    const own = last.filter((each) => !image(changes).includes(each));
    expect(args(changes)).toEqual([...first, ...own, "--layers=false", ...image(changes)]);
  });

  it("is told annotations, and where each secret is", () => {
    expect(args({ annotations: { a: "b" } }, ["--secret=id=npm,type=env,env=NPM"])).toEqual([
      ...first,
      "--annotation=a=b",
      "--secret=id=npm,type=env,env=NPM",
      "--layers=false",
      ".",
    ]);
  });

  it("is told caches, and to make layers for them", () => {
    expect(args({ cacheFrom: ["ghcr.io/a/cache"], cacheTo: ["ghcr.io/a/cache"] })).toEqual([
      ...first,
      "--cache-from=ghcr.io/a/cache",
      "--cache-to=ghcr.io/a/cache",
      "--layers=true",
      ".",
    ]);
  });

  it("is told the list to which one of several platforms is added", () => {
    const one = anImage({ platforms: ["linux/arm64"] });
    expect(argumentsOf(one, { imageId: "/t/id", secrets: [], list: "a.example/b:1" })).toEqual([
      "build",
      "--timestamp=1700000000",
      "--manifest=a.example/b:1",
      "--platform=linux/arm64",
      "--layers=false",
      ".",
    ]);
  });

  it.each<readonly [string, Partial<ImageBuild>]>([
    ["provenance", { provenance: "mode=max" }],
    ["sbom", { sbom: "true" }],
    ["build that pushes", { push: true }],
    ["several platforms at once", { platforms: ["linux/amd64", "linux/arm64"] }],
  ])("refuses %s", (what, changes) => {
    expect(() => args(changes)).toThrow(new RegExp(`the engine ${name} has no .*${what}`, "u"));
  });
});

describe("a push by buildah or podman", () => {
  it.each([
    ["ghcr.io/a/b:1", []],
    ["localhost:5000/a/b:1", ["--tls-verify=false"]],
    ["127.0.0.1:5000/a/b:1", ["--tls-verify=false"]],
    ["127.0.0.1.example.org/a/b:1", []],
    ["localhost.example.org:5000/a/b:1", []],
  ] as const)("goes without TLS only to the machine itself: %s", (reference, tls) => {
    expect(pushArguments(reference, reference, { list: false, digest: "/t/d" })).toEqual([
      "push",
      "--digestfile=/t/d",
      ...tls,
      reference,
      `docker://${reference}`,
    ]);
  });

  it("takes the whole list", () => {
    expect(pushArguments("ghcr.io/a/b:1", "ghcr.io/a/b:2", { list: true, digest: "/t/d" })).toEqual([
      "manifest",
      "push",
      "--all",
      "--digestfile=/t/d",
      "ghcr.io/a/b:1",
      "docker://ghcr.io/a/b:2",
    ]);
  });
});
