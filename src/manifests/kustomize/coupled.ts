// A kustomization that takes its resources and its image from one commit: `?ref=<commit>` and `newTag: <the same commit>` move together.
import { isCommitId } from "../../artifacts/git-repository.ts";
import { equalVersions, formatVersion } from "../../artifacts/version.ts";
import { groupBy } from "../../text/group-by.ts";
import { isKustomizationPath } from "../kinds/kustomization.ts";
import { siteKey } from "./overlay.ts";
import { placeOf, type Pin, type PinEdit } from "../pin.ts";

/** An edit that another one brings along. */
export interface CoupledEdit<E extends PinEdit> extends PinEdit {
  readonly because: E;
}

export interface Coupled<E extends PinEdit> {
  /** Each pin once. */
  readonly edits: readonly CoupledEdit<E>[];
  /** Where what follows cannot be told: a sentence that names both lines and what to do. */
  readonly objections: readonly string[];
}

/**
 * What must move with `edits`, among `pins`. A Git reference and an image of one kustomization that have the same full commit id are one version:
 * a new commit of one is that of the other. A pin that is among the edits already, with whatever version, is left to them.
 */
export function coupledEdits<E extends PinEdit>(pins: readonly Pin[], edits: readonly E[]): Coupled<E> {
  const asked = new Set(edits.map(({ pin }) => siteKey(pin)));
  const others = groupBy(
    pins.filter((pin) => isOneCommit(pin) && !asked.has(siteKey(pin))),
    commitOf,
  );
  // Edits that say the same of one commit bring the same along, and there may be thousands.
  const reasons = groupBy(
    edits.filter(({ pin, to }) => isOneCommit(pin) && to.tag !== pin.version.tag),
    ({ pin, to }) => JSON.stringify([commitOf(pin), pin.artifact?.kind, to.tag]),
  );
  const found = new Map<Pin, CoupledEdit<E>>();
  const objections = new Set<string>();
  for (const [because] of reasons.values()) {
    if (because === undefined) continue;
    for (const pin of others.get(commitOf(because.pin)) ?? []) {
      if (pin.artifact?.kind === because.pin.artifact?.kind) continue;
      const edit = { pin, to: { tag: because.to.tag, digest: null }, because };
      const objection = objectionTo(edit, found.get(pin));
      if (objection === null) found.set(pin, edit);
      else objections.add(objection);
    }
  }
  return { edits: [...found.values()], objections: [...objections] };
}

/** A pin of a kustomization that says itself which commit it takes. */
function isOneCommit({ file, style, guarded, version, artifact }: Pin): boolean {
  const isFree = style === "exact" && !guarded;
  const isKind = artifact?.kind === "git" || artifact?.kind === "image";
  return isFree && isKind && isKustomizationPath(file) && isCommitId(version.tag ?? "");
}

/** What coupled pins share: the file and the commit. */
function commitOf(pin: Pin): string {
  return JSON.stringify([pin.file, pin.version.tag]);
}

function objectionTo<E extends PinEdit>({ pin, to, because }: CoupledEdit<E>, earlier?: PinEdit): string | null {
  const both = `${described(pin)} and ${described(because.pin)} have the same commit ${pin.version.tag ?? ""}`;
  const todo = `set ${pin.file}#${pin.path} too, to its present version if it is to stay`;
  if (to.tag === null || !isCommitId(to.tag)) {
    return `${both}, and "${formatVersion(because.to)}" is no full commit id that both could take; ${todo}`;
  }
  if (pin.version.digest !== null) return `${both}, and the first has a digest, which differs for each commit; ${todo}`;
  if (earlier !== undefined && !equalVersions(earlier.to, to)) {
    return `${both}, and it would follow to two commits, ${formatVersion(earlier.to)} and ${formatVersion(to)}; ${todo}`;
  }
  return null;
}

function described(pin: Pin): string {
  return `${placeOf(pin)} (${pin.artifact?.name ?? pin.path})`;
}
