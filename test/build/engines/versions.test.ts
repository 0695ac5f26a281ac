// Which version knows what: read out of the programs' own words, compared as numbers, and never guessed.
import { describe, expect, it } from "vitest";
import type { Engine, ImageBuild } from "../../../src/build/engine.ts";
import { readsVariables, refuseTooNew, tooOld, versionIn } from "../../../src/build/engines/versions.ts";
import { anImage } from "./an-image.ts";

describe("the version in a program's words", () => {
  it.each([
    ["buildah version 1.28.2 (image-spec 1.1.0-rc2, runtime-spec 1.0.2-dev)", "1.28.2"],
    ["podman version 4.3.1", "4.3.1"],
    ["podman version 5.0.0-rc1", "5.0.0-rc1"],
    ["github.com/docker/buildx v0.29.1 28c90ea", "0.29.1"],
    ["github.com/docker/buildx 0.13.1+ds1-0ubuntu3", "0.13.1+ds1-0ubuntu3"],
    ["20.10.24+dfsg1", "20.10.24+dfsg1"],
    ["Docker version 28.2.2, build e6534b4", "28.2.2"],
    ["dev", null],
    ["", null],
    ["\u001B[1mhello\nworld 7", null],
  ])("%j is %s", (text, version) => {
    expect(versionIn(text)).toBe(version);
  });
});

describe("a version", () => {
  it.each<readonly [Engine["name"], string, string]>([
    ["buildx", "0.5.1", "0.6"],
    ["docker", "19.03.15", "20.10"],
    ["docker", "1.13.1", "20.10"],
    ["buildah", "1.22.3", "1.23"],
    ["buildah", "1.9.9", "1.23"],
    ["podman", "3.3.1", "3.4"],
    ["podman", "2.2.1", "3.4"],
  ])("%s %s is too old", (name, version, least) => {
    expect(tooOld(name, version)).toContain(`${version} is too old: ${least} is the least, which brought `);
  });

  it.each<readonly [Engine["name"], string]>([
    ["buildx", "0.6.0"],
    ["buildx", "0.29.1"],
    ["buildx", "0.0.0+unknown"],
    ["docker", "20.10.24+dfsg1"],
    ["docker", "28.2.2"],
    ["buildah", "1.23.0"],
    ["buildah", "1.100"],
    ["buildah", "2.0.0"],
    ["podman", "3.4.4"],
    ["podman", "10.0"],
    ["podman", 'of an unknown version ("hello")'],
  ])("%s %s is taken", (name, version) => {
    expect(tooOld(name, version)).toBeNull();
  });
});

describe("what came with a later version", () => {
  it.each<readonly [Engine["name"], string, Partial<ImageBuild>, string]>([
    ["buildx", "0.9.1", { provenance: "false" }, "provenance need buildx 0.10 or newer, and this machine has 0.9.1"],
    ["buildx", "0.9.1", { sbom: "true" }, "sbom need buildx 0.10 or newer"],
    ["buildx", "0.11.2", { annotations: { a: "b" } }, "annotations need buildx 0.12 or newer"],
    ["buildah", "1.26.8", { cacheTo: ["x"] }, "cache-to need buildah 1.27 or newer"],
    ["podman", "4.1.1", { cacheTo: ["x"] }, "cache-to need podman 4.2 or newer"],
  ])("is refused where it is asked for: %s %s", (name, version, changes, says) => {
    expect(() => refuseTooNew(name, version, anImage(changes))).toThrow(says);
    expect(() => refuseTooNew(name, "99.0", anImage(changes))).not.toThrow();
    expect(() => refuseTooNew(name, version, anImage())).not.toThrow();
  });

  it.each([
    ["buildah", "1.23.1", false],
    ["buildah", "1.24.0", true],
    ["podman", "3.4.4", false],
    ["podman", "4.0.0", true],
    ["podman", "of an unknown version", false],
  ] as const)("%s %s reads secrets out of variables: %s", (name, version, reads) => {
    expect(readsVariables(name, version)).toBe(reads);
  });
});
