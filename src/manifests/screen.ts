// What can be told from a path or from raw bytes, before anything is parsed: most files need no parser.
import { KINDS } from "./kinds.ts";
import { isKustomizationPath } from "./kinds/kustomization.ts";

/** Whether a path can be a manifest: YAML or JSON by its name, or a kustomization. */
export function isManifestPath(path: string): boolean {
  return /\.(ya?ml|json)$/i.test(path) || isKustomizationPath(path);
}

/** Whether any kind of the table can be in the file. */
export function mayHoldPins(path: string, bytes: Uint8Array): boolean {
  const view = viewOf(bytes);
  return isScreened(path, (text) => view.includes(text));
}

/**
 * A file's text with every document blanked that no kind of the table can be in: parsing is what costs, and bundles hold a workload among
 * many other objects. Every offset and every document's index stay what they are.
 */
export function withoutOtherDocuments(path: string, text: string): string {
  const starts = [...text.matchAll(/^(?:---|\.\.\.)(?=\s|$)/gmu)];
  let kept = "";
  let at = 0;
  for (const [index, { 0: marker, index: start }] of starts.entries()) {
    const end = starts[index + 1]?.index ?? text.length;
    // Only what `---` begins can be blanked: without content, any other document would not count as one.
    if (marker !== "---") continue;
    const content = text.slice(start + marker.length, end);
    if (content.trim() === "" || isScreened(path, (part) => content.includes(part))) continue;
    kept +=
      text.slice(at, start + marker.length) +
      content.replaceAll(/[^\r\n]/gu, (character) => " ".repeat(character.length));
    at = end;
  }
  return at === 0 ? text : kept + text.slice(at);
}

function isScreened(path: string, search: (text: string) => boolean): boolean {
  const known = new Map<string, boolean>();
  const contains = (text: string): boolean => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const found = search(text);
    known.set(text, found);
    return found;
  };
  return KINDS.some((kind) => kind.mayBeIn(path, contains));
}

/** The same bytes as a Buffer, whose search is native. */
function viewOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
