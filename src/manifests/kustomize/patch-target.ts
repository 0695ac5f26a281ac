// Which workloads a patch meets: those that its `target` selects, or the one that its own object names (kustomize 5.5: api/resmap, Select and GetById).
import type { ManifestObject } from "../pin.ts";
import type { PatchTarget } from "./own-patches.ts";
import type { Workload } from "./used-image.ts";

/** `maybe`: it cannot be told from what is known here. */
export type Meeting = "yes" | "no" | "maybe";

/** Whether a `target` selects the workload. */
export function selects(target: PatchTarget, { apiVersion, kind, names, namespaces }: Workload): Meeting {
  const slash = apiVersion.indexOf("/");
  const answers = [
    matchesAny(target.group, [slash === -1 ? "" : apiVersion.slice(0, slash)]),
    matchesAny(target.version, [apiVersion.slice(slash + 1)]),
    matchesAny(target.kind, [kind]),
    matchesAny(target.name, names),
    matchesAny(target.namespace, namespaces.map(effective)),
  ];
  if (answers.includes("no")) return "no";
  return target.byLabels || answers.includes("maybe") ? "maybe" : "yes";
}

/** The workloads that a strategic merge without a target may be for: one where it can be told. A build has one, else it fails. */
export function namedBy(object: ManifestObject, workloads: readonly Workload[]): readonly Workload[] {
  const called = workloads.filter(
    ({ apiVersion, kind, names }) =>
      apiVersion === object.apiVersion && kind === object.kind && names.includes(object.name),
  );
  const within = called.filter(({ namespaces }) => namespaces.map(effective).includes(effective(object.namespace)));
  return within.length > 0 ? within : called;
}

function matchesAny(pattern: string, texts: readonly string[]): Meeting {
  if (pattern === "" || texts.includes(pattern)) return "yes";
  if (/^[\w/-]+$/.test(pattern)) return "no";
  // A pattern with a repeated group can take exponential time.
  if (pattern.length > 200 || /[)\]][*+{]/.test(pattern)) return "maybe";
  try {
    const expression = new RegExp(`^(?:${pattern})$`);
    return texts.some((text) => text.length <= 400 && expression.test(text)) ? "yes" : "no";
  } catch {
    // kustomize's dialect differs.
    return "maybe";
  }
}

function effective(namespace: string): string {
  return namespace === "" ? "default" : namespace;
}
