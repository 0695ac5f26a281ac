// Argo CD's Image Updater: the annotations by which it is told which images of an application it keeps up to date.
import type { Finding } from "../kind.ts";
import { artifactOfImage, splitReference } from "../shapes/reference.ts";

const LIST = "argocd-image-updater.argoproj.io/image-list";

/**
 * The findings with a remark on those that Image Updater sets too: the images of its list, and lone tags, whose image only it may know. It writes to the cluster or
 * to Git as it is set up, so what stands in Git may not be what runs (argocd-image-updater, docs/configuration/images.md).
 */
export function withImageUpdater(
  findings: readonly Finding[],
  annotations: ReadonlyMap<string, string>,
): readonly Finding[] {
  const listed = (annotations.get(LIST) ?? "").split(",").flatMap((item) => {
    // `alias=name:constraint`; the alias and the constraint may be absent.
    const { name } = splitReference(item.trim().replace(/^[^=]*=/u, ""));
    return name === "" ? [] : [artifactOfImage(name).id];
  });
  if (listed.length === 0) return findings;
  return findings.map((finding) => {
    if ("reason" in finding) return finding;
    const { pin } = finding;
    const isImage = pin.artifact === null ? pin.takes === "image" : pin.artifact.kind === "image";
    if (!isImage || (pin.artifact !== null && !listed.includes(pin.artifact.id))) return finding;
    return { ...finding, pin: { ...pin, automation: pin.automation ?? AUTOMATION } };
  });
}

const AUTOMATION = `Argo CD Image Updater writes here too (its annotation "${LIST}")`;
