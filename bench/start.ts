// How long an action takes from its process' start until inputs and configuration are validated and the use case is named; beside bare node.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { copyFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { actions } from "../src/entry/actions.ts";
import { type ActionDefinition, inputVariable } from "../src/runner/action.ts";
import { type Figure, inTurn, median } from "./measure.ts";

const root = join(import.meta.dirname, "..");
const ROUNDS = 21;
const BOUND = 2;

export async function measureStart(): Promise<readonly Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), "waybill-bench-start-"));
  let asked = (): void => {};
  // Takes the first request and never answers: the step is killed by then.
  const server = createServer(() => asked()).listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("the server has no port");
    const bare = join(folder, "bare.mjs");
    await writeFile(bare, 'process.stdout.write("named:\\n");\n');
    await writeFile(join(folder, "event.json"), '{"repository":{"default_branch":"main"}}');
    await copyFile(join(root, "examples/environment/waybill.yaml"), join(folder, "waybill.yaml"));
    const commit = commitIn(folder);
    const origin = `http://127.0.0.1:${address.port}`;
    const contenders: Record<string, () => Promise<number>> = { node: () => untilLine(bare, {}, "named:") };
    for (const action of actions) {
      const main = join(root, "dist", `${action.name}.js`);
      const env = stepEnvironment({ folder, origin, commit }, action);
      contenders[action.name] = () => untilLine(main, env, `${action.name}: `);
      contenders[`${action.name}, first request`] = () =>
        untilRequest(main, env, (listener) => {
          asked = listener;
        });
    }
    const times = await inTurn(ROUNDS, contenders);
    const node = median(times.get("node"));
    return actions.flatMap(({ name }): Figure[] => {
      const named = median(times.get(name));
      const request = median(times.get(`${name}, first request`));
      return [
        {
          name: `${name}: start until the use case is named`,
          value: named / node,
          unit: "x",
          bound: BOUND,
          detail: `${named.toFixed(0)} ms, bare node ${node.toFixed(0)} ms, ${ROUNDS} rounds`,
        },
        {
          name: `${name}: start until the first request`,
          value: request / node,
          unit: "x",
          bound: null,
          detail: `${request.toFixed(0)} ms`,
        },
      ];
    });
  } finally {
    server.closeAllConnections();
    server.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** `build` and `release` look at the checkout before they ask anybody. */
function commitIn(folder: string): string {
  const git = (...args: readonly string[]): string =>
    execFileSync("git", ["-C", folder, "-c", "user.name=bench", "-c", "user.email=bench@example.com", ...args], {
      encoding: "utf8",
    });
  git("init", "--quiet");
  git("commit", "--quiet", "--allow-empty", "--message=bench");
  return git("rev-parse", "HEAD").trim();
}

function stepEnvironment(
  { folder, origin, commit }: { readonly folder: string; readonly origin: string; readonly commit: string },
  action: ActionDefinition,
): Record<string, string> {
  const env: Record<string, string> = {
    GITHUB_REPOSITORY: "acme/environment",
    GITHUB_EVENT_NAME: "push",
    GITHUB_EVENT_PATH: join(folder, "event.json"),
    GITHUB_REF: "refs/heads/main",
    GITHUB_SHA: commit,
    GITHUB_WORKSPACE: folder,
    GITHUB_SERVER_URL: origin,
    GITHUB_API_URL: `${origin}/api/v3`,
  };
  for (const [name, input] of Object.entries(action.inputs)) {
    if (input.default !== undefined) env[inputVariable(name)] = input.default;
  }
  // What is built is asked of its registry; what is written has its version already.
  const image = action.name === "update" ? "ghcr.io/acme/hello:1.2.3" : `${new URL(origin).host}/acme/hello`;
  return { ...env, [inputVariable("image")]: image, [inputVariable("token")]: "a-token" };
}

/** Milliseconds from spawning until the standard output holds `text`. */
async function untilLine(main: string, env: Readonly<Record<string, string>>, text: string): Promise<number> {
  const started = performance.now();
  const child = spawn(process.execPath, [main], {
    env: { PATH: process.env["PATH"] ?? "", ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let log = "";
  for await (const chunk of child.stdout.setEncoding("utf8")) {
    log += String(chunk);
    if (log.includes(text)) break;
  }
  const elapsed = performance.now() - started;
  if (!log.includes(text)) throw new Error(`${main} never said "${text}":\n${log}`);
  await ended(child);
  return elapsed;
}

async function untilRequest(
  main: string,
  env: Readonly<Record<string, string>>,
  listen: (listener: () => void) => void,
): Promise<number> {
  const asked = new Promise<void>((resolve) => listen(resolve));
  const started = performance.now();
  const child = spawn(process.execPath, [main], { env: { PATH: process.env["PATH"] ?? "", ...env }, stdio: "ignore" });
  await Promise.race([
    asked,
    once(child, "exit").then(() => {
      throw new Error(`${main} ended without a request`);
    }),
  ]);
  const elapsed = performance.now() - started;
  await ended(child);
  return elapsed;
}

async function ended(child: ReturnType<typeof spawn>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, "exit");
  child.kill("SIGKILL");
  await exit;
}
