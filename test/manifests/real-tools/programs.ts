// kustomize, Helm and yq as a user runs them, on files that a test writes down; offline, with nothing of the machine's settings.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { findTool } from "../../support/tools.ts";

/** Texts or bytes by path. */
export type Files = ReadonlyMap<string, Uint8Array | string>;

/** What `kustomize build` prints for a folder among the files. Throws with its message when it fails. */
export function kustomizeBuild(files: Files, folder: string): string {
  return inFolderOf(files, (root) => kustomizeBuildIn(root, folder));
}

/** The same where the kustomization renders charts, which lie beside it: nothing is pulled. */
export function kustomizeBuildWithCharts(files: Files, folder: string): string {
  const args = ["build", "--enable-helm", "--helm-command", pathOf("helm")];
  return inFolderOf(files, (root) => run("kustomize", [...args, join(root, folder)], root));
}

/** What `kustomize build` prints for files that lie in `root` already. Throws as above. */
export function kustomizeBuildIn(root: string, folder: string): string {
  return run("kustomize", ["build", join(root, folder)], root);
}

/** What `helm template` prints for a chart among the files, `values` given by `-f`, then `settings`. Throws with its message when it fails. */
export function helmTemplate(
  files: Files,
  chart: string,
  values: readonly string[],
  settings: readonly string[] = [],
): string {
  return inFolderOf(files, (root) => {
    const given = values.flatMap((path) => ["--values", join(root, path)]);
    return run("helm", ["template", "release", join(root, chart), ...given, ...settings], root);
  });
}

/** A YAML document as yq, that is Go's yaml.v3, reads it. */
export function yqRead(text: string): unknown {
  return JSON.parse(inFolderOf(new Map([["in.yaml", text]]), (root) => run("yq", ["-o=json", ".", "in.yaml"], root)));
}

/** What `use` gives for a folder of its own that holds the files; the folder is gone afterwards. */
export function inFolderOf<T>(files: Files, use: (root: string) => T): T {
  const root = mkdtempSync(join(tmpdir(), "waybill-test-"));
  try {
    for (const [path, content] of files) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), content);
    }
    return use(root);
  } finally {
    rmSync(root, { recursive: true, force: true, maxRetries: 3 });
  }
}

function pathOf(tool: string): string {
  const path = findTool(tool);
  if (path === null) throw new Error(`${tool} is not on PATH; .ci/run installs it`);
  return path;
}

function run(tool: string, args: readonly string[], cwd: string): string {
  const { status, stdout, stderr } = spawnSync(pathOf(tool), args, {
    cwd,
    // No PATH: kustomize finds no Git, so a remote base fails at once instead of waiting for a network.
    env: { HOME: cwd, TMPDIR: tmpdir() },
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(`${tool} ${args.join(" ")}: ${stderr}`);
  return stdout;
}
