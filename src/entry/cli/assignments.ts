// `NAME=VERSION` and `FILE#PATH=VERSION` as the command line has them: what is meant to be set, before any file is read.
import { parseVersion, type Version } from "../../artifacts/version.ts";
import { UserError, usageError } from "../../errors.ts";
import type { Pin } from "../../manifests/pin.ts";
import { versionOf } from "../../manifests/shapes/text-version.ts";
import { parsePlacePath, type PlacePath } from "../../text/key-path.ts";

/** A version for every pin of an artifact, or for one place. */
export type Assignment =
  | { readonly kind: "artifact"; readonly name: string; readonly version: string }
  | {
      readonly kind: "place";
      readonly name: string;
      readonly file: string;
      readonly place: PlacePath;
      readonly version: string;
    };

/** Reads one; throws a usage error when the name or the version is missing, or the path of a place is none. */
export function readAssignment(text: string): Assignment {
  // A version never holds an equals sign; the path of a place does: FILE#images[name=app].tagSuffix=VERSION.
  const at = text.lastIndexOf("=");
  const [name, version] = [text.slice(0, at), text.slice(at + 1)];
  const isCut = name.includes("#") && /\[[^\]]*$/.test(name);
  if (name === "" || version === "" || isCut) {
    throw usageError(
      `"${text}" names no ${name === "" ? "artifact" : "version"}; expected NAME=VERSION, such as ghcr.io/acme/podinfo=1.2.3`,
    );
  }
  const divider = name.indexOf("#");
  if (divider === -1) return { kind: "artifact", name, version };
  const [file, path] = [name.slice(0, divider), name.slice(divider + 1)];
  const place = parsePlacePath(path);
  if (file === "") throw usageError(`"${text}" names no file; expected FILE#PATH=VERSION`);
  if (typeof place === "string") {
    throw usageError(`"${path}" is no place in a file: ${place}; \`waybill pins\` lists places that are`);
  }
  return { kind: "place", name, file, place, version };
}

/** That nothing is to be set. `name:tag` is what other tools take, and reads as a path here. */
export function nothingToSet(paths: readonly string[]): UserError {
  const [, name, separator, version] =
    paths.map((path) => /^([^#]+?)([:@])((?:[\w.-]+|sha\d+:[0-9a-f]+))$/.exec(path)).find((match) => match !== null) ??
    [];
  const perhaps = `perhaps ${name}=${separator === "@" ? "@" : ""}${version}`;
  const hint = name === undefined ? "such as ghcr.io/acme/podinfo=1.2.3" : perhaps;
  return usageError(`no NAME=VERSION is given; expected at least one, ${hint}; see \`waybill set --help\``);
}

/** The version that the text is for what the pin takes. Throws a usage error; for a whole reference it says what to give instead. */
export function versionFor({ takes }: Pin, text: string): Version {
  if (takes === "text") return versionOf(text);
  try {
    return parseVersion(text, takes);
  } catch (error) {
    const [, version] = /^[^@]*\/[^@:]*[:](.+)$/.exec(text) ?? [];
    if (!(error instanceof UserError) || takes !== "image" || version === undefined) throw error;
    throw usageError(`${error.message}; without the image's name: ${version}`, error);
  }
}
