// May these images run here? The images gate: allowed registries, digests, no tag that moves.
import type { Artifact } from "../artifacts/artifact.ts";
import { isMutableTag } from "../artifacts/order.ts";
import { formatVersion, type Version } from "../artifacts/version.ts";
import type { ImagesPolicy } from "../config/configuration.ts";
import type { Pin } from "../manifests/pin.ts";
import type { Gate, Verdict } from "./gate.ts";

export interface ImageFacts {
  readonly policy: ImagesPolicy;
  /** What the change sets, of whatever kind. `artifact: null`: the manifest names no image there; `place` says where that is. */
  readonly images: readonly SetVersion[];
}

export interface SetVersion {
  readonly artifact: Artifact | null;
  /** What the place holds a version of, also where no artifact is named. */
  readonly takes: Pin["takes"];
  readonly version: Version;
  readonly place: string;
}

/** Closed with every objection, open without one. Charts, Git revisions and versions of nobody knows what are not images and are not judged here. */
export const images: Gate<ImageFacts> = {
  name: "images",
  judge({ policy, images }): Verdict {
    const judged = images.filter(({ artifact, takes }) => (artifact?.kind ?? takes) === "image");
    if (judged.length === 0) return { kind: "open", reason: "changes no image" };
    const objections = judged.flatMap((image) => objectionsTo(policy, image));
    if (objections.length > 0) return { kind: "closed", reason: [...new Set(objections)].join("; ") };
    return {
      kind: "open",
      reason: judged.length === 1 ? "the image is allowed" : `all ${judged.length} images are allowed`,
    };
  },
};

/**
 * Whether an image (`ghcr.io/acme/podinfo`, with Docker's defaults filled in) is of a registry or below a repository prefix. The prefix ends
 * where a path segment ends, so `ghcr.io/acme` admits neither `ghcr.io/acme-evil/app` nor `ghcr.io.example/acme/app`.
 */
export function isBelow(image: string, allowed: string): boolean {
  const prefix = normalisePrefix(allowed);
  const name = lowerHost(image);
  return prefix !== "" && (name === prefix || name.startsWith(`${prefix}/`));
}

function objectionsTo(policy: ImagesPolicy, image: ImageFacts["images"][number]): readonly string[] {
  const { artifact, version, place } = image;
  const name = artifact?.name ?? `the image at ${place}`;
  const objections: string[] = [];
  if (policy.registries.length > 0) {
    if (artifact === null) objections.push(`${name} has no name in the manifest, so its registry cannot be checked`);
    else if (!policy.registries.some((allowed) => isBelow(artifact.id, allowed))) {
      objections.push(`${artifact.id} is not from ${policy.registries.join(", ")}`);
    }
  }
  if (policy.digest === "required" && version.digest === null) {
    objections.push(`${name} has no digest ("${formatVersion(version)}")`);
  }
  if (policy.mutableTags === "forbidden") {
    // Neither tag nor digest means `latest` to every runtime. A digest beside a moving tag does not make the tag say what runs.
    if (version.tag === null && version.digest === null) objections.push(`${name} has no tag, which means "latest"`);
    else if (version.tag !== null && isMutableTag(version.tag)) {
      objections.push(`${name} has the tag "${version.tag}", which can move`);
    }
  }
  return objections;
}

/** `acme` and `library/nginx` mean Docker Hub, as they do in an image's name. */
function normalisePrefix(allowed: string): string {
  const trimmed = allowed.trim().replace(/\/+$/, "");
  if (trimmed === "") return "";
  const [first = ""] = trimmed.split("/");
  const hasHost = first.includes(".") || first.includes(":") || first === "localhost";
  const full = lowerHost(hasHost ? trimmed : `docker.io/${trimmed}`);
  return full.replace(/^index\.docker\.io(?=\/|$)/, "docker.io");
}

function lowerHost(name: string): string {
  const slash = name.indexOf("/");
  return slash === -1 ? name.toLowerCase() : name.slice(0, slash).toLowerCase() + name.slice(slash);
}
