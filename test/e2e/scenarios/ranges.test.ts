// Staging and production that follow ranges of a chart's versions over one base: the shape of fluxcd/flux2-kustomize-helm-example. A range is policy, not a version.
import { describe, expect, test } from "vitest";
import { sourcesOf } from "./sources.ts";
import { listIn, setStage } from "./stage.ts";

const REPOSITORY = "acme/fleet";

const sources = sourcesOf({ folder: "ranges" }, { folder: "fluxcd__flux2-kustomize-helm-example" });

describe.each(sources)("$name", ({ present, files }) => {
  test.skipIf(!present)("there is nothing to promote, and the reason names the range", async () => {
    await using stage = await setStage({ [REPOSITORY]: files() });
    const before = await stage.branches(REPOSITORY);
    const { outputs, log, summary, counted } = await stage.step({ action: "promote", repository: REPOSITORY });
    expect(outputs["result"]).toBe("nothing");
    expect(listIn(outputs["pull-requests"])).toMatchObject([
      { environment: "production", result: "nothing", number: null },
    ]);
    const range = 'staging follows the range ">=1.0.0-alpha" for HelmRelease podinfo, spec.chart.spec.version';
    for (const text of [outputs["reason"], log]) expect(text).toContain(range);
    expect(summary).toMatch(/staging follows the range .*there is no version to promote/u);
    expect(counted.writes).toEqual([]);
    expect(await stage.branches(REPOSITORY)).toEqual(before);
  });

  test.skipIf(!present)("update does not write a version over a range either", async () => {
    await using stage = await setStage({ [REPOSITORY]: files() });
    const before = await stage.branches(REPOSITORY);
    const { exitCode, outputs } = await stage.attempt({
      action: "update",
      repository: REPOSITORY,
      with: { chart: "podinfo=6.5.0" },
    });
    expect(exitCode).toBe(1);
    expect(outputs["reason"]).toMatch(
      /without a name there: apps\/staging\/podinfo-values\.yaml:\d+ \(">=1\.0\.0-alpha"\)/u,
    );
    expect(await stage.branches(REPOSITORY)).toEqual(before);
  });
});
