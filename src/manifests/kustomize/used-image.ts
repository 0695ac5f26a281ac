// An image as the resources of a kustomization use it: what it is by now, which workload has it, and whose text decides on it.
import type { Version } from "../../artifacts/version.ts";
import { isKustomizationPath } from "../kinds/kustomization.ts";
import type { Pin } from "../pin.ts";

export interface UsedImage {
  readonly name: string;
  readonly version: Version;
  /** The workload's own pin, or that of the patch that brought the container: `siteKey`. */
  readonly origin: string;
  /** Whose text decides the version now: the workload's own pin, that of a patch, or the last entry that sets one. */
  readonly decidedBy: Pin;
  /** The pins of workloads and patches that decided before: `siteKey`. Entries of bases stay pins of their own. */
  readonly decidedBefore: readonly string[];
  /** The kustomization whose patch decides now; `null` when none does. */
  readonly patchedIn: string | null;
  /** Why the version may be another one (a patch of which it cannot be told whether it meets the workload); `null` when it is this. */
  readonly unsure: string | null;
  /** The last entry that was for it; `null` when none was. */
  readonly lastEntry: Pin | null;
  /** The entry that put a second version before its own (`app:2.0.0:1`); `null` when it has one version or none. */
  readonly doubledBy: Pin | null;
  readonly workload: Workload;
  /** `containers[name=app]` */
  readonly container: string;
  /** Whether a patch brought the container: then its index in the list is not known. */
  readonly isAdded: boolean;
}

/** What a patch meets: an object by all the names and namespaces that it has had, as kustomize remembers them. */
export interface Workload {
  readonly key: string;
  readonly apiVersion: string;
  readonly kind: string;
  readonly names: readonly string[];
  readonly namespaces: readonly string[];
}

export function siteKey(pin: Pin): string {
  return `${pin.file}#${pin.document}#${pin.path}`;
}

/** Whether a pin is that of an entry in a kustomization's `images`. */
export function isEntryPin({ file, path }: Pin): boolean {
  return isKustomizationPath(file) && /^image(?:s|Tags)\[/.test(path);
}

/** What decided before, once something else decides. */
export function before({ decidedBefore, decidedBy }: UsedImage): readonly string[] {
  return isEntryPin(decidedBy) ? decidedBefore : [...decidedBefore, siteKey(decidedBy)];
}

/** The image that a pin of a workload is; `null` when kustomize's transformer does not reach it, or it names none. */
export function usedImage(pin: Pin): UsedImage | null {
  const container = containerOf(pin);
  if (pin.artifact === null || container === null) return null;
  const { apiVersion, kind, name, namespace } = pin.object;
  const key = `${pin.file}#${pin.document}#${pin.path.slice(0, -`${container}.image`.length)}`;
  return {
    name: pin.artifact.name,
    version: pin.version,
    origin: siteKey(pin),
    decidedBy: pin,
    decidedBefore: [],
    patchedIn: null,
    unsure: null,
    lastEntry: null,
    doubledBy: null,
    workload: { key, apiVersion, kind, names: [name], namespaces: [namespace] },
    container,
    isAdded: false,
  };
}

/**
 * The list and the item of a pin that kustomize's image transformer reaches: it goes through the lists `containers` and `initContainers`, wherever they
 * are. Images of volumes kustomize 5.8 changes and 5.5 does not, those of ephemeral containers none does: both stay pins of their own.
 */
export function containerOf(pin: Pin): string | null {
  return /(?:^|\.)((?:containers|initContainers)\[[^\]]*\])\.image$/.exec(pin.path)?.[1] ?? null;
}
