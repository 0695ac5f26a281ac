// What the kustomizations of a tree refer to, told from their text: the local files and folders that they list.
import { posix } from "node:path";
import { KUSTOMIZATION_NAMES, isKustomizationPath } from "../manifests/kinds/kustomization.ts";

/** The keys of a kustomization whose values are files or folders that bring objects. */
const REFERRING = new Set(["resources", "bases", "components"]);

/**
 * Finds which of the tree's manifests a kustomization's text may refer to: every word below a referring key that is the path of one; `null`
 * when the text writes them in a way that only a parser reads.
 */
export function referenceFinder(
  manifests: ReadonlySet<string>,
): (path: string, text: string) => readonly string[] | null {
  const denotedBy = (path: string): string | undefined =>
    manifests.has(path)
      ? path
      : // A folder stands for its kustomization.
        KUSTOMIZATION_NAMES.map((name) => posix.join(path, name)).find((file) => manifests.has(file));
  return (path, text) => {
    const words = referringWords(text);
    if (words === null) return null;
    const folder = posix.dirname(path);
    const found = new Set<string>();
    for (const word of new Set(words)) {
      if (word === "") continue;
      const target = denotedBy(posix.join(folder, word).replace(/\/$/u, ""));
      if (target !== undefined && target !== path) found.add(target);
    }
    return [...found];
  };
}

/** `null` when the text writes references in a way (anchors, escapes, block scalars, texts of several lines) that only a parser reads. */
function referringWords(text: string): readonly string[] | null {
  // In flow style keys stand anywhere: every word may be a reference.
  const flow = /^\s*[{%]|^---[ \t]*\{/u.test(text);
  const lines: string[] = [];
  let referring = flow;
  for (const line of text.split(/\r\n?|\n/u)) {
    const key = /^\ufeff?["']?(?<key>[A-Za-z]+)["']?[ \t]*:/u.exec(line)?.groups?.["key"];
    if (key !== undefined) referring = flow || REFERRING.has(key);
    if (referring) lines.push(line.replace(/(?:^|\s)#.*$/u, ""));
  }
  // A line that neither starts an item nor has a comma or a bracket may go on with the text of the one before.
  if (lines.some((line) => /[&*!|>?\\]|^\s+[^\s,:[\]{}-][^,:[\]{}]*$/u.test(line))) return null;
  return lines.flatMap((line) => [
    ...(line.match(/[^\s"',[\]{}]+/gu) ?? []),
    // Names with spaces or commas in them.
    ...[...line.matchAll(/"([^"]*)"|'([^']*)'/gu)].map(([, double, single]) => double ?? single ?? ""),
    ...line.split(/[,[\]{}]|^\s*- /u).map((part) => part.trim()),
  ]);
}

/**
 * The kustomizations of `texts` (by path, a byte in each character) that may refer to one of the targets, by a search alone: however the path is written, it
 * names the first part of the target's that the kustomization's own folder does not share.
 */
export function mayReferTo(texts: ReadonlyMap<string, string>, targets: readonly string[]): readonly string[] {
  const ways = targets.map(wayTo);
  const found: string[] = [];
  for (const [path, text] of texts) {
    // Most targets stand in one folder, so that the same part is looked for again.
    let absent: string | null = null;
    for (const way of ways) {
      let depth = 0;
      while (depth < way.folders.length && path.startsWith(way.folders[depth] ?? "")) depth += 1;
      const part = way.parts[depth] ?? null;
      if (part !== null && part === absent) continue;
      // A name with spaces can stand on two lines, and an escaped one has other characters.
      if (part === null || text.includes(part) || text.includes("\\") || /[\s\\'"]|[^ -~]/u.test(part)) {
        found.push(path);
        break;
      }
      absent = part;
    }
  }
  return found;
}

/** The folders above a path (`a/`, `a/b/`) and the part that follows each, from the root on; `null`: the kustomization of a folder is meant by `..` alone. */
function wayTo(target: string): { readonly folders: readonly string[]; readonly parts: readonly (string | null)[] } {
  const parts = target.split("/");
  const folders = parts.slice(0, -1).map((_part, index) => `${parts.slice(0, index + 1).join("/")}/`);
  return { folders, parts: isKustomizationPath(target) ? [...parts.slice(0, -1), null] : parts };
}
