// Whether a file's text names an artifact outright, told without a parser: what a file that cannot be parsed may hold a version of.
import type { Artifact } from "../artifacts/artifact.ts";
import { parseGitArtifact } from "../artifacts/git-repository.ts";
import { isKustomizationPath } from "../manifests/kinds/kustomization.ts";
import { artifactOfImage } from "../manifests/shapes/reference.ts";

/**
 * A test of a file's bytes: whether they have the name whole, or its two parts as a registry and a repository in two keys have them. A name of one
 * part only counts as the value of a key that takes such names, as nearly every word stands in some file. Comments do not count.
 */
export function writtenNameTest(name: string): (path: string, bytes: Uint8Array) => boolean {
  const repository = parseGitArtifact(name);
  const patterns = [
    ...formsOf(artifactOfImage(name)).flatMap(patternsOf),
    ...(repository === null ? [] : [repositoryPattern(repository)]),
  ];
  return (path, bytes) => {
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
      .toString("latin1")
      .replaceAll(/^[ \t]*#.*$/gmu, "");
    return patterns.some(
      ({ test, namesOnly }) => (!namesOnly || takesNames(path)) && test.every((each) => each.test(text)),
    );
  };
}

interface NamePattern {
  /** All of them are in the text. */
  readonly test: readonly RegExp[];
  /** Whether it counts only in files whose `name:` is an artifact's. */
  readonly namesOnly: boolean;
}

function takesNames(path: string): boolean {
  return isKustomizationPath(path) || /(?:^|\/)(?:Chart|requirements)\.ya?ml$/u.test(path);
}

/** As typed, in full, and as Docker shortens the names of its own registry. */
function formsOf({ name, id }: Artifact): readonly string[] {
  return [...new Set([name, id, id.replace(/^docker\.io\/(?:library\/)?/u, "")])];
}

/** A name begins here: what stands before belongs to no longer one. `oci://` may. */
const START = String.raw`(?<![\w.-])(?<!(?<!/)/)`;

const END = String.raw`(?![\w/-]|\.\w)`;

/** A key whose value is a name, up to that value. */
function valueOf(keys: string): string {
  return String.raw`(?<![\w-])(?:${keys})["']?[ \t]*:[ \t]*["']?(?:\w+://)?`;
}

const NAME_KEYS = String.raw`[\w.-]*[iI]mage|[\w.-]*[rR]epository|chart|newName|repo`;

function patternsOf(form: string): readonly NamePattern[] {
  const name = escaped(form);
  if (!form.includes("/")) {
    const value = new RegExp(`${valueOf(NAME_KEYS)}${name}${END}`, "u");
    const item = new RegExp(String.raw`^[ \t]*-[ \t]+["']?${name}[:=@]\S`, "mu");
    return [
      { test: [value], namesOnly: false },
      { test: [item], namesOnly: false },
      { test: [new RegExp(`${valueOf("name")}${name}${END}`, "u")], namesOnly: true },
    ];
  }
  const parts = form.split("/");
  const divided = parts.slice(1).map((_, index): NamePattern => {
    const [registry, rest] = [parts.slice(0, index + 1).join("/"), parts.slice(index + 1).join("/")];
    return {
      test: [
        new RegExp(String.raw`${START}${escaped(registry)}/?(?![\w/.-])`, "u"),
        new RegExp(`${valueOf(`${NAME_KEYS}|name`)}${escaped(rest)}${END}`, "u"),
      ],
      namesOnly: false,
    };
  });
  return [{ test: [new RegExp(`${START}${name}${END}`, "u")], namesOnly: false }, ...divided];
}

/** Git hosts tell no case apart, take `git@host:path`, and a folder of the repository can follow two slashes. */
function repositoryPattern({ id }: Artifact): NamePattern {
  const address = escaped(id.replace(/\.git$/iu, "")).replace("\\/", "(?::\\d+)?[/:]");
  return { test: [new RegExp(String.raw`${START}${address}(?:\.git)?(?://|${END})`, "iu")], namesOnly: false };
}

/** As a pattern; what is not ASCII is compared as its bytes. */
function escaped(text: string): string {
  return Buffer.from(text)
    .toString("latin1")
    .replace(/[.*+?^${}()|[\]\\/]/gu, "\\$&");
}
