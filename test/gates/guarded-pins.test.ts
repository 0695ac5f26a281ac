// Manual changes of pins that no promotion writes: a place that Flux's automation owns, Git revisions, and charts that their manifests do not name.
import { expect, test } from "vitest";
import { HOME } from "../promotion/world.ts";
import { gates, only, prepared, type Scene } from "./scene.ts";

const MARKER = '# {"$imagepolicy": "flux-system:podinfo:tag"}';

/** A release with an image that automation writes, and a chart's version in a patch that does not name the chart. */
const release = (tag: string, chart: string): string => `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: podinfo}
spec:
  chart: {spec: {version: ${chart}}}
  values: {image: {repository: ghcr.io/acme/podinfo, tag: ${tag}}} ${MARKER}
`;

const STAGE = "apps/podinfo/stage/release.yaml";
const PROD = "apps/podinfo/prod/release.yaml";

async function changed({ world: { forge } }: Scene, text: string) {
  await forge.commit(HOME, { branch: "change", files: { [PROD]: text } });
  return forge.openPullRequest(HOME, { head: "change", title: "Change", by: "mallory" });
}

/** Stage has chart 1.3.0 and image 1.3.0, prod 1.2.0 of both. */
async function scene(prod: Parameters<typeof prepared>[0]): Promise<Scene> {
  const made = await prepared(prod, {});
  await made.world.forge.commit(HOME, {
    branch: "main",
    files: { [STAGE]: release("1.3.0", "1.3.0"), [PROD]: release("1.2.0", "1.2.0") },
  });
  return made;
}

const IMAGES = gates({ images: { registries: ["ghcr.io/acme"], digest: "required", mutableTags: "forbidden" } });

test("the images gate does not take the version of a chart for an image", async () => {
  await using made = await scene(IMAGES);
  await changed(made, release("1.2.0", "1.2.1"));
  expect(only(await made.gate()).verdict).toBe("open");
});

test("the images gate judges an image also where automation writes it", async () => {
  await using made = await scene(IMAGES);
  await changed(made, release("latest", "1.2.0"));
  const judged = only(await made.gate());
  expect(judged.verdict).toBe("closed");
  expect(judged.reason).toContain('has the tag "latest", which can move');
});

test("what stage has is found for a place that automation writes", async () => {
  await using made = await scene(gates({ statuses: ["e2e"] }));
  await changed(made, release("1.3.0", "1.2.0"));
  const found = only(await made.gate());
  expect(found).toMatchObject({ verdict: "held" });
  // The check is looked for on a commit of stage that has the version, and is missing there.
  expect(found.reason).toContain("checks in stage: not there");
});
