// What can be told from a path or from raw bytes, before anything is parsed: most files need no parser.
import { KINDS } from "./kinds.ts";
import { isKustomizationPath } from "./kinds/kustomization.ts";

/** Whether a path can be a manifest: YAML or JSON by its name, or a kustomization. */
export function isManifestPath(path: string): boolean {
  return /\.(ya?ml|json)$/i.test(path) || isKustomizationPath(path);
}

/** Whether any kind of the table can be in the file. */
export function mayHoldPins(path: string, bytes: Uint8Array): boolean {
  if (isKustomizationPath(path)) return true;
  const view = viewOf(bytes);
  return KINDS.some((kind) => kind.mark !== null && view.includes(kind.mark));
}

/** The same bytes as a Buffer, whose search is native. */
function viewOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
