import { expect, test } from "vitest";
import { newRemoteResources } from "../../src/gates/remote-resources.ts";

const FILE = "apps/podinfo/prod/kustomization.yaml";
const files = (...resources: string[]) =>
  new Map([[FILE, new TextEncoder().encode(`resources: ${JSON.stringify(resources)}\n`)]]);

test.each([
  ["https://evil.example/base"],
  ["git@github.com:acme/base.git"],
  ["github.com/acme/base?ref=v1"],
  ["git::https://evil.example/base"],
  ["evil.example/acme/base"],
] as const)("%s is new and from outside", (resource) => {
  expect(newRemoteResources(files("../base"), files("../base", resource))).toEqual([
    `${FILE}: takes "${resource}" from outside of the repository`,
  ]);
});

test.each([["../base"], ["deployment.yaml"], ["./a.b/c.yaml"], ["v1.2"], ["v1.2/apps/app.yaml"]] as const)(
  "%s is the repository's own",
  (resource) => {
    expect(newRemoteResources(files(), files(resource))).toEqual([]);
  },
);

test.each(["bases", "Components", "generators", "transformers", "validators", "crds", "configurations"])(
  "%s can bring something from outside too",
  (list) => {
    const after = new Map([[FILE, new TextEncoder().encode(`${list}: ["https://evil.example/acme/base?ref=v1"]\n`)]]);
    expect(newRemoteResources(files(), after)).toHaveLength(1);
  },
);

test("a password in a URL is not repeated", () => {
  expect(newRemoteResources(files(), files("https://robot:s3cret@evil.example/acme/base"))).toEqual([
    `${FILE}: takes "https://evil.example/acme/base" from outside of the repository`,
  ]);
});

test("another revision of what was there is not new", () => {
  const before = files("github.com/acme/base?ref=v1");
  expect(newRemoteResources(before, files("github.com/acme/base?ref=v2"))).toEqual([]);
});
