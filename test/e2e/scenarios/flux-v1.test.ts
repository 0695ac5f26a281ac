// Flux v1 HelmReleases whose annotations say which tags an environment admits and that the operator writes them too: the shape of
// fluxcd/helm-operator-get-started. The releases have different names, so what pairs them is the image.
import { describe, expect, test } from "vitest";
import { sourcesOf } from "./sources.ts";
import { changed, listIn, setStage } from "./stage.ts";

const REPOSITORY = "acme/releases";
const STAGE = "releases/stg/podinfo.yaml";
const PROD = "releases/prod/podinfo.yaml";

const sources = sourcesOf(
  { folder: "flux-v1", image: "acme/podinfo", tag: "stg-1a2b3c4d" },
  { folder: "fluxcd__helm-operator-get-started", image: "stefanprodan/podinfo", tag: "stg-9ij63o4c" },
);

describe.each(sources)("$name", ({ present, facts: { image, tag }, files }) => {
  test.skipIf(!present)(
    "a tag that prod's own filter excludes is refused with that reason, and nothing is opened",
    async () => {
      await using stage = await setStage({ [REPOSITORY]: files() });
      const { outputs, counted, log } = await stage.step({ action: "promote", repository: REPOSITORY });
      expect(outputs["result"]).toBe("nothing");
      const [podinfo] = listIn(outputs["pull-requests"]);
      expect(podinfo).toMatchObject({ environment: "prod", app: "podinfo", result: "refused", number: null });
      const reason = `admits only "semver:~0.4" for ${image}, which excludes "${tag}"`;
      expect(podinfo).toHaveProperty("reason", expect.stringContaining(reason));
      expect(log).toContain(reason);
      expect(counted.writes).toEqual([]);
      expect(counted.requests.length).toBeLessThanOrEqual(3);
      expect(Object.keys(await stage.branches(REPOSITORY))).toEqual(["main"]);
    },
  );

  test.skipIf(!present)("a version that it admits is proposed, and that Flux writes there too is said", async () => {
    await using stage = await setStage({ [REPOSITORY]: files() });
    const { forge } = stage;
    const released = (files()[STAGE] ?? "").replace(`tag: ${tag}`, "tag: 0.4.12");
    await forge.commit(REPOSITORY, { files: { [STAGE]: released }, message: "Try 0.4.12" });
    const { outputs, counted } = await stage.step({ action: "promote", repository: REPOSITORY });
    expect(listIn(outputs["pull-requests"])).toMatchObject([{ app: "podinfo", result: "opened", number: 1 }]);
    expect(counted.requests.length).toBeLessThanOrEqual(12);
    expect(counted.writes.length).toBeLessThanOrEqual(4);
    const { headCommit, body, title } = forge.pullRequest(REPOSITORY, 1);
    expect(title).toBe("Promote podinfo to prod: podinfo 0.4.12");
    expect(body).toMatch(/### To know\n\n- releases\/prod\/podinfo\.yaml:\d+: .*fluxcd\.io\/automated/u);
    const difference = changed(await stage.tree(REPOSITORY, "main"), await stage.tree(REPOSITORY, headCommit));
    expect(difference).toEqual({ [PROD]: files()[PROD]?.replace("tag: 0.4.11", "tag: 0.4.12") });
  });

  test.skipIf(!present)("update honours stage's filter as well", async () => {
    await using stage = await setStage({ [REPOSITORY]: files() });
    const main = await stage.forge.branch(REPOSITORY, "main");
    const excluded = await stage.attempt({
      action: "update",
      repository: REPOSITORY,
      with: { image: `${image}:0.4.12` },
    });
    expect(excluded.exitCode).toBe(1);
    expect(excluded.outputs["reason"]).toContain('admits only "glob:stg-*"');
    expect(await stage.forge.branch(REPOSITORY, "main")).toBe(main);

    const admitted = await stage.step({
      action: "update",
      repository: REPOSITORY,
      with: { image: `${image}:stg-7777` },
    });
    expect(admitted.outputs).toMatchObject({ result: "committed", files: STAGE });
    expect(admitted.log).toMatch(/fluxcd\.io\/automated/u);
    expect(await stage.forge.file(REPOSITORY, "main", STAGE)).toBe(
      files()[STAGE]?.replace(`tag: ${tag}`, "tag: stg-7777"),
    );
  });
});
