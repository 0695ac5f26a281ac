// The build action with a chart, by the committed dist: the real helm, a real registry, the content proven by pulling it with helm.
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startDockerRegistry, type DockerRegistry } from "../registry/docker-registry.ts";
import { type JobClone, startClone } from "../support/job-clone.ts";
import { runStep, type StepOptions, type StepResult } from "../support/runner.ts";
import { findTool } from "../support/tools.ts";

const run = promisify(execFile);

const CHART = `# what acme says
apiVersion: v2
name: hello
version: 0.0.0
appVersion: "0"
annotations: {acme.example/team: greeters}
`;

/** A clone with one chart in `charts/hello`. */
async function checkout(): Promise<JobClone> {
  const folder = await mkdtemp(join(tmpdir(), "waybill-checkout-"));
  await mkdir(join(folder, "charts", "hello", "templates"), { recursive: true });
  await writeFile(join(folder, "charts", "hello", "Chart.yaml"), CHART);
  await writeFile(join(folder, "charts", "hello", "values.yaml"), "greeting: hello\n");
  await writeFile(
    join(folder, "charts", "hello", "templates", "greeting.yaml"),
    "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: greeting }\ndata: { text: {{ .Values.greeting }}, version: {{ .Chart.AppVersion | quote }} }\n",
  );
  return startClone(folder);
}

type Step = Pick<StepOptions, "signal" | "onSpawn" | "env"> & {
  readonly registry: string;
  readonly folder: string;
  readonly sha: string;
  readonly with?: Readonly<Record<string, string>>;
  readonly ref?: string;
  readonly event?: StepOptions["event"];
};

function step({
  registry,
  folder,
  sha,
  with: inputs = {},
  ref = "refs/heads/main",
  event,
  ...more
}: Step): Promise<StepResult> {
  return runStep({
    action: "build",
    with: { chart: "charts/hello", "chart-repository": `oci://${registry}/acme/charts`, ...inputs },
    token: "",
    repository: "acme/hello",
    serverUrl: "https://github.example",
    apiUrl: "https://github.example/api",
    graphqlUrl: "https://github.example/graphql",
    event: event ?? { name: "push", payload: { repository: { license: { spdx_id: "Apache-2.0" } } } },
    sha,
    ref,
    workspace: folder,
    ...more,
  });
}

const tools = [findTool("helm"), findTool("docker-registry")];

describe.skipIf(tools.includes(null))("helm and docker-registry", () => {
  let registry: DockerRegistry;
  let home = "";
  beforeAll(async () => {
    registry = await startDockerRegistry(tools[1] ?? "", null);
    home = await mkdtemp(join(tmpdir(), "waybill-helm-"));
  }, 60_000);
  afterAll(async () => {
    await registry[Symbol.asyncDispose]();
    await rm(home, { recursive: true, force: true });
  });

  const helm = async (...args: readonly string[]): Promise<string> =>
    (await run("helm", args, { cwd: home, env: { PATH: process.env["PATH"], HOME: home } })).stdout;
  const chartAt = (): string => `oci://${registry.registry}/acme/charts/hello`;
  const tags = async (): Promise<unknown> => {
    const response = await fetch(`${registry.origin}/v2/acme/charts/hello/tags/list`);
    return response.status === 404 ? [] : response.json();
  };
  const manifest = async (reference: string): Promise<unknown> =>
    (
      await fetch(`${registry.origin}/v2/acme/charts/hello/manifests/${reference}`, {
        headers: { accept: "application/vnd.oci.image.manifest.v1+json" },
      })
    ).json();

  test("a commit is packaged and pushed once; the second run finds it, and another commit never takes its version", async () => {
    const { folder, git, commit } = await checkout();
    const sha = await commit();
    await git("tag", "v1.2.3");
    const release = { registry: registry.registry, folder, ref: "refs/tags/v1.2.3" };
    const built = await step({ ...release, sha });
    expect(built.exitCode, built.log).toBe(0);
    const { digest = "" } = built.outputs;
    expect(built.outputs).toMatchObject({
      result: "pushed",
      chart: "hello=1.2.3",
      version: "1.2.3",
      tags: "1.2.3",
      image: "",
      reference: "",
      pushed: "true",
      releasable: "true",
    });
    expect(await manifest(digest)).toMatchObject({
      annotations: {
        "acme.example/team": "greeters",
        "org.opencontainers.image.title": "hello",
        "org.opencontainers.image.version": "1.2.3",
        "org.opencontainers.image.revision": sha,
        "org.opencontainers.image.created": "2026-11-21T09:44:00Z",
        "org.opencontainers.image.source": "https://github.example/acme/hello",
        "org.opencontainers.image.licenses": "Apache-2.0",
      },
    });
    expect(await git("status", "--porcelain")).toBe("");

    await helm("pull", chartAt(), "--version=1.2.3", "--plain-http", "--untar");
    for (const file of ["values.yaml", "templates/greeting.yaml"]) {
      expect(await readFile(join(home, "hello", file), "utf8")).toBe(
        await readFile(join(folder, "charts", "hello", file), "utf8"),
      );
    }
    await helm("pull", chartAt(), "--version=1.2.3", "--plain-http");
    const listed = await run("tar", ["--list", "--verbose", "--utc", "--file=hello-1.2.3.tgz"], { cwd: home });
    expect(
      listed.stdout
        .trim()
        .split("\n")
        .map((line) => line.match(/\S+ \S+ \S+$/u)?.[0]),
    ).toEqual([
      "2026-11-21 09:44 hello/Chart.yaml",
      "2026-11-21 09:44 hello/values.yaml",
      "2026-11-21 09:44 hello/templates/greeting.yaml",
    ]);
    expect(await helm("template", "test", chartAt(), "--version=1.2.3", "--plain-http")).toContain(
      'data: { text: hello, version: "1.2.3" }',
    );

    const again = await step({ ...release, sha });
    expect(again.outputs).toMatchObject({ result: "exists", pushed: "false", digest, chart: "hello=1.2.3" });
    expect(again.log).not.toContain("::group::");

    const elsewhere = { "chart-repository": `oci://${registry.registry}/acme/elsewhere` };
    expect((await step({ ...release, sha, with: elsewhere })).outputs).toMatchObject({ result: "pushed", digest });

    const next = await commit();
    const taken = await step({ ...release, sha: next });
    expect(taken.exitCode).toBe(1);
    expect(taken.outputs["reason"]).toContain(`as ${digest}, packaged from the commit ${sha}`);
    const meant = await step({ ...release, sha: next, with: { immutable: "false" } });
    expect(meant.outputs).toMatchObject({ result: "pushed" });
    expect(meant.outputs["digest"]).not.toBe(digest);
    expect(await manifest("1.2.3")).toMatchObject({ annotations: { "org.opencontainers.image.revision": next } });
    await rm(folder, { recursive: true });
  }, 60_000);

  test("a version with build metadata has an underscore in the registry, and helm finds it", async () => {
    const { folder, commit } = await checkout();
    const built = await step({
      registry: registry.registry,
      folder,
      sha: await commit(),
      with: { version: "2.0.0+linux.5", annotations: "acme.example/team=others" },
    });
    expect(built.outputs, built.log).toMatchObject({ chart: "hello=2.0.0+linux.5", tags: "2.0.0_linux.5" });
    expect(await helm("show", "chart", chartAt(), "--version=2.0.0+linux.5", "--plain-http")).toMatch(
      /acme\.example\/team: others\n(?:.*\n)*appVersion: 2\.0\.0_linux\.5\n(?:.*\n)*version: 2\.0\.0\+linux\.5\n/u,
    );
    await rm(folder, { recursive: true });
  }, 60_000);

  test("a branch's version is semver; a pull request's is never releasable, and without push nothing is there", async () => {
    const { folder, commit } = await checkout();
    const sha = await commit();
    const version = `0.0.0-20261121094400.g${sha.slice(0, 12)}`;
    const event = { name: "pull_request", payload: { pull_request: { number: 7, head: { sha } } } };
    const proposed = { registry: registry.registry, folder, sha, ref: "refs/pull/7/merge", event };
    const before = await tags();
    const built = await step({ ...proposed, with: { push: "false" } });
    expect(built.outputs, built.log).toMatchObject({
      result: "built",
      releasable: "false",
      chart: "",
      digest: "",
      version,
    });
    const dry = await step({ ...proposed, with: { "dry-run": "true" } });
    expect(dry.outputs).toMatchObject({ result: "dry-run", chart: "", digest: "" });
    expect(await tags()).toEqual(before);
    const pushed = await step({ registry: registry.registry, folder, sha });
    expect(pushed.outputs, pushed.log).toMatchObject({
      result: "pushed",
      releasable: "true",
      chart: `hello=${version}`,
    });
    await rm(folder, { recursive: true });
  }, 60_000);

  test("a chart that helm refuses says why, and nothing is pushed", async () => {
    const { folder, commit } = await checkout();
    await writeFile(
      join(folder, "charts", "hello", "Chart.yaml"),
      `${CHART}dependencies: [{name: common, version: 1.0.0, repository: "https://charts.example"}]\n`,
    );
    const before = await tags();
    const failed = await step({ registry: registry.registry, folder, sha: await commit(), with: { version: "3.0.0" } });
    expect(failed.exitCode).toBe(1);
    expect(failed.outputs["reason"]).toMatch(/common.*helm dependency build/u);
    expect(await tags()).toEqual(before);
    await rm(folder, { recursive: true });
  }, 60_000);

  const gpg = findTool("gpg");
  test.skipIf(gpg === null)(
    "a key signs the chart, and helm verifies what it pulls",
    async () => {
      const keys = await mkdtemp(join(tmpdir(), "waybill-keys-"));
      const { folder, commit } = await checkout();
      const keyring = async (name: string, what: string): Promise<void> => {
        const options = { env: { PATH: process.env["PATH"], GNUPGHOME: keys }, encoding: "buffer" as const };
        const open = ["--batch", "--pinentry-mode=loopback", "--passphrase=open sesame"];
        await writeFile(join(keys, name), (await run("gpg", [...open, what], options)).stdout);
      };
      await run(
        "gpg",
        [
          "--batch",
          "--pinentry-mode=loopback",
          "--passphrase=open sesame",
          "--quick-gen-key",
          "Acme <acme@example.com>",
          "rsa2048",
        ],
        {
          env: { PATH: process.env["PATH"], GNUPGHOME: keys },
        },
      );
      await keyring("secret.gpg", "--export-secret-keys");
      await keyring("public.gpg", "--export");
      const signed = await step({
        registry: registry.registry,
        folder,
        sha: await commit(),
        with: {
          version: "4.0.0",
          "chart-key": "Acme",
          "chart-keyring": join(keys, "secret.gpg"),
          "chart-key-passphrase": "open sesame",
        },
      });
      expect(signed.exitCode, signed.log).toBe(0);
      await helm(
        "pull",
        chartAt(),
        "--version=4.0.0",
        "--plain-http",
        "--verify",
        `--keyring=${join(keys, "public.gpg")}`,
      );
      await run("gpgconf", ["--kill", "all"], { env: { PATH: process.env["PATH"], GNUPGHOME: keys } });
      await rm(keys, { recursive: true });
      await rm(folder, { recursive: true });
    },
    60_000,
  );
});

describe.skipIf(tools.includes(null))("a registry with passwords", () => {
  // robot, `open sesame`, as `htpasswd -B` writes it.
  const htpasswd = "robot:$2y$05$/of5PB0xqrt83oSfuqY/uOmLp9r9y7/zhLdxea8I/C.Db5O5o4W5G\n";
  let registry: DockerRegistry;
  beforeAll(async () => {
    registry = await startDockerRegistry(tools[1] ?? "", async (folder) => {
      await writeFile(join(folder, "htpasswd"), htpasswd);
      return { htpasswd: { realm: "test", path: join(folder, "htpasswd") } };
    });
  }, 60_000);
  afterAll(async () => registry[Symbol.asyncDispose]());

  test("takes the inputs' login, which is in no file afterwards; without one the push is refused", async () => {
    const { folder, commit } = await checkout();
    const sha = await commit();
    const temporary = await mkdtemp(join(tmpdir(), "waybill-temporary-"));
    const refused = await step({ registry: registry.registry, folder, sha });
    expect(refused.exitCode).toBe(1);
    expect(refused.outputs["reason"]).toContain("401");
    const login = { "registry-username": "robot", "registry-password": "open sesame" };
    const built = await step({ registry: registry.registry, folder, sha, with: login, env: { TMPDIR: temporary } });
    expect(built.outputs, built.log).toMatchObject({ result: "pushed" });
    expect(await readdir(temporary)).toEqual([]);
    await rm(temporary, { recursive: true });
    await rm(folder, { recursive: true });
  }, 60_000);
});

/** A registry that has nothing and takes an upload without ever answering; `uploading` is called then. */
async function hangingRegistry(uploading: () => void): Promise<{ readonly registry: string } & AsyncDisposable> {
  const server = createServer((request, response) => {
    if (request.method === "POST") uploading();
    else
      response
        .writeHead(404, { "content-type": "application/json" })
        .end('{"errors":[{"code":"MANIFEST_UNKNOWN","message":"none"}]}');
  });
  const port = await new Promise<number>((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : 0);
    });
  });
  return {
    registry: `127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

describe.skipIf(tools[0] === null)("a cancelled job", () => {
  test("ends helm while it pushes, and leaves nothing behind", async () => {
    const { folder, commit } = await checkout();
    const temporary = await mkdtemp(join(tmpdir(), "waybill-temporary-"));
    let end = (): void => {};
    await using hanging = await hangingRegistry(() => end());
    const result = await step({
      registry: hanging.registry,
      folder,
      sha: await commit(),
      env: { TMPDIR: temporary },
      onSpawn(pid) {
        // helm uploads several files at once; a second signal would end the run without ceremony.
        end = () => {
          end = () => {};
          process.kill(pid, "SIGTERM");
        };
        return () => (end = () => {});
      },
    });
    expect(result.exitCode, result.log).toBe(1);
    expect(result.outputs).toMatchObject({ result: "failed", reason: "the run was cancelled (SIGTERM)", chart: "" });
    expect(await readdir(temporary)).toEqual([]);
    await rm(temporary, { recursive: true });
    await rm(folder, { recursive: true });
  }, 60_000);

  test.skipIf(process.platform !== "linux")(
    "that is killed while helm pushes leaves its login in no file",
    async () => {
      const { folder, commit } = await checkout();
      const temporary = await mkdtemp(join(tmpdir(), "waybill-temporary-"));
      const kill = new AbortController();
      const login = "open sesame";
      await using hanging = await hangingRegistry(() => kill.abort());
      const killed = await step({
        registry: hanging.registry,
        folder,
        sha: await commit(),
        env: { TMPDIR: temporary },
        with: { "registry-username": "robot", "registry-password": login },
        signal: kill.signal,
      });
      expect(killed.exitCode, killed.log).toBeNull();
      const secrets = [login, Buffer.from(`robot:${login}`).toString("base64")];
      const files = await readdir(temporary, { recursive: true, withFileTypes: true });
      // The package is left; whoever looks there finds nothing that opens a registry.
      expect(files.map(({ name }) => name)).toContain("Chart.yaml");
      for (const file of files.filter((each) => each.isFile())) {
        const text = await readFile(join(file.parentPath, file.name), "latin1");
        expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
        expect(file.name).not.toMatch(/secret|login|passphrase/u);
      }
      await rm(temporary, { recursive: true });
      await rm(folder, { recursive: true });
    },
    60_000,
  );
});

test.skipIf(process.platform !== "linux")(
  "a job that is killed while helm signs leaves the passphrase in no file, though helm had read it from one",
  async () => {
    const { folder, commit } = await checkout();
    const temporary = await mkdtemp(join(tmpdir(), "waybill-temporary-"));
    const programs = await mkdtemp(join(tmpdir(), "waybill-programs-"));
    const read = join(programs, "read");
    // Reads the passphrase as helm does, and ends the step that started it.
    const helm = `#!/bin/sh
case "$1" in
version) echo v3.19.0 ;;
package)
  for each; do case "$each" in --passphrase-file=*) cat "\${each#*=}" >"${read}" ;; esac; done
  kill -9 "$PPID" ;;
esac
`;
    await writeFile(join(programs, "helm"), helm, { mode: 0o755 });
    const killed = await step({
      registry: "127.0.0.1:1",
      folder,
      sha: await commit(),
      env: { TMPDIR: temporary, PATH: `${programs}:${process.env["PATH"] ?? ""}` },
      with: {
        push: "false",
        "chart-key": "Acme",
        "chart-keyring": "keys",
        "chart-key-passphrase": "open sesame",
      },
    });
    expect(killed.exitCode, killed.log).toBeNull();
    expect(await readFile(read, "utf8")).toBe("open sesame");
    const files = await readdir(temporary, { recursive: true, withFileTypes: true });
    expect(files.map(({ name }) => name)).toContain("Chart.yaml");
    for (const file of files.filter((each) => each.isFile())) {
      expect(await readFile(join(file.parentPath, file.name), "latin1")).not.toContain("sesame");
    }
    for (const each of [temporary, programs, folder]) await rm(each, { recursive: true });
  },
  60_000,
);

test.each([
  { what: "image and chart", with: { image: "ghcr.io/acme/hello" }, says: "both the inputs `image` and `chart`" },
  { what: "neither", with: { chart: "", "chart-repository": "" }, says: "neither `image`, `images` nor `chart`" },
  {
    what: "a chart's input with an image",
    with: { chart: "", image: "ghcr.io/acme/hello" },
    says: "`chart-repository` is about a chart",
  },
  { what: "an image's input with a chart", with: { platforms: "linux/amd64" }, says: "`platforms` is about an image" },
  { what: "an engine with a chart", with: { engine: "docker" }, says: "`engine` is about an image" },
  { what: "no repository", with: { "chart-repository": "" }, says: "`chart-repository` is empty" },
  {
    what: "a classic repository",
    with: { "chart-repository": "https://acme.example/charts" },
    says: 'is "https://acme.example/charts"; expected an OCI registry',
  },
  { what: "no chart in the folder", with: { chart: "charts" }, says: "has no Chart.yaml" },
  { what: "a key without its keyring", with: { "chart-key": "Acme" }, says: "`chart-key` and `chart-keyring`" },
])("a call with $what is refused", async ({ with: inputs, says }) => {
  const { folder, commit } = await checkout();
  const result = await step({ registry: "127.0.0.1:1", folder, sha: await commit(), with: inputs });
  expect(result.exitCode, result.log).toBe(2);
  expect(result.outputs["reason"]).toContain(says);
  await rm(folder, { recursive: true });
});
