// The pin: one place in one manifest that fixes one artifact's version. The interface that every kind of manifest fills.
import type { Artifact, ArtifactKind } from "../artifacts/artifact.ts";
import type { Version } from "../artifacts/version.ts";

/** The object in the manifest that holds the pin; empty strings where the manifest says nothing (a values file, a kustomization without apiVersion). */
export interface ManifestObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

export interface Pin {
  /** Path from the repository's root, with `/`. */
  readonly file: string;
  /** Index of the YAML document in the file. */
  readonly document: number;
  readonly object: ManifestObject;
  /** Readable, stable place inside the document: `spec.values.image`, `images[name=podinfo]`. Unique in the document. */
  readonly path: string;
  /** 1-based, in characters as an editor counts them. For an absent entry: where it would be written. */
  readonly line: number;
  readonly column: number;
  /** `null` when the manifest names none (a lone `tag:`): such pins are paired by object and path. */
  readonly artifact: Artifact | null;
  /** What kind of version the place takes, also where no artifact is named; `text`: a place that somebody named without saying what it holds. */
  readonly takes: ArtifactKind | "text";
  /** What it holds now. For an absent entry: what the overlay's own resources hold. */
  readonly version: Version;
  /** `exact`: a version. `range`: a semver range or a Git branch, that is policy. `absent`: no place yet; a kustomize `images` entry would be appended for an image that the overlay's resources use. */
  readonly style: "exact" | "range" | "absent";
  /** `null` when it may be rewritten; else one sentence that says why not. */
  readonly refusal: string | null;
  /** Whether it is written only when the configuration or the call names this very place: then `refusal` says why. A promotion never sets it. */
  readonly guarded: boolean;
  /** Whether the configuration or the call named this very place: what guarded it does not any more, and a range there may be replaced. */
  readonly named: boolean;
  /** Why what it holds may not be what is meant (a key or an entry that stands twice); `null` when it is. Such a version is never carried on. */
  readonly doubt: string | null;
  /** The manifest's own rule for versions here (Flux v1 `fluxcd.io/tag.X`, `filter.fluxcd.io/X`), as written: `semver:~0.4`, `glob:stg-*`. */
  readonly filter: string | null;
  /** Other automation that writes here too (Flux v1 `automated: "true"`, a Flux marker comment), as a sentence; `null` when none. */
  readonly automation: string | null;
}

/** Something in a file that keeps it from being read as manifests; the other files are still listed. */
export interface ManifestProblem {
  readonly file: string;
  readonly line: number | null;
  readonly reason: string;
}

/** What was found in a set of files. */
export interface PinScan {
  readonly pins: readonly Pin[];
  /**
   * Images of workloads that an entry of a kustomization in scope decides instead, for whoever looks for them: each with the entry as its refusal. The
   * entry is the pin, and these are nobody's to set, pair or judge.
   */
  readonly overridden: readonly Pin[];
  readonly problems: readonly ManifestProblem[];
  /** Paths, not among the files given, that must be read to finish (local resources and bases of a kustomization). Read them, add them, scan again; a path that does not exist is given as `null`. */
  readonly wanted: readonly string[];
}

/** One pin to set. */
export interface PinEdit {
  readonly pin: Pin;
  readonly to: Version;
}

/**
 * The pins' identity for pairing: by artifact; by object and path where no artifact is named. The name and the path are those of the manifest. What
 * is in no object (a values file) goes by the file's own name, so that two of them in one folder are told apart.
 */
export function pairingKey(pin: Pin): string {
  const { artifact, object, path } = pin;
  if (artifact !== null) return `${artifact.kind}:${artifact.id}`;
  return isInObject(pin) ? `at:${object.kind}/${object.name}#${path}` : `at:${fileName(pin.file)}#${path}`;
}

/** Whether the manifest gives the pin's object a kind or a name; a values file has neither. */
export function isInObject({ object }: Pin): boolean {
  return object.kind !== "" || object.name !== "";
}

function fileName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** `apps/prod/kustomization.yaml:12` */
export function placeOf(pin: Pin): string {
  return `${pin.file}:${pin.line}`;
}
