// What the bench builds: a checkout with a small image and one of a usual size, built as a workflow's step or by the engine's own commands.
import { randomBytes } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { ImageBuild } from "../src/build/engine.ts";
import { imageLabels } from "../src/build/labels.ts";
import { anImage } from "../test/build/engines/an-image.ts";
import { runStep, type StepResult } from "../test/support/runner.ts";
import type { Rival } from "./build-rivals.ts";
import { call } from "./process.ts";

const COMMITTED = "2026-11-21T09:44:00Z";
const SOURCE = "https://github.example/acme/hello";

/** The layers of the image of a usual size: number of files and bytes of each. */
const LAYERS: Readonly<Record<string, readonly [files: number, bytes: number]>> = {
  dependencies: [600, 40_000],
  assets: [40, 400_000],
  application: [200, 20_000],
  program: [1, 16_000_000],
};
export const USUAL = "60 MB of 841 files in 4 layers";

export interface Checkout {
  readonly folder: string;
  readonly commit: string;
}

/** A clone of one commit with the context `small`, a file of six bytes, `usual`, and a chart. */
export async function makeCheckout(folder: string): Promise<Checkout> {
  const layers = Object.keys(LAYERS);
  const files: Record<string, string> = {
    "small/Dockerfile": "FROM scratch\nCOPY hello.txt /\n",
    "small/hello.txt": "hello\n",
    "usual/Dockerfile": `FROM scratch\n${layers.map((layer) => `COPY ${layer} /${layer}\n`).join("")}`,
    "chart/Chart.yaml": 'apiVersion: v2\nname: hello\nversion: 0.0.0\nappVersion: "0"\n',
    "chart/values.yaml": "greeting: hello\n",
    "chart/templates/greeting.yaml":
      "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: greeting }\ndata: { text: {{ .Values.greeting }} }\n",
  };
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  const git = async (...args: readonly string[]): Promise<string> => {
    const { exitCode, out, err } = await call(
      "git",
      ["-c", "user.name=bench", "-c", "user.email=bench@acme.example", ...args],
      { cwd: folder, env: { GIT_COMMITTER_DATE: COMMITTED } },
    );
    if (exitCode !== 0) throw new Error(`git ${args.join(" ")} ended with ${exitCode}: ${err}`);
    return out.trim();
  };
  await git("init", "--quiet");
  await git("add", ".");
  await git("commit", "--quiet", "--message=bench");
  return { folder, commit: await git("rev-parse", "HEAD") };
}

/** Files of the usual size that no build has seen: nothing is found in a cache, nothing in the registry. Half of it can be compressed away. */
export async function renewUsual({ folder }: Checkout): Promise<void> {
  for (const [layer, [files, bytes]] of Object.entries(LAYERS)) {
    await mkdir(join(folder, "usual", layer), { recursive: true });
    for (let file = 0; file < files; file += 1)
      await writeFile(join(folder, "usual", layer, String(file)), randomBytes(bytes / 2).toString("hex"));
  }
}

export interface Built {
  readonly rival: Rival;
  readonly checkout: Checkout;
  readonly environment: Readonly<Record<string, string>>;
  readonly context: "small" | "usual";
  /** Name of the image, without a tag. */
  readonly name: string;
  /** `null`: the commit's own. A version that another commit can be given too is looked for once more before the push. */
  readonly version: string | null;
}

/** The milliseconds of the step `build`, by the committed dist. Throws when its result is another one. */
export async function buildByWaybill(
  { rival, checkout, environment, context, name, version }: Built,
  result: "pushed" | "exists",
): Promise<number> {
  const step = await buildStep(checkout, environment, {
    image: name,
    engine: rival.engine,
    context,
    ...(version === null ? {} : { version }),
    "extra-arguments": afresh(rival, context).join("\n"),
    ...(rival.provenance === null ? {} : { provenance: rival.provenance }),
  });
  return timeOf(step, result);
}

export async function buildStep(
  { folder, commit }: Checkout,
  environment: Readonly<Record<string, string>>,
  inputs: Readonly<Record<string, string>>,
): Promise<StepResult> {
  return runStep({
    action: "build",
    with: inputs,
    token: "",
    repository: "acme/hello",
    serverUrl: "https://github.example",
    apiUrl: "https://github.example/api",
    graphqlUrl: "https://github.example/graphql",
    event: { name: "push", payload: {} },
    sha: commit,
    workspace: folder,
    env: environment,
  });
}

export function timeOf(step: StepResult, result: string): number {
  if (step.outputs["result"] !== result) throw new Error(`build ended as ${step.outputs["result"]}: ${step.log}`);
  return step.durationMs;
}

/** The milliseconds of the engine's own commands that build and push the same. */
export async function buildByHand(
  { rival, checkout, environment, context, name, version }: Built,
  results: string,
): Promise<number> {
  const [registry = "", ...repository] = name.split("/");
  const tag = version ?? checkout.commit;
  const image: ImageBuild = anImage({
    folder: checkout.folder,
    context,
    references: [`${name}:${tag}`],
    labels: imageLabels({
      repository: { registry, repository: repository.join("/") },
      version: tag,
      commit: checkout.commit,
      committedAt: new Date(COMMITTED),
      source: SOURCE,
      licence: null,
      homepage: null,
    }),
    sourceDateEpoch: Date.parse(COMMITTED) / 1000,
    extraArguments: afresh(rival, context),
    provenance: rival.provenance,
    push: rival.provenance !== null,
  });
  let ms = 0;
  for (const command of rival.commands(image, results)) {
    const env = { ...environment, ...command.environment };
    const called = await call(command.program, command.args, { cwd: checkout.folder, env });
    if (called.exitCode !== 0)
      throw new Error(`${command.program} ${command.args.join(" ")} ended with ${called.exitCode}: ${called.err}`);
    ms += called.ms;
  }
  return ms;
}

/** The small image has other labels each time and nothing else that is worth a cache. */
function afresh(rival: Rival, context: Built["context"]): readonly string[] {
  return context === "usual" ? rival.afresh : [];
}
