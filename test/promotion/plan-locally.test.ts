import { describe, expect, test } from "vitest";
import type { Configuration } from "../../src/config/configuration.ts";
import type { Snapshot } from "../../src/git/snapshot.ts";
import { planLocally } from "../../src/promotion/plan-locally.ts";
import { apps, configurationOf } from "./world.ts";

/** Files in memory, as a working tree has them. */
function treeOf(files: Readonly<Record<string, string>>): Snapshot {
  const entries = Object.keys(files)
    .toSorted()
    .map((path) => ({ path, mode: "100644" as const, oid: path }));
  return {
    commit: null,
    list: async (under) =>
      entries.filter(({ path }) => under?.some((root) => path === root || path.startsWith(`${root}/`)) ?? true),
    read: async (paths) =>
      new Map(paths.map((path) => [path, files[path] === undefined ? null : Buffer.from(files[path])])),
  };
}

async function appsOf(files: Readonly<Record<string, string>>, configuration: Configuration = configurationOf()) {
  const tree = treeOf(files);
  const [plan, ...others] = await planLocally({ configuration, snapshotOf: async () => tree });
  if (plan === undefined || others.length > 0) throw new Error("expected one plan");
  return plan.apps;
}

describe("what promote would do, from files alone", () => {
  test("versions, diff and the pull request's text", async () => {
    const [app] = await appsOf(apps({ podinfo: ["1.3.0", "1.2.0"] }));
    expect(app?.plan.kind).toBe("promote");
    expect(app?.title).toBe("Promote podinfo to prod: podinfo 1.3.0");
    expect(app?.files).toEqual(["apps/podinfo/prod/kustomization.yaml"]);
    expect(app?.diff).toContain("-    newTag: 1.2.0\n+    newTag: 1.3.0");
    expect(app?.body).toContain(app?.diff);
  });

  test("nothing, with the reason and without a text", async () => {
    const [app] = await appsOf(apps({ podinfo: ["1.2.0", "1.2.0"] }));
    expect(app).toMatchObject({ plan: { kind: "nothing" }, isMissing: false, diff: "", title: "", files: [] });
  });

  test("an app that prod lacks is missing", async () => {
    const files = apps({ podinfo: ["1.3.0", "1.2.0"] });
    delete files["apps/podinfo/prod/kustomization.yaml"];
    const [app] = await appsOf(files);
    expect(app).toMatchObject({ isMissing: true, plan: { kind: "nothing" } });
  });

  test("verdicts that a clone can tell, and unknown for those that it cannot", async () => {
    const gates = {
      soakMs: 60_000,
      approvals: { required: 1, independent: true },
      statuses: ["e2e"],
      images: { registries: ["ghcr.io/other"], digest: "optional", mutableTags: "allowed" },
    } as const;
    const [app] = await appsOf(apps({ podinfo: ["1.3.0", "1.2.0"] }), configurationOf({ gates }));
    expect(app?.verdicts.map(({ gate, verdict }) => `${gate}: ${verdict.kind}`)).toEqual([
      "soak: unknown",
      "approvals: unknown",
      "statuses: unknown",
      "images: closed",
      "order: open",
    ]);
  });

  test("a pre-release is held for a person", async () => {
    const [app] = await appsOf(apps({ podinfo: ["2.0.0-rc.1", "1.2.0"] }));
    expect(app?.verdicts.map(({ gate, verdict }) => `${gate}: ${verdict.kind}`)).toEqual(["order: held"]);
  });

  test("an environment that takes from no other cannot receive", async () => {
    const snapshotOf = async () => treeOf({});
    await expect(
      planLocally({ configuration: configurationOf(), environments: ["stage"], snapshotOf }),
    ).rejects.toThrow(/"stage" takes its versions from no other/);
    const alone = { ...configurationOf(), environments: configurationOf().environments.slice(0, 1) };
    await expect(planLocally({ configuration: alone, snapshotOf })).rejects.toThrow(
      /no environment takes its versions/,
    );
  });
});
