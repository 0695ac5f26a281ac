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
  const known = new Map<string, boolean>();
  const contains = (text: string): boolean => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const found = view.includes(text);
    known.set(text, found);
    return found;
  };
  return KINDS.some((kind) => kind.mayBeIn(path, contains));
}

/** The same bytes as a Buffer, whose search is native. */
function viewOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
