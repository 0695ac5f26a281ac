// The release action by the committed dist, with images that the registry has already: what is written, what is not, and what a run that was cut off leaves.
import { describe, expect, test } from "vitest";
import { image as storeImage, startRegistry, type RegistryServer, type SeenRequest } from "../registry/server.ts";
import type { StepOptions, StepResult } from "../support/runner.ts";
import { APPLICATION, ENVIRONMENT, WRITE } from "./ground.ts";
import { type Application, before, dateTag, makeReleaseGround, type ReleaseGround } from "./release-ground.ts";

const EARLY = "2026-11-21T09:44:00Z";
const LATE = "2026-11-21T09:45:00Z";

interface Setting extends AsyncDisposable {
  readonly ground: ReleaseGround;
  readonly registry: RegistryServer;
  readonly application: Application;
  /** The image's name. */
  readonly name: string;
  /** Puts the commit's image into the registry; returns its digest. */
  image(tag: string, commit: string): string;
  release(sha: string, options?: Partial<StepOptions>): Promise<StepResult>;
}

async function makeSetting(): Promise<Setting> {
  const registry = await startRegistry();
  const name = `${registry.registry}/acme/hello`;
  const ground = await makeReleaseGround({ hello: name });
  const application = await ground.application("hello");
  return {
    ground,
    registry,
    application,
    name,
    image: (tag, commit) => storeImage(registry, tag, { "org.opencontainers.image.revision": commit }),
    release: (sha, options = {}) =>
      ground.release(application, { sha, ...options, with: { image: name, ...options.with } }),
    async [Symbol.asyncDispose]() {
      await ground[Symbol.asyncDispose]();
      await registry[Symbol.asyncDispose]();
    },
  };
}

describe("release", () => {
  test("writes tag and digest, says whose they are, and the same again is nothing", async () => {
    await using setting = await makeSetting();
    const { ground, name } = setting;
    const sha = setting.application.commit(EARLY);
    const tag = dateTag(EARLY, sha);
    const digest = setting.image(tag, sha);
    const released = await setting.release(sha, { actor: "dependabot[bot]" });
    expect(released.exitCode, released.log).toBe(0);
    expect(released.outputs).toMatchObject({
      result: "released",
      changed: "true",
      pushed: "false",
      releasable: "true",
      version: tag,
      digest,
      reference: `${name}:${tag}@${digest}`,
      previous: `${name}=1.0.0`,
      commit: await ground.forge.branch(ENVIRONMENT, "main"),
      "pull-request-number": "",
    });
    expect(await ground.stage("hello")).toEqual([{ name: name, newTag: tag, digest }]);
    expect(released.summary).toMatch(
      /^### Waybill release: released\n.*### Waybill build: exists\n.*### Waybill update: committed\n/su,
    );
    const [{ message } = { message: "" }] = await ground.forge.log(ENVIRONMENT, "main");
    expect(message).toContain(`"source":{"repository":"${APPLICATION}","commit":"${sha}"}`);
    expect(message).toContain(`\nWaybill-Run: ${ground.forge.serverUrl}/${APPLICATION}/actions/runs/4711\n`);
    expect(message).toContain("\nWaybill-Actor: dependabot[bot]");

    const again = await setting.release(sha);
    expect(again).toMatchObject({ exitCode: 0, outputs: { result: "nothing", changed: "false", commit: "" } });
    expect(await ground.forge.branch(ENVIRONMENT, "main")).toBe(released.outputs["commit"]);
    expect(ground.forge.violations).toEqual([]);
  });

  test("three times at once makes one commit", async () => {
    await using setting = await makeSetting();
    const { ground } = setting;
    const sha = setting.application.commit(EARLY);
    setting.image(dateTag(EARLY, sha), sha);
    const history = await ground.forge.log(ENVIRONMENT, "main");
    const results = await Promise.all([setting.release(sha), setting.release(sha), setting.release(sha)]);
    // Within one second they make the very same commit, whose push succeeds for each of them.
    const head = await ground.forge.branch(ENVIRONMENT, "main");
    const ends = results.map(({ outputs: { result, commit } }) => ({ result, commit }));
    expect(ends).toContainEqual({ result: "released", commit: head });
    for (const end of ends) {
      expect([
        { result: "released", commit: head },
        { result: "nothing", commit: "" },
      ]).toContainEqual(end);
    }
    expect(await ground.forge.log(ENVIRONMENT, "main")).toHaveLength(history.length + 1);
  });

  test("needs only the job's own token where app and environment share a repository, and does not release its own commit", async () => {
    await using setting = await makeSetting();
    const { ground, name } = setting;
    const application = await ground.application("environment");
    const own = {
      image: name,
      "environment-repository": "",
      "app-id": "",
      "private-key": "",
    };
    const sha = application.commit(EARLY);
    setting.image(dateTag(EARLY, sha), sha);
    const released = await ground.release(application, { sha, with: own });
    expect(released.outputs["result"], released.log).toBe("released");
    const { commit, at } = application.pull();
    expect(commit).toBe(released.outputs["commit"]);
    setting.image(dateTag(at, commit), commit);
    const again = await ground.release(application, { sha: commit, with: own });
    expect(again.outputs, again.log).toMatchObject({ result: "nothing", commit: "" });
    expect(again.outputs["reason"]).toContain("was made by Waybill");
  });

  test("proposes, refreshes, and never goes back", async () => {
    await using setting = await makeSetting();
    const { ground } = setting;
    const proposing = { mode: "pull-request", "pull-request-labels": "release", labels: "team=one" };
    const [first, second, third] = [EARLY, LATE, "2026-11-21T09:46:00Z"].map((at) => {
      const sha = setting.application.commit(at);
      return { sha, digest: setting.image(dateTag(at, sha), sha) };
    });
    const propose = (commit: { readonly sha: string } | undefined): Promise<StepResult> => {
      const sha = commit?.sha ?? "";
      setting.application.checkOut(sha);
      return setting.release(sha, { with: proposing });
    };
    const opened = await propose(second);
    expect(opened, opened.log).toMatchObject({ exitCode: 0, outputs: { result: "proposed", changed: "true" } });
    expect(await propose(first)).toMatchObject({ exitCode: 0, outputs: { result: "superseded", changed: "false" } });
    expect(await propose(third)).toMatchObject({ exitCode: 0, outputs: { result: "proposed", changed: "true" } });
    const proposals = ground.forge.pullRequests(ENVIRONMENT);
    expect(proposals.map(({ state, labels }) => ({ state, labels: [...labels] }))).toEqual([
      { state: "open", labels: ["release"] },
    ]);
    expect(proposals[0]?.body).toContain(third?.digest);
    expect(await ground.stage("hello")).toEqual(before(setting.name));
  });
});

describe("of two commits that are released in the wrong order the older is superseded", () => {
  test("by the numbers of the pattern `date`", async () => {
    await using setting = await makeSetting();
    const { ground, application } = setting;
    const older = application.commit(EARLY);
    const newer = application.commit(LATE);
    const tags = { older: dateTag(EARLY, older), newer: dateTag(LATE, newer) };
    setting.image(tags.older, older);
    setting.image(tags.newer, newer);
    expect((await setting.release(newer)).outputs["result"]).toBe("released");
    const head = await ground.forge.branch(ENVIRONMENT, "main");
    application.checkOut(older);
    const late = await setting.release(older);
    expect(late).toMatchObject({ exitCode: 0, outputs: { result: "superseded", changed: "false", commit: "" } });
    expect(late.outputs["reason"]).toContain(`"${tags.newer}@sha256:`);
    expect(late.outputs["reason"]).toContain(`newer than "${tags.older}@sha256:`);
    expect(await ground.forge.branch(ENVIRONMENT, "main")).toBe(head);
  });

  test.each([
    { how: "two of the same second", pattern: "date", at: EARLY },
    { how: "commit ids", pattern: "commit", at: LATE },
  ])("by the ancestry of the commits: $how", async ({ pattern, at }) => {
    await using setting = await makeSetting();
    const { ground, application } = setting;
    ground.forge.addUser("releaser", { [ENVIRONMENT]: "write", [APPLICATION]: "read" });
    const token = ground.forge.userToken("releaser");
    const access = { "app-id": "", "private-key": "", token, pattern };
    const older = application.commit(EARLY);
    const newer = application.commit(at);
    for (const [sha, time] of [
      [older, EARLY],
      [newer, at],
    ] as const) {
      setting.image(pattern === "commit" ? sha : dateTag(time, sha), sha);
    }
    const first = await setting.release(newer, { with: access });
    expect(first.outputs["result"], first.log).toBe("released");
    application.checkOut(older);
    expect(await setting.release(older, { with: access })).toMatchObject({
      exitCode: 0,
      outputs: { result: "superseded" },
    });
  });
});

test("a Git tag goes over the branch's build before it, and a branch's older build does not come back over it", async () => {
  await using setting = await makeSetting();
  const { ground, application } = setting;
  ground.forge.addUser("releaser", { [ENVIRONMENT]: "write", [APPLICATION]: "read" });
  const access = { "app-id": "", "private-key": "", token: ground.forge.userToken("releaser") };
  const older = application.commit(EARLY);
  const newer = application.commit(LATE);
  for (const [at, sha] of [
    [EARLY, older],
    [LATE, newer],
  ] as const)
    setting.image(dateTag(at, sha), sha);
  const digest = setting.image("1.2.4", newer);
  expect((await setting.release(newer, { with: access })).outputs["result"]).toBe("released");
  const tagged = await setting.release(newer, { ref: "refs/tags/v1.2.4", with: access });
  expect(tagged.outputs["result"], tagged.log).toBe("released");
  application.checkOut(older);
  expect((await setting.release(older, { with: access })).outputs["result"]).toBe("superseded");
  expect(await ground.stage("hello")).toEqual([{ name: setting.name, newTag: "1.2.4", digest }]);
});

test("what is declared as the source is the commit that was built, not the one that the workflow runs for", async () => {
  await using setting = await makeSetting();
  const sha = setting.application.commit(EARLY);
  setting.image(dateTag(EARLY, sha), sha);
  const released = await setting.release("0".repeat(40), {
    event: {
      name: "workflow_run",
      payload: { workflow_run: { head_sha: sha, head_branch: "main", event: "push", conclusion: "success" } },
    },
  });
  expect(released.outputs["result"], released.log).toBe("released");
  const [{ message } = { message: "" }] = await setting.ground.forge.log(ENVIRONMENT, "main");
  expect(message).toContain(`"commit":"${sha}"`);
});

describe("nothing is written into the environment", () => {
  /** Neither Git nor the API of the forge was asked for anything. */
  const expectUntouched = async ({ ground, name }: Setting): Promise<void> => {
    expect([...ground.forge.requests, ...ground.forge.gitExchanges]).toEqual([]);
    expect(await ground.stage("hello")).toEqual(before(name));
  };

  test("for a pull request, whose job needs no credentials either", async () => {
    await using setting = await makeSetting();
    const sha = setting.application.commit(EARLY);
    setting.image(`pr-7-${sha.slice(0, 12)}`, sha);
    const event = { name: "pull_request", payload: { pull_request: { number: 7, head: { sha } } } };
    const built = await setting.release(sha, {
      event,
      ref: "refs/pull/7/merge",
      token: "",
      with: { "private-key": "" },
    });
    expect(built.exitCode, built.log).toBe(0);
    expect(built.outputs).toMatchObject({ result: "built", releasable: "false", changed: "false", commit: "" });
    expect(built.outputs["reason"]).toContain("a version of a proposal is never written into an environment");
    await expectUntouched(setting);
  });

  test("for the Git tag of another app", async () => {
    await using setting = await makeSetting();
    const sha = setting.application.commit(EARLY);
    const skipped = await setting.release(sha, { ref: "refs/tags/other/v1.2.3", with: { "tag-prefix": "hello/" } });
    expect(skipped, skipped.log).toMatchObject({
      exitCode: 0,
      outputs: { result: "skipped", version: "", reference: "", changed: "false" },
    });
    expect(setting.registry.requests).toEqual([]);
    await expectUntouched(setting);
  });

  test("without `push`", async () => {
    await using setting = await makeSetting();
    const sha = setting.application.commit(EARLY);
    const dry = await setting.release(sha, { with: { push: "false", "dry-run": "true" } });
    expect(dry, dry.log).toMatchObject({ exitCode: 0, outputs: { result: "dry-run", changed: "false" } });
    expect(dry.outputs["reason"]).toContain("`push` is false");
    await expectUntouched(setting);
  });

  test("when the tag holds another commit's image", async () => {
    await using setting = await makeSetting();
    const sha = setting.application.commit(EARLY);
    const digest = setting.image("1.2.3", "0".repeat(40));
    const failed = await setting.release(sha, { with: { version: "1.2.3" } });
    expect(failed).toMatchObject({ exitCode: 1, outputs: { result: "failed", reference: "", commit: "" } });
    expect(failed.outputs["reason"]).toContain(digest);
    await expectUntouched(setting);
  });

  test("when the registry denies", async () => {
    await using setting = await makeSetting();
    const sha = setting.application.commit(EARLY);
    setting.registry.reply = () => ({ status: 403, headers: { "content-type": "application/json" }, body: "{}" });
    const failed = await setting.release(sha);
    expect(failed).toMatchObject({ exitCode: 1, outputs: { result: "failed", reference: "", commit: "" } });
    await expectUntouched(setting);
  });

  test.each([
    { what: "an image with a tag", inputs: { image: "ghcr.io/acme/hello:1" }, says: "the name alone" },
    { what: "two targets", inputs: { environment: "stage", path: "apps" }, says: "are both set" },
    { what: "a place that is none", inputs: { places: "file" }, says: "expected file#path" },
    { what: "half an App", inputs: { "private-key": "" }, says: "the input `private-key` is empty" },
    { what: "a repository that is none", inputs: { "environment-repository": "acme" }, says: '"acme"' },
    { what: "a branch that cannot be", inputs: { "base-branch": "a..b" }, says: "a..b" },
  ])("and nothing is asked of the registry for a wrong call: $what", async ({ inputs, says }) => {
    await using setting = await makeSetting();
    const sha = setting.application.commit(EARLY);
    const failed = await setting.release(sha, { with: inputs });
    expect(failed, failed.log).toMatchObject({ exitCode: 2, outputs: { result: "failed" } });
    expect(failed.outputs["reason"]).toContain(says);
    expect(setting.registry.requests).toEqual([]);
    await expectUntouched(setting);
  });
});

test("a dry run says what would be written, and writes nothing", async () => {
  await using setting = await makeSetting();
  const { ground, name } = setting;
  const sha = setting.application.commit(EARLY);
  const head = await ground.forge.branch(ENVIRONMENT, "main");
  const dry = await setting.release(sha, { with: { "dry-run": "true" } });
  expect(dry, dry.log).toMatchObject({
    exitCode: 0,
    outputs: { result: "dry-run", changed: "false", digest: "", reference: "", commit: "" },
  });
  expect(dry.summary).toContain("### Waybill build: dry-run");
  expect(dry.summary).toMatch(new RegExp(`\\n\\+    newTag: "?${dateTag(EARLY, sha)}`, "u"));
  expect(await ground.stage("hello")).toEqual(before(name));
  expect(await ground.forge.branch(ENVIRONMENT, "main")).toBe(head);
});

describe("a release that is cancelled leaves nothing half done, and the next run does what is missing", () => {
  const isTag = ({ target }: SeenRequest): boolean => target.includes("/manifests/20261121");

  test.each([
    { signal: "SIGTERM", during: "asking the registry", path: null },
    { signal: "SIGINT", during: "asking the forge for a token", path: /\/access_tokens$/u },
    { signal: "SIGTERM", during: "reading the environment", path: /git-upload-pack$/u },
    { signal: "SIGINT", during: "pushing to the environment", path: /git-receive-pack$/u },
  ] as const)("by $signal while $during", async ({ signal, path }) => {
    await using setting = await makeSetting();
    const { ground, registry, name } = setting;
    const sha = setting.application.commit(EARLY);
    const digest = setting.image(dateTag(EARLY, sha), sha);
    let pid = 0;
    // It is never answered: what ends the run is the signal.
    if (path === null) {
      registry.reply = (request) => {
        if (!isTag(request)) return null;
        process.kill(pid, signal);
        return "silence";
      };
    } else {
      const action = (): Promise<void> => {
        process.kill(pid, signal);
        return new Promise(() => {});
      };
      ground.forge.fault({ path, when: "before", action });
    }
    const cancelled = await setting.release(sha, {
      onSpawn: (child) => {
        pid = child;
        return () => {};
      },
    });
    expect(cancelled.exitCode, cancelled.log).toBe(1);
    expect(cancelled.outputs).toMatchObject({
      result: "failed",
      reason: `the run was cancelled (${signal})`,
      commit: "",
    });
    expect(await ground.stage("hello")).toEqual(before(name));

    registry.reply = () => null;
    ground.forge.clearFaults();
    const again = await setting.release(sha);
    expect(again.outputs["result"], again.log).toBe("released");
    expect(await ground.stage("hello")).toMatchObject([{ digest }]);
  });
});

test("an App that is not installed on the environment's repository is told so after the build, and the image stays for the next run", async () => {
  await using setting = await makeSetting();
  const { ground } = setting;
  const sha = setting.application.commit(EARLY);
  const digest = setting.image(dateTag(EARLY, sha), sha);
  const other = ground.forge.createApp("other");
  ground.forge.installApp(other.id, [APPLICATION], WRITE);
  const failed = await setting.release(sha, {
    with: { "app-id": String(other.id), "private-key": other.privateKey },
  });
  expect(failed).toMatchObject({
    exitCode: 1,
    outputs: {
      result: "failed",
      digest,
      reference: `${setting.name}:${dateTag(EARLY, sha)}@${digest}`,
      changed: "false",
      commit: "",
    },
  });
  expect(failed.outputs["reason"]).toContain(ENVIRONMENT);
  expect(failed.log).toMatch(/^::error::.*what was built stands in the registry/mu);
  expect(failed.summary).toContain(digest);
});
