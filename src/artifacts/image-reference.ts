// Image references by the grammar of github.com/distribution/reference, with Docker's defaults filled in.
import { usageError, type UserError } from "../errors.ts";
import type { Artifact } from "./artifact.ts";
import { isDigest, isTag, type Version } from "./version.ts";

/** A reference that cannot be malformed. `artifact.name` is the name as it was written; `artifact.id` is `registry/repository`. */
export interface ImageReference {
  readonly artifact: Artifact;
  /** Lower case, with the port where there is one: `docker.io`, `localhost:5000`. */
  readonly registry: string;
  /** `library/nginx`, `acme/podinfo`. */
  readonly repository: string;
  /** Neither tag nor digest when the reference has none. */
  readonly version: Version;
}

/**
 * Reads `[registry[:port]/]repository[:tag][@digest]`. Throws a usage error that quotes the text and says what is wrong: user information, `..`, a scheme, upper case in
 * the repository, a tag or digest that is none.
 */
export function parseImageReference(text: string): ImageReference {
  const at = text.indexOf("@");
  const named = at < 0 ? text : text.slice(0, at);
  const digest = at < 0 ? null : text.slice(at + 1);
  if (digest !== null && !isDigest(digest)) {
    throw refusal(text, "what follows @ is not sha256: and 64 hexadecimal digits");
  }
  // A colon before a slash belongs to the registry's port.
  const colon = named.indexOf(":", named.lastIndexOf("/") + 1);
  const name = colon < 0 ? named : named.slice(0, colon);
  const tag = colon < 0 ? null : named.slice(colon + 1);
  if (tag !== null && !isTag(tag)) {
    throw refusal(text, "the tag may hold at most 128 letters, digits, _, . and -, and begins with neither . nor -");
  }
  const { registry, repository } = split(name, text);
  return {
    artifact: { kind: "image", name, id: `${registry}/${repository}` },
    registry,
    repository,
    version: { tag, digest },
  };
}

/** The artifact that a bare image name (no tag, no digest) means. Throws a usage error for a text that is none. */
export function imageArtifact(name: string): Artifact {
  const { registry, repository } = split(name, name);
  return { kind: "image", name, id: `${registry}/${repository}` };
}

/** Whether `imageArtifact` takes the text. */
export function isImageName(text: string): boolean {
  return typeof problemOf(text) !== "string";
}

function split(name: string, text: string): Name {
  const result = problemOf(name);
  if (typeof result === "string") throw refusal(text, result);
  return result;
}

interface Name {
  readonly registry: string;
  readonly repository: string;
}

const LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?";
const REGISTRY = new RegExp(`^(?:${LABEL}(?:\\.${LABEL})*|\\[[0-9A-Fa-f:]+\\])(?::\\d{1,5})?$`);
const COMPONENT = /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*$/;

/** The parts of a name, or a sentence that says why it is none. */
function problemOf(name: string): Name | string {
  if (name.length > 255) return "it is longer than 255 characters";
  const slash = name.indexOf("/");
  const first = name.slice(0, Math.max(slash, 0));
  // Docker's rule: the first part is a registry when it has a dot or a colon, or is localhost; else the registry is Docker Hub.
  const hasRegistry = slash >= 0 && (/[.:]/.test(first) || first === "localhost");
  const host = hasRegistry ? first.toLowerCase() : "docker.io";
  const path = hasRegistry ? name.slice(slash + 1) : name;
  if (!REGISTRY.test(host)) return "the registry is not a host name with an optional port";
  if (/[A-Z]/.test(path)) return "a repository is written in lower case";
  if (!path.split("/").every((part) => COMPONENT.test(part))) {
    return "a repository is letters, digits and single separators . _ - between them, in parts divided by /";
  }
  // Docker takes 64 hexadecimal digits for an image id, never for a name.
  if (!hasRegistry && /^[0-9a-f]{64}$/.test(path)) return "64 hexadecimal digits are an image id";
  const registry = host === "index.docker.io" ? "docker.io" : host;
  return { registry, repository: registry === "docker.io" && !path.includes("/") ? `library/${path}` : path };
}

function refusal(text: string, reason: string): UserError {
  const shown = JSON.stringify(text.length <= 300 ? text : `${text.slice(0, 299)}…`);
  return usageError(
    `the image ${shown} is not valid: ${reason}; expected registry/repository:tag, for example ghcr.io/acme/podinfo:1.2.3`,
  );
}
