// The gate with the least that it can be given, and on what comes from another repository.
import { expect, test } from "vitest";
import { gatePullRequests } from "../../src/gates/gate-pull-requests.ts";
import { HOME, kustomization } from "../promotion/world.ts";
import type { Permissions } from "../forge/accounts.ts";
import { approve, BRANCH, only, ONE_APPROVAL, OVERLAY, prepared, proposed, statusOn, type Scene } from "./scene.ts";

const LEAST: Permissions = { contents: "read", pull_requests: "write", statuses: "write", checks: "read" };

const gateWith = ({ world, configuration }: Scene, permissions: Permissions, merge: boolean) =>
  world.run(
    (effects) => gatePullRequests({ configuration, merge, dryRun: false }, effects),
    world.forge.githubToken(HOME, permissions),
  );

test("a job that may only read the contents judges, writes status and note, and merges nothing", async () => {
  await using scene = await proposed(ONE_APPROVAL);
  await approve(scene, "grace");
  const judged = only(await gateWith(scene, LEAST, false));
  expect(judged).toMatchObject({ kind: "promotion", verdict: "open", merge: null });
  expect(statusOn(scene, await scene.head())).toMatchObject({ state: "success" });
  expect(await scene.deployed()).toBe("1.2.0");
  expect(scene.world.forge.violations).toEqual([]);
});

test("a job that may not merge and is asked to says which permission is missing, after the verdict", async () => {
  await using scene = await proposed(ONE_APPROVAL);
  await approve(scene, "grace");
  const judged = only(await gateWith(scene, LEAST, true));
  expect(judged).toMatchObject({ verdict: "open", merge: null });
  expect(judged.reason).toMatch(/its merge could not be seen to: .*contents: write/);
  expect(statusOn(scene, await scene.head())).toMatchObject({ state: "success" });
});

test("a fork's pull request with a promotion's branch, title and bytes is a manual change that nobody merges", async () => {
  await using scene = await prepared(ONE_APPROVAL);
  const { forge } = scene.world;
  await forge.openForkPullRequest(HOME, {
    head: BRANCH,
    files: { [OVERLAY]: kustomization("ghcr.io/acme/podinfo", "1.3.0") },
    title: "Promote podinfo to prod: podinfo 1.3.0",
    by: "mallory",
  });
  expect(only(await scene.gate())).toMatchObject({ kind: "manual", verdict: "held", merge: null });
  await approve(scene, "grace");
  const judged = only(await scene.gate());
  expect(judged).toMatchObject({ kind: "manual", verdict: "open", merge: null });
  expect(judged.reason).toContain("it comes from a fork");
  expect(statusOn(scene, forge.pullRequest(HOME, 1).headCommit)).toMatchObject({ state: "success" });
  expect(await scene.deployed()).toBe("1.2.0");
});
