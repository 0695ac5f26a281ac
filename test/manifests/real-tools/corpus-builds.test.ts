// Real overlays that kustomize can build without a network: the first image that each pins is set, and the build differs in its lines alone.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { describe, expect, test } from "vitest";
import type { Version } from "../../../src/artifacts/version.ts";
import { isKustomizationPath } from "../../../src/manifests/kinds/kustomization.ts";
import type { Pin } from "../../../src/manifests/pin.ts";
import { rememberingReader, type ManifestReader } from "../../../src/manifests/file-facts.ts";
import { rewritePins } from "../../../src/manifests/rewrite.ts";
import { scanPins } from "../../../src/manifests/scan.ts";
import { findTool } from "../../support/tools.ts";
import { inFolderOf, kustomizeBuildIn } from "./programs.ts";

const CORPUS = join(import.meta.dirname, "../../../../shared/corpus");
const isThere = existsSync(CORPUS) && findTool("kustomize") !== null;
const TO: Version = { tag: "1.10", digest: null };

function readTree(root: string): ReadonlyMap<string, Uint8Array> {
  const entries = readdirSync(root, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => relative(root, join(entry.parentPath, entry.name)));
  return new Map(paths.map((path) => [path, readFileSync(join(root, path))]));
}

/** The first image that a folder's own files pin and that may take any tag. */
function firstImage(files: ReadonlyMap<string, Uint8Array>, folder: string, reader: ManifestReader): Pin | undefined {
  return scanPins(files, { scope: [folder], reader }).pins.find(
    ({ file, artifact, refusal, filter, guarded }) =>
      dirname(file) === folder && artifact?.kind === "image" && refusal === null && filter === null && !guarded,
  );
}

function buildOrNull(root: string, folder: string): string | null {
  try {
    return kustomizeBuildIn(root, folder);
  } catch {
    // Most need a base from elsewhere, which is as it should be.
    return null;
  }
}

/** Lines that only one of two texts has, as often as it has them more. */
function linesOnlyIn(text: string, other: string): readonly string[] {
  const left = new Map<string, number>();
  for (const line of other.split("\n")) left.set(line, (left.get(line) ?? 0) + 1);
  return text.split("\n").filter((line) => {
    const count = left.get(line) ?? 0;
    left.set(line, count - 1);
    return count <= 0;
  });
}

interface Outcome {
  readonly pin: Pin;
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

/** What the builds of a repository's overlays differ in once the first image of each is set, one at a time. */
function outcomesOf(files: ReadonlyMap<string, Uint8Array>): readonly Outcome[] {
  const reader = rememberingReader();
  return inFolderOf(files, (root) =>
    [...files.keys()].filter(isKustomizationPath).flatMap((path): Outcome[] => {
      const folder = dirname(path);
      const pin = firstImage(files, folder, reader);
      const before = pin === undefined ? null : buildOrNull(root, folder);
      if (pin === undefined || before === null) return [];
      const rewritten = rewritePins(files, [{ pin, to: TO }]);
      for (const [file, bytes] of rewritten) writeFileSync(join(root, file), bytes);
      const after = kustomizeBuildIn(root, folder);
      for (const file of rewritten.keys()) writeFileSync(join(root, file), files.get(file) ?? "");
      return [{ pin, removed: linesOnlyIn(before, after), added: linesOnlyIn(after, before) }];
    }),
  );
}

/** Whether as many lines with the new version came as went with the old one: `image` of a container or an entry, `tag` in values. */
function isAsAsked({ pin, removed, added }: Outcome): boolean {
  const name = pin.artifact?.name ?? "";
  const old = pin.version.tag ?? pin.version.digest ?? name;
  const isNew = (line: string) => [`image: ${name}:1.10`, 'tag: "1.10"'].includes(line.replace(/^ *(?:- )?/, ""));
  return (
    added.length > 0 &&
    added.length === removed.length &&
    added.every(isNew) &&
    removed.every((line) => line.includes(old))
  );
}

describe.skipIf(!isThere)("the overlays of the corpus (../shared/corpus)", () => {
  test("build with the image that was set, and with nothing else that differs", { timeout: 300_000 }, () => {
    const repositories = readdirSync(CORPUS, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    const outcomes = repositories.flatMap(({ name }) => outcomesOf(readTree(join(CORPUS, name))));
    expect(outcomes.filter((outcome) => !isAsAsked(outcome))).toEqual([]);
    // Fewer would mean that they are not found or not built any more.
    expect(outcomes.length).toBeGreaterThanOrEqual(50);
  });
});
