import { describe, expect, test } from "vitest";
import type { PromotedApp, PromoteResult } from "../../src/promotion/promote-result.ts";
import { promoteSummary, updateSummary } from "../../src/promotion/summary.ts";
import type { UpdateResult } from "../../src/promotion/update-result.ts";
import { image, version } from "./pins.ts";

const UPDATED: UpdateResult = {
  result: "committed",
  changed: true,
  reason: "Update stage: podinfo 1.3.0",
  environment: "stage",
  repository: "acme/environment",
  branch: "main",
  commit: "a".repeat(40),
  pullRequestNumber: null,
  pullRequestUrl: null,
  files: ["apps/podinfo/stage/kustomization.yaml"],
  previous: ["podinfo=1.2.0"],
  changes: [
    {
      app: "podinfo",
      pin: image("podinfo", "1.2.0"),
      from: version("1.2.0"),
      to: version("1.3.0"),
      source: null,
      step: "minor",
      since: null,
    },
  ],
  remarks: [],
  diff: "-    newTag: 1.2.0\n+    newTag: 1.3.0\n",
};

function promoted(...apps: readonly Partial<PromotedApp>[]): PromoteResult {
  const full = apps.map((app): PromotedApp => ({
    environment: "prod",
    app: "podinfo",
    result: "nothing",
    reason: "prod has everything that stage has",
    pullRequestNumber: null,
    pullRequestUrl: null,
    ...app,
  }));
  return { apps: full, result: "promoted", reason: "1 opened", open: [] };
}

describe("the summary of update", () => {
  test("says what changed, where, and shows the diff", () => {
    const text = updateSummary(UPDATED);
    expect(text).toContain("### Waybill update: committed");
    expect(text).toContain("| podinfo | `podinfo` | `1.2.0` | `1.3.0` | minor | `kustomization.yaml` |");
    expect(text).toContain("```diff\n-    newTag: 1.2.0");
    expect(text).toContain("commit `aaaaaaaaaaaa`");
  });

  test("says why nothing changed", () => {
    const text = updateSummary({
      ...UPDATED,
      result: "superseded",
      commit: null,
      changes: [],
      diff: "",
      reason: 'stage has "1.4.0"',
    });
    expect(text).toContain('stage has "1.4.0".');
    expect(text).not.toContain("```");
  });

  test("text from outside stays text", () => {
    const text = updateSummary({
      ...UPDATED,
      reason: "</td><script>x</script> | @org/all",
      remarks: ["![x](https://evil.example/p)"],
    });
    expect(text).not.toMatch(/<script>|!\[x\]\(|@org/);
  });

  test("2 MB of diff are cut", () => {
    const text = updateSummary({ ...UPDATED, diff: "+line\n".repeat(400_000) });
    expect(Buffer.byteLength(text)).toBeLessThan(500_000);
    expect(text).toContain("The rest of the diff is cut.");
  });
});

describe("the summary of promote", () => {
  test("lists what was done, with links, and counts the rest", () => {
    const url = "https://forge.example/acme/environment/pull/7";
    const text = promoteSummary(
      promoted(
        { app: "redis", result: "opened", reason: "Promote redis", pullRequestNumber: 7, pullRequestUrl: url },
        {},
        {},
      ),
    );
    expect(text).toContain(`| prod | redis | opened | [7](${url}) | Promote redis |`);
    expect(text).toContain("Nothing to promote in 2 more.");
  });

  test("says why there was nothing, each reason once", () => {
    const text = promoteSummary(promoted({ app: "a" }, { app: "b" }, { app: "c", reason: "stage has no app" }));
    expect(text).toContain("- prod has everything that stage has: a, b");
    expect(text).toContain("- stage has no app: c");
  });

  test("an environment that failed as a whole is named", () => {
    expect(promoteSummary(promoted({ app: "", result: "failed", reason: "gone" }))).toContain(
      "| prod | (all) | failed |",
    );
  });
});
