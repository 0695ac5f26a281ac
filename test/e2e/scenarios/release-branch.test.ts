// A kustomization whose image is a placeholder with another name and a commit id as its tag, written to a release branch by CI: the shape of
// kubernetes-hy/material-example.
import { describe, expect, test } from "vitest";
import { sourcesOf } from "./sources.ts";
import { changed, LEAST, setStage } from "./stage.ts";

const REPOSITORY = "acme/material";
const FOLDER = "4-gitops/manifests";
const FILE = `${FOLDER}/kustomization.yaml`;

const sources = sourcesOf(
  { folder: "release-branch", image: "acme/hasher", tag: "0123456789abcdef0123456789abcdef01234567" },
  {
    folder: "kubernetes-hy__material-example",
    image: "jakousa/dwk-4-gitops-app",
    tag: "b15411f387bb2a2286676b92a87fd85aa9b682a5",
  },
);

describe.each(sources)("$name", ({ present, facts: { image, tag }, files }) => {
  test.skipIf(!present)(
    "the commit that was built is written to the release branch, and an older one never over it",
    async () => {
      await using stage = await setStage({ [REPOSITORY]: files(FOLDER) });
      const { forge } = stage;
      const commit = (text: string) =>
        forge.commit(REPOSITORY, { files: { "4-gitops/app/index.js": text }, message: text });
      const built = [await commit("one"), await commit("two"), await commit("three")];
      const [first = "", second = "", third = ""] = built;
      await forge.setBranch(REPOSITORY, "release", await forge.branch(REPOSITORY, "main"));
      const before = await stage.tree(REPOSITORY, "release");
      const release = (sha: string) =>
        stage.step({
          action: "update",
          repository: REPOSITORY,
          sha,
          with: { image: `${image}:${sha}`, path: FOLDER, "base-branch": "release" },
        });
      const written = async () => changed(before, await stage.tree(REPOSITORY, "release"));
      const holding = (sha: string) => ({ [FILE]: before[FILE]?.replace(`newTag: ${tag}`, `newTag: ${sha}`) });

      expect((await release(second)).outputs).toMatchObject({
        result: "committed",
        files: FILE,
        previous: `${image}=${tag}`,
      });
      expect(await written()).toEqual(holding(second));
      // The build of the commit before it was slower, and comes last.
      const late = await release(first);
      expect(late.outputs).toMatchObject({ result: "superseded", changed: "false", commit: "" });
      expect(late.outputs["reason"]).toContain(`"${second}", newer than "${first}"`);
      expect(await written()).toEqual(holding(second));
      expect((await release(second)).outputs["result"]).toBe("nothing");
      expect((await release(third)).outputs["result"]).toBe("committed");
      expect(await written()).toEqual(holding(third));

      // The name stands as it stood, and nothing but the release branch moved.
      expect((await written())[FILE]).toContain("- name: IMAGE_PLACEHOLDER\n  newName: ");
      expect(await forge.branch(REPOSITORY, "main")).toBe(third);
      expect(Object.keys(await stage.branches(REPOSITORY)).toSorted()).toEqual(["main", "release"]);
      expect((await forge.log(REPOSITORY, "release")).length - (await forge.log(REPOSITORY, "main")).length).toBe(2);
    },
  );

  describe.skipIf(!present)("with the application in a repository of its own", () => {
    test.each<[string, boolean, string]>([
      ["that the token may read, the forge says which commit is older", true, "superseded"],
      ["that the token may not read, the call's word is taken, and the log says so", false, "committed"],
    ])("%s", async (_what, readable, result) => {
      const application = "acme/hasher";
      await using stage = await setStage({ [REPOSITORY]: files(FOLDER), [application]: { "index.js": "one" } });
      const { forge } = stage;
      const first = (await forge.branch(application, "main")) ?? "";
      const second = await forge.commit(application, { files: { "index.js": "two" } });
      const token = forge.installationToken("waybill", readable ? [REPOSITORY, application] : [REPOSITORY], LEAST);
      const release = (sha: string) =>
        stage.step({
          action: "update",
          repository: application,
          token,
          sha,
          with: { image: `${image}:${sha}`, path: FOLDER, "environment-repository": REPOSITORY },
        });
      expect((await release(second)).outputs["result"]).toBe("committed");
      const late = await release(first);
      expect(late.outputs["result"]).toBe(result);
      expect(late.log.includes("does not tell which")).toBe(!readable);
      expect(await forge.file(REPOSITORY, "main", FILE)).toContain(`newTag: ${readable ? second : first}`);
    });
  });

  test.skipIf(!present)(
    "two commits of which neither holds the other are taken in the order of the calls",
    async () => {
      await using stage = await setStage({ [REPOSITORY]: files(FOLDER) });
      const { forge } = stage;
      const base = (await forge.branch(REPOSITORY, "main")) ?? "";
      const left = await forge.commit(REPOSITORY, { branch: "left", files: { "left.txt": "1" } });
      await forge.setBranch(REPOSITORY, "right", base);
      const right = await forge.commit(REPOSITORY, { branch: "right", files: { "right.txt": "1" } });
      await forge.setBranch(REPOSITORY, "release", base);
      for (const sha of [left, right]) {
        const { outputs } = await stage.step({
          action: "update",
          repository: REPOSITORY,
          sha,
          with: { image: `${image}:${sha}`, path: FOLDER, "base-branch": "release" },
        });
        expect(outputs["result"]).toBe("committed");
      }
      expect(await forge.file(REPOSITORY, "release", FILE)).toContain(`newTag: ${right}`);
    },
  );
});
