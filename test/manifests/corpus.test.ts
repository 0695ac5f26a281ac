// Every real manifest that lies beside the project: all of its pins set to versions of every form, and nothing else changed.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { equalVersions, type Version } from "../../src/artifacts/version.ts";
import type { Pin } from "../../src/manifests/pin.ts";
import { rewritePins } from "../../src/manifests/rewrite.ts";
import { scanPins } from "../../src/manifests/scan.ts";
import { DIGEST } from "./given.ts";

const CORPUS = join(import.meta.dirname, "../../../shared/corpus");
const present = existsSync(CORPUS);
const repositories = present
  ? readdirSync(CORPUS, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []))
  : [];

const TARGETS: readonly Version[] = [
  { tag: "1.10", digest: null },
  { tag: "v2.0.0", digest: null },
  { tag: "0e15411f387bb2a2286676b92a87fd85aa9b682a", digest: null },
  { tag: "1.10", digest: DIGEST },
];

function readTree(root: string): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  for (const entry of readdirSync(root, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    files.set(path.slice(root.length + 1), readFileSync(path));
  }
  return files;
}

/** The lines that hold no pin. Told from the text alone, not from what the rewrite says that it did. */
function otherLines(bytes: Uint8Array | undefined, pins: readonly Pin[]): readonly string[] {
  const own = new Set(pins.map((pin) => pin.line));
  return new TextDecoder("utf-8", { ignoreBOM: true })
    .decode(bytes)
    .split("\n")
    .filter((line, index) => !own.has(index + 1) && !/^\s*(?:- )?(?:digest|newTag): \S+\s*$/.test(line));
}

function keyOf(pin: Pin): string {
  return `${pin.file}#${pin.document}#${pin.path}`;
}

const NONE: Version = { tag: null, digest: null };

/** A text without the lines that an added entry may have. */
function withoutNewLines(bytes: Uint8Array = new Uint8Array()): string {
  return Buffer.from(bytes)
    .toString("latin1")
    .replaceAll(/^(?:images:|[ \t]*(?:- )?(?:name|newTag|digest): .*)(?:\r?\n|$)/gm, "");
}

/** A pin that may take any version: charts take semver only, and a filter of its own takes what it likes. */
function takes(pin: Pin, to: Version): boolean {
  if (pin.refusal !== null || pin.filter !== null || pin.style === "absent") return false;
  const isChart = pin.artifact?.kind === "chart" || pin.path.endsWith("spec.version");
  return !isChart || (to.digest === null && /^v\d/.test(to.tag ?? ""));
}

describe.skipIf(!present)("the corpus (../shared/corpus)", () => {
  describe.each(repositories)("%s", (repository) => {
    const files = present ? readTree(join(CORPUS, repository)) : new Map<string, Uint8Array>();
    const { pins } = scanPins(files, { scope: ["."] });
    const withPins = new Map([...files].filter(([path]) => pins.some((pin) => pin.file === path)));
    const alone = scanPins(withPins, { scope: ["."] }).pins;

    test.each(TARGETS)("takes $tag with digest $digest, and only the pins' bytes change", (to) => {
      const chosen = pins.filter((pin) => takes(pin, to));
      const rewritten = rewritePins(
        files,
        chosen.map((pin) => ({ pin, to })),
      );
      const after = scanPins(new Map([...withPins, ...rewritten]), { scope: ["."] }).pins;
      const found = new Map(after.map((pin) => [keyOf(pin), pin.version]));
      const wrong = chosen.filter((pin) => !equalVersions(found.get(keyOf(pin)) ?? NONE, to));
      expect(wrong.map(keyOf)).toEqual([]);
      for (const [path, bytes] of rewritten) {
        const here = (list: readonly Pin[]) => list.filter((pin) => pin.file === path);
        expect(otherLines(bytes, here(after))).toEqual(otherLines(files.get(path), here(alone)));
      }
    });

    test("an entry that is added is all that is new", () => {
      const missing = pins.filter((pin) => pin.style === "absent" && pin.refusal === null);
      const rewritten = rewritePins(
        files,
        missing.map((pin) => ({ pin, to: { tag: "1.10", digest: DIGEST } })),
      );
      for (const [path, bytes] of rewritten) {
        expect(withoutNewLines(bytes)).toBe(withoutNewLines(files.get(path)));
      }
      expect(rewritten.size).toBe(new Set(missing.map((pin) => pin.file)).size);
    });
  });
});
