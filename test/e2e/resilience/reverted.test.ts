// A version that prod had and left: what was reverted there is not merged again behind the back of whoever reverted it.
import { expect, it } from "vitest";
import { app, CONFIGURATION, ENVIRONMENT, makeGround, overlay } from "../ground.ts";

const PROD = "apps/hello/prod/kustomization.yaml";

it("is proposed again, and merged only when a person approves", async () => {
  const configuration = `${CONFIGURATION}    promote:\n      auto-merge: minor\n`;
  await using ground = await makeGround({ ...app("hello", "1.2.3", "1.2.3"), "waybill.yaml": configuration });
  const { forge } = ground;
  forge.addUser("maria", { [ENVIRONMENT]: "write" });
  const root = async (): Promise<void> => {
    const { exitCode, log } = await ground.step({ action: "waybill" });
    expect(exitCode, log).toBe(0);
  };
  const states = (): readonly string[] =>
    forge.pullRequests(ENVIRONMENT).map(({ state, mergedAt }) => (mergedAt === null ? state : "merged"));
  await root();
  await ground.step({ action: "update", with: { image: "ghcr.io/acme/hello:1.3.0" } });
  await root();
  expect(states()).toEqual(["merged"]);
  await root();

  await forge.commit(ENVIRONMENT, { files: { [PROD]: overlay("hello", "1.2.3") }, message: "Revert hello in prod" });
  await root();
  await root();
  expect(states()).toEqual(["merged", "open"]);
  const head = forge.pullRequest(ENVIRONMENT, 2).headCommit;
  const verdict = forge.repository(ENVIRONMENT).statuses.findLast(({ commit }) => commit === head);
  expect(verdict).toMatchObject({ context: "waybill/gate", state: "pending" });
  expect(verdict?.description).toContain("prod had hello 1.3.0 before and left it");

  await forge.review(ENVIRONMENT, 2, { by: "maria", event: "APPROVE" });
  await root();
  expect(states()).toEqual(["merged", "merged"]);
});
