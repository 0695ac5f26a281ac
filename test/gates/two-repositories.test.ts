import { expect, test } from "vitest";
import { gatePullRequests } from "../../src/gates/gate-pull-requests.ts";
import { promote } from "../../src/promotion/promote.ts";
import { recordCommits } from "../../src/records/record-commits.ts";
import { configurationOf, HOME, kustomization, startWorld } from "../promotion/world.ts";
import { gates, only } from "./scene.ts";

const PROD = "acme/prod";
const image = "ghcr.io/acme/podinfo";

test("a promotion between two repositories is judged and merged where it is received, by the records and checks of where it comes from", async () => {
  await using world = await startWorld({
    [HOME]: { "apps/podinfo/stage/kustomization.yaml": kustomization(image, "1.3.0") },
    [PROD]: { "apps/podinfo/prod/kustomization.yaml": kustomization(image, "1.2.0") },
  });
  const configuration = configurationOf({
    repository: PROD,
    promote: { group: "app", newer: "settle", autoMerge: "minor", labels: [], reviewers: [] },
    ...gates({ soakMs: 1000, statuses: ["e2e"] }),
  });
  const gate = (repository?: string) =>
    world.run((effects) =>
      gatePullRequests(
        { configuration, merge: true, dryRun: false, ...(repository === undefined ? {} : { repository }) },
        effects,
      ),
    );
  await world.run((effects) => promote({ configuration, dryRun: false }, effects));
  expect(only(await gate())).toMatchObject({ kind: "promotion", environment: "prod", verdict: "held" });

  await world.run((effects) => recordCommits({ configuration, dryRun: false }, effects));
  await world.forge.setStatus(HOME, (await world.forge.branch(HOME, "main")) ?? "", {
    context: "e2e",
    state: "success",
  });
  world.forge.now = () => Date.now() + 60_000;
  expect(await gate(HOME)).toMatchObject({ result: "nothing" });
  expect(only(await gate(PROD))).toMatchObject({ verdict: "open", merge: "merged" });
  expect(await world.forge.file(PROD, "main", "apps/podinfo/prod/kustomization.yaml")).toContain("1.3.0");
  await expect(gate("acme/other")).rejects.toThrow('the repository "acme/other" holds no environment');
});
