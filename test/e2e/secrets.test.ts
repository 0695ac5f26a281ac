// Tokens and keys: in no log, no argument list and no file, also when a run is killed at any moment.
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { APPLICATION, ENVIRONMENT, makeGround, WRITE, type Ground } from "./ground.ts";

const image = "ghcr.io/acme/hello:1.3.0";

/** The folders that a step can leave something in. */
interface Places extends AsyncDisposable {
  readonly workspace: string;
  readonly env: { readonly HOME: string; readonly TMPDIR: string; readonly RUNNER_TEMP: string };
  /** How many files there are, and which hold one of the secrets. */
  scan(secrets: readonly string[]): Promise<{ readonly files: number; readonly holding: readonly string[] }>;
}

async function makePlaces(): Promise<Places> {
  const folder = await mkdtemp(join(tmpdir(), "waybill-places-"));
  const [workspace, home, temporary, runner] = await Promise.all(
    ["workspace-", "home-", "tmp-", "runner-"].map((name) => mkdtemp(join(folder, name))),
  );
  if (!workspace || !home || !temporary || !runner) throw new Error("a folder was not made");
  return {
    workspace,
    env: { HOME: home, TMPDIR: temporary, RUNNER_TEMP: runner },
    async scan(secrets) {
      const holding: string[] = [];
      let files = 0;
      for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile()) continue;
        const path = join(entry.parentPath, entry.name);
        // A child that outlives its parent for a moment may take its own files away.
        const text = await readFile(path, "latin1").catch(() => "");
        files += 1;
        if (secrets.some((secret) => text.includes(secret))) holding.push(path);
      }
      return { files, holding };
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }),
  };
}

/** A token as it is, and in the forms in which headers carry it. */
function formsOf(token: string): readonly string[] {
  const basic = ["x-access-token", "x-oauth-basic", "oauth2"].map((user) =>
    Buffer.from(`${user}:${token}`).toString("base64"),
  );
  return [token, ...basic, encodeURIComponent(token)];
}

/** Processes of this machine whose arguments hold one of the secrets. */
async function argumentsHolding(secrets: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const pid of (await readdir("/proc")).filter((name) => /^\d+$/.test(name))) {
    const text = await readFile(join("/proc", pid, "cmdline"), "latin1").catch(() => "");
    if (secrets.some((secret) => text.includes(secret))) found.push(text.replaceAll("\0", " "));
  }
  return found;
}

const onDebug = {
  RUNNER_DEBUG: "1",
  ACTIONS_STEP_DEBUG: "true",
  GIT_TRACE: "1",
  GIT_TRACE_CURL: "1",
  GIT_CURL_VERBOSE: "1",
};

function withoutMasks(log: string): string {
  return log.replaceAll(/^::add-mask::.*$/gm, "");
}

describe("the log with everything that can be switched on", () => {
  it.each(["update", "record", "promote", "gate", "waybill"])(
    "of %s shows no token and no authorization",
    async (action) => {
      await using ground = await makeGround();
      const token = ground.forge.githubToken(ENVIRONMENT, WRITE);
      const result = await ground.step({ action, token, with: action === "update" ? { image } : {}, env: onDebug });
      expect(result.exitCode, result.log).toBe(0);
      const said = withoutMasks(result.log) + result.summary + JSON.stringify(result.outputs);
      for (const form of formsOf(token)) expect(said).not.toContain(form);
      expect(said).not.toMatch(/authorization/i);
    },
  );

  it.each([
    { what: "refused by Git", path: "/acme/environment.git/**", status: 403 },
    { what: "refused by the API", path: "/repos/**", status: 403 },
    { what: "answered with nonsense", path: "/repos/**", status: 200 },
  ])("shows none when the run is $what", async ({ path, status }) => {
    await using ground = await makeGround();
    const token = ground.forge.githubToken(ENVIRONMENT, WRITE);
    ground.forge.fault({ path, when: "instead", status, body: { message: `you sent ${"x".repeat(20)}` }, times: 100 });
    const with_ = { image, mode: "pull-request", "time-budget": "1" };
    const result = await ground.step({ action: "update", token, with: with_, env: onDebug });
    expect(result.exitCode).toBe(1);
    for (const form of formsOf(token)) expect(withoutMasks(result.log)).not.toContain(form);
    expect(withoutMasks(result.log)).not.toMatch(/authorization: *(?:basic|bearer|token)/i);
  });

  it("shows neither an App's key nor the token that was minted with it", async () => {
    await using ground = await makeGround();
    const app = ground.forge.createApp("waybill");
    ground.forge.installApp(app.id, [ENVIRONMENT], WRITE);
    const credentials = {
      "app-id": String(app.id),
      "private-key": app.privateKey,
      "environment-repository": ENVIRONMENT,
    };
    const result = await ground.step({
      action: "update",
      repository: APPLICATION,
      with: { image, ...credentials },
      env: onDebug,
    });
    expect(result.exitCode, result.log).toBe(0);
    const masked = [...result.log.matchAll(/^::add-mask::(.*)$/gm)].map(([, secret]) => secret ?? "");
    expect(masked.some((secret) => secret.startsWith("ghs_"))).toBe(true);
    for (const line of app.privateKey.split("\n").filter((text) => text !== "" && !text.startsWith("-----")))
      expect(masked).toContain(line);
    for (const secret of masked) expect(withoutMasks(result.log)).not.toContain(secret);
  });
});

async function killedAt(ground: Ground, places: Places, token: string, request: number): Promise<boolean> {
  const kill = new AbortController();
  let seen: readonly string[] = [];
  ground.forge.fault({
    path: /.*/,
    when: "before",
    skip: request,
    delayMs: 20,
    action: async () => {
      seen = await argumentsHolding(formsOf(token));
      kill.abort();
    },
  });
  const { exitCode } = await ground.step({
    action: "update",
    token,
    with: { image, mode: "pull-request" },
    workspace: places.workspace,
    env: places.env,
    signal: kill.signal,
  });
  ground.forge.clearFaults();
  expect(seen).toEqual([]);
  return exitCode === null;
}

describe("a run that is killed", () => {
  it.each([0, 2, 4, 6, 8, 10, 12])(
    "at its request %i leaves no token on disk, and the next run does the work once",
    async (request) => {
      await using ground = await makeGround();
      await using places = await makePlaces();
      const token = ground.forge.githubToken(ENVIRONMENT, WRITE);
      expect(await killedAt(ground, places, token, request)).toBe(true);
      const { files, holding } = await places.scan(formsOf(token));
      expect(holding).toEqual([]);
      // A killed run cannot tidy up: there was something to look at.
      expect(files).toBeGreaterThan(0);

      const again = await ground.step({ action: "update", token, with: { image, mode: "pull-request" } });
      expect(again.exitCode, again.log).toBe(0);
      const [pull, ...others] = ground.forge.pullRequests(ENVIRONMENT);
      expect(others).toEqual([]);
      expect(pull?.state).toBe("open");
    },
  );

  it("not at all leaves nothing on disk", async () => {
    await using ground = await makeGround();
    await using places = await makePlaces();
    await ground.step({ action: "waybill", workspace: places.workspace, env: places.env });
    for (const folder of [places.workspace, ...Object.values(places.env)]) expect(await readdir(folder)).toEqual([]);
  });
});
