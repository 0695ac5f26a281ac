// `waybill set` in a tree of 12,000 files, beside a search for the image's name, and beside one `kustomize edit set image` for each overlay.
// What a program takes to start is told apart by the same command in a tree of one app, and taken off both.
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type Figure, inTurn, median } from "./measure.ts";
import { call } from "./process.ts";
import { APPS, appName, environmentFiles } from "./repository.ts";
import { editor } from "./tools.ts";
import { runWaybill } from "./waybill.ts";

const ROUNDS = 15;
const SHARED_ROUNDS = 3;
/** So many overlays kustomize edits in each round; the rest is counted as much. */
const SAMPLE = 40;
const SHARED = "ghcr.io/acme/proxy";

export async function measureSet(): Promise<readonly Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), "waybill-bench-set-"));
  try {
    const [many, one, clone, shared] = ["many", "one", "clone", "shared"].map((name) => join(folder, name));
    if (many === undefined || one === undefined || clone === undefined || shared === undefined) return [];
    await fill(many, environmentFiles(APPS, 0));
    await fill(one, environmentFiles(1, 0));
    await fill(clone, environmentFiles(APPS, 0));
    await makeClone(clone);
    await fill(shared, withSharedImage(environmentFiles(APPS, 0)));
    return [...(await besideGrep({ many, one, clone })), ...(await besideKustomize({ many, shared }))];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function besideGrep(at: {
  readonly many: string;
  readonly one: string;
  readonly clone: string;
}): Promise<readonly Figure[]> {
  const image = (index: number): string => `ghcr.io/acme/${appName(index)}`;
  const set =
    (folder: string, index: number) =>
    async (round: number): Promise<number> =>
      (await runWaybill(["set", `${image(index)}=2.0.${round}`], folder)).ms;
  const grep = (folder: string, index: number) => async (): Promise<number> => {
    const { exitCode, ms, err } = await call("grep", ["-rl", image(index), "."], { cwd: folder });
    if (exitCode !== 0) throw new Error(`grep ended with ${exitCode}: ${err}`);
    return ms;
  };
  const times = await inTurn(ROUNDS, {
    set: set(at.many, APPS / 2),
    grep: grep(at.many, APPS / 2),
    clone: set(at.clone, APPS / 2),
    "set, one app": set(at.one, 0),
    "grep, one app": grep(at.one, 0),
  });
  const ms = (name: string): number => median(times.get(name));
  const searched = ms("grep") - ms("grep, one app");
  const figure = (name: string, contender: string, bound: number | null): Figure => ({
    name,
    value: (ms(contender) - ms("set, one app")) / searched,
    unit: "x",
    bound,
    detail: `${ms(contender).toFixed(0)} ms - ${ms("set, one app").toFixed(0)} ms; grep -rl ${ms("grep").toFixed(0)} ms - ${ms("grep, one app").toFixed(0)} ms (with one app); ${ROUNDS} rounds`,
  });
  return [
    figure("set: one image in 2,000 apps, over grep -rl of its name, process start apart", "set", 2),
    figure("the same in a Git clone", "clone", 2),
  ];
}

/** kustomize does not look for the overlays that hold an image: it is called once for each overlay of the tree. */
async function besideKustomize(at: { readonly many: string; readonly shared: string }): Promise<readonly Figure[]> {
  const kustomize = await editor("kustomize");
  if (kustomize === null) return [];
  const overlays = Array.from({ length: APPS }, (_, index) =>
    ["stage", "prod"].map((name) => join("apps", appName(index), "overlays", name)),
  ).flat();
  const image = `ghcr.io/acme/${appName(APPS / 2)}`;
  const set =
    (folder: string, name: string) =>
    async (round: number): Promise<number> =>
      (await runWaybill(["set", `${name}=2.1.${round}`], folder)).ms;
  const edit =
    (folder: string, name: string) =>
    async (round: number): Promise<number> => {
      let ms = 0;
      for (const overlay of overlays.slice(round * SAMPLE, (round + 1) * SAMPLE)) {
        const args = ["edit", "set", "image", `${name}=${name}:3.0.0`];
        const edited = await call(kustomize, args, { cwd: join(folder, overlay) });
        if (edited.exitCode !== 0) throw new Error(`kustomize ended with ${edited.exitCode}: ${edited.err}`);
        ms += edited.ms;
      }
      return (ms / SAMPLE) * overlays.length;
    };
  const times = await inTurn(SHARED_ROUNDS, {
    set: set(at.many, image),
    kustomize: edit(at.many, image),
    "set, shared": set(at.shared, SHARED),
    "kustomize, shared": edit(at.shared, SHARED),
  });
  const figure = (name: string, suffix: string, bound: number | null): Figure => {
    const [ours, theirs] = [median(times.get(`set${suffix}`)), median(times.get(`kustomize${suffix}`))];
    return {
      name,
      value: ours / theirs,
      unit: "x",
      bound,
      detail: `${(theirs / ours).toFixed(0)} times as fast: ${(ours / 1000).toFixed(1)} s, kustomize ${(theirs / 1000).toFixed(0)} s (${SAMPLE} calls measured in each of ${SHARED_ROUNDS} rounds, counted for all)`,
    };
  };
  const count = overlays.length.toLocaleString("en");
  return [
    figure(`set: one image, over kustomize edit set image in each of ${count} overlays`, "", 0.05),
    figure("the same with an image that every overlay holds", ", shared", null),
  ];
}

function withSharedImage(files: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(files).map(([path, text]) => [
      path,
      path.endsWith("/deployment.yaml")
        ? `${text}        - name: proxy\n          image: ${SHARED}\n`
        : path.includes("/overlays/") && path.endsWith("/kustomization.yaml")
          ? `${text}  - name: ${SHARED}\n    newTag: 1.0.0\n`
          : text,
    ]),
  );
}

/** Writes files below a folder, by path. */
export async function fill(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}

async function makeClone(folder: string): Promise<void> {
  for (const args of [
    ["init", "--quiet"],
    ["add", "."],
    ["-c", "user.name=User", "-c", "user.email=user@acme.example", "commit", "--quiet", "--message", "all"],
  ]) {
    const { exitCode, err } = await call("git", args, { cwd: folder });
    if (exitCode !== 0) throw new Error(`git ${args.join(" ")} ended with ${exitCode}: ${err}`);
  }
}
