import { describe, expect, test } from "vitest";
import type { Configuration } from "../../src/config/configuration.ts";
import { gatePullRequests, type GateResult } from "../../src/gates/gate-pull-requests.ts";
import type { Effects } from "../../src/github/connections.ts";
import { commitMessage, parseTrailers } from "../../src/git/trailers.ts";
import { promote, type PromoteRequest, type PromoteResult } from "../../src/promotion/promote.ts";
import { recordCommits } from "../../src/records/record-commits.ts";
import { apps, configurationOf, environmentOf, HOME, kustomization, startWorld, type World } from "./world.ts";

const BRANCH = "waybill/app/prod/podinfo";
const PROD = "apps/podinfo/prod/kustomization.yaml";
const STAGE = "apps/podinfo/stage/kustomization.yaml";

function promoting(more: Partial<PromoteRequest> = {}): (effects: Effects) => Promise<PromoteResult> {
  return (effects) => promote({ configuration: configurationOf(), dryRun: false, ...more }, effects);
}

function start(): Promise<World> {
  return startWorld({ [HOME]: apps({ podinfo: ["1.3.0", "1.2.0"] }) });
}

/** `app: result` of every app. */
function wordsOf(result: PromoteResult): readonly string[] {
  return result.apps.map(({ environment, app, result: word }) => `${environment}/${app}: ${word}`);
}

function stageHas(world: World, tag: string): Promise<string> {
  return world.forge.commit(HOME, { files: { [STAGE]: kustomization("ghcr.io/acme/podinfo", tag) } });
}

describe("a difference", () => {
  test("becomes one pull request that changes exactly it", async () => {
    await using world = await start();
    const source = await world.forge.branch(HOME, "main");
    const result = await world.run(promoting());
    expect(result).toMatchObject({ result: "promoted" });
    expect(result.apps).toMatchObject([
      { environment: "prod", app: "podinfo", result: "opened", pullRequestNumber: 1 },
    ]);
    const pullRequest = world.forge.pullRequest(HOME, 1);
    expect(pullRequest).toMatchObject({ title: "Promote podinfo to prod: podinfo 1.3.0", state: "open" });
    expect(pullRequest.body).toContain("-    newTag: 1.2.0\n+    newTag: 1.3.0");
    expect(await world.file(BRANCH, PROD)).toBe(kustomization("ghcr.io/acme/podinfo", "1.3.0"));
    const [head] = await world.forge.log(HOME, BRANCH);
    expect(parseTrailers(head?.message ?? "")).toMatchObject({
      from: source,
      changes: [{ environment: "prod", app: "podinfo", artifact: "image:ghcr.io/acme/podinfo" }],
    });
    expect(world.forge.violations).toEqual([]);
  });

  test("gets the labels and reviewers of its environment", async () => {
    await using world = await start();
    world.forge.addUser("reviewer", { [HOME]: "write" });
    const promotePolicy = {
      group: "app",
      newer: "settle",
      autoMerge: "never",
      labels: ["promotion"],
      reviewers: ["reviewer"],
    } as const;
    await world.run(promoting({ configuration: configurationOf({ promote: promotePolicy }) }));
    expect([...world.forge.pullRequest(HOME, 1).labels]).toEqual(["promotion"]);
  });

  test("a reviewer that cannot be asked is a failure, and the pull request stands to be judged", async () => {
    await using world = await start();
    const promotePolicy = {
      ...configurationOf().environments[1]?.promote,
      reviewers: ["nobody"],
      labels: ["promotion"],
    };
    const configuration = configurationOf({
      promote: { group: "app", newer: "settle", autoMerge: "never", ...promotePolicy },
    });
    for (const _ of ["opened", "and again"]) {
      const result = await world.run(promoting({ configuration }));
      expect(result).toMatchObject({ result: "failed", apps: [{ result: "failed", pullRequestNumber: 1 }] });
      expect(result.reason).toMatch(/reviewers and labels could not be added: /);
      expect(result.open.flatMap(({ pullRequests }) => pullRequests)).toHaveLength(1);
    }
    world.forge.addUser("nobody", { [HOME]: "write" });
    expect(wordsOf(await world.run(promoting({ configuration })))).toEqual(["prod/podinfo: unchanged"]);
    expect([...world.forge.pullRequest(HOME, 1).labels]).toEqual(["promotion"]);
  });

  test("a second run leaves everything as it is", async () => {
    await using world = await start();
    await world.run(promoting());
    const tip = await world.forge.branch(HOME, BRANCH);
    const { result, counted } = await world.counted(promoting());
    expect(wordsOf(result)).toEqual(["prod/podinfo: unchanged"]);
    expect(counted.writes).toEqual([]);
    expect(await world.forge.branch(HOME, BRANCH)).toBe(tip);
  });

  test("two runs at once still make one pull request", async () => {
    await using world = await start();
    await Promise.all([world.run(promoting()), world.run(promoting())]);
    expect(world.forge.pullRequests(HOME)).toHaveLength(1);
    expect(await world.forge.log(HOME, BRANCH)).toHaveLength(2);
  });

  test("stage moves on without this app: nothing is rewritten", async () => {
    await using world = await start();
    await world.run(promoting());
    const tip = await world.forge.branch(HOME, BRANCH);
    await world.forge.commit(HOME, { files: { "README.md": "more\n" } });
    expect(wordsOf(await world.run(promoting()))).toEqual(["prod/podinfo: unchanged"]);
    expect(await world.forge.branch(HOME, BRANCH)).toBe(tip);
  });

  test("prod's file changes elsewhere and still merges: nothing is rewritten", async () => {
    const padding = "# a\n# b\n# c\n# d\n# e\n";
    await using world = await start();
    await world.forge.commit(HOME, { files: { [PROD]: padding + kustomization("ghcr.io/acme/podinfo", "1.2.0") } });
    await world.run(promoting());
    const tip = await world.forge.branch(HOME, BRANCH);
    await world.forge.commit(HOME, {
      files: { [PROD]: `# new\n${padding}${kustomization("ghcr.io/acme/podinfo", "1.2.0")}` },
    });
    expect(wordsOf(await world.run(promoting()))).toEqual(["prod/podinfo: refreshed"]);
    expect(await world.forge.branch(HOME, BRANCH)).toBe(tip);
  });

  test("a conflict with prod is rewritten", async () => {
    await using world = await start();
    await world.run(promoting());
    const tip = await world.forge.branch(HOME, BRANCH);
    const moved = kustomization("ghcr.io/acme/podinfo", "1.2.0").replace(
      "    newTag",
      "    # the line beside it\n    newTag",
    );
    await world.forge.commit(HOME, { files: { [PROD]: moved } });
    expect(wordsOf(await world.run(promoting()))).toEqual(["prod/podinfo: refreshed"]);
    expect(await world.forge.branch(HOME, BRANCH)).not.toBe(tip);
    expect(await world.file(BRANCH, PROD)).toBe(moved.replace("1.2.0", "1.3.0"));
  });
});

test("a source commit that stage no longer has is replaced by one that it has, though the bytes are the same", async () => {
  await using world = await start();
  const configuration = configurationOf({}, { branch: "env/stage" });
  const main = (await world.forge.branch(HOME, "main")) ?? "";
  await world.forge.setBranch(HOME, "env/stage", main);
  const gone = await world.forge.commit(HOME, { branch: "env/stage", files: { "README.md": "1\n" } });
  await world.run(promoting({ configuration }));
  await world.forge.setBranch(HOME, "backup", gone);
  await world.forge.setBranch(HOME, "env/stage", main);
  const rewritten = await world.forge.commit(HOME, { branch: "env/stage", files: { "README.md": "2\n" } });
  const declared = async () => parseTrailers((await world.forge.log(HOME, BRANCH))[0]?.message ?? "").from;
  expect(await declared()).toBe(gone);
  const result = await world.run(promoting({ configuration }));
  expect(result.apps).toMatchObject([{ result: "refreshed", reason: "Promote podinfo to prod: podinfo 1.3.0" }]);
  expect(await declared()).toBe(rewritten);
});

describe("a newer version in stage", () => {
  test("replaces the open proposal in place", async () => {
    await using world = await start();
    await world.run(promoting());
    await stageHas(world, "1.4.0");
    const result = await world.run(promoting());
    expect(wordsOf(result)).toEqual(["prod/podinfo: refreshed"]);
    expect(world.forge.pullRequests(HOME)).toHaveLength(1);
    expect(world.forge.pullRequest(HOME, 1).title).toBe("Promote podinfo to prod: podinfo 1.4.0");
    expect(await world.file(BRANCH, PROD)).toContain("newTag: 1.4.0");
    expect(await world.forge.log(HOME, BRANCH)).toHaveLength(3);
  });

  test("waits behind one that somebody approved, and follows when it is merged", async () => {
    await using world = await start();
    world.forge.addUser("reviewer", { [HOME]: "write" });
    await world.run(promoting());
    await world.forge.review(HOME, 1, { by: "reviewer", event: "APPROVE" });
    await stageHas(world, "1.4.0");
    const waiting = await world.run(promoting());
    expect(waiting).toMatchObject({ result: "nothing", apps: [{ result: "waiting", pullRequestNumber: 1 }] });
    expect(await world.file(BRANCH, PROD)).toContain("newTag: 1.3.0");

    await world.forge.merge(HOME, 1, { by: "reviewer", method: "squash" });
    const next = await world.run(promoting());
    expect(next.apps).toMatchObject([{ result: "opened", pullRequestNumber: 2 }]);
    expect(await world.file(BRANCH, PROD)).toContain("newTag: 1.4.0");
  });

  test.each(["REQUEST_CHANGES", "COMMENT"] as const)("does not wait behind %s", async (event) => {
    await using world = await start();
    world.forge.addUser("reviewer", { [HOME]: "write" });
    await world.run(promoting());
    await world.forge.review(HOME, 1, { by: "reviewer", event, body: "hm" });
    await stageHas(world, "1.4.0");
    expect(wordsOf(await world.run(promoting()))).toEqual(["prod/podinfo: refreshed"]);
  });
});

describe("nothing left to promote", () => {
  test.each([
    ["prod got the version otherwise", PROD, "1.3.0", /prod has everything that stage has/],
    ["stage went back", STAGE, "1.2.0", /prod has everything that stage has/],
    ["stage went further back than prod", STAGE, "1.1.0", /older than "1\.2\.0" in prod/],
  ])("%s: closed with the reason, the branch deleted", async (_, file, tag, reason) => {
    await using world = await start();
    await world.run(promoting());
    await world.forge.commit(HOME, { files: { [file]: kustomization("ghcr.io/acme/podinfo", tag) } });
    const result = await world.run(promoting());
    expect(wordsOf(result)).toEqual(["prod/podinfo: closed"]);
    expect(result.apps[0]?.reason).toMatch(reason);
    expect(world.forge.pullRequest(HOME, 1).state).toBe("closed");
    expect(await world.forge.branch(HOME, BRANCH)).toBeNull();
    expect(world.forge.repository(HOME).comments).toHaveLength(1);
  });

  test("the branch that a merge left behind is deleted", async () => {
    await using world = await start();
    await world.run(promoting());
    await world.forge.merge(HOME, 1, { by: "waybill-user", method: "squash" });
    expect(wordsOf(await world.run(promoting()))).toEqual(["prod/podinfo: nothing"]);
    expect(await world.forge.branch(HOME, BRANCH)).toBeNull();
  });

  test("an app that is gone from both takes its proposal along", async () => {
    await using world = await start();
    await world.run(promoting());
    await world.forge.commit(HOME, {
      deletions: Object.keys(apps({ podinfo: ["1", "1"] })),
      files: { "apps/.keep": "" },
    });
    expect(wordsOf(await world.run(promoting()))).toEqual(["prod/podinfo: closed"]);
  });

  test("what a person closed is not opened again until the version changes", async () => {
    await using world = await start();
    await world.run(promoting());
    world.forge.pullRequest(HOME, 1).state = "closed";
    const result = await world.run(promoting());
    expect(result.apps).toMatchObject([{ result: "nothing" }]);
    expect(result.apps[0]?.reason).toMatch(/closed by hand/);
    expect(world.forge.pullRequests(HOME)).toHaveLength(1);
    await stageHas(world, "1.4.0");
    expect((await world.run(promoting())).apps).toMatchObject([{ result: "opened", pullRequestNumber: 2 }]);
  });

  test("what a person closed is proposed again when they delete its branch", async () => {
    await using world = await start();
    await world.run(promoting());
    world.forge.pullRequest(HOME, 1).state = "closed";
    await world.forge.setBranch(HOME, BRANCH, null);
    expect((await world.run(promoting())).apps).toMatchObject([{ result: "opened", pullRequestNumber: 2 }]);
  });
});

describe("somebody else's work", () => {
  test("on the branch stops that app and no other", async () => {
    await using world = await startWorld({ [HOME]: apps({ podinfo: ["1.3.0", "1.2.0"], redis: ["7.2.0", "7.0.0"] }) });
    await world.run(promoting());
    const theirs = await world.forge.commit(HOME, {
      branch: BRANCH,
      files: { "apps/podinfo/prod/extra.yaml": "x: 1\n" },
    });
    await world.forge.commit(HOME, {
      files: {
        [STAGE]: kustomization("ghcr.io/acme/podinfo", "1.4.0"),
        "apps/redis/stage/kustomization.yaml": kustomization("ghcr.io/acme/redis", "7.4.0"),
      },
    });
    const result = await world.run(promoting());
    expect(wordsOf(result)).toEqual(["prod/podinfo: foreign", "prod/redis: refreshed"]);
    expect(result.apps[0]?.reason).toMatch(/which is not Waybill's; it is left as it is/);
    expect(await world.forge.branch(HOME, BRANCH)).toBe(theirs);
  });

  test("that carries our trailers but changes more is seen", async () => {
    await using world = await start();
    await world.run(promoting());
    const [ours] = await world.forge.log(HOME, BRANCH);
    await world.forge.commit(HOME, {
      branch: BRANCH,
      files: { ".github/workflows/evil.yml": "on: push\n" },
      message: ours?.message ?? "",
    });
    const result = await world.run(promoting());
    expect(result.apps[0]).toMatchObject({ result: "foreign" });
    expect(result.apps[0]?.reason).toMatch(/something other than what its commits declare/);
  });

  test("a merge of the base into the branch is adopted", async () => {
    await using world = await start();
    await world.run(promoting());
    const { git } = world.forge.repository(HOME);
    const base = await world.forge.commit(HOME, { files: { "README.md": "more\n" } });
    const tip = (await world.forge.branch(HOME, BRANCH)) ?? "";
    const tree = (await git.git(["merge-tree", "--write-tree", base, tip])).trim();
    const merge = (
      await git.git([
        "-c",
        "user.name=A",
        "-c",
        "user.email=a@example.com",
        "commit-tree",
        tree,
        "-p",
        tip,
        "-p",
        base,
        "-m",
        "Merge main",
      ])
    ).trim();
    await world.forge.setBranch(HOME, BRANCH, merge);
    expect(wordsOf(await world.run(promoting()))).toEqual(["prod/podinfo: unchanged"]);
    expect(await world.forge.branch(HOME, BRANCH)).toBe(merge);
  });
});

describe("a run that was killed", () => {
  test("after its push: the branch is adopted", async () => {
    await using world = await start();
    world.forge.fault({
      method: "POST",
      path: "/repos/acme/environment/pulls",
      when: "instead",
      status: 403,
      times: 1,
      body: { message: "killed" },
    });
    const killed = await world.run(promoting());
    expect(killed).toMatchObject({ result: "failed", apps: [{ result: "failed" }] });
    const left = await world.forge.branch(HOME, BRANCH);
    expect(wordsOf(await world.run(promoting()))).toEqual(["prod/podinfo: opened"]);
    expect(await world.forge.branch(HOME, BRANCH)).toBe(left);
    expect(world.forge.pullRequests(HOME)).toHaveLength(1);
  });

  test("between its comment and its close: one comment", async () => {
    await using world = await start();
    await world.run(promoting());
    await stageHas(world, "1.2.0");
    world.forge.fault({
      method: "PATCH",
      path: "/repos/acme/environment/pulls/1",
      when: "instead",
      status: 403,
      times: 1,
      body: { message: "killed" },
    });
    expect(wordsOf(await world.run(promoting()))).toEqual(["prod/podinfo: failed"]);
    expect(wordsOf(await world.run(promoting()))).toEqual(["prod/podinfo: closed"]);
    expect(world.forge.repository(HOME).comments).toHaveLength(1);
  });

  test.each([
    ["before", 1],
    ["after", 1],
    ["before", 2],
    ["after", 2],
    ["before", 3],
    ["after", 3],
  ] as const)("%s its API write number %i: the next run ends where one that was not killed does", async (when, nth) => {
    const configuration = configurationOf({
      promote: { group: "app", newer: "settle", autoMerge: "never", labels: ["promotion"], reviewers: ["reviewer"] },
    });
    const path =
      [
        "/repos/acme/environment/pulls",
        "/repos/acme/environment/pulls/1/requested_reviewers",
        "/repos/acme/environment/issues/1/labels",
      ][nth - 1] ?? "";
    await using world = await start();
    world.forge.addUser("reviewer", { [HOME]: "write" });
    world.forge.fault({ method: "POST", path, when, drop: true, times: 100 });
    // What was created although the answer was lost is found at once.
    const isFound = when === "after" && nth === 1;
    expect((await world.run(promoting({ configuration }))).result).toBe(isFound ? "promoted" : "failed");
    world.forge.clearFaults();
    const next = await world.run(promoting({ configuration }));
    expect(next.result).not.toBe("failed");
    expect(world.forge.pullRequests(HOME)).toHaveLength(1);
    expect(world.forge.pullRequest(HOME, 1)).toMatchObject({
      state: "open",
      title: "Promote podinfo to prod: podinfo 1.3.0",
    });
    expect([...world.forge.pullRequest(HOME, 1).labels]).toEqual(["promotion"]);
    expect(await world.forge.log(HOME, BRANCH)).toHaveLength(2);
    expect(wordsOf(await world.run(promoting({ configuration })))).toEqual(["prod/podinfo: unchanged"]);
  });

  test("a list that does not show the pull request yet: it is adopted", async () => {
    await using world = await start();
    world.forge.late(HOME, { listsMiss: 1 });
    await world.run(promoting());
    expect(wordsOf(await world.run(promoting()))).toEqual(["prod/podinfo: unchanged"]);
    expect(world.forge.pullRequests(HOME)).toHaveLength(1);
  });

  test("one app's failure does not stop the others and is told at the end", async () => {
    await using world = await startWorld({ [HOME]: apps({ podinfo: ["1.3.0", "1.2.0"], redis: ["7.2.0", "7.0.0"] }) });
    world.forge.fault({
      method: "POST",
      path: "/repos/acme/environment/pulls",
      when: "instead",
      status: 403,
      times: 1,
      body: { message: "no" },
    });
    const result = await world.run(promoting());
    expect(wordsOf(result)).toEqual(["prod/podinfo: failed", "prod/redis: opened"]);
    expect(result.result).toBe("failed");
    expect(result.reason).toMatch(/^podinfo in prod: /);
  });
});

describe("the source commits of what no record shows yet", () => {
  const SOURCE = { repository: "acme/podinfo", commit: "d".repeat(40) };

  function stagesMessage(to: string): string {
    return commitMessage("Update", "", {
      changes: [
        {
          environment: "stage",
          app: "podinfo",
          artifact: "image:ghcr.io/acme/podinfo",
          from: { tag: "1.3.0", digest: null },
          to: { tag: to, digest: null },
          source: SOURCE,
        },
      ],
      from: null,
      run: null,
    });
  }

  test.each<[string, string, boolean]>([
    ["are taken from the commit that brought the version", "1.4.0", true],
    ["are not believed of a commit that did something else", "1.5.0", false],
  ])("%s", async (_, written, isShown) => {
    await using world = await start();
    await world.forge.commit(HOME, {
      files: { [STAGE]: kustomization("ghcr.io/acme/podinfo", written) },
      message: stagesMessage("1.4.0"),
    });
    if (written !== "1.4.0") await stageHas(world, "1.4.0");
    await world.run(promoting());
    const { body, title } = world.forge.pullRequest(HOME, 1);
    expect(title).toContain("1.4.0");
    expect(body.includes(SOURCE.commit)).toBe(isShown);
  });
});

describe("with records", () => {
  const recording = (effects: Effects) => recordCommits({ configuration: configurationOf(), dryRun: false }, effects);
  const [older, newer] = ["a".repeat(40), "b".repeat(40)];

  test("since when stage has it is in the text, by the forge's clock", async () => {
    await using world = await start();
    await world.run(recording);
    await world.run(promoting());
    expect(world.forge.pullRequest(HOME, 1).body).toMatch(/\| minor \| 20\d\d-\d\d-\d\dT[\d:.]+Z \|/);
  });

  test("commit ids go forward in the order in which stage had them", async () => {
    await using world = await startWorld({ [HOME]: apps({ podinfo: [older, older] }) });
    await world.run(recording);
    await stageHas(world, newer);
    await world.run(recording);
    expect(wordsOf(await world.run(promoting()))).toEqual(["prod/podinfo: opened"]);
  });

  test("and not back: what stage had before prod's is refused, its proposal closed", async () => {
    await using world = await startWorld({ [HOME]: apps({ podinfo: [older, older] }) });
    await world.run(recording);
    await world.forge.commit(HOME, {
      files: {
        [STAGE]: kustomization("ghcr.io/acme/podinfo", newer),
        [PROD]: kustomization("ghcr.io/acme/podinfo", newer),
      },
    });
    await world.run(recording);
    await stageHas(world, older);
    const result = await world.run(promoting());
    expect(wordsOf(result)).toEqual(["prod/podinfo: refused"]);
    expect(result.apps[0]?.reason).toMatch(/older than "b+" in prod/);
    expect(world.lines).toContainEqual(expect.stringMatching(/^warning: prod, podinfo: refused: /));
  });
});

describe("two repositories", () => {
  const TARGET = "acme/production";
  const prod = environmentOf("prod", { from: "stage", repository: TARGET });
  const configuration: Configuration = { ...configurationOf(), environments: [environmentOf("stage"), prod] };

  test("the pull request is in the one that receives", async () => {
    await using world = await startWorld({
      [HOME]: { [STAGE]: kustomization("ghcr.io/acme/podinfo", "1.3.0") },
      [TARGET]: { [PROD]: kustomization("ghcr.io/acme/podinfo", "1.2.0") },
    });
    const result = await world.run(promoting({ configuration }));
    expect(wordsOf(result)).toEqual(["prod/podinfo: opened"]);
    expect(world.forge.pullRequests(HOME)).toHaveLength(0);
    expect(world.forge.pullRequests(TARGET)).toHaveLength(1);
    const [head] = await world.forge.log(TARGET, BRANCH);
    expect(parseTrailers(head?.message ?? "").from).toBe(await world.forge.branch(HOME, "main"));
  });

  test("a repository that has only a README is reported as missing, and nothing is opened", async () => {
    await using world = await startWorld({
      [HOME]: { [STAGE]: kustomization("ghcr.io/acme/podinfo", "1.3.0") },
      [TARGET]: { "README.md": "# production\n" },
    });
    const { result, counted } = await world.counted(promoting({ configuration }));
    expect(result).toMatchObject({ result: "nothing", apps: [{ app: "podinfo", result: "missing" }] });
    expect(result.apps[0]?.reason).toMatch(/prod has no app "podinfo"/);
    expect(counted.writes).toEqual([]);
    expect(await world.forge.branches(TARGET)).toHaveLength(1);
  });
});

describe("a dry run", () => {
  test("only reads and says what would be done", async () => {
    await using world = await start();
    const { result, counted } = await world.counted(promoting({ dryRun: true }));
    expect(result).toMatchObject({ result: "dry-run", apps: [{ result: "opened", pullRequestNumber: null }] });
    expect(counted.writes).toEqual([]);
    expect(await world.forge.branches(HOME)).toHaveLength(1);
  });

  test("closes nothing", async () => {
    await using world = await start();
    await world.run(promoting());
    await stageHas(world, "1.2.0");
    const { result, counted } = await world.counted(promoting({ dryRun: true }));
    expect(wordsOf(result)).toEqual(["prod/podinfo: closed"]);
    expect(counted.writes).toEqual([]);
    expect(world.forge.pullRequest(HOME, 1).state).toBe("open");
  });
});

describe("requests, the gate's included", () => {
  const judged =
    (configuration: Configuration) =>
    async (effects: Effects): Promise<GateResult> => {
      const { open } = await promote({ configuration, dryRun: false }, effects);
      return gatePullRequests({ configuration, merge: true, dryRun: false, open }, effects);
    };
  const merging = { group: "app", newer: "settle", autoMerge: "minor", labels: [], reviewers: [] } as const;

  test("one promotion, opened, judged and merged: at most 12, at most 4 of them writes", async () => {
    await using world = await start();
    const { result, counted } = await world.counted(judged(configurationOf({ promote: merging })));
    expect(result.judged).toMatchObject([{ kind: "promotion", verdict: "open", merge: "merged" }]);
    expect(await world.file("main", PROD)).toContain("newTag: 1.3.0");
    expect(counted.requests.length).toBeLessThanOrEqual(12);
    expect(counted.writes.length).toBeLessThanOrEqual(4);
    expect(world.forge.violations).toEqual([]);
  });

  test("an open pull request with nothing to do adds at most 4 reads and no write", async () => {
    const gates = { soakMs: null, approvals: { required: 1, independent: true }, statuses: [], images: null };
    const configuration = configurationOf({ promote: merging, gates });
    await using world = await startWorld({ [HOME]: apps({ podinfo: ["1.3.0", "1.2.0"], redis: ["7.2.0", "7.0.0"] }) });
    await world.run(judged(configuration));
    const { result, counted } = await world.counted(judged(configuration));
    expect(result.judged).toMatchObject([{ verdict: "held" }, { verdict: "held" }]);
    expect(counted.writes).toEqual([]);
    expect(counted.requests.length).toBeLessThanOrEqual(3 + 2 * 4);
  });

  test("the open ones are handed on as the run leaves them, other people's included", async () => {
    await using world = await startWorld({ [HOME]: apps({ podinfo: ["1.3.0", "1.2.0"], redis: ["7.2.0", "7.0.0"] }) });
    await world.forge.commit(HOME, { branch: "feature", files: { "README.md": "x\n" } });
    await world.forge.openPullRequest(HOME, { head: "feature", title: "Mine", by: "somebody" });
    await world.run(promoting());
    await world.forge.commit(HOME, {
      files: { "apps/redis/stage/kustomization.yaml": kustomization("ghcr.io/acme/redis", "7.0.0") },
    });
    await stageHas(world, "1.4.0");
    const { open } = await world.run(promoting());
    const left = open.flatMap(({ pullRequests }) => pullRequests);
    expect(left.map(({ title }) => title).toSorted()).toEqual(["Mine", "Promote podinfo to prod: podinfo 1.4.0"]);
    const ours = left.find(({ head }) => head.branch === BRANCH);
    expect(ours?.head.commit).toBe(await world.forge.branch(HOME, BRANCH));
  });
});

describe("requests", () => {
  test("nothing to do and no open pull request: at most 3", async () => {
    await using world = await startWorld({ [HOME]: apps({ podinfo: ["1.2.0", "1.2.0"] }) });
    const { result, counted } = await world.counted(promoting());
    expect(wordsOf(result)).toEqual(["prod/podinfo: nothing"]);
    expect(counted.requests.length).toBeLessThanOrEqual(3);
  });

  test("200 apps with 1 difference ask for no more than 1 app with 1 difference", async () => {
    const many = Object.fromEntries(
      Array.from({ length: 200 }, (_, index) => [`app-${index}`, ["1.0.0", index === 77 ? "0.9.0" : "1.0.0"] as const]),
    );
    await using one = await start();
    await using all = await startWorld({ [HOME]: apps(many) });
    const single = await one.counted(promoting());
    const crowd = await all.counted(promoting());
    expect(crowd.result.apps.filter(({ result }) => result === "opened")).toHaveLength(1);
    expect(crowd.counted.requests.length).toBeLessThanOrEqual(single.counted.requests.length);
    expect(crowd.counted.gitExchanges.length).toBeLessThanOrEqual(single.counted.gitExchanges.length);
  });
});

describe("exchanges with Git", () => {
  test.each([
    ["in one repository: the manifests of both environments come in one", {}, 5],
    ["from a branch of its own: each branch's come in one", { branch: "env/stage" }, 7],
  ])("%s, however many apps there are", async (_, stage, expected) => {
    const counts: number[] = [];
    for (const count of [1, 50]) {
      const versions = Object.fromEntries(
        Array.from({ length: count }, (_, at) => [`app-${at}`, ["1.0.0", "1.0.0"] as const]),
      );
      await using world = await startWorld({ [HOME]: apps(versions) });
      await world.forge.setBranch(HOME, "env/stage", (await world.forge.branch(HOME, "main")) ?? "");
      const { counted } = await world.counted(promoting({ configuration: configurationOf({}, stage) }));
      counts.push(counted.gitExchanges.filter(({ phase }) => phase === "call").length);
    }
    expect(counts).toEqual([expected, expected]);
  });
});

test("only the named apps and environments are looked at", async () => {
  await using world = await startWorld({ [HOME]: apps({ podinfo: ["1.3.0", "1.2.0"], redis: ["7.2.0", "7.0.0"] }) });
  expect(wordsOf(await world.run(promoting({ apps: ["redis"], environments: ["prod"] })))).toEqual([
    "prod/redis: opened",
  ]);
  await expect(world.run(promoting({ environments: ["stage"] }))).rejects.toThrow(
    /"stage" takes its versions from no other/,
  );
  await expect(world.run(promoting({ environments: ["prdo"] }))).rejects.toThrow(/"prdo"/);
});
