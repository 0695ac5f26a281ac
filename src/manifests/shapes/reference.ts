// `name:tag@sha256:...` taken apart and put together, and the artifact that a name stands for.
import type { Artifact } from "../../artifacts/artifact.ts";
import { imageArtifact, isImageName } from "../../artifacts/image-reference.ts";
import type { Version } from "../../artifacts/version.ts";

export interface SplitReference {
  readonly name: string;
  readonly version: Version;
}

/** Splits a reference as it is written, placeholders and regular expressions too; a port is not taken for a tag. */
export function splitReference(text: string): SplitReference {
  const at = text.indexOf("@");
  const digest = at === -1 ? null : text.slice(at + 1);
  const head = at === -1 ? text : text.slice(0, at);
  const colon = head.lastIndexOf(":");
  const tagged = colon > head.lastIndexOf("/");
  return {
    name: tagged ? head.slice(0, colon) : head,
    version: { tag: tagged ? head.slice(colon + 1) || null : null, digest: digest || null },
  };
}

/** The artifact of an image name; a name that is none to Docker (`IMAGE_PLACEHOLDER`) is itself. */
export function artifactOfImage(name: string): Artifact {
  return isImageName(name) ? imageArtifact(name) : { kind: "image", name, id: name };
}

/** `1.2.3@sha256:...` in one `tag` scalar. */
export function splitTag(text: string): Version {
  const at = text.indexOf("@");
  return at === -1
    ? { tag: text || null, digest: null }
    : { tag: text.slice(0, at) || null, digest: text.slice(at + 1) || null };
}

/** Why a text is no fixed value, or `null`: it is filled in by a template engine. */
export function templateRefusal(text: string): string | null {
  if (text.includes("{{")) return `the value is a template (${text})`;
  if (text.includes("${")) return `the value is substituted later (${text}); change what fills it in`;
  return null;
}
