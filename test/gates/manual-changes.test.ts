import { describe, expect, test } from "vitest";
import { commitMessage } from "../../src/git/trailers.ts";
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
  statusOn,
  type Scene,
} from "./scene.ts";

/** Mallory's own branch with these files, opened as the next pull request. */
async function opened({ world: { forge } }: Scene, files: Readonly<Record<string, string>>, by = "mallory") {
  await forge.commit(HOME, { branch: "change", files });
  return forge.openPullRequest(HOME, { head: "change", title: "Change", by });
}

/** Puts one commit on the proposal's branch in place of ours, as somebody who may push can. */
async function forged({ world: { forge } }: Scene, files: Readonly<Record<string, string>>, message: string) {
  const commit = await forge.commit(HOME, { branch: "aside", files, message });
  await forge.setBranch(HOME, BRANCH, commit);
}

describe("what is not a promotion although it looks like one", () => {
  test("a branch of the right name in a fork", async () => {
    await using scene = await proposed({});
    Object.assign(scene.world.forge.pullRequest(HOME, 1), { headRepository: "mallory/environment" });
    const judged = only(await scene.gate());
    expect(judged).toMatchObject({ kind: "manual", merge: null });
    expect(judged.reason).toContain("it comes from a fork");
    expect(await scene.deployed()).toBe("1.2.0");
  });

  const overlay = kustomization("ghcr.io/acme/podinfo", "1.3.0");
  const cases: readonly [string, Readonly<Record<string, string>>, RegExp][] = [
    [
      "one byte more in the planned file",
      { [OVERLAY]: `${overlay}\n` },
      /changes something other than what stage at [0-9a-f]{7} explains/,
    ],
    [
      "one more file of the app",
      { [OVERLAY]: overlay, "apps/podinfo/prod/more.yaml": "kind: More\n" },
      /changes something other/,
    ],
    [
      "another app's file",
      { [OVERLAY]: overlay, "apps/redis/prod/kustomization.yaml": "resources: []\n" },
      /changes 2 apps at once/,
    ],
    ["a file of no app", { [OVERLAY]: overlay, "run.sh": "true\n" }, /changes run\.sh, which is not of podinfo/],
    ["another version", { [OVERLAY]: kustomization("ghcr.io/acme/podinfo", "1.3.1") }, /changes something other/],
    [
      "a workflow of another forge beside it",
      { [OVERLAY]: overlay, ".forgejo/workflows/gate.yml": "on: push\n" },
      /edits \.forgejo\/workflows\/gate\.yml/,
    ],
    [
      "a workflow beside it",
      { [OVERLAY]: overlay, ".github/workflows/gate.yml": "on: push\n" },
      /edits \.github\/workflows\/gate\.yml/,
    ],
  ];
  test.each(cases)("our own branch and message with %s", async (_name, files, reason) => {
    await using scene = await proposed({});
    const { forge } = scene.world;
    const [ours] = await forge.log(HOME, BRANCH);
    await forged(scene, files, ours?.message ?? "");
    const judged = only(await scene.gate());
    expect(judged).toMatchObject({ kind: "manual", merge: null });
    expect(judged.reason).toMatch(reason);
    expect(await scene.deployed()).toBe("1.2.0");
  });

  test("a commit of somebody else's on our branch", async () => {
    await using scene = await proposed({});
    await scene.world.forge.commit(HOME, {
      branch: BRANCH,
      files: { [OVERLAY]: kustomization("ghcr.io/acme/podinfo", "9.9.9") },
    });
    expect(only(await scene.gate()).reason).toMatch(/the commit [0-9a-f]{7} by Somebody Else is not Waybill's/);
  });

  test("a declared source that stage never had on its branch", async () => {
    await using scene = await proposed({});
    const { forge } = scene.world;
    const [ours] = await forge.log(HOME, BRANCH);
    const elsewhere = await forge.commit(HOME, { branch: "elsewhere", files: { "x.yaml": "x: 1\n" } });
    const message = (ours?.message ?? "").replace(/Waybill-From: .*/, `Waybill-From: ${elsewhere}`);
    await forged(scene, { [OVERLAY]: overlay }, message);
    expect(only(await scene.gate()).reason).toContain('was never the state of "main" of stage');
  });

  test("a declared source that was merged into stage's branch, but that stage itself never was", async () => {
    await using scene = await proposed({});
    const { forge } = scene.world;
    const [ours] = await forge.log(HOME, BRANCH);
    const side = await forge.commit(HOME, { branch: "side", files: { "x.yaml": "x: 1\n" } });
    await forge.commit(HOME, { branch: "side", files: { "y.yaml": "y: 1\n" } });
    const { number } = await forge.openPullRequest(HOME, { head: "side", title: "Side", by: "maria" });
    await forge.merge(HOME, number, { by: "maria", method: "merge" });
    const message = (ours?.message ?? "").replace(/Waybill-From: .*/, `Waybill-From: ${side}`);
    await forged(scene, { [OVERLAY]: overlay }, message);
    expect(only(await scene.gate()).reason).toContain('was never the state of "main" of stage');
  });

  test("a declared source that does not exist", async () => {
    await using scene = await proposed({});
    const { forge } = scene.world;
    const [ours] = await forge.log(HOME, BRANCH);
    const message = (ours?.message ?? "").replace(/Waybill-From: .*/, `Waybill-From: ${"d".repeat(40)}`);
    await forged(scene, { [OVERLAY]: overlay }, message);
    const judged = only(await scene.gate());
    expect(judged).toMatchObject({ kind: "manual", merge: null });
    expect(judged.reason).toContain("the commit ddddddd that it declares");
  });
});

test("a merge of the base into our branch is adopted", async () => {
  await using scene = await proposed({});
  const { forge } = scene.world;
  const main = await forge.commit(HOME, { files: { "README.md": "hello\n" } });
  const { git } = forge.repository(HOME);
  const head = await scene.head();
  const tree = (await git.git(["merge-tree", "--write-tree", head, main])).trim();
  const person = ["-c", "user.name=A", "-c", "user.email=a@acme.example"];
  const merge = (await git.git([...person, "commit-tree", tree, "-p", head, "-p", main, "-m", "Merge main"])).trim();
  await forge.setBranch(HOME, BRANCH, merge);
  expect(only(await scene.gate())).toMatchObject({ kind: "promotion", verdict: "open", merge: "merged" });
  expect(await scene.deployed()).toBe("1.3.0");
});

describe("a manual change", () => {
  const image = (tag: string, registry = "ghcr.io/acme") => ({ [OVERLAY]: kustomization(`${registry}/podinfo`, tag) });

  test("is judged by the approvals of its own head and never merged by us", async () => {
    await using scene = await prepared(ONE_APPROVAL, { podinfo: ["1.2.0", "1.2.0"] });
    await opened(scene, image("1.3.0"));
    expect(only(await scene.gate())).toMatchObject({ kind: "manual", verdict: "held" });
    await approve(scene, "alice");
    expect(only(await scene.gate())).toMatchObject({ kind: "manual", verdict: "open", merge: null });
  });

  test("does not count the approval of somebody who wrote one of its commits", async () => {
    await using scene = await prepared(ONE_APPROVAL, { podinfo: ["1.2.0", "1.2.0"] });
    const { forge } = scene.world;
    const author = { name: "Alice", email: "7+alice@users.noreply.github.com" };
    await forge.commit(HOME, { branch: "change", files: image("1.3.0"), author });
    await forge.openPullRequest(HOME, { head: "change", title: "Change", by: "mallory" });
    await approve(scene, "alice");
    expect(only(await scene.gate()).reason).toContain("the approval of alice does not count: made a commit of it");
  });

  test("does not count the approval of somebody who made the application commit, where that is at hand", async () => {
    await using scene = await prepared(ONE_APPROVAL, { podinfo: ["1.2.0", "1.2.0"] });
    const { forge } = scene.world;
    const author = { name: "Alice", email: "alice@acme.example" };
    const commit = await forge.commit(HOME, { files: { "src/app.go": "package app\n" }, author });
    const change = {
      environment: "prod",
      app: "podinfo",
      artifact: "image:ghcr.io/acme/podinfo",
      from: { tag: "1.2.0", digest: null },
      to: { tag: "1.3.0", digest: null },
      source: { repository: HOME, commit },
    };
    const message = commitMessage("Update podinfo", "", { changes: [change], from: null, run: null });
    await forge.commit(HOME, { branch: "change", files: image("1.3.0"), message });
    await forge.openPullRequest(HOME, { head: "change", title: "Change", by: "mallory" });
    await approve(scene, "alice");
    expect(only(await scene.gate()).reason).toContain("the approval of alice does not count");
    await approve(scene, "bob");
    expect(only(await scene.gate()).verdict).toBe("open");
  });

  test("to an image from elsewhere is closed", async () => {
    await using scene = await prepared(
      gates({ images: { registries: ["ghcr.io/acme"], digest: "optional", mutableTags: "forbidden" } }),
      { podinfo: ["1.2.0", "1.2.0"] },
    );
    await opened(scene, image("1.3.0", "ghcr.io/acme-evil"));
    const judged = only(await scene.gate());
    expect(judged.verdict).toBe("closed");
    expect(judged.reason).toContain("ghcr.io/acme-evil/podinfo is not from ghcr.io/acme");
  });

  test("to a version that stage never had cannot have soaked", async () => {
    await using scene = await prepared(gates({ soakMs: 1000 }), { podinfo: ["1.2.0", "1.2.0"] });
    await opened(scene, image("1.3.0"));
    expect(only(await scene.gate())).toMatchObject({ verdict: "held" });
  });

  test("of no version passes the gates that ask about versions", async () => {
    await using scene = await prepared(
      gates({
        soakMs: 1000,
        statuses: ["e2e"],
        images: { registries: ["ghcr.io/x"], digest: "required", mutableTags: "forbidden" },
      }),
      { podinfo: ["1.2.0", "1.2.0"] },
    );
    await opened(scene, { [OVERLAY]: kustomization("ghcr.io/acme/podinfo", "1.2.0", "elsewhere") });
    expect(only(await scene.gate())).toMatchObject({ kind: "manual", verdict: "open" });
  });

  test("that goes back is nobody's business where no gate is set", async () => {
    await using scene = await prepared({}, { podinfo: ["1.2.0", "1.2.0"] });
    await opened(scene, image("1.1.0"));
    expect(only(await scene.gate())).toMatchObject({ kind: "manual", verdict: "open" });
  });

  test("that goes back needs a person where one is", async () => {
    await using scene = await prepared(
      gates({ images: { registries: [], digest: "optional", mutableTags: "forbidden" } }),
      { podinfo: ["1.2.0", "1.2.0"] },
    );
    await opened(scene, image("1.1.0"));
    const judged = only(await scene.gate());
    expect(judged.verdict).toBe("held");
    expect(judged.reason).toContain("goes back: ghcr.io/acme/podinfo 1.2.0 to 1.1.0");
    await approve(scene, "alice");
    expect(only(await scene.gate()).verdict).toBe("open");
  });

  test("to a base that an environment is built from is a change to that environment", async () => {
    await using scene = await prepared(ONE_APPROVAL, { podinfo: ["1.2.0", "1.2.0"] });
    await opened(scene, { "apps/podinfo/base/kustomization.yaml": "resources: []\nnamePrefix: x-\n" });
    expect(only(await scene.gate())).toMatchObject({ kind: "manual", verdict: "held" });
  });

  test("that reaches out of the repository is closed, with everything it reaches for", async () => {
    await using scene = await prepared(gates({ soakMs: 1000 }), { podinfo: ["1.2.0", "1.2.0"] });
    const resources = "resources: [../../../../etc/passwd, https://evil.example/base]\n";
    await opened(scene, { [OVERLAY]: resources });
    const judged = only(await scene.gate());
    expect(judged.verdict).toBe("closed");
    expect(judged.reason).toContain("etc/passwd");
    expect(judged.reason).toContain("https://evil.example/base");
  });

  test("to the rules is judged by the rules before it, and flagged", async () => {
    await using scene = await prepared(ONE_APPROVAL, { podinfo: ["1.2.0", "1.2.0"] });
    const { number } = await opened(scene, { "waybill.yaml": "environments: {}\n" });
    const judged = only(await scene.gate());
    expect(judged).toMatchObject({ kind: "manual", verdict: "held" });
    expect(judged.reason).toContain("it edits waybill.yaml, and is judged by what the base has");
    expect(notesOn(scene, number)[0]).toContain("it edits waybill.yaml");
    await approve(scene, "alice");
    expect(only(await scene.gate()).verdict).toBe("open");
  });
});

test("a pull request that touches no environment is open at once, without a note", async () => {
  await using scene = await prepared(ONE_APPROVAL, { podinfo: ["1.2.0", "1.2.0"] });
  const { headCommit } = await opened(scene, { "docs/readme.md": "hello\n" });
  expect(only(await scene.gate())).toMatchObject({ kind: "unrelated", verdict: "open", merge: null });
  expect(statusOn(scene, headCommit)).toMatchObject({ state: "success", description: "it touches no environment" });
  expect(notesOn(scene, 1)).toEqual([]);
});

test("what our own commit would be, made again by hand, is the promotion that it says it is", async () => {
  await using scene = await proposed({});
  const [ours] = await scene.world.forge.log(HOME, BRANCH);
  await forged(scene, { [OVERLAY]: kustomization("ghcr.io/acme/podinfo", "1.3.0") }, ours?.message ?? "");
  expect(only(await scene.gate())).toMatchObject({ kind: "promotion", verdict: "open" });
});
