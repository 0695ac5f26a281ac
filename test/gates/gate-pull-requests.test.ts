import { describe, expect, test } from "vitest";
import { recordCommits } from "../../src/records/record-commits.ts";
import { openRecords } from "../../src/records/store.ts";
import { HOME, kustomization } from "../promotion/world.ts";
import {
  approve,
  BRANCH,
  gates,
  notesOn,
  only,
  ONE_APPROVAL,
  OVERLAY,
  prepared,
  proposed,
  STAGE,
  statusOn,
} from "./scene.ts";

const HOUR = 3_600_000;

describe("a promotion that needs an approval", () => {
  test("is held until somebody approves its head, and then merged at exactly that head", async () => {
    await using scene = await proposed(ONE_APPROVAL);
    const { forge } = scene.world;
    const head = await scene.head();

    expect(only(await scene.gate())).toMatchObject({
      kind: "promotion",
      environment: "prod",
      app: "podinfo",
      verdict: "held",
      merge: null,
    });
    expect(statusOn(scene, head)).toMatchObject({
      state: "pending",
      description: "approvals: has 0 of 1 approvals of " + head.slice(0, 7),
    });
    expect(await scene.deployed()).toBe("1.2.0");

    await approve(scene, "alice");
    expect(only(await scene.gate())).toMatchObject({ verdict: "open", merge: "merged" });
    expect(statusOn(scene, head)).toMatchObject({ state: "success" });
    expect(await scene.deployed()).toBe("1.3.0");
    const [merge] = await forge.log(HOME, "main");
    expect(merge?.message).toContain("Promote podinfo to prod: podinfo 1.3.0 (#1)");
    expect(merge?.message).toMatch(
      /\n\nWaybill-Change: \{.*\}\n(?:Waybill-Gate: \{.*\}\n){2}Waybill-Head: [0-9a-f]{40}\nWaybill-From: [0-9a-f]{40}\nWaybill-Run: \S+$/,
    );
    expect(merge?.message).toContain(`\nWaybill-Head: ${head}\n`);
    expect(notesOn(scene, 1)).toHaveLength(1);
    expect(notesOn(scene, 1)[0]).toContain("approved at this head by `alice`");
    expect(forge.violations).toEqual([]);
  });

  test("is held again when another head is pushed after the approval", async () => {
    await using scene = await proposed(ONE_APPROVAL);
    const first = await scene.head();
    await approve(scene, "alice");
    await scene.world.forge.commit(HOME, {
      branch: BRANCH,
      files: { [OVERLAY]: kustomization("ghcr.io/acme/podinfo", "1.3.1") },
    });

    const judged = only(await scene.gate());
    expect(judged).toMatchObject({ kind: "manual", verdict: "held", merge: null });
    expect(judged.reason).toContain(`the approval of alice is for ${first.slice(0, 7)}`);
    expect(statusOn(scene, await scene.head())).toMatchObject({ state: "pending" });
    expect(await scene.deployed()).toBe("1.2.0");
  });

  test("is not opened by somebody without write access", async () => {
    await using scene = await proposed(ONE_APPROVAL);
    await approve(scene, "reader", "read");
    const judged = only(await scene.gate());
    expect(judged.verdict).toBe("held");
    expect(judged.reason).toContain("no write access");
  });

  test("is held while somebody else asks for changes", async () => {
    await using scene = await proposed(ONE_APPROVAL);
    await approve(scene, "alice");
    scene.world.forge.addUser("bob", { [HOME]: "write" });
    await scene.world.forge.review(HOME, 1, { by: "bob", event: "REQUEST_CHANGES", body: "wait" });
    expect(only(await scene.gate())).toMatchObject({ verdict: "held", merge: null });
    expect(await scene.deployed()).toBe("1.2.0");
  });

  test("costs four reads and no write when nothing is new", async () => {
    await using scene = await proposed(ONE_APPROVAL);
    await scene.gate();
    const { result, counted } = await scene.counted();
    expect(only(result).verdict).toBe("held");
    expect(counted.writes).toEqual([]);
    // The list of open pull requests, and for the one that is open its reviews and its status.
    expect(counted.reads.map(({ path }) => path.replace(/[0-9a-f]{40}/, "HEAD"))).toEqual([
      `/repos/${HOME}/pulls`,
      `/repos/${HOME}/pulls/1/reviews`,
      `/repos/${HOME}/commits/HEAD/status`,
    ]);
  });

  test("is judged and not written in a dry run", async () => {
    await using scene = await proposed(ONE_APPROVAL);
    await approve(scene, "alice");
    const { result, counted } = await scene.counted({ dryRun: true });
    expect(only(result)).toMatchObject({ verdict: "open", merge: null });
    expect(counted.writes).toEqual([]);
    expect(await scene.deployed()).toBe("1.2.0");
  });
});

describe("merging", () => {
  test("without a gate happens at once, within the step that the environment allows", async () => {
    await using scene = await proposed({});
    expect(only(await scene.gate())).toMatchObject({ verdict: "open", merge: "merged" });
    expect(await scene.deployed()).toBe("1.3.0");
  });

  test("is left to a person beyond that step", async () => {
    await using scene = await proposed({}, { podinfo: ["2.0.0", "1.2.0"] });
    expect(only(await scene.gate())).toMatchObject({ verdict: "open", merge: null });
    expect(await scene.deployed()).toBe("1.2.0");
  });

  test("is not tried when the run is told not to", async () => {
    await using scene = await proposed({});
    expect(only(await scene.gate({ merge: false }))).toMatchObject({ verdict: "open", merge: null });
    expect(await scene.deployed()).toBe("1.2.0");
  });

  test("does not happen when the head moves after the verdict", async () => {
    await using scene = await proposed({});
    const { forge } = scene.world;
    forge.fault({
      method: "POST",
      path: /\/statuses\/[0-9a-f]{40}$/,
      when: "after",
      action: async () => {
        await forge.commit(HOME, { branch: BRANCH, files: { "evil.yaml": "x: 1\n" } });
      },
    });
    expect(only(await scene.gate())).toMatchObject({ verdict: "open", merge: "held" });
    expect(await scene.deployed()).toBe("1.2.0");
  });

  test("of a pre-release waits for a person although no gate is set", async () => {
    await using scene = await proposed(
      { promote: { group: "app", newer: "settle", autoMerge: "major", labels: [], reviewers: [] } },
      { podinfo: ["2.0.0-rc.1", "1.2.0"] },
    );
    expect(only(await scene.gate())).toMatchObject({ verdict: "held", merge: null });
    await approve(scene, "alice");
    expect(only(await scene.gate()).verdict).toBe("open");
  });
});

describe("auto-merge", () => {
  test("is armed where the rules require the gate and more, and switched off after a foreign push", async () => {
    await using scene = await proposed({});
    const { forge } = scene.world;
    forge.repository(HOME).autoMergeAllowed = true;
    await forge.protect(HOME, "main", {
      requiredChecks: [
        { context: "waybill/gate", app: null },
        { context: "build", app: null },
      ],
    });
    expect(only(await scene.gate())).toMatchObject({ verdict: "open", merge: "enabled" });
    expect(forge.pullRequest(HOME, 1).autoMerge).not.toBeNull();

    await forge.commit(HOME, { branch: BRANCH, files: { [OVERLAY]: kustomization("ghcr.io/acme/podinfo", "6.6.6") } });
    expect(only(await scene.gate())).toMatchObject({ kind: "manual", merge: null });
    expect(forge.pullRequest(HOME, 1).autoMerge).toBeNull();
  });

  test("stays off where a gate depends on time", async () => {
    await using scene = await proposed(gates({ statuses: ["e2e"] }));
    const { forge } = scene.world;
    forge.repository(HOME).autoMergeAllowed = true;
    await forge.protect(HOME, "main", {
      requiredChecks: [
        { context: "waybill/gate", app: null },
        { context: "build", app: null },
      ],
    });
    await forge.setStatus(HOME, (await forge.branch(HOME, "main")) ?? "", { context: "e2e", state: "success" });
    expect(only(await scene.gate())).toMatchObject({ verdict: "open", merge: "held" });
    expect(forge.pullRequest(HOME, 1).autoMerge).toBeNull();
  });
});

describe("a promotion that must soak", () => {
  test("is held without a record, then until the recorded time is over by the forge's clock, then merged", async () => {
    await using scene = await proposed(gates({ soakMs: 2 * HOUR }));
    const { world, configuration } = scene;
    const unrecorded = only(await scene.gate());
    expect(unrecorded.verdict).toBe("held");
    expect(unrecorded.reason).toContain("no record says since when stage has these versions");

    await world.run((effects) => recordCommits({ configuration, dryRun: false }, effects));
    const since = await world.run(async ({ connections: { home } }) => {
      const index = await openRecords(home.git, "waybill/records");
      return (await index.standing("stage", "podinfo")).records[0]?.since ?? "";
    });
    const until = Date.parse(since) + 2 * HOUR;
    const held = only(await scene.gate());
    expect(held.verdict).toBe("held");
    expect(held.reason).toContain(new Date(until).toISOString());

    world.forge.now = () => until - 60_000;
    expect(only(await scene.gate())).toMatchObject({ verdict: "held", merge: null });
    world.forge.now = () => until + 1_000;
    expect(only(await scene.gate())).toMatchObject({ verdict: "open", merge: "merged" });
    expect(await scene.deployed()).toBe("1.3.0");
  });
});

describe("a promotion that needs checks of the environment before it", () => {
  test("waits for them on the commit that brought the version or a later one, and the newest decides", async () => {
    await using scene = await proposed(gates({ statuses: ["kustomization/*", "e2e"] }));
    const { forge } = scene.world;
    const introduced = (await forge.branch(HOME, "main")) ?? "";
    expect(only(await scene.gate()).reason).toContain("not there yet: kustomization/*, e2e");

    await forge.setStatus(HOME, introduced, { context: "kustomization/apps/1f2e", state: "success" });
    await forge.addCheckRun(HOME, introduced, { name: "e2e", conclusion: "failure" });
    expect(only(await scene.gate()).reason).toContain("failing: e2e");

    const later = await forge.commit(HOME, { files: { "README.md": "hello\n" } });
    await forge.setStatus(HOME, later, { context: "kustomization/apps/1f2e", state: "success" });
    await forge.addCheckRun(HOME, later, { name: "e2e", conclusion: "success" });
    expect(only(await scene.gate())).toMatchObject({ verdict: "open", merge: "merged" });
  });

  test("is judged by what it declares although stage has moved on", async () => {
    await using scene = await proposed(gates({ statuses: ["e2e"] }));
    const { forge } = scene.world;
    const source = (await forge.branch(HOME, "main")) ?? "";
    await forge.setStatus(HOME, source, { context: "e2e", state: "success" });
    await forge.commit(HOME, { files: { [STAGE]: kustomization("ghcr.io/acme/podinfo", "1.4.0") } });
    expect(only(await scene.gate())).toMatchObject({ kind: "promotion", verdict: "open", merge: "merged" });
    expect(await scene.deployed()).toBe("1.3.0");
  });
});

test("four reads for an open pull request are enough for approvals and checks together", async () => {
  await using scene = await proposed(gates({ approvals: { required: 1, independent: true }, statuses: ["e2e"] }));
  const { forge } = scene.world;
  await forge.setStatus(HOME, (await forge.branch(HOME, "main")) ?? "", { context: "e2e", state: "success" });
  await scene.gate();
  const { counted } = await scene.counted();
  expect(counted.writes).toEqual([]);
  expect(counted.reads.map(({ path }) => path.replace(/.*\//, ""))).toEqual([
    "pulls",
    "reviews",
    "status",
    "check-runs",
    "status",
  ]);
});

test("a promotion of an image from elsewhere is closed with a failure", async () => {
  await using scene = await proposed(
    gates({ images: { registries: ["ghcr.io/other"], digest: "optional", mutableTags: "forbidden" } }),
  );
  expect(only(await scene.gate())).toMatchObject({ verdict: "closed", merge: null });
  expect(statusOn(scene, await scene.head())).toMatchObject({ state: "failure" });
});

test("without an open pull request nothing is judged, by one request", async () => {
  await using scene = await prepared({}, { podinfo: ["1.2.0", "1.2.0"] });
  const { result, counted } = await scene.counted();
  expect(result).toMatchObject({ result: "nothing", judged: [] });
  expect(counted.requests).toHaveLength(1);
});
