// A manifest's bytes, read: image manifests and indexes as OCI and Docker write them.
import { UserError } from "../errors.ts";
import { asRecord, asString, listOf, optional, parseJson } from "../text/canonical-json.ts";
import { isDigest } from "../artifacts/version.ts";
import { sha256 } from "../text/digest.ts";
import type { Manifest } from "./registry.ts";

const IMAGES = [
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.docker.distribution.manifest.v2+json",
] as const;
const INDEXES = [
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
] as const;
/** What has labels; a chart's configuration is its Chart.yaml. */
const IMAGE_CONFIGURATIONS = [
  "application/vnd.oci.image.config.v1+json",
  "application/vnd.docker.container.image.v1+json",
];

/** The `Accept` of every question: a registry that holds an index gives it only to who takes one. */
export const MANIFEST_TYPES = [...INDEXES, ...IMAGES].join(", ");

/** The digest of bytes by the algorithm of another digest; sha256 when there is none. */
export async function digestLike(bytes: Uint8Array, model: string | null): Promise<string> {
  if (model?.startsWith("sha512:") !== true) return sha256(bytes);
  // As the other: not loaded before it is needed.
  const { createHash } = await import("node:crypto");
  return `sha512:${createHash("sha512").update(bytes).digest("hex")}`;
}

/**
 * Reads a manifest. `digest` is that of the bytes, `contentType` the answer's, `subject` what was asked for. Throws a UserError for what is no
 * manifest, and for one that says of itself another type than it came with: two readers would see two images in it.
 */
export function readManifest(bytes: Uint8Array, digest: string, contentType: string | null, subject: string): Manifest {
  const what = `the manifest of "${subject}"`;
  const value = asRecord(parseJson(Buffer.from(bytes).toString("utf8"), what), what);
  const mediaType = typeOf(value, contentType, what);
  const annotations = texts(value["annotations"], `\`annotations\` of ${what}`);
  if (INDEXES.some((each) => each === mediaType)) {
    const platforms = listOf(value["manifests"], `\`manifests\` of ${what}`, readPlatform);
    return {
      digest,
      mediaType,
      annotations,
      config: null,
      layers: [],
      platforms: platforms.filter((each) => each !== null),
    };
  }
  const config = asRecord(value["config"], `\`config\` of ${what}`);
  const isImage = IMAGE_CONFIGURATIONS.includes(asString(config["mediaType"], `\`config.mediaType\` of ${what}`));
  return {
    digest,
    mediaType,
    annotations,
    config: isImage ? asDigest(config["digest"], `\`config.digest\` of ${what}`) : null,
    layers: listOf(value["layers"] ?? [], `\`layers\` of ${what}`, readLayer),
    platforms: [],
  };
}

/** The labels in an image's configuration. Throws a UserError that names the subject for one that is none. */
export function readLabels(bytes: Uint8Array, subject: string): Readonly<Record<string, string>> {
  const what = `the configuration of "${subject}"`;
  const value = asRecord(parseJson(Buffer.from(bytes).toString("utf8"), what), what);
  const config = optional(value["config"], `\`config\` of ${what}`, asRecord) ?? {};
  return texts(config["Labels"], `\`config.Labels\` of ${what}`);
}

/** OCI lets a manifest leave its type out; Docker's always have it, and a registry names it as the content type. */
function typeOf(value: Readonly<Record<string, unknown>>, contentType: string | null, what: string): string {
  const known: readonly string[] = [...IMAGES, ...INDEXES];
  const sent = (contentType ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  const own = optional(value["mediaType"], `\`mediaType\` of ${what}`, asString);
  if (own !== null && known.includes(sent) && sent !== own) {
    throw new UserError(`${what} came as ${sent} and says of itself ${JSON.stringify(own)}; expected one type`);
  }
  const type = own ?? sent;
  if (!known.includes(type)) {
    throw new UserError(`${what} is of the type ${JSON.stringify(type)}; expected one of ${known.join(", ")}`);
  }
  const isIndex = INDEXES.some((each) => each === type);
  // CVE-2021-41190: a document that is both an index and an image, told apart by the content type alone.
  if (isIndex ? "config" in value || "layers" in value : "manifests" in value) {
    throw new UserError(`${what} is an image and an index at once; expected one of them`);
  }
  return type;
}

/** `null` for what is no platform's: buildx keeps attestations beside the images, for the platform `unknown/unknown`. */
function readPlatform(entry: unknown, what: string): Manifest["platforms"][number] | null {
  const value = asRecord(entry, what);
  const digest = asDigest(value["digest"], `\`digest\` of ${what}`);
  const annotations = texts(value["annotations"], `\`annotations\` of ${what}`);
  const platform = optional(value["platform"], `\`platform\` of ${what}`, asRecord) ?? {};
  const parts = ["os", "architecture", "variant"].map((key) =>
    optional(platform[key], `\`${key}\` of ${what}`, asString),
  );
  if (parts[0] === "unknown" || Object.hasOwn(annotations, "vnd.docker.reference.type")) return null;
  return { platform: parts.filter((part) => part !== null && part !== "").join("/"), digest };
}

function readLayer(entry: unknown, what: string): string {
  return asDigest(asRecord(entry, what)["digest"], `\`digest\` of ${what}`);
}

function asDigest(value: unknown, what: string): string {
  const text = asString(value, what);
  if (!isDigest(text)) {
    throw new UserError(`${what} is ${JSON.stringify(text.slice(0, 100))}; expected sha256: and 64 hexadecimal digits`);
  }
  return text;
}

function texts(value: unknown, what: string): Readonly<Record<string, string>> {
  const record = optional(value, what, asRecord) ?? {};
  return Object.fromEntries(
    Object.entries(record).map(([key, text]) => [key, asString(text, `${what}, ${JSON.stringify(key)},`)]),
  );
}
