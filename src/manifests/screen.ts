// What can be told from a path or from raw bytes, before anything is parsed: most files need no parser.
import type { Artifact } from "../artifacts/artifact.ts";
import { KINDS } from "./kinds.ts";
import { isKustomizationPath } from "./kinds/kustomization.ts";

/** Whether a path can be a manifest: YAML or JSON by its name, or a kustomization. */
export function isManifestPath(path: string): boolean {
  return /\.(ya?ml|json)$/i.test(path) || isKustomizationPath(path);
}

/**
 * Whether a file's bytes may hold a pin of the artifact. Never false for one that does: the last part of the name stands in every file
 * that names it, whether or not the registry is written apart. A kustomization with local resources may use an image without naming it.
 */
export function mayHold(bytes: Uint8Array, artifact: Artifact): boolean {
  const view = viewOf(bytes);
  const last = artifact.name.slice(artifact.name.lastIndexOf("/") + 1);
  return view.includes(last) || OVERLAY.test(view.toString("latin1"));
}

/** Whether any kind of the table can be in the file. */
export function mayHoldPins(path: string, bytes: Uint8Array): boolean {
  if (isKustomizationPath(path)) return true;
  const view = viewOf(bytes);
  return KINDS.some((kind) => kind.mark !== null && view.includes(kind.mark));
}

/** A kustomization's lists of other files, at the top of the document; in a workload `resources` is indented. JSON keys stand anywhere. */
const OVERLAY =
  /^(?:\u00ef\u00bb\u00bf)?['"]?(?:resources|bases|components)['"]?[ \t]*:|[{,]\s*"(?:resources|bases|components)"\s*:/im;

/** The same bytes as a Buffer, whose search is native. */
function viewOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
