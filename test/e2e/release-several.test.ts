// Several images and a chart of one commit by the committed dist, with buildah, helm and a real registry: all of them in one commit of the environment, or nothing.
import { execFile } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { containerStorage, type EngineServers, toolsOf } from "../build/engines/engine-servers.ts";
import { type DockerRegistry, startDockerRegistry } from "../registry/docker-registry.ts";
import type { StepOptions, StepResult } from "../support/runner.ts";
import { ENVIRONMENT } from "./ground.ts";
import { type Application, before, makeReleaseGround, type ReleaseGround } from "./release-ground.ts";

const run = promisify(execFile);
const AT = "2026-11-21T09:44:00Z";
const HELM_RELEASE = "apps/several/stage/release.yaml";

const helmRelease = `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: several
spec:
  chart:
    spec:
      chart: several
      version: 1.0.0
      sourceRef: { kind: HelmRepository, name: acme }
`;

const tools = toolsOf(["buildah", "helm", "docker-registry", "skopeo"]);

describe.skipIf(tools === null)("a release of two images and a chart", () => {
  let servers: EngineServers;
  let registry: DockerRegistry;
  beforeAll(async () => {
    servers = containerStorage();
    registry = await startDockerRegistry(tools?.get("docker-registry") ?? "", null);
  }, 60_000);
  afterAll(async () => {
    await registry[Symbol.asyncDispose]();
    await servers[Symbol.asyncDispose]();
  });

  interface Setting extends AsyncDisposable {
    readonly ground: ReleaseGround;
    readonly application: Application;
    readonly api: string;
    readonly web: string;
    write(path: string, text: string): void;
    release(sha: string, options?: Partial<StepOptions>): Promise<StepResult>;
    /** What the environment says, and how many commits it has. */
    environment(): Promise<{ readonly images: readonly unknown[]; readonly chart: unknown; readonly commits: number }>;
    digestOf(reference: string): Promise<string | null>;
  }

  /** `name`: each test's own part of the registry, which is one for all. */
  async function makeSetting(name: string): Promise<Setting> {
    const [api, web] = [`${registry.registry}/${name}/api`, `${registry.registry}/${name}/web`];
    const ground = await makeReleaseGround({ api, web }, { [HELM_RELEASE]: helmRelease });
    const application = await ground.application("several");
    const write = (path: string, text: string): void => {
      mkdirSync(join(application.folder, path, ".."), { recursive: true });
      writeFileSync(join(application.folder, path), text);
    };
    for (const part of ["api", "web"]) {
      write(`${part}/Dockerfile`, "FROM scratch\nARG TEAM=none\nCOPY name.txt /\nLABEL team=$TEAM\n");
      write(`${part}/name.txt`, `${part}\n`);
    }
    write("charts/several/Chart.yaml", "apiVersion: v2\nname: several\nversion: 0.0.0\n");
    write("charts/several/templates/map.yaml", "kind: ConfigMap\napiVersion: v1\nmetadata: { name: several }\n");
    write(
      ".waybill.yaml",
      `builds:
  - image: ${api}
    context: api
    build-args: { TEAM: payments }
  - image: ${web}
    context: web
  - chart: charts/several
    chart-repository: oci://${registry.registry}/${name}/charts
`,
    );
    return {
      ground,
      application,
      api,
      web,
      write,
      release: (sha, options = {}) =>
        ground.release(application, {
          sha,
          ref: "refs/tags/v1.2.3",
          ...options,
          env: servers.environment,
          with: { engine: "buildah", ...options.with },
        }),
      async environment() {
        const images = await Promise.all([ground.stage("api"), ground.stage("web")]);
        const release: unknown = parse((await ground.forge.file(ENVIRONMENT, "main", HELM_RELEASE)) ?? "");
        const { folder } = ground.forge.repository(ENVIRONMENT).git;
        const { stdout } = await run("git", [`--git-dir=${folder}`, "rev-list", "--count", "main"]);
        return { images, chart: release, commits: Number(stdout) };
      },
      digestOf: (reference) =>
        run("skopeo", ["inspect", "--tls-verify=false", "--format={{.Digest}}", `docker://${reference}`], {
          env: servers.environment,
        }).then(
          ({ stdout }) => stdout.trim(),
          () => null,
        ),
      [Symbol.asyncDispose]: () => ground[Symbol.asyncDispose](),
    };
  }

  const chartAt = (version: string): unknown => ({ spec: { chart: { spec: { version } } } });

  test("is one commit with all three, each with the digest that skopeo finds; again, it is nothing", async () => {
    await using setting = await makeSetting("whole");
    const { api, web } = setting;
    const sha = setting.application.commit(AT);
    const { commits } = await setting.environment();
    const released = await setting.release(sha, { with: { labels: "org.example.step=release" } });
    expect(released.exitCode, released.log).toBe(0);
    const digests = { api: await setting.digestOf(`${api}:1.2.3`), web: await setting.digestOf(`${web}:1.2.3`) };
    expect(digests.api).toMatch(/^sha256:/u);
    expect(digests.web).not.toBe(digests.api);
    expect(released.outputs).toMatchObject({
      result: "released",
      image: `${api}\n${web}`,
      reference: `${api}:1.2.3@${digests.api}\n${web}:1.2.3@${digests.web}`,
      chart: "several=1.2.3",
      version: "1.2.3",
      tags: "1.2.3",
      pushed: "true",
      releasable: "true",
    });
    expect(JSON.parse(released.outputs["builds"] ?? "")).toMatchObject([
      { kind: "image", name: api, result: "pushed", digest: digests.api, version: "1.2.3", releasable: true },
      { kind: "image", name: web, result: "pushed", reference: `${web}:1.2.3@${digests.web}` },
      { kind: "chart", name: "several", result: "pushed", reference: "several=1.2.3" },
    ]);
    for (const [name, team] of [
      [api, "payments"],
      [web, "none"],
    ]) {
      const { stdout } = await run("skopeo", ["inspect", "--tls-verify=false", `docker://${name}:1.2.3`], {
        env: servers.environment,
      });
      // What the entry says is its own; what the step says holds for every image.
      expect(JSON.parse(stdout)).toMatchObject({ Labels: { team, "org.example.step": "release" } });
    }
    expect(await setting.environment()).toMatchObject({
      images: [[{ newTag: "1.2.3", digest: digests.api }], [{ newTag: "1.2.3", digest: digests.web }]],
      chart: chartAt("1.2.3"),
      commits: commits + 1,
    });

    const again = await setting.release(sha);
    expect(again.outputs, again.log).toMatchObject({
      result: "nothing",
      pushed: "false",
      digest: released.outputs["digest"],
    });
    expect(await setting.environment()).toMatchObject({ commits: commits + 1 });
  }, 120_000);

  test.each([
    {
      what: "an image cannot be built",
      name: "broken",
      path: "web/Dockerfile",
      text: "FROM scratch\nCOPY missing.txt /\n",
      says: "missing.txt",
    },
    {
      what: "the chart cannot be packaged",
      name: "untidy",
      path: "charts/several/templates/../Chart.yaml",
      text: "apiVersion: v2\nname: several\n# no version\nversion: x\n",
      says: "charts/several: helm could not",
    },
  ])(
    "where $what pushes nothing and leaves the environment as it is",
    async ({ name, path, text, says }) => {
      await using setting = await makeSetting(name);
      setting.write(path, text);
      const sha = setting.application.commit(AT);
      const failed = await setting.release(sha);
      expect(failed, failed.log).toMatchObject({
        exitCode: 1,
        outputs: { result: "failed", reference: "", commit: "" },
      });
      expect(failed.outputs["reason"]).toContain("1 of 3 builds failed, and nothing was published");
      expect(failed.outputs["reason"]).toContain(says);
      expect(await setting.digestOf(`${setting.api}:1.2.3`)).toBeNull();
      expect((await setting.environment()).images).toEqual([before(setting.api), before(setting.web)]);
    },
    120_000,
  );

  test("whose second tag another commit has builds nothing; with only the missing one left, the rest is found", async () => {
    await using setting = await makeSetting("taken");
    const { api, web } = setting;
    const first = setting.application.commit(AT);
    const alone = await setting.release(first, { with: { image: web, context: "web" } });
    expect(alone.outputs, alone.log).toMatchObject({ result: "released" });

    const second = setting.application.commit("2026-11-21T10:00:00Z");
    const taken = await setting.release(second);
    expect(taken.exitCode).toBe(1);
    expect(taken.outputs["reason"]).toContain(
      `1 of 3 builds failed, and nothing was built; ${web}: ${web}:1.2.3 is in the registry`,
    );
    expect(await setting.digestOf(`${api}:1.2.3`)).toBeNull();

    setting.application.checkOut(first);
    const completed = await setting.release(first);
    expect(completed.outputs, completed.log).toMatchObject({ result: "released" });
    expect(JSON.parse(completed.outputs["builds"] ?? "")).toMatchObject([
      { name: api, result: "pushed" },
      { name: web, result: "exists" },
      { name: "several", result: "pushed" },
    ]);
  }, 120_000);

  test("of a pull request are built and never released; `images` names them on the step", async () => {
    await using setting = await makeSetting("proposed");
    const { api, web } = setting;
    const sha = setting.application.commit(AT);
    const built = await setting.release(sha, {
      ref: "refs/pull/7/merge",
      event: { name: "pull_request", payload: { pull_request: { number: 7, head: { sha } } } },
      with: { images: `${api},context=api\n${web},context=web,file=web/Dockerfile` },
    });
    expect(built.outputs, built.log).toMatchObject({ result: "built", releasable: "false", commit: "" });
    const tag = `pr-7-${sha.slice(0, 12)}`;
    expect(built.outputs["reference"]).toBe(
      `${api}:${tag}@${await setting.digestOf(`${api}:${tag}`)}\n${web}:${tag}@${await setting.digestOf(`${web}:${tag}`)}`,
    );
    expect((await setting.environment()).images).toEqual([before(api), before(web)]);
  }, 120_000);

  test("of which a Git tag is for one releases that one; the others, with and without a prefix, stay as they are", async () => {
    await using setting = await makeSetting("prefixed");
    const { api, web } = setting;
    setting.write(
      ".waybill.yaml",
      `builds:\n  - { image: ${api}, context: api }\n  - { image: ${web}, context: web, tag-prefix: web/ }\n`,
    );
    const sha = setting.application.commit(AT);
    const released = await setting.release(sha, { ref: "refs/tags/web/v2.0.0" });
    const digest = await setting.digestOf(`${web}:2.0.0`);
    expect(released.outputs, released.log).toMatchObject({
      result: "released",
      reference: `${web}:2.0.0@${digest}`,
      digest,
      version: "2.0.0",
      releasable: "true",
    });
    expect(JSON.parse(released.outputs["builds"] ?? "")).toMatchObject([
      { name: api, result: "skipped", reference: "" },
      { name: web, result: "pushed" },
    ]);
    expect((await setting.environment()).images).toEqual([before(api), [{ name: web, newTag: "2.0.0", digest }]]);
  }, 120_000);
});
