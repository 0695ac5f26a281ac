// A promotion of what each environment calls by its own name, from the plan over the gate to the record: all of them pair it alike.
import { expect, test } from "vitest";
import { gatePullRequests } from "../../src/gates/gate-pull-requests.ts";
import { promote } from "../../src/promotion/promote.ts";
import { recordCommits } from "../../src/records/record-commits.ts";
import { openRecords } from "../../src/records/store.ts";
import { configurationOf, HOME, startWorld } from "./world.ts";

const application = (environment: string, revision: string, tag: string): string => `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: podinfo-${environment} }
spec:
  sources:
    - { repoURL: https://git.acme.dev/deploy, path: deploy/overlays/${environment}, targetRevision: ${revision} }
    - repoURL: https://charts.acme.dev
      chart: app
      targetRevision: 1.0.0
      helm: { parameters: [{ name: image.tag, value: ${tag} }] }
`;

test("the folder of a repository and the object of a lone tag that the environment names are promoted, judged and recorded", async () => {
  await using world = await startWorld({
    [HOME]: {
      "apps/podinfo/stage/application.yaml": application("stage", "v1.1.0", "1.3.0"),
      "apps/podinfo/prod/application.yaml": application("prod", "v1.0.0", "1.2.0"),
    },
  });
  const configuration = configurationOf({
    promote: { group: "app", newer: "settle", autoMerge: "minor", labels: [], reviewers: [] },
    gates: { soakMs: 1000, approvals: null, statuses: ["e2e"], images: null },
  });
  await world.run((effects) => recordCommits({ configuration, dryRun: false }, effects));
  await world.run((effects) => promote({ configuration, dryRun: false }, effects));
  const source = await world.forge.commit(HOME, { files: { "README.md": "stage moves on, with the same versions\n" } });
  await world.forge.setStatus(HOME, source, { context: "e2e", state: "success" });
  world.forge.now = () => Date.now() + 60_000;
  const gate = await world.run((effects) => gatePullRequests({ configuration, merge: true, dryRun: false }, effects));
  expect(gate.judged).toMatchObject([{ kind: "promotion", verdict: "open", merge: "merged" }]);
  expect(await world.file("main", "apps/podinfo/prod/application.yaml")).toBe(application("prod", "v1.1.0", "1.3.0"));

  await world.run((effects) => recordCommits({ configuration, dryRun: false }, effects));
  const standing = await world.run(async ({ connections }) =>
    (await openRecords(connections.home.git, "waybill/records")).standing("prod", "podinfo"),
  );
  expect(standing.records[0]).toMatchObject({ promotedFrom: { environment: "stage" } });
});
