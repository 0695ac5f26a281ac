// What a call of `release` is refused for before anything is built: one artifact of the environment in two versions.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { releaseAction } from "../../src/entry/actions.ts";
import { readReleaseRequest } from "../../src/entry/release-request.ts";
import { inputVariable, readInputs } from "../../src/runner/action.ts";
import { aRun } from "./a-run.ts";

const CHARTS = ["oci://ghcr.io/acme/charts", "oci://quay.io/acme/charts"];

let workspace = "";
beforeEach(() => {
  workspace = mkdtempSync(join(tmpdir(), "waybill-call-"));
  mkdirSync(join(workspace, "charts", "api"), { recursive: true });
  writeFileSync(join(workspace, "charts", "api", "Chart.yaml"), "apiVersion: v2\nname: api\nversion: 0.0.0\n");
});
afterEach(() => rmSync(workspace, { recursive: true }));

/** `second`: what the second of two builds of one chart says more. */
function readTwo(second: string): ReturnType<typeof readReleaseRequest> {
  const entries = CHARTS.map((place) => `{ chart: charts/api, chart-repository: "${place}"`);
  writeFileSync(join(workspace, ".waybill.yaml"), `builds:\n  - ${entries[0]} }\n  - ${entries[1]}${second} }\n`);
  const inputs = readInputs(releaseAction, { [inputVariable("token")]: "token" });
  return readReleaseRequest(inputs, aRun({ workspace }));
}

it("takes one chart for two registries, whose version is one", async () => {
  expect((await readTwo("")).builds).toHaveLength(2);
});

it.each([", pattern: semver", ", tag-prefix: api/"])("refuses one chart in two versions, by%s", async (second) => {
  const refused = readTwo(second);
  await expect(refused).rejects.toThrow('two builds make the chart "api" with another `pattern` or `tag-prefix`');
  await expect(refused).rejects.toMatchObject({ exitCode: 2 });
});
