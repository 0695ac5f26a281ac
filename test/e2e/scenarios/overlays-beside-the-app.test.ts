// Kustomize overlays in the application's own repository, of which none has an `images` entry and each ends in spaces without a line break: the shape of
// paust/podinfo. One version goes from the commit that built it to production, and the commits that carry it start no release of their own.
import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { findTool } from "../../support/tools.ts";
import { sourcesOf, type Files } from "./sources.ts";
import { changed, listIn, setStage } from "./stage.ts";

const REPOSITORY = "acme/podinfo";
const STAGE = "kustomize/env/stage/kustomization.yaml";
const PROD = "kustomize/env/prod/kustomization.yaml";

const CONFIGURATION = `environments:
  stage:
    path: kustomize/env/stage
    app: podinfo
  prod:
    path: kustomize/env/prod
    app: podinfo
    from: stage
    promote: { auto-merge: major }
    gates:
      approvals: { required: 1 }
`;

const sources = sourcesOf(
  { folder: "overlays-beside-the-app", image: "ghcr.io/acme/podinfo" },
  { folder: "paust__podinfo", image: "ghcr.io/stefanprodan/podinfo" },
);

/** The overlay with the entry where an entry belongs: after the last line, before the spaces that follow it. Every byte from before is still there. */
function withEntry(before: string | undefined, image: string, tag: string): string {
  const [, lines = "", spaces = ""] = /^([^]*\n)( +)$/u.exec(before ?? "") ?? [];
  return `${lines}images:\n  - name: ${image}\n    newTag: ${tag}\n${spaces}`;
}

describe.each(sources)("$name", ({ present, facts: { image }, files }) => {
  describe.skipIf(!present)("with waybill.yaml", () => {
    test("a version is appended to stage, proposed, approved, merged into prod and recorded", async () => {
      await using stage = await setStage({ [REPOSITORY]: { ...files("kustomize"), "waybill.yaml": CONFIGURATION } });
      const { forge } = stage;
      const adopted = await stage.step({ action: "waybill", repository: REPOSITORY });
      expect(adopted.outputs["result"]).toBe("done");
      const before = await stage.tree(REPOSITORY, "main");

      // A commit of the application is built, and its version written to stage.
      const built = await forge.commit(REPOSITORY, {
        files: { "main.go": "package main\n" },
        message: "Add a feature",
      });
      const updated = await stage.step({
        action: "update",
        repository: REPOSITORY,
        sha: built,
        with: { image: `${image}:6.0.0` },
      });
      expect(updated.outputs).toMatchObject({ result: "committed", changed: "true", files: STAGE });
      expect(updated.counted.requests.length).toBeLessThanOrEqual(1);
      const main = (await forge.branch(REPOSITORY, "main")) ?? "";
      expect(updated.outputs["commit"]).toBe(main);
      const written = changed({ ...before, "main.go": "package main\n" }, await stage.tree(REPOSITORY, main));
      expect(written).toEqual({ [STAGE]: withEntry(before[STAGE], image, "6.0.0") });

      // The push of that very commit starts the application's workflow again: nothing is released by it.
      const again = await stage.step({
        action: "update",
        repository: REPOSITORY,
        sha: main,
        with: { image: `${image}:${main}` },
      });
      expect(again.outputs).toMatchObject({ result: "nothing", changed: "false" });
      expect(again.outputs["reason"]).toMatch(/was made by Waybill/);
      expect(await forge.branch(REPOSITORY, "main")).toBe(main);

      // The environments' step: recorded, proposed, held for an approval.
      const proposed = await stage.step({ action: "waybill", repository: REPOSITORY });
      expect(listIn(proposed.outputs["records"])).toMatchObject([
        { environment: "stage", app: "podinfo", commit: main },
      ]);
      expect(listIn(proposed.outputs["pull-requests"])).toMatchObject([
        { app: "podinfo", result: "opened", number: 1 },
      ]);
      expect(listIn(proposed.outputs["verdicts"])).toMatchObject([{ kind: "promotion", verdict: "held" }]);
      const { headCommit, body, title } = forge.pullRequest(REPOSITORY, 1);
      expect(title).toBe("Promote podinfo to prod: podinfo 6.0.0");
      expect(body).toContain(built.slice(0, 12));
      expect(body).toContain(`+    newTag: 6.0.0`);
      expect(body).toMatch(/approvals: 1 of this head/);
      const proposal = changed(await stage.tree(REPOSITORY, main), await stage.tree(REPOSITORY, headCommit));
      expect(proposal).toEqual({ [PROD]: withEntry(before[PROD], image, "6.0.0") });

      // Approved, the gate opens and Waybill merges exactly that head.
      await forge.review(REPOSITORY, 1, { by: "maria", event: "APPROVE" });
      const merged = await stage.step({
        action: "waybill",
        repository: REPOSITORY,
        event: { name: "pull_request_review", payload: { pull_request: { number: 1 } } },
      });
      expect(listIn(merged.outputs["verdicts"])).toMatchObject([{ number: 1, verdict: "open", merge: "merged" }]);
      const head = (await forge.branch(REPOSITORY, "main")) ?? "";
      expect((await stage.tree(REPOSITORY, head))[PROD]).toBe((await stage.tree(REPOSITORY, headCommit))[PROD]);

      // The push of the merge releases nothing, and its record says who approved.
      const third = await stage.step({
        action: "update",
        repository: REPOSITORY,
        sha: head,
        with: { image: `${image}:${head}` },
      });
      expect(third.outputs["result"]).toBe("nothing");
      const recorded = await stage.step({ action: "waybill", repository: REPOSITORY });
      expect(listIn(recorded.outputs["records"])).toMatchObject([
        { environment: "prod", app: "podinfo", commit: head },
      ]);
      const record: unknown = JSON.parse(
        (await forge.file(REPOSITORY, "waybill/records", `prod/podinfo/${head}.json`)) ?? "null",
      );
      expect(record).toMatchObject({
        predicate: {
          kind: "change",
          changes: [{ to: { tag: "6.0.0" }, source: { repository: REPOSITORY, commit: built } }],
          promotedFrom: { environment: "stage", commit: main },
          pullRequest: { number: 1 },
          approvals: [{ user: "maria", commit: headCommit }],
        },
      });

      // Nothing is left to do, and that costs next to nothing.
      const idle = await stage.step({ action: "promote", repository: REPOSITORY });
      expect(idle.outputs["result"]).toBe("nothing");
      expect(idle.counted.requests.length).toBeLessThanOrEqual(3);
      expect(idle.counted.writes).toEqual([]);
    });
  });

  test.skipIf(!present)("a promotion that a person squashes in their own words releases nothing either", async () => {
    await using stage = await setStage({ [REPOSITORY]: { ...files("kustomize"), "waybill.yaml": CONFIGURATION } });
    const { forge } = stage;
    const release = (sha: string) =>
      stage.step({ action: "update", repository: REPOSITORY, sha, with: { image: `${image}:${sha}` } });
    const built = await forge.commit(REPOSITORY, { files: { "main.go": "package main\n" } });
    expect((await release(built)).outputs["result"]).toBe("committed");
    await stage.step({ action: "promote", repository: REPOSITORY });
    const proposal = await stage.tree(REPOSITORY, forge.pullRequest(REPOSITORY, 1).headCommit);
    const squashed = await forge.commit(REPOSITORY, {
      files: { [PROD]: proposal[PROD] ?? "" },
      message: "Ship it (#1)",
    });
    const { outputs } = await release(squashed);
    expect(outputs).toMatchObject({ result: "nothing", changed: "false" });
    expect(outputs["reason"]).toMatch(/sets versions in manifests and nothing else/u);

    // A change of the environment that is more than a version is built like any other.
    const edited = `# by hand\n${proposal[PROD] ?? ""}`;
    const more = await forge.commit(REPOSITORY, { files: { [PROD]: edited }, message: "Explain" });
    expect((await release(more)).outputs["result"]).toBe("committed");
  });

  test.skipIf(!present)("without waybill.yaml, the inputs `path`, `from` and `to` are enough", async () => {
    await using stage = await setStage({ [REPOSITORY]: files("kustomize") });
    const { forge } = stage;
    const updated = await stage.step({
      action: "update",
      repository: REPOSITORY,
      with: { image: `${image}:6.0.0`, path: "kustomize/env/stage" },
    });
    expect(updated.outputs["result"]).toBe("committed");
    const promoted = await stage.step({
      action: "promote",
      repository: REPOSITORY,
      with: { from: "kustomize/env/stage", to: "kustomize/env/prod" },
    });
    expect(promoted.outputs["result"]).toBe("promoted");
    expect(promoted.counted.requests.length).toBeLessThanOrEqual(12);
    const { headCommit } = forge.pullRequest(REPOSITORY, 1);
    const difference = changed(await stage.tree(REPOSITORY, "main"), await stage.tree(REPOSITORY, headCommit));
    expect(Object.keys(difference)).toEqual([PROD]);
  });

  const kustomize = findTool("kustomize");
  test.skipIf(!present || kustomize === null)(
    "kustomize renders the overlay with the new version and no other difference",
    async () => {
      await using stage = await setStage({ [REPOSITORY]: files("kustomize") });
      await stage.step({
        action: "update",
        repository: REPOSITORY,
        with: { image: `${image}:6.0.0`, path: "kustomize/env/stage" },
      });
      const [before, after] = [
        await render(kustomize ?? "", files("kustomize")),
        await render(kustomize ?? "", await stage.tree(REPOSITORY, "main")),
      ];
      expect(before).toContain(`image: ${image}:5.1.2\n`);
      expect(after).toBe(before.replace(`image: ${image}:5.1.2\n`, `image: ${image}:6.0.0\n`));
    },
  );
});

/** Renders stage, with stand-ins for the resources that the extract lacks. */
async function render(kustomize: string, files: Files): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "waybill-render-"));
  const service = (name: string) => `apiVersion: v1\nkind: Service\nmetadata:\n  name: ${name}\n`;
  const all = {
    "kustomize/app/service.yaml": service("podinfo"),
    "kustomize/env/stage/service_extern.yaml": service("podinfo-extern"),
    "kustomize/env/stage/replica_count.yaml":
      "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: podinfo\nspec:\n  replicas: 1\n",
    ...files,
  };
  try {
    for (const [path, text] of Object.entries(all)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    const overlay = join(folder, "kustomize/env/stage");
    const { status, stdout, stderr } = spawnSync(
      kustomize,
      ["build", "--load-restrictor", "LoadRestrictionsNone", overlay],
      { encoding: "utf8", env: { PATH: process.env["PATH"], HOME: folder } },
    );
    expect(status, stderr).toBe(0);
    return stdout;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
