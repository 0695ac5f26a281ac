// A wrong call of an action: exit code 2, one sentence that names the input and the value, and nobody is asked anything.
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { runStep, type StepOptions, type StepResult } from "../support/runner.ts";

let requests = 0;
let origin = "";
let workspace = "";
const server: Server = createServer((_, response) => {
  requests += 1;
  response.writeHead(404).end();
});

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  origin = `http://127.0.0.1:${address.port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));
beforeEach(async () => {
  requests = 0;
  workspace = await mkdtemp(join(tmpdir(), "waybill-workspace-"));
});
afterEach(() => rm(workspace, { recursive: true, force: true }));

const right = { image: "ghcr.io/acme/hello:1.2.3", environment: "stage" };

function step(options: Partial<StepOptions>): Promise<StepResult> {
  return runStep({
    action: "update",
    with: right,
    token: "ghs_s3cr3t",
    repository: "acme/environment",
    serverUrl: origin,
    apiUrl: `${origin}/api/v3`,
    graphqlUrl: `${origin}/api/graphql`,
    event: { name: "push", payload: { repository: { default_branch: "main" } } },
    workspace,
    ...options,
  });
}

/** The one line that a reader sees, with the outputs and the exit code beside it. */
function refusal(result: StepResult): string {
  const shown = result.log.split("\n").filter((line) => line !== "" && !/^::(?:add-mask|debug)::/.test(line));
  expect(shown, result.log).toHaveLength(1);
  const message = (shown[0] ?? "").replace(/^::error::/, "");
  expect(shown[0]).toBe(`::error::${message}`);
  expect(result.exitCode, message).toBe(2);
  expect(result.outputs["result"]).toBe("failed");
  expect(result.outputs["reason"]).toBe(message.replaceAll("%25", "%"));
  expect(requests).toBe(0);
  return message;
}

describe("a wrong call", () => {
  it.each([
    { inputs: { image: "" }, says: "the inputs `image`, `chart` and `git` are empty" },
    { inputs: { git: "deploy=v1" }, says: 'the Git repository "deploy" is not valid; expected repository=revision' },
    { inputs: { git: "ext::sh -c touch%20x=v1" }, says: "is not valid; expected repository=revision" },
    { inputs: { git: "https://x/y" }, says: 'the Git repository "https://x/y" has no revision' },
    { inputs: { git: "https://x/y=a..b" }, says: 'the git version "a..b" is not valid' },
    { inputs: { ...right, places: "fleet.yaml" }, says: 'the input `places` holds "fleet.yaml": expected file#path' },
    { inputs: { ...right, places: "../x.yaml#a" }, says: "expected files inside the repository" },
    { inputs: { ...right, places: "x.yaml#a..b" }, says: 'expected a key before ".b"' },
    { inputs: { ...right, chart: "a=1.0.0", places: "x.yaml#a" }, says: "and 2 artifacts are given" },
    { inputs: { image: "ghcr.io/acme/hello" }, says: "ghcr.io/acme/hello" },
    { inputs: { image: "GHCR.io/Acme/hello:1" }, says: "Acme/hello" },
    { inputs: { image: "ghcr.io@evil.example/a/b:1" }, says: "ghcr.io@evil.example/a/b:1" },
    { inputs: { image: "ghcr.io/acme/../evil/app:1" }, says: "ghcr.io/acme/../evil/app:1" },
    { inputs: { image: "ghcr.io/acme/hello:v1;curl evil|sh" }, says: "v1;curl evil|sh" },
    { inputs: { image: "ghcr.io/acme/hello:$(id)" }, says: "$(id)" },
    { inputs: { image: "ghcr.io/acme/hello:${{ secrets.X }}" }, says: "secrets.X" },
    { inputs: { image: `ghcr.io/acme/hello:${"1".repeat(129)}` }, says: "1111" },
    { inputs: { chart: "podinfo" }, says: "podinfo" },
    { inputs: { chart: "podinfo=^6.1" }, says: "^6.1" },
    {
      inputs: { mode: "pull-reqest" },
      says: 'the input `mode` is "pull-reqest"; expected commit or pull-request; did you mean "pull-request"?',
    },
    { inputs: { path: "apps/prod" }, says: 'the inputs `environment` ("stage") and `path` ("apps/prod") are both set' },
    { inputs: { committer: "somebody" }, says: 'the input `committer` is "somebody"; expected a name and an address' },
    { inputs: { committer: "a <b@c>\nx <y@z>" }, says: "the input `committer` holds a line break" },
    { inputs: { token: "" }, says: "the input `token` is empty" },
    { inputs: { "app-id": "7" }, says: "the input `private-key` is empty while `app-id` is set" },
    { inputs: { "private-key": "x" }, says: "the input `app-id` is empty while `private-key` is set" },
    { inputs: { "source-commit": "main" }, says: 'the input `source-commit` is "main"; expected a full commit id' },
    { inputs: { "source-repository": "acme" }, says: '"acme" is not a repository\'s name' },
    { inputs: { "environment-repository": "ext::sh -c touch% PWNED" }, says: '"ext::sh -c touch%25 PWNED" is not' },
    { inputs: { "environment-repository": "acme/app.git/../../evil" }, says: '"acme/app.git/../../evil" is not' },
    {
      inputs: { "base-branch": "--upload-pack=touch PWNED;git-upload-pack" },
      says: '"--upload-pack=touch PWNED;git-upload-pack" cannot be used',
    },
    { inputs: { "base-branch": "main:refs/heads/prod" }, says: '"main:refs/heads/prod" cannot be used' },
    {
      inputs: { "image-file": "images.txt" },
      says: 'the input `image-file` names "images.txt", which is not in the workspace',
    },
    {
      inputs: { "image-file": "../images.txt" },
      says: '"../images.txt" in the workspace cannot be used: it is outside',
    },
    { inputs: { "image-file": "/etc/passwd" }, says: '"/etc/passwd" in the workspace cannot be used: it is outside' },
  ])("of update is told at once: $says", async ({ inputs, says }) => {
    expect(refusal(await step({ with: { ...right, ...inputs } }))).toContain(says);
  });

  it("never shows a token that is no token", async () => {
    const result = await step({ with: { ...right, token: "ghs_s3cr3t\nX-Evil: 1" } });
    expect(refusal(result)).toContain("the input `token` holds a space, a line break");
    expect(result.log.replaceAll(/^::add-mask::.*$/gm, "")).not.toContain("ghs_s3cr3t");
  });

  it.each(["promote", "gate", "record", "waybill"])("of %s is told at once too", async (action) => {
    expect(refusal(await step({ action, with: { token: "" } }))).toContain("the input `token` is empty");
    expect(refusal(await step({ action, with: { committer: "x" } }))).toContain("the input `committer`");
    expect(refusal(await step({ action, with: { home: "acme" } }))).toContain('"acme" is not a repository\'s name');
    expect(refusal(await step({ action, with: { "dry-run": "1" } }))).toContain('the input `dry-run` is "1"');
  });
});

describe("a wrong waybill.yaml in the checkout", () => {
  it.each(["update", "promote", "gate", "record", "waybill"])("stops %s before anybody is asked", async (action) => {
    await writeFile(join(workspace, "waybill.yaml"), "environments:\n  stage:\n    paths: apps/{app}\n");
    const message = refusal(await step({ action, with: action === "update" ? right : {} }));
    expect(message).toMatch(/waybill\.yaml.*3.*"paths".*did you mean "path"\?/);
  });

  it.each(["pull_request", "pull_request_target", "pull_request_review", "merge_group"])(
    "is a proposal's on %s: it is not even read",
    async (name) => {
      await writeFile(join(workspace, "waybill.yaml"), "nonsense: true\n");
      const payload = {
        repository: { default_branch: "main" },
        pull_request: { number: 7 },
        merge_group: {
          head_sha: "a".repeat(40),
          head_ref: "refs/heads/q",
          base_sha: "b".repeat(40),
          base_ref: "refs/heads/main",
        },
      };
      const result = await step({
        action: "gate",
        with: { "time-budget": "1" },
        event: { name, payload },
        env: { GITHUB_API_URL: "http://127.0.0.1:1", GITHUB_SERVER_URL: "ftp://x" },
      });
      expect(result.log).not.toContain("nonsense");
      expect(result.log).toContain('the server URL "ftp://x"');
    },
  );

  it("that is a link is not followed", async () => {
    await symlink("/proc/self/environ", join(workspace, "waybill.yaml"));
    const result = await step({});
    expect(refusal(result)).toContain('"waybill.yaml" in the workspace cannot be used: it is a symbolic link');
    expect(result.log).not.toContain("INPUT_");
  });

  it("that is a folder is refused in words", async () => {
    await mkdir(join(workspace, "waybill.yaml"));
    expect(refusal(await step({}))).toContain('"waybill.yaml" in the workspace cannot be used: it is no regular file');
  });

  it("of another repository than the one to write to is not ours to judge", async () => {
    await writeFile(join(workspace, "waybill.yaml"), "nonsense: true\n");
    const result = await step({
      with: { ...right, "environment-repository": "acme/other" },
      env: { GITHUB_SERVER_URL: "ftp://x" },
    });
    expect(result.log).not.toContain("nonsense");
  });
});

describe("a runner that says nothing sensible", () => {
  it.each(["GITHUB_REPOSITORY", "GITHUB_EVENT_NAME"])("is told apart by %s", async (variable) => {
    expect(refusal(await step({ env: { [variable]: "" } }))).toContain(`the variable ${variable} is not set`);
  });

  it.each([
    { payload: "{", says: /the event's payload at ".*" \(GITHUB_EVENT_PATH\) is not JSON/ },
    { payload: "[]", says: /the event is a list; expected an object/ },
    { payload: '{"pull_request":[]}', says: /the event's `pull_request` is a list; expected an object/ },
    { payload: '{"pull_request":{"number":"7"}}', says: /the event's `pull_request.number` is "7"; expected a/ },
    { payload: '{"pull_request":{"number":0.5}}', says: /the event's `pull_request.number` is 0.5; expected a/ },
  ])("with the payload $payload is a sentence, not a fault", async ({ payload, says }) => {
    const file = join(workspace, "event.json");
    await writeFile(file, payload);
    const result = await step({
      action: "gate",
      with: {},
      event: { name: "pull_request", payload: {} },
      env: { GITHUB_EVENT_PATH: file },
    });
    expect(result.exitCode).toBe(1);
    expect(result.outputs["reason"]).toMatch(says);
    expect(result.log).not.toContain("unexpectedly");
    expect(requests).toBe(0);
  });

  it("without the payload's file is a sentence", async () => {
    const result = await step({
      action: "gate",
      with: {},
      event: { name: "pull_request", payload: {} },
      env: { GITHUB_EVENT_PATH: join(workspace, "gone.json") },
    });
    expect(refusal(result)).toContain("(GITHUB_EVENT_PATH) cannot be read: ENOENT");
  });

  it("needs its merge group whole", async () => {
    const result = await step({
      action: "gate",
      with: {},
      event: { name: "merge_group", payload: { merge_group: { head_sha: 7 } } },
    });
    expect(result.outputs["reason"]).toContain("the event's `merge_group.head_sha` is 7; expected a text");
  });
});
