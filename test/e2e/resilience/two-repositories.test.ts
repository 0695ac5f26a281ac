// Stage at home and prod in a repository of its own: one run of home's step serves the pull requests of both.
import { expect, it } from "vitest";
import { ENVIRONMENT, makeGround, overlay, WRITE } from "../ground.ts";

const PROD = "acme/prod";
const CONFIGURATION = `environments:
  stage:
    path: apps/{app}/stage
  prod:
    repository: ${PROD}
    path: apps/{app}
    from: stage
`;

it("a fork's pull request to home gets its verdict from a run on push or schedule", async () => {
  await using ground = await makeGround({
    "waybill.yaml": CONFIGURATION,
    "apps/hello/stage/kustomization.yaml": overlay("hello", "1.3.0"),
  });
  const { forge } = ground;
  await forge.createRepository(PROD, { files: { "apps/hello/kustomization.yaml": overlay("hello", "1.2.0") } });
  const app = forge.createApp("waybill");
  forge.installApp(app.id, [ENVIRONMENT, PROD], WRITE);
  const pull = await forge.openForkPullRequest(ENVIRONMENT, {
    head: "newer",
    files: { "apps/hello/stage/kustomization.yaml": overlay("hello", "1.9.0") },
    title: "A newer hello",
    by: "jonas",
  });
  const credentials = { "app-id": String(app.id), "private-key": app.privateKey };
  const result = await ground.step({ action: "waybill", with: credentials });
  expect(result.exitCode, result.log).toBe(0);
  expect(forge.pullRequests(PROD).map(({ title }) => title)).toEqual(["Promote hello to prod: hello 1.3.0"]);
  for (const [name, commit] of [
    [ENVIRONMENT, pull.headCommit],
    [PROD, forge.pullRequest(PROD, 1).headCommit],
  ] as const) {
    const statuses = forge.repository(name).statuses.filter((status) => status.commit === commit);
    expect(statuses.map(({ context, state }) => [context, state])).toEqual([["waybill/gate", "success"]]);
  }
  expect(forge.violations).toEqual([]);
});
