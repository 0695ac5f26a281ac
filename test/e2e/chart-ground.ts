// The ground of the tests of classic chart repositories: an application with charts on the local forge, a checkout of it, the build step, and the branch as a web server shows it.
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Forge, startForge } from "../forge/forge.ts";
import { runStep, type StepOptions, type StepResult } from "../support/runner.ts";
import { WRITE } from "./ground.ts";

const run = promisify(execFile);

export const APPLICATION = "acme/hello";
export const CHARTS = "acme/charts";
export const BRANCH = "gh-pages";

export interface ChartGround extends AsyncDisposable {
  readonly forge: Forge;
  /** For what a test leaves behind. */
  readonly temporary: string;
  /** The job's workspace. */
  readonly workspace: string;
  /** One more commit of the application, checked out; its id. */
  commit(): Promise<string>;
  /** The step that publishes `charts/hello` on the branch of the charts' repository. */
  publish(options: Partial<StepOptions> & { readonly sha: string }): Promise<StepResult>;
  /** The text of a file on the charts' branch; `null` when it is not there. */
  file(path: string): Promise<string | null>;
  /** The real helm, with a home of its own. */
  helm(...args: readonly string[]): Promise<string>;
  /** Address of a server that shows the branch's files. */
  readonly origin: string;
}

const chart = (name: string): string => `apiVersion: v2
name: ${name}
version: 0.0.0
description: Greets everybody
annotations: { acme.example/team: greeters }
`;

const TEMPLATE = `apiVersion: v1
kind: ConfigMap
metadata: { name: greeting }
data: { version: {{ .Chart.Version | quote }} }
`;

export async function makeChartGround(): Promise<ChartGround> {
  const forge = await startForge();
  const folder = await mkdtemp(join(tmpdir(), "waybill-charts-"));
  const [workspace, home, temporary] = ["workspace", "home", "temporary"].map((name) => join(folder, name));
  if (workspace === undefined || home === undefined || temporary === undefined) throw new Error("three were named");
  await forge.createRepository(APPLICATION, {
    files: Object.fromEntries(
      ["hello", "world"].flatMap((name) => [
        [`charts/${name}/Chart.yaml`, chart(name)],
        [`charts/${name}/templates/greeting.yaml`, TEMPLATE],
      ]),
    ),
  });
  await forge.createRepository(CHARTS, { files: { "README.md": "charts\n" } });
  await mkdir(home);
  await mkdir(temporary);
  const remote = forge.repository(APPLICATION).git.folder;
  const git = async (...args: readonly string[]): Promise<string> => {
    const env = {
      PATH: process.env["PATH"],
      HOME: home,
      GIT_CONFIG_NOSYSTEM: "1",
      GIT_CONFIG_GLOBAL: "/dev/null",
      GIT_AUTHOR_DATE: "2026-11-21T09:44:00Z",
      GIT_COMMITTER_DATE: "2026-11-21T09:44:00Z",
    };
    const identity = ["-c", "user.name=dev", "-c", "user.email=dev@example.com"];
    return (await run("git", [...identity, ...args], { env, cwd: folder })).stdout.trim();
  };
  await git("clone", "--quiet", `file://${remote}`, workspace);
  let commits = 0;
  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url ?? "").slice(1);
    const { git: served } = forge.repository(CHARTS);
    void served
      .resolve(BRANCH)
      .then((tip) => (tip === null ? null : served.file(tip, path)))
      .then((bytes) => (bytes === null ? response.writeHead(404).end() : response.end(bytes)));
  });
  const port = await new Promise<number>((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : 0);
    });
  });
  return {
    forge,
    temporary,
    workspace,
    origin: `http://127.0.0.1:${port}`,
    async commit() {
      commits += 1;
      await writeFile(join(workspace, "charts", "hello", "values.yaml"), `commit: ${commits}\n`);
      await git("-C", workspace, "add", "--all");
      await git("-C", workspace, "commit", "--quiet", "--message=change");
      return git("-C", workspace, "rev-parse", "HEAD");
    },
    publish: ({ with: inputs = {}, ...options }) =>
      runStep({
        action: "build",
        with: {
          chart: "charts/hello",
          "chart-repository": CHARTS,
          "chart-branch": BRANCH,
          version: "1.2.3",
          ...inputs,
        },
        token: forge.githubToken(CHARTS, WRITE),
        repository: APPLICATION,
        serverUrl: forge.serverUrl,
        apiUrl: forge.apiUrl,
        graphqlUrl: forge.graphqlUrl,
        event: { name: "push", payload: { repository: { default_branch: "main" } } },
        ref: "refs/heads/main",
        workspace,
        ...options,
      }),
    file: (path) => forge.file(CHARTS, BRANCH, path),
    helm: async (...args) =>
      (await run("helm", args, { cwd: home, env: { PATH: process.env["PATH"], HOME: home } })).stdout,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await forge[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
