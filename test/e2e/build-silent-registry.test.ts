// A registry that takes the question and never answers: the run ends within its time budget and says so. In a file of its own, as it takes the shortest budget that there is.
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Between, startBetween } from "../registry/between.ts";
import { makeReleaseGround, type ReleaseGround } from "./release-ground.ts";

let ground: ReleaseGround;
let silent: Between;
beforeAll(async () => {
  ground = await makeReleaseGround({});
  silent = await startBetween("http://127.0.0.1:1");
  silent.on = () => "silence";
});
afterAll(async () => {
  await silent[Symbol.asyncDispose]();
  await ground[Symbol.asyncDispose]();
});

test("a registry that never answers ends the run within a budget of a minute", async () => {
  const application = await ground.application("podinfo");
  const image = `${silent.registry}/acme/podinfo`;
  const failed = await ground.step({
    action: "build",
    repository: application.repository,
    workspace: application.folder,
    sha: application.commit("2026-11-21T09:44:00Z"),
    with: { image, "time-budget": "1" },
  });
  expect(failed).toMatchObject({ exitCode: 1, outputs: { result: "failed", reference: "" } });
  expect(failed.outputs["reason"]).toMatch(/gave no answer about ".*" in \d attempts: no answer in time/u);
  expect(failed.log).toContain("asking again in");
  expect(failed.durationMs).toBeLessThan(70_000);
}, 100_000);
