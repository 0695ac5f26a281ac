// Globs over paths of the repository, as waybill.yaml's `ignore` has them.

/**
 * Whether a path matches: `**` stands for any number of folders, `*` for any text and `?` for one character within a part. A glob without
 * `/` matches a file or folder name anywhere; one that matches a folder matches everything below it. Takes time in proportion to both lengths, not
 * exponentially, whatever the glob.
 */
export function matchesGlob(glob: string, path: string): boolean {
  const parts = glob
    .replace(/^\.?\//u, "")
    .replace(/\/+$/u, "")
    .split("/");
  const pattern = parts.length === 1 ? ["**", ...parts] : parts;
  return sequence([...pattern, "**"], path.split("/"), (part) => part === "**", matchesPart);
}

function matchesPart(part: string, name: string): boolean {
  return sequence(
    Array.from(part),
    Array.from(name),
    (character) => character === "*",
    (character, other) => character === "?" || character === other,
  );
}

/** Greedy matching with one place to come back to: the newest wildcard. */
function sequence<T extends string>(
  pattern: readonly T[],
  items: readonly T[],
  isAny: (item: T) => boolean,
  matches: (pattern: T, item: T) => boolean,
): boolean {
  let at = 0;
  let back: { readonly at: number; readonly taken: number } | null = null;
  for (let taken = 0; taken < items.length;) {
    const wanted = pattern[at];
    const item = items[taken];
    if (wanted !== undefined && isAny(wanted)) {
      back = { at, taken };
      at += 1;
    } else if (wanted !== undefined && item !== undefined && matches(wanted, item)) {
      at += 1;
      taken += 1;
    } else if (back !== null) {
      at = back.at + 1;
      taken = back.taken + 1;
      back = { at: back.at, taken };
    } else return false;
  }
  return pattern.slice(at).every(isAny);
}
