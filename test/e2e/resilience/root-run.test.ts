// The root action goes on as far as it can, and says what a reader would not see: records that cannot be written, a token that starts nothing, a path that matches nothing.
import { describe, expect, it } from "vitest";
import { app, ENVIRONMENT, makeGround } from "../ground.ts";

describe("the root action", () => {
  it("proposes and judges although nothing can be recorded, and fails in the end", async () => {
    await using ground = await makeGround(app("hello", "1.3.0", "1.2.3"));
    await ground.forge.commit(ENVIRONMENT, { branch: "waybill/records", files: { README: "records" } });
    await ground.forge.protect(ENVIRONMENT, "waybill/records", { requiredApprovals: 1 });
    const result = await ground.step({ action: "waybill" });
    expect(result).toMatchObject({ exitCode: 1, outputs: { result: "failed", records: "[]" } });
    expect(result.outputs["reason"]).toMatch(/^nothing could be recorded: .*waybill\/records/);
    expect(result.summary).toContain("### Waybill record: failed");
    const [proposal] = ground.forge.pullRequests(ENVIRONMENT);
    expect(proposal).toMatchObject({ title: "Promote hello to prod: hello 1.3.0" });
    expect(ground.forge.repository(ENVIRONMENT).statuses.map(({ context }) => context)).toContain("waybill/gate");
  });

  it("says once what the job's own token does not start", async () => {
    await using ground = await makeGround(app("hello", "1.3.0", "1.2.3"));
    const first = await ground.step({ action: "waybill" });
    expect(first.log).toMatch(/::warning::#1: what the job's own token opens and merges starts no workflow/);
    const second = await ground.step({ action: "waybill" });
    expect(second.log).not.toContain("starts no workflow");
  });
});

it("promote refuses paths that match nothing, instead of having nothing to do", async () => {
  await using ground = await makeGround({ ...app("hello", "1.3.0", "1.2.3"), "waybill.yaml": "" });
  await ground.forge.commit(ENVIRONMENT, { deletions: ["waybill.yaml"] });
  const result = await ground.step({ action: "promote", with: { from: "aps/{app}/stage", to: "apps/{app}/prod" } });
  expect(result).toMatchObject({ exitCode: 2, outputs: { result: "failed" } });
  expect(result.outputs["reason"]).toContain('nothing in the repository matches "aps/{app}/stage"');
});
