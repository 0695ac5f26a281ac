import { describe, expect, test } from "vitest";
import { writtenNameTest } from "../../src/git/written-name.ts";

const isNamedIn = (name: string, text: string, path = "a/values.yaml"): boolean =>
  writtenNameTest(name)(path, Buffer.from(text));

describe("a file names an artifact outright", () => {
  test.each([
    ["ghcr.io/acme/a", "image: ghcr.io/acme/a:1.0.0"],
    ["ghcr.io/acme/a", "repository: ghcr.io/acme/a"],
    ["ghcr.io/acme/a", "repository: 'ghcr.io/acme/a'"],
    ["ghcr.io/acme/a", "url: oci://ghcr.io/acme/a"],
    ["ghcr.io/acme/a", "- ghcr.io/acme/a=ghcr.io/acme/b:1"],
    ["ghcr.io/acme/a", "registry: ghcr.io\nrepository: acme/a\n"],
    ["ghcr.io/acme/a", '{"registry": "ghcr.io/acme", "name": "a"}'],
    ["docker.io/library/redis", "image: redis:7"],
    ["redis", "image: docker.io/library/redis:7"],
    ["redis", "chart: redis"],
    ["redis", "initImage: 'redis'"],
    ["redis", "  - redis:7"],
    ["https://github.com/acme/deploy", "- git@github.com:acme/deploy.git//base?ref=v1"],
    ["github.com/acme/deploy", "repoURL: https://GitHub.com/acme/deploy"],
  ])("%s in %j", (name, text) => {
    expect(isNamedIn(name, text)).toBe(true);
  });

  test.each([
    ["ghcr.io/acme/a", "image: ghcr.io/acme/ab:1.0.0"],
    ["ghcr.io/acme/a", "image: ghcr.io/acme/a/b:1.0.0"],
    ["ghcr.io/acme/a", "image: mirror/ghcr.io/acme/a:1"],
    ["ghcr.io/acme/a", "# image: ghcr.io/acme/a:1.0.0"],
    ["ghcr.io/acme/a", "image: ghcr.io/acme/other\nname: a\n"],
    ["ghcr.io/acme/a", 'image: "{{ .Values.image.repository }}:{{ .Values.image.tag }}"\napp: a'],
    ["redis", "name: redis\nlabels: {app: redis}\ncommand: [redis]\nredis: {a: 1}\n"],
    ["redis", "image: redis-exporter:7"],
    ["https://github.com/acme/deploy", "repoURL: https://github.com/acme/deployment"],
  ])("%s not in %j", (name, text) => {
    expect(isNamedIn(name, text)).toBe(false);
  });

  test("by `name:` where that is the name of an image or a chart", () => {
    expect(isNamedIn("redis", "images:\n  - name: redis\n", "a/kustomization.yaml")).toBe(true);
    expect(isNamedIn("redis", "dependencies:\n  - name: redis\n", "a/Chart.yaml")).toBe(true);
  });
});
