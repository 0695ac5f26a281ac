// Twenty applications that release at the same moment: every version is on the branch, each in one commit of its own.
import { expect, it } from "vitest";
import { ENVIRONMENT, app, makeGround, overlay } from "./ground.ts";

const APPS = Array.from({ length: 20 }, (_, index) => `app-${index}`);

it("twenty updates at once make twenty commits, none lost and none doubled", { timeout: 120_000 }, async () => {
  await using ground = await makeGround(
    Object.fromEntries(APPS.flatMap((name) => Object.entries(app(name, "1.0.0", "1.0.0")))),
  );
  const { forge } = ground;
  const first = await forge.branch(ENVIRONMENT, "main");
  const results = await Promise.all(
    APPS.map((name) => ground.step({ action: "update", with: { image: `ghcr.io/acme/${name}:1.1.0` } })),
  );
  expect(results.map(({ outputs, log }) => outputs["result"] ?? log)).toEqual(APPS.map(() => "committed"));

  const history = await forge.log(ENVIRONMENT, "main");
  const ours = history.slice(
    0,
    history.findIndex(({ commit }) => commit === first),
  );
  expect(ours).toHaveLength(APPS.length);
  expect(new Set(ours.map(({ commit }) => commit))).toEqual(new Set(results.map(({ outputs }) => outputs["commit"])));
  expect(new Set(ours.map(({ message }) => message.split("\n")[0]))).toEqual(
    new Set(APPS.map((name) => `Update stage: ${name} 1.1.0`)),
  );
  for (const name of APPS)
    expect(await forge.file(ENVIRONMENT, "main", `apps/${name}/stage/kustomization.yaml`)).toBe(overlay(name, "1.1.0"));
});
