import { describe, expect, test } from "vitest";
import { parseImageReference } from "../../src/artifacts/image-reference.ts";
import type { ImagesPolicy } from "../../src/config/configuration.ts";
import { images, isBelow } from "../../src/gates/images.ts";

const DIGEST = `sha256:${"a".repeat(64)}`;
const strict: ImagesPolicy = { registries: ["ghcr.io/org"], digest: "optional", mutableTags: "forbidden" };

function judge(policy: Partial<ImagesPolicy>, ...references: string[]) {
  const judged = references.map((text) => {
    const { artifact, version } = parseImageReference(text);
    return { artifact, takes: "image", version, place: "app.yaml:1" } as const;
  });
  return images.judge({ policy: { ...strict, ...policy }, images: judged });
}

describe("the images gate", () => {
  const cases: readonly [string, Partial<ImagesPolicy>, string, string, RegExp][] = [
    ["below the prefix", {}, "ghcr.io/org/app:1.2.3", "open", /allowed/],
    ["a host that only begins alike", {}, "ghcr.io.evil.example/org/app:1.2.3", "closed", /is not from ghcr\.io\/org/],
    ["an owner that only begins alike", {}, "ghcr.io/org-evil/app:1.2.3", "closed", /is not from/],
    ["no registry means Docker Hub", {}, "org/app:1.2.3", "closed", /docker\.io\/org\/app is not from/],
    ["any registry", { registries: [] }, "quay.io/x/y:1.2.3", "open", /allowed/],
    ["Docker Hub's own short form", { registries: ["docker.io/library"] }, "nginx:1.27.0", "open", /allowed/],
    ["the repository itself", { registries: ["ghcr.io/org/app"] }, "ghcr.io/org/app:1.2.3", "open", /allowed/],
    ["latest", {}, "ghcr.io/org/app:latest", "closed", /can move/],
    ["LATEST", {}, "ghcr.io/org/app:LATEST", "closed", /can move/],
    ["latest with a digest", {}, `ghcr.io/org/app:latest@${DIGEST}`, "closed", /can move/],
    ["latest where the policy allows it", { mutableTags: "allowed" }, "ghcr.io/org/app:latest", "open", /allowed/],
    ["a digest alone", {}, `ghcr.io/org/app@${DIGEST}`, "open", /allowed/],
    ["no digest where one is required", { digest: "required" }, "ghcr.io/org/app:1.2.3", "closed", /has no digest/],
    [
      "tag and digest where one is required",
      { digest: "required" },
      `ghcr.io/org/app:1.2.3@${DIGEST}`,
      "open",
      /allowed/,
    ],
  ];
  test.each(cases)("%s", (_name, policy, reference, kind, reason) => {
    const verdict = judge(policy, reference);
    expect(verdict.kind).toBe(kind);
    expect(verdict.reason).toMatch(reason);
  });

  test("every objection is listed", () => {
    const verdict = judge({ digest: "required" }, "ghcr.io/org/app:1.2.3", "quay.io/x/y:latest");
    expect(verdict.kind).toBe("closed");
    expect(verdict.reason.split("; ")).toHaveLength(4);
  });

  test("neither tag nor digest means latest", () => {
    const artifact = { kind: "image", name: "app", id: "ghcr.io/org/app" } as const;
    const image = { artifact, takes: "image", version: { tag: null, digest: null }, place: "app.yaml:1" } as const;
    expect(images.judge({ policy: strict, images: [image] })).toEqual({
      kind: "closed",
      reason: 'app has no tag, which means "latest"',
    });
  });

  test("an image that the manifest does not name cannot be shown to come from an allowed registry", () => {
    const image = {
      artifact: null,
      takes: "image",
      version: { tag: "1.2.3", digest: null },
      place: "app.yaml:7",
    } as const;
    expect(images.judge({ policy: strict, images: [image] })).toEqual({
      kind: "closed",
      reason: "the image at app.yaml:7 has no name in the manifest, so its registry cannot be checked",
    });
    expect(images.judge({ policy: { ...strict, registries: [] }, images: [image] })).toMatchObject({ kind: "open" });
  });

  test.each([
    ["a chart", { kind: "chart", name: "podinfo", id: "podinfo" }, "chart"],
    ["a chart that its manifest does not name", null, "chart"],
    ["a Git revision", { kind: "git", name: "https://x/y", id: "x/y" }, "git"],
    ["a Git revision of a repository that is not named", null, "git"],
    ["a version of nobody knows what", null, "text"],
  ] as const)("%s is not an image", (_, artifact, takes) => {
    const change = { artifact, takes, version: { tag: "latest", digest: null }, place: "app.yaml:1" };
    const policy = { ...strict, digest: "required" } as const;
    expect(images.judge({ policy, images: [change] })).toEqual({ kind: "open", reason: "changes no image" });
  });

  test("an image is judged also beside what is none, and where a place was named for it", () => {
    const named = { ...parseImageReference("ghcr.io/org/app:latest"), takes: "text", place: "fleet.yaml:1" } as const;
    const chart = { artifact: null, takes: "chart", version: { tag: "1.2.3", digest: null }, place: "a:1" } as const;
    expect(images.judge({ policy: strict, images: [chart, named] })).toMatchObject({ kind: "closed" });
  });
});

test.each(["ghcr.io@evil.example/org/app:1.2.3", "ghcr.io/org/../evil/app:1.2.3"])(
  "%s is no image at all",
  (reference) => {
    expect(() => judge({}, reference)).toThrow(reference.split(":")[0]);
  },
);

test.each([
  ["ghcr.io/org/app", "GHCR.io/org/", true],
  ["ghcr.io/org/app", "ghcr.io", true],
  ["ghcr.io/org/app", "ghcr.io/or", false],
  ["docker.io/acme/app", "acme", true],
  ["docker.io/acme/app", "index.docker.io/acme", true],
  ["localhost:5000/app", "localhost:5000", true],
  ["localhost:5000/app", "localhost", false],
  ["ghcr.io/org/app", "", false],
] as const)("%s below %s: %s", (image, allowed, expected) => {
  expect(isBelow(image, allowed)).toBe(expected);
});
