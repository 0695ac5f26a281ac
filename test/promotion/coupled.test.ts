// `?ref=<commit>` and `newTag: <the same commit>` through update, promotion, gate and records: one version, and everybody says so.
import { describe, expect, test } from "vitest";
import { parseAssignments } from "../../src/artifacts/assignment.ts";
import { formatVersion } from "../../src/artifacts/version.ts";
import { gatePullRequests } from "../../src/gates/gate-pull-requests.ts";
import { parseTrailers } from "../../src/git/trailers.ts";
import { scanPins } from "../../src/manifests/scan.ts";
import { makePlan } from "../../src/promotion/make-plan.ts";
import { promote } from "../../src/promotion/promote.ts";
import { update } from "../../src/promotion/update.ts";
import { recordCommits } from "../../src/records/record-commits.ts";
import { openRecords } from "../../src/records/store.ts";
import { environment } from "./pins.ts";
import { configurationOf, HOME, startWorld, type World } from "./world.ts";

const OLD = "99b0460a4df153acf8372eec425837703e3ae94e";
const NEW = "0e15411f387bb2a2286676b92a87fd85aa9b682a";
const STAGE = "apps/podinfo/stage/kustomization.yaml";
const PROD = "apps/podinfo/prod/kustomization.yaml";

/** A kustomization that takes its resources from the commit that its image was built from. */
function overlay(tag: string, ref: string, more = ""): string {
  return `kind: Kustomization
resources:
- https://github.com/acme/podinfo//deploy?ref=${ref}
${more}images:
- name: ghcr.io/acme/podinfo
  newTag: ${tag}
`;
}

describe("a promotion", () => {
  /** `path: from -> to` of every change, or why there is none. */
  function planned(stage: string, prod: string): readonly string[] {
    const pinsOf = (text: string) =>
      scanPins(new Map([["kustomization.yaml", new TextEncoder().encode(text)]]), { scope: ["."] }).pins;
    const plan = makePlan({
      from: environment("stage", pinsOf(stage)),
      to: environment("prod", pinsOf(prod)),
      sourceCommit: "c".repeat(40),
    });
    const [app] = plan.apps;
    if (app?.kind !== "promote") return [app?.reason ?? "no app"];
    const changes = app.changes.map(
      ({ pin, from, to }) => `${pin.path}: ${formatVersion(from)} -> ${formatVersion(to)}`,
    );
    return [...changes, ...app.remarks];
  }

  const ref = "resources[https://github.com/acme/podinfo//deploy]";
  const image = "images[name=ghcr.io/acme/podinfo]";

  test("takes both as the giving environment has them", () => {
    expect(planned(overlay(NEW, NEW), overlay(OLD, OLD))).toEqual([
      `${ref}: ${OLD} -> ${NEW}`,
      `${image}: ${OLD} -> ${NEW}`,
    ]);
  });

  test("leaves a reference that the giving environment holds back", () => {
    expect(planned(overlay(NEW, OLD), overlay(OLD, OLD))).toEqual([`${image}: ${OLD} -> ${NEW}`]);
  });

  test("moves a reference that the giving environment lacks", () => {
    expect(planned(overlay(NEW, "main"), overlay(OLD, OLD)).slice(0, 2)).toEqual([
      `${image}: ${OLD} -> ${NEW}`,
      `${ref}: ${OLD} -> ${NEW}`,
    ]);
  });

  test("is refused where a reference that the giving environment lacks cannot follow", () => {
    const [reason] = planned(overlay("v2.0.0", "main"), overlay(OLD, OLD));
    expect(reason).toContain(`kustomization.yaml:6 (ghcr.io/acme/podinfo) have the same commit ${OLD}`);
  });

  test("leaves guarded places alone, and says where they differ", () => {
    const patch = (tag: string) =>
      `patches:\n- patch: |-\n    - {op: replace, path: /spec/containers/0/image, value: "side:${tag}"}\n`;
    expect(planned(overlay("v2", OLD, patch("v2")), overlay("v1", OLD, patch("v2")))).toEqual([`${image}: v1 -> v2`]);
    expect(planned(overlay("v2", OLD, patch("v2")), overlay("v1", OLD, patch("v1")))).toEqual([
      `${image}: v1 -> v2`,
      'prod has "v1" of side at kustomization.yaml:6, which is left alone: it stands in a patch, which is this overlay\'s own decision',
    ]);
  });
});

function start(stage: string, prod: string): Promise<World> {
  return startWorld({ [HOME]: { [STAGE]: stage, [PROD]: prod } });
}

function updateTo(version: string) {
  return (effects: Parameters<typeof update>[1]) =>
    update(
      {
        artifacts: parseAssignments(`ghcr.io/acme/podinfo:${version}`, "image"),
        places: [],
        configuration: configurationOf(),
        environment: null,
        path: null,
        app: null,
        branch: null,
        mode: "commit",
        labels: [],
        reviewers: [],
        source: { repository: "acme/podinfo", commit: NEW },
        dryRun: false,
      },
      effects,
    );
}

describe("an update", () => {
  test("of the image moves the reference, and its trailers name both", async () => {
    await using world = await start(overlay(OLD, OLD), overlay(OLD, OLD));
    expect(await world.run(updateTo(NEW))).toMatchObject({ result: "committed", files: [STAGE] });
    expect(await world.file("main", STAGE)).toBe(overlay(NEW, NEW));
    const [head] = await world.forge.log(HOME, "main");
    expect(parseTrailers(head?.message ?? "").changes.map(({ artifact, to }) => `${artifact} ${to.tag}`)).toEqual([
      `image:ghcr.io/acme/podinfo ${NEW}`,
      `git:github.com/acme/podinfo//deploy ${NEW}`,
    ]);
    expect(await world.run(updateTo(NEW))).toMatchObject({ result: "nothing" });
  });

  test("to a version that is no commit writes nothing, and names both lines", async () => {
    await using world = await start(overlay(OLD, OLD), overlay(OLD, OLD));
    await expect(world.run(updateTo("v2.0.0"))).rejects.toThrow(
      `${STAGE}:3 (https://github.com/acme/podinfo//deploy) and ${STAGE}:6 (ghcr.io/acme/podinfo) have the same commit ${OLD}`,
    );
    expect(await world.file("main", STAGE)).toBe(overlay(OLD, OLD));
  });
});

test("from update to record, the reference is carried, verified, merged and recorded like the image", async () => {
  await using world = await start(overlay(OLD, OLD), overlay(OLD, OLD));
  const configuration = configurationOf({
    promote: { group: "app", newer: "settle", autoMerge: "major", labels: [], reviewers: [] },
  });
  const request = { configuration, dryRun: false };
  await world.run(updateTo(NEW));
  await world.run((effects) => recordCommits(request, effects));
  expect((await world.run((effects) => promote(request, effects))).apps).toMatchObject([
    { app: "podinfo", result: "opened" },
  ]);
  expect(await world.file("waybill/app/prod/podinfo", PROD)).toBe(overlay(NEW, NEW));
  const { judged } = await world.run((effects) => gatePullRequests({ ...request, merge: true }, effects));
  expect(judged).toMatchObject([{ kind: "promotion", verdict: "open", merge: "merged" }]);
  expect(await world.file("main", PROD)).toBe(overlay(NEW, NEW));
  await world.run((effects) => recordCommits(request, effects));
  const record = await world.run(async ({ connections: { home } }) => {
    const index = await openRecords(home.git, configuration.records.branch);
    return (await index.standing("prod", "podinfo")).records[0];
  });
  expect(record?.changes.map(({ artifact, from, to }) => [artifact, from?.tag, to?.tag])).toEqual([
    ["git:github.com/acme/podinfo//deploy", OLD, NEW],
    ["image:ghcr.io/acme/podinfo", OLD, NEW],
  ]);
  expect(record?.promotedFrom).toMatchObject({ environment: "stage" });
  expect(record?.undo).toEqual([`https://github.com/acme/podinfo//deploy=${OLD}`, `ghcr.io/acme/podinfo=${OLD}`, PROD]);
});
