// Files before and after their pins are set, and what their builds must differ in.
import { rewritePins } from "../../../src/manifests/rewrite.ts";
import { pinAt, scanTexts, version } from "../given.ts";
import type { Files } from "./programs.ts";

/** The files with their pins in `folder` set. */
export function edited(
  texts: Readonly<Record<string, string>>,
  folder: string,
  set: Readonly<Record<string, string>>,
): Files {
  const scan = scanTexts(texts, [folder]);
  const bytes = new Map(Object.entries(texts).map(([path, text]) => [path, new TextEncoder().encode(text)]));
  const edits = Object.entries(set).map(([path, to]) => ({ pin: pinAt(scan, path), to: version(to) }));
  return new Map<string, Uint8Array | string>([...bytes, ...rewritePins(bytes, edits)]);
}

/** A build with images of containers replaced. Throws when one of them is not there. */
export function withImages(build: string, images: Readonly<Record<string, string>>): string {
  return Object.entries(images).reduce((text, [from, to]) => {
    const lines = text.split("\n");
    if (!lines.some((line) => imageOf(line) === from)) throw new Error(`the build has no image ${from}:\n${text}`);
    return lines.map((line) => (imageOf(line) === from ? line.replace(from, to) : line)).join("\n");
  }, build);
}

/** Containers stand in lists, so their keys are indented by more than the two of a ConfigMap's data. */
export function imageOf(line: string): string | null {
  return /^(?: {4,}| +- )image: (\S+)$/.exec(line)?.[1] ?? null;
}
