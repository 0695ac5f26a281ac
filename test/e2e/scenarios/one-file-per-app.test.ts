// HelmReleases that hold a lone tag, one file for each app, with production in a repository of its own: the shape of paust/stage.
import { describe, expect, test } from "vitest";
import { sourcesOf } from "./sources.ts";
import { changed, listIn, setStage } from "./stage.ts";

const APPLICATION = "acme/demoapp";
const HOME = "acme/stage";
const PRODUCTION = "acme/production";
const FILE = "apps/app_demo.yaml";

const CONFIGURATION = `environments:
  stage:
    path: apps/app_{app}.yaml
  prod:
    path: apps/app_{app}.yaml
    repository: ${PRODUCTION}
    from: stage
    promote: { auto-merge: major }
    gates:
      approvals: { required: 1 }
`;

const sources = sourcesOf(
  { folder: "one-file-per-app", namespace: "apps" },
  { folder: "paust__stage", namespace: "staging" },
);

describe.each(sources)("$name", ({ present, facts: { namespace }, files }) => {
  test.skipIf(!present)(
    "a tag is carried into the production repository, judged, merged and recorded there",
    async () => {
      const release = files()[FILE] ?? "";
      // Production's own release: an earlier version, and a namespace of its own.
      const production = release
        .replace("tag: 2.9.17", "tag: 2.9.16")
        .replace(`targetNamespace: ${namespace}`, "targetNamespace: production");
      await using stage = await setStage({
        [APPLICATION]: { "main.go": "package main\n" },
        [HOME]: { ...files(), "waybill.yaml": CONFIGURATION },
        [PRODUCTION]: { [FILE]: production, "README.md": "# Production\n" },
      });
      const { forge } = stage;
      const name = /^ {2}name: (.*)$/mu.exec(release)?.[1];
      const built = (await forge.branch(APPLICATION, "main")) ?? "";
      await stage.step({ action: "waybill", repository: HOME });
      const pull = forge.pullRequests(PRODUCTION);
      // 2.9.17 over 2.9.16: the first run finds it at once.
      expect(pull).toMatchObject([{ number: 1, title: `Promote demo to prod: ${name} 2.9.17`, state: "open" }]);

      // The release names no image, so which app is meant must be said.
      const image = "registry.example/acme/demoapp:2.9.18";
      const unnamed = await stage.attempt({
        action: "update",
        repository: APPLICATION,
        with: { image, "environment-repository": HOME },
      });
      expect(unnamed.exitCode).toBe(1);
      expect(unnamed.outputs["reason"]).toMatch(
        /apps\/app_demo\.yaml:\d+ \("2\.9\.17"\); name the app with the input `app`/u,
      );
      const updated = await stage.step({
        action: "update",
        repository: APPLICATION,
        with: { image, app: "demo", "environment-repository": HOME },
      });
      expect(updated.outputs).toMatchObject({ result: "committed", files: FILE });
      expect(await forge.file(HOME, "main", FILE)).toBe(release.replace("tag: 2.9.17", "tag: 2.9.18"));

      const promoted = await stage.step({ action: "waybill", repository: HOME });
      expect(listIn(promoted.outputs["pull-requests"])).toMatchObject([
        { environment: "prod", app: "demo", result: "refreshed", number: 1 },
      ]);
      const { headCommit, body, title } = forge.pullRequest(PRODUCTION, 1);
      expect(title).toContain("2.9.18");
      expect(body).toContain(`${APPLICATION}@${built.slice(0, 12)}`);
      const difference = changed(await stage.tree(PRODUCTION, "main"), await stage.tree(PRODUCTION, headCommit));
      expect(difference).toEqual({ [FILE]: production.replace("tag: 2.9.16", "tag: 2.9.18") });
      expect(forge.pullRequests(HOME)).toEqual([]);

      // From here on the production repository's own workflow, which names the home.
      const own = { action: "waybill", repository: PRODUCTION, with: { home: HOME } } as const;
      const pullRequest = { payload: { pull_request: { number: 1 } } };
      const held = await stage.step({ ...own, event: { name: "pull_request", ...pullRequest } });
      expect(listIn(held.outputs["verdicts"])).toMatchObject([
        { number: 1, kind: "promotion", environment: "prod", app: "demo", verdict: "held" },
      ]);
      await forge.review(PRODUCTION, 1, { by: "maria", event: "APPROVE" });
      const merged = await stage.step({ ...own, event: { name: "pull_request_review", ...pullRequest } });
      expect(listIn(merged.outputs["verdicts"])).toMatchObject([{ verdict: "open", merge: "merged" }]);
      expect(await forge.file(PRODUCTION, "main", FILE)).toBe(production.replace("tag: 2.9.16", "tag: 2.9.18"));

      await stage.step(own);
      const head = (await forge.branch(PRODUCTION, "main")) ?? "";
      const record: unknown = JSON.parse(
        (await forge.file(PRODUCTION, "waybill/records", `prod/demo/${head}.json`)) ?? "null",
      );
      expect(record).toMatchObject({
        predicate: {
          kind: "change",
          repository: PRODUCTION,
          changes: [
            { from: { tag: "2.9.16" }, to: { tag: "2.9.18" }, source: { repository: APPLICATION, commit: built } },
          ],
          promotedFrom: { environment: "stage", commit: updated.outputs["commit"] },
          approvals: [{ user: "maria", commit: headCommit }],
        },
      });
      const idle = await stage.step({ action: "waybill", repository: HOME });
      expect(listIn(idle.outputs["pull-requests"])).toMatchObject([{ app: "demo", result: "nothing" }]);
      expect(idle.counted.writes).toEqual([]);
    },
  );

  test.skipIf(!present)(
    "an app that the production repository lacks is reported there, and nothing is opened",
    async () => {
      await using stage = await setStage({
        [HOME]: { ...files(), "waybill.yaml": CONFIGURATION },
        [PRODUCTION]: { "README.md": "# Production\n" },
      });
      const { forge } = stage;
      const promoted = await stage.step({ action: "promote", repository: HOME });
      expect(promoted.outputs["result"]).toBe("nothing");
      expect(listIn(promoted.outputs["pull-requests"])).toMatchObject([
        { environment: "prod", app: "demo", result: "missing", number: null },
      ]);
      const told = 'prod has no app "demo"; it is never created by a promotion, add it there first';
      expect(promoted.outputs["reason"]).toContain("missing");
      expect(promoted.outputs["pull-requests"]).toContain(JSON.stringify(told).slice(1, -1));
      expect(promoted.log).toContain(told);
      expect(promoted.counted.writes).toEqual([]);
      expect(Object.keys(await stage.branches(PRODUCTION))).toEqual(["main"]);

      const all = await stage.step({ action: "waybill", repository: HOME });
      expect(listIn(all.outputs["pull-requests"])).toMatchObject([{ app: "demo", result: "missing" }]);
      expect(forge.pullRequests(PRODUCTION)).toEqual([]);
    },
  );
});
