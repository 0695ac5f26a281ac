// Sets guarded places as a call does that names them.
import { rewritePins } from "../../src/manifests/rewrite.ts";
import { pinAt, scanTexts, version } from "./given.ts";

/** The file's new text after the pins at these paths got their versions. */
export function setNamed(file: string, text: string, set: Readonly<Record<string, string>>): string {
  const scan = scanTexts({ [file]: text });
  const edits = Object.entries(set).map(([path, to]) => ({
    pin: { ...pinAt(scan, path), named: true, guarded: false, refusal: null },
    to: version(to),
  }));
  const result = rewritePins(new Map([[file, new TextEncoder().encode(text)]]), edits).get(file);
  return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(result);
}
