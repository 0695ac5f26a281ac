// Charts on a branch that GitHub Pages serves, by the committed dist: one commit for each version, whoever else publishes, and the real helm reads it.
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { asArray, asRecord } from "../../src/text/canonical-json.ts";
import { findTool } from "../support/tools.ts";
import { APPLICATION, BRANCH, type ChartGround, CHARTS, makeChartGround } from "./chart-ground.ts";
import { WRITE } from "./ground.ts";

const run = promisify(execFile);

const entriesOf = (text: string | null, chart: string): readonly Readonly<Record<string, unknown>>[] =>
  asArray(asRecord(asRecord(parse(text ?? ""), "index")["entries"], "entries")[chart], chart).map((entry) =>
    asRecord(entry, "entry"),
  );

describe.skipIf(findTool("helm") === null)("a classic chart repository", () => {
  let ground: ChartGround;
  beforeEach(async () => {
    ground = await makeChartGround();
  });
  afterEach(async () => {
    const { violations } = ground.forge;
    await ground[Symbol.asyncDispose]();
    expect(violations).toEqual([]);
  });

  const subjects = async (): Promise<readonly (string | undefined)[]> =>
    (await ground.forge.log(CHARTS, BRANCH)).map(({ message }) => message.split("\n")[0]);
  const bytesOf = async (path: string): Promise<Buffer> => {
    const { git } = ground.forge.repository(CHARTS);
    return (await git.file((await git.resolve(BRANCH)) ?? "", path)) ?? Buffer.alloc(0);
  };
  const digestOf = async (path: string): Promise<string> =>
    `sha256:${createHash("sha256")
      .update(await bytesOf(path))
      .digest("hex")}`;

  test("gets a version in one commit on a branch that it makes, and helm reads it", async () => {
    const sha = await ground.commit();
    const built = await ground.publish({ sha });
    expect(built.exitCode, built.log).toBe(0);
    const tip = await ground.forge.branch(CHARTS, BRANCH);
    const digest = await digestOf("hello-1.2.3.tgz");
    expect(built.outputs).toMatchObject({
      result: "pushed",
      reason: `the chart hello 1.2.3 is pushed, and on "${BRANCH}" of ${CHARTS} as ${digest}`,
      chart: "hello=1.2.3",
      version: "1.2.3",
      tags: "1.2.3",
      image: "",
      reference: "",
      pushed: "true",
      releasable: "true",
      digest,
    });
    expect(JSON.parse(built.outputs["metadata"] ?? "")).toEqual({
      repository: CHARTS,
      branch: BRANCH,
      commit: tip,
      path: "hello-1.2.3.tgz",
    });
    const [commit, ...others] = await ground.forge.log(CHARTS, BRANCH);
    expect(others).toEqual([]);
    expect(commit?.message).toBe(
      `Publish the chart hello 1.2.3\n\nWaybill-Source: ${APPLICATION}@${sha}\nWaybill-Run: ${ground.forge.serverUrl}/${APPLICATION}/actions/runs/4711\nWaybill-Actor: octocat`,
    );
    expect(await ground.file("index.yaml")).toBe(`apiVersion: v1
entries:
  hello:
  - annotations:
      acme.example/team: greeters
      org.opencontainers.image.created: "2026-11-21T09:44:00Z"
      org.opencontainers.image.revision: ${/^[0-9]+(?:e[0-9]+)?$/u.test(sha) ? `"${sha}"` : sha}
      org.opencontainers.image.source: ${ground.forge.serverUrl}/${APPLICATION}
      org.opencontainers.image.title: hello
      org.opencontainers.image.version: 1.2.3
    apiVersion: v2
    appVersion: 1.2.3
    created: "2026-11-21T09:44:00Z"
    description: Greets everybody
    digest: ${digest.slice(7)}
    name: hello
    urls:
    - hello-1.2.3.tgz
    version: 1.2.3
generated: "2026-11-21T09:44:00Z"
`);

    await ground.helm("repo", "add", "acme", ground.origin);
    await ground.helm("repo", "update");
    expect(await ground.helm("search", "repo", "acme/hello")).toMatch(/^acme\/hello\t1\.2\.3 +\t1\.2\.3 +\tGreets/mu);
    expect(await ground.helm("template", "test", "acme/hello", "--version=1.2.3")).toContain('version: "1.2.3"');
    expect(await ground.helm("show", "values", "acme/hello")).toContain("commit: 1");

    const again = await ground.publish({ sha });
    expect(again.outputs).toMatchObject({ result: "exists", pushed: "false", digest, chart: "hello=1.2.3" });
    expect(again.log).not.toContain("::group::");
    expect(await ground.forge.branch(CHARTS, BRANCH)).toBe(tip);

    const next = await ground.commit();
    const taken = await ground.publish({ sha: next });
    expect(taken.exitCode).toBe(1);
    expect(taken.outputs["reason"]).toContain(
      `on "${BRANCH}" of ${CHARTS} as ${digest}, packaged from the commit ${sha}, and this run would replace it with that of ${next}`,
    );
    expect(await ground.forge.branch(CHARTS, BRANCH)).toBe(tip);

    const meant = await ground.publish({ sha: next, with: { immutable: "false" } });
    expect(meant.outputs, meant.log).toMatchObject({ result: "pushed", digest: await digestOf("hello-1.2.3.tgz") });
    expect(meant.outputs["digest"]).not.toBe(digest);
    expect(entriesOf(await ground.file("index.yaml"), "hello")).toHaveLength(1);

    await ground.publish({ sha: next, with: { version: "1.3.0+linux.5" } });
    await ground.helm("repo", "update");
    expect(await ground.helm("template", "test", "acme/hello")).toContain('version: "1.3.0+linux.5"');
  }, 60_000);

  test("is the workflow's own where none is named, and a folder of its branch where one is", async () => {
    const sha = await ground.commit();
    const own = { with: { "chart-repository": "", "chart-folder": "./stable/charts/" } };
    const token = ground.forge.githubToken(APPLICATION, WRITE);
    const built = await ground.publish({ sha, token, ...own });
    expect(built.outputs, built.log).toMatchObject({ result: "pushed" });
    const text = await ground.forge.file(APPLICATION, BRANCH, "stable/charts/index.yaml");
    expect(entriesOf(text, "hello")).toMatchObject([{ urls: ["hello-1.2.3.tgz"] }]);
    expect(await ground.forge.file(APPLICATION, BRANCH, "stable/charts/hello-1.2.3.tgz")).not.toBeNull();
    expect((await ground.publish({ sha, token, ...own })).outputs).toMatchObject({ result: "exists" });
  }, 60_000);

  test("is written by an App, into a repository that has no commit yet", async () => {
    await ground.forge.createRepository("acme/empty");
    const app = ground.forge.createApp("waybill");
    ground.forge.installApp(app.id, ["acme/empty"], WRITE);
    const built = await ground.publish({
      sha: await ground.commit(),
      token: "",
      with: {
        "chart-repository": "acme/empty",
        "app-id": String(app.id),
        "private-key": app.privateKey,
        committer: "Charts <charts@acme.example>",
      },
    });
    expect(built.outputs, built.log).toMatchObject({ result: "pushed" });
    const { git } = ground.forge.repository("acme/empty");
    expect(await git.git(["log", "--format=%cn <%ce>", BRANCH])).toBe("Charts <charts@acme.example>");
  }, 60_000);

  test("keeps everything that was there, to the byte", async () => {
    const before = `# written by hand\r\napiVersion: v1\r\nentries:\r\n    "old":\r\n      - {name: old, apiVersion: v1, version: 1.0.0, created: 2020-01-01T00:00:00.5Z, urls: ["https://elsewhere.example/old.tgz"]} # the only one\r\ngenerated: 2020-01-01T00:00:00Z\r\n`;
    await ground.forge.commit(CHARTS, {
      branch: BRANCH,
      files: { "index.yaml": before, CNAME: "charts.acme.example" },
    });
    const built = await ground.publish({ sha: await ground.commit() });
    expect(built.exitCode, built.log).toBe(0);
    const after = (await ground.file("index.yaml")) ?? "";
    const start = before.indexOf('    "old"');
    expect(after.startsWith(before.slice(0, start))).toBe(true);
    expect(after.endsWith(before.slice(start))).toBe(true);
    expect(after).toContain('    "hello":\r\n      - annotations:\r\n            acme.example/team: greeters\r\n');
    expect(await ground.file("CNAME")).toBe("charts.acme.example");
    await ground.helm("repo", "add", "acme", ground.origin);
    expect(await ground.helm("template", "test", "acme/hello")).toContain('version: "1.2.3"');
    const [tip, parent] = await ground.forge.log(CHARTS, BRANCH);
    const { git } = ground.forge.repository(CHARTS);
    const changed = await git.git(["diff-tree", "-r", "--name-only", parent?.commit ?? "", tip?.commit ?? ""]);
    expect(changed.trim().split("\n")).toEqual(["hello-1.2.3.tgz", "index.yaml"]);
  }, 60_000);

  test("has the version that another tool wrote anew with an escaped address", async () => {
    const sha = await ground.commit();
    const version = { with: { version: "1.3.0+linux.5" } };
    await ground.publish({ sha, ...version });
    const text = (await ground.file("index.yaml")) ?? "";
    const files = { "index.yaml": text.replace("- hello-1.3.0+", "- hello-1.3.0%2B") };
    expect(files["index.yaml"]).not.toBe(text);
    await ground.forge.commit(CHARTS, { branch: BRANCH, files });
    expect((await ground.publish({ sha, ...version })).outputs).toMatchObject({ result: "exists" });
  }, 60_000);

  test("is written by ten at once without losing or doubling an entry", async () => {
    const sha = await ground.commit();
    const versions = ["1.0.0", "1.1.0", "1.10.0", "2.0.0-rc.1", "2.0.0"];
    // Three of them are there twice: who comes second makes no commit.
    const wanted = [
      ...versions.map((version) => ({ chart: "hello", version })),
      ...["1.0.0", "1.1.0", "1.1.0"].map((version) => ({ chart: "world", version })),
      { chart: "hello", version: "2.0.0" },
      { chart: "hello", version: "1.0.0" },
    ];
    const results = await Promise.all(
      wanted.map(({ chart, version }, run) =>
        ground.publish({ sha, with: { chart: `charts/${chart}`, version }, env: { GITHUB_RUN_ID: String(run) } }),
      ),
    );
    for (const { exitCode, log } of results) expect(exitCode, log).toBe(0);
    expect(results.map(({ outputs }) => outputs["result"]).filter((word) => word === "pushed")).toHaveLength(7);
    const text = await ground.file("index.yaml");
    const listed = (chart: string): unknown => entriesOf(text, chart).map(({ version }) => version);
    expect(listed("hello")).toEqual(["2.0.0", "2.0.0-rc.1", "1.10.0", "1.1.0", "1.0.0"]);
    expect(listed("world")).toEqual(["1.1.0", "1.0.0"]);
    for (const chart of ["hello", "world"]) {
      for (const { version, digest } of entriesOf(text, chart)) {
        expect(await digestOf(`${chart}-${String(version)}.tgz`)).toBe(`sha256:${String(digest)}`);
      }
    }
    expect(await subjects()).toHaveLength(7);
    expect(new Set(await subjects())).toEqual(
      new Set([
        ...versions.map((version) => `Publish the chart hello ${version}`),
        "Publish the chart world 1.0.0",
        "Publish the chart world 1.1.0",
      ]),
    );
  }, 120_000);

  test("gets several charts of one run, each in a commit of its own", async () => {
    await writeFile(
      join(ground.workspace, ".waybill.yaml"),
      `builds:\n  - chart: charts/hello\n  - chart: charts/world\n    chart-folder: others\n`,
    );
    const built = await ground.publish({ sha: await ground.commit(), with: { chart: "" } });
    expect(built.outputs, built.log).toMatchObject({ result: "pushed", chart: "hello=1.2.3\nworld=1.2.3" });
    expect(entriesOf(await ground.file("index.yaml"), "hello")).toHaveLength(1);
    expect(entriesOf(await ground.file("others/index.yaml"), "world")).toHaveLength(1);
    expect(await subjects()).toHaveLength(2);
  }, 60_000);

  test("is written by release, and the environment afterwards", async () => {
    const environment = "acme/environment";
    const before = `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: hello }
spec:
  chart:
    spec:
      chart: hello
      version: 1.0.0
      sourceRef: { kind: HelmRepository, name: acme }
`;
    await ground.forge.createRepository(environment, { files: { "stage/hello.yaml": before } });
    const app = ground.forge.createApp("waybill");
    ground.forge.installApp(app.id, [environment, CHARTS], WRITE);
    const released = await ground.publish({
      action: "release",
      sha: await ground.commit(),
      token: "",
      with: {
        "environment-repository": environment,
        path: "stage/hello.yaml",
        "app-id": String(app.id),
        "private-key": app.privateKey,
      },
    });
    expect(released.outputs, released.log).toMatchObject({ result: "released", chart: "hello=1.2.3" });
    expect(await ground.forge.file(environment, "main", "stage/hello.yaml")).toBe(before.replace("1.0.0", "1.2.3"));
    expect(entriesOf(await ground.file("index.yaml"), "hello")).toHaveLength(1);
  }, 60_000);

  test("refuses the later of two commits that publish one version at the same moment", async () => {
    const first = await ground.commit();
    let other: Awaited<ReturnType<ChartGround["publish"]>> | null = null;
    ground.forge.fault({
      path: `/${CHARTS}.git/git-receive-pack`,
      when: "before",
      action: async () => {
        const second = await ground.commit();
        other = await ground.publish({ sha: second });
      },
    });
    const late = await ground.publish({ sha: first });
    expect(other).toMatchObject({ exitCode: 0, outputs: { result: "pushed" } });
    expect(late.exitCode, late.log).toBe(1);
    const standing = await digestOf("hello-1.2.3.tgz");
    expect(late.outputs["reason"]).toMatch(
      new RegExp(
        `as ${standing}, packaged from the commit \\w{40}, .* ${first} \\(sha256:\\w{64}\\); a version is never`,
        "u",
      ),
    );
    expect(await subjects()).toEqual(["Publish the chart hello 1.2.3"]);
  }, 60_000);

  test.each([
    { what: "while it reads the branch", path: "info/refs", when: "before", after: "pushed" },
    { what: "before its push arrives", path: "git-receive-pack", when: "before", after: "pushed" },
    { what: "after its push arrived", path: "git-receive-pack", when: "after", after: "exists" },
  ] as const)(
    "is whole when a run is killed $what, and started again",
    async ({ path, when, after }) => {
      const sha = await ground.commit();
      const kill = new AbortController();
      // Not dropped: the orphaned git would send its push once more.
      ground.forge.fault({ path: `/${CHARTS}.git/${path}`, when, status: 503, action: () => kill.abort() });
      const token = ground.forge.githubToken(CHARTS, WRITE);
      const killed = await ground.publish({ sha, token, signal: kill.signal, env: { TMPDIR: ground.temporary } });
      expect(killed.exitCode).toBeNull();
      const left = await run("grep", ["-rlF", token, ground.temporary]).catch(() => null);
      expect(left).toBeNull();
      const again = await ground.publish({ sha });
      expect(again.outputs, again.log).toMatchObject({
        result: after,
        digest: await digestOf("hello-1.2.3.tgz"),
      });
      expect(await subjects()).toEqual(["Publish the chart hello 1.2.3"]);
      expect(entriesOf(await ground.file("index.yaml"), "hello")).toHaveLength(1);
    },
    60_000,
  );

  test("is whole when a job is cancelled while it pushes, and nothing of that job is left", async () => {
    const sha = await ground.commit();
    let cancel = (): void => {};
    ground.forge.fault({
      path: `/${CHARTS}.git/git-receive-pack`,
      when: "before",
      status: 503,
      action: () => cancel(),
    });
    const cancelled = await ground.publish({
      sha,
      env: { TMPDIR: ground.temporary },
      onSpawn(pid) {
        cancel = () => process.kill(pid, "SIGTERM");
        return () => (cancel = () => {});
      },
    });
    expect(cancelled.exitCode, cancelled.log).toBe(1);
    expect(cancelled.outputs).toMatchObject({ result: "failed", reason: "the run was cancelled (SIGTERM)", chart: "" });
    expect(await readdir(ground.temporary)).toEqual([]);
    expect((await ground.publish({ sha })).outputs).toMatchObject({ result: "pushed" });
    expect(await subjects()).toEqual(["Publish the chart hello 1.2.3"]);
  }, 60_000);

  test("is not written in a dry run, nor without push", async () => {
    const sha = await ground.commit();
    const dry = await ground.publish({ sha, with: { "dry-run": "true" } });
    expect(dry.outputs, dry.log).toMatchObject({ result: "dry-run", chart: "", digest: "" });
    const mark = ground.forge.mark();
    const unpushed = await ground.publish({ sha, with: { push: "false" } });
    expect(unpushed.outputs, unpushed.log).toMatchObject({ result: "built", chart: "", digest: "" });
    expect(ground.forge.since(mark)).toMatchObject({ requests: [], gitExchanges: [] });
    expect(await ground.forge.branch(CHARTS, BRANCH)).toBeNull();
  }, 60_000);

  test("leaves nothing on the machine, and the checkout as it is", async () => {
    const built = await ground.publish({ sha: await ground.commit(), env: { TMPDIR: ground.temporary } });
    expect(built.exitCode, built.log).toBe(0);
    expect(await readdir(ground.temporary)).toEqual([]);
    expect((await run("git", ["-C", ground.workspace, "status", "--porcelain"])).stdout).toBe("");
  }, 60_000);

  test.each([
    {
      what: "an index that is no YAML",
      files: { "index.yaml": "apiVersion: v1\nentries: {\n" },
      says: "not valid YAML",
    },
    {
      what: "a package that nobody knows",
      files: { "hello-1.2.3.tgz": "?" },
      says: "packaged from a commit that its annotations do not name",
    },
    {
      what: "a signature of another package",
      files: { "hello-1.2.3.tgz.prov": "?" },
      says: "signs another package of this version",
    },
    { what: "a folder in the index' place", files: { "index.yaml/a": "?" }, says: "it is a folder" },
  ])(
    "with $what is refused, and stays as it is",
    async ({ files, says }) => {
      const tip = await ground.forge.commit(CHARTS, { branch: BRANCH, files });
      const refused = await ground.publish({ sha: await ground.commit() });
      expect(refused.exitCode, refused.log).toBe(1);
      expect(refused.outputs["reason"]).toContain(says);
      expect(await ground.forge.branch(CHARTS, BRANCH)).toBe(tip);
    },
    60_000,
  );

  test("with an index that is a link or a submodule, or a package that is not what its entry says, is refused", async () => {
    const sha = await ground.commit();
    const { git } = ground.forge.repository(CHARTS);
    const main = (await git.resolve("main")) ?? "";
    const link = (await git.git(["rev-parse", "main:README.md"])).trim();
    for (const [mode, oid, says] of [
      ["120000", link, '"index.yaml" on "gh-pages" of acme/charts is a symbolic link'],
      ["160000", main, '"index.yaml" on "gh-pages" of acme/charts is a submodule'],
    ] as const) {
      const type = mode === "160000" ? "commit" : "blob";
      const tree = (await git.git(["mktree"], { input: `${mode} ${type} ${oid}\tindex.yaml\n` })).trim();
      const identity = ["-c", "user.name=a", "-c", "user.email=a@example.org"];
      const commit = (await git.git([...identity, "commit-tree", "-m", "x", tree])).trim();
      await ground.forge.setBranch(CHARTS, BRANCH, commit);
      const refused = await ground.publish({ sha });
      expect(refused.outputs["reason"], refused.log).toContain(says);
    }
    await ground.forge.setBranch(CHARTS, BRANCH, null);
    await ground.publish({ sha });
    await ground.forge.commit(CHARTS, { branch: BRANCH, files: { "hello-1.2.3.tgz": "another" } });
    const damaged = await ground.publish({ sha });
    expect(damaged.exitCode).toBe(1);
    const mended = await ground.publish({ sha, with: { immutable: "false" } });
    expect(mended.outputs, mended.log).toMatchObject({ result: "pushed", digest: await digestOf("hello-1.2.3.tgz") });
    expect(damaged.outputs["reason"]).toMatch(
      /says that hello 1\.2\.3 is sha256:\w+, and "hello-1\.2\.3\.tgz" is sha256:/u,
    );
  }, 60_000);

  test("whose branch is protected, or whose token may only read, says what is missing", async () => {
    const sha = await ground.commit();
    const token = ground.forge.githubToken(CHARTS, { contents: "read", metadata: "read" });
    const reading = await ground.publish({ sha, token });
    expect(reading.exitCode, reading.log).toBe(1);
    expect(reading.outputs["reason"]).toContain("it needs `contents: write` to push");
    const tip = await ground.forge.commit(CHARTS, { branch: BRANCH, files: { CNAME: "charts.acme.example" } });
    await ground.forge.protect(CHARTS, BRANCH, { requiredApprovals: 1 });
    const refused = await ground.publish({ sha });
    expect(refused.exitCode, refused.log).toBe(1);
    expect(refused.outputs["reason"]).toContain("let the token's account bypass it");
    ground.forge.unprotect(CHARTS, BRANCH);
    await ground.forge.protect(CHARTS, BRANCH, { requiredSignatures: true });
    const unsigned = await ground.publish({ sha });
    expect(unsigned.exitCode, unsigned.log).toBe(1);
    expect(unsigned.outputs["reason"]).toContain("takes signed commits only on this branch");
    expect(await ground.forge.branch(CHARTS, BRANCH)).toBe(tip);
  }, 60_000);

  const gpg = findTool("gpg");
  test.skipIf(gpg === null)(
    "has a signed chart's provenance beside it, and helm verifies what it pulls",
    async () => {
      const keys = await mkdtemp(join(tmpdir(), "waybill-keys-"));
      const env = { PATH: process.env["PATH"], GNUPGHOME: keys };
      const open = ["--batch", "--pinentry-mode=loopback", "--passphrase=open sesame"];
      await run("gpg", [...open, "--quick-gen-key", "Acme <acme@example.com>", "rsa2048"], { env });
      for (const [name, what] of [
        ["secret.gpg", "--export-secret-keys"],
        ["public.gpg", "--export"],
      ] as const) {
        await writeFile(join(keys, name), (await run("gpg", [...open, what], { env, encoding: "buffer" })).stdout);
      }
      const sha = await ground.commit();
      const signing = {
        "chart-key": "Acme",
        "chart-keyring": join(keys, "secret.gpg"),
        "chart-key-passphrase": "open sesame",
      };
      const signed = await ground.publish({ sha, with: signing });
      expect(signed.outputs, signed.log).toMatchObject({ result: "pushed" });
      await ground.helm("repo", "add", "acme", ground.origin);
      await ground.helm("pull", "acme/hello", "--version=1.2.3", "--verify", `--keyring=${join(keys, "public.gpg")}`);
      expect((await ground.publish({ sha, with: signing })).outputs).toMatchObject({ result: "exists" });
      await run("gpgconf", ["--kill", "all"], { env });
      await rm(keys, { recursive: true });
    },
    60_000,
  );

  test.each([
    {
      what: "a registry and a branch",
      with: { "chart-repository": "oci://ghcr.io/acme" },
      says: "an OCI registry, and `chart-branch` is set",
    },
    {
      what: "an address",
      with: { "chart-repository": "https://acme.example/charts" },
      says: "expected a Git repository as owner/name",
    },
    {
      what: "a folder outside",
      with: { "chart-folder": "a/../.." },
      says: '`chart-folder` is "a/../..": it has a part ".."',
    },
    { what: "a folder from the root", with: { "chart-folder": "/charts" }, says: "it is absolute" },
    { what: "no branch's name", with: { "chart-branch": "a..b" }, says: '"a..b" cannot be used as a branch' },
    {
      what: "a login",
      with: { "registry-username": "a", "registry-password": "b" },
      says: "the chart goes to a branch",
    },
    { what: "half of an App", with: { "app-id": "1" }, says: "`private-key` is empty while `app-id` is set" },
    { what: "no token", with: { token: "" }, says: "`token` is empty" },
    {
      what: "a folder without its branch",
      with: { "chart-branch": "", "chart-folder": "a" },
      says: "`chart-folder` is a folder of a branch",
    },
    {
      what: "a Git repository without its branch",
      with: { "chart-branch": "" },
      says: "the input `chart-branch`, such as gh-pages",
    },
    {
      what: "an App for a registry",
      with: { "chart-branch": "", "chart-repository": "oci://ghcr.io/acme", "app-id": "1" },
      says: "the input `app-id` says who writes to the branch",
    },
    {
      what: "a branch for an image",
      with: { chart: "", "chart-repository": "", image: "ghcr.io/acme/hello" },
      says: "`chart-branch` is about a chart",
    },
    {
      what: "a committer for an image",
      with: {
        chart: "",
        "chart-repository": "",
        "chart-branch": "",
        image: "ghcr.io/acme/hello",
        committer: "A <a@b>",
      },
      says: "the input `committer` says who writes",
    },
  ])("is not asked for with $what", async ({ with: inputs, says }) => {
    const refused = await ground.publish({ sha: "0".repeat(40), with: inputs });
    expect(refused.outputs["reason"], refused.log).toContain(says);
    expect(refused.exitCode).toBe(2);
  });
});
