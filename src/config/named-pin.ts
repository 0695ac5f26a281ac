// One entry of waybill.yaml's `pins`: the formats of its keys, and what they mean together.
import type { Artifact } from "../artifacts/artifact.ts";
import { isChartName } from "../artifacts/assignment.ts";
import { parseGitArtifact } from "../artifacts/git-repository.ts";
import { imageArtifact, isImageName } from "../artifacts/image-reference.ts";
import { parsePlacePath, type PlacePath } from "../text/key-path.ts";
import type { NamedPin } from "./configuration.ts";
import type { Check } from "./shapes.ts";

/** A glob whose last part names files: `*` and `?` within a part, `**` for folders. */
export const fileGlob: Check<string> = (text) => {
  const glob = text.replace(/^(?:\.\/)+/u, "");
  const parts = glob.split("/");
  const last = parts.at(-1) ?? "";
  if (text.length > 1000 || /\p{C}/u.test(text)) return "expected a path without control characters";
  if (glob.includes("\\")) return "expected / between folders, not a backslash";
  if (glob.startsWith("/")) return "expected a path from the repository's root, without a leading /";
  if (parts.some((part) => part.toLowerCase() === ".git" || part === "." || part === ".."))
    return "expected files inside the repository";
  if (/[{}[\]]/u.test(glob)) return "only *, ? and ** are read here; write * where the app's name stands";
  if (parts.slice(0, -1).includes("")) return "expected no empty folder in the path";
  if (/^\**$/u.test(last)) return "expected a file's name at the end, such as apps/*/fleet.yaml";
  return { value: glob };
};

export const placePath: Check<PlacePath> = (text) => {
  const result = parsePlacePath(text);
  return typeof result === "string" ? result : { value: result };
};

export const imageName: Check<Artifact> = (text) =>
  isImageName(text)
    ? { value: imageArtifact(text) }
    : "expected an image's name without tag and digest, for example ghcr.io/acme/app";

export const chartName: Check<Artifact> = (text) =>
  isChartName(text)
    ? { value: { kind: "chart", name: text, id: text } }
    : "expected a chart's name without its repository, for example podinfo";

export const gitRepository: Check<Artifact> = (text) => {
  const artifact = parseGitArtifact(text);
  return artifact === null
    ? "expected a Git repository, for example https://github.com/acme/deploy"
    : { value: artifact };
};

/** The entry as one place. Refused when it names several artifacts: a place holds one version. */
export function namedPinOf(entry: {
  readonly file: string;
  readonly path: PlacePath;
  readonly image: Artifact | null;
  readonly chart: Artifact | null;
  readonly git: Artifact | null;
}): { readonly value: NamedPin } | string {
  const named = [entry.image, entry.chart, entry.git].filter((artifact) => artifact !== null);
  if (named.length > 1) {
    const keys = named.map(({ kind }) => `"${kind}"`).join(" and ");
    return `${keys} are both set; a place holds the version of one of them`;
  }
  return { value: { file: entry.file, ...entry.path, artifact: named[0] ?? null } };
}
