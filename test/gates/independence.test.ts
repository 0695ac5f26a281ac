// Whose approval is independent: the forge names the people behind a manual change's commits, who may write under any address.
import { expect, test } from "vitest";
import { HOME, kustomization } from "../promotion/world.ts";
import { approve, BRANCH, gates, only, ONE_APPROVAL, OVERLAY, prepared, proposed, type Scene } from "./scene.ts";

const COMMITS = /\/pulls\/\d+\/commits/;

/** A manual change by a person whose address names nobody, approved by grace. */
async function changed(scene: Scene): Promise<string> {
  const { forge } = scene.world;
  await forge.commit(HOME, {
    branch: "change",
    files: { [OVERLAY]: kustomization("ghcr.io/acme/podinfo", "1.2.1") },
    author: { name: "G. H.", email: "gh@acme.example" },
  });
  await forge.openPullRequest(HOME, { head: "change", title: "Change", by: "dora" });
  await approve(scene, "grace");
  return forge.pullRequest(HOME, 1).headCommit;
}

const says = ({ world }: Scene, body: unknown, status = 200) =>
  world.forge.fault({ method: "GET", path: COMMITS, when: "instead", status, body, times: 9 });
const asked = ({ world }: Scene) => world.forge.requests.filter(({ path }) => COMMITS.test(path)).length;

test("who made a commit of the change does not approve it, whatever the address", async () => {
  await using scene = await prepared(ONE_APPROVAL);
  const sha = await changed(scene);
  says(scene, [{ sha, author: { login: "Grace" }, committer: { login: "web-flow" } }]);
  const judged = only(await scene.gate());
  expect(judged).toMatchObject({ kind: "manual", verdict: "held" });
  expect(judged.reason).toContain("the approval of grace does not count: made a commit of it");
});

test("who made none of it does, and the forge is asked once", async () => {
  await using scene = await prepared(ONE_APPROVAL);
  await changed(scene);
  expect(only(await scene.gate())).toMatchObject({ verdict: "open" });
  expect(asked(scene)).toBe(1);
});

test("nobody's approval counts while it is not known who made the change", async () => {
  await using scene = await prepared(ONE_APPROVAL);
  const sha = await changed(scene);
  says(scene, []);
  const judged = only(await scene.gate());
  expect(judged).toMatchObject({ verdict: "unknown" });
  expect(judged.reason).toContain(`does not list ${sha.slice(0, 7)} among the commits of #1`);
});

test("nobody is asked where independence is not wanted", async () => {
  await using scene = await prepared(gates({ approvals: { required: 1, independent: false } }));
  await changed(scene);
  expect(only(await scene.gate())).toMatchObject({ verdict: "open" });
  expect(asked(scene)).toBe(0);
});

test("nobody is asked about a promotion, whose commits are ours", async () => {
  await using scene = await proposed(ONE_APPROVAL);
  expect(scene.world.forge.pullRequest(HOME, 1).head).toBe(BRANCH);
  await approve(scene, "grace");
  expect(only(await scene.gate())).toMatchObject({ kind: "promotion", verdict: "open" });
  expect(asked(scene)).toBe(0);
});
