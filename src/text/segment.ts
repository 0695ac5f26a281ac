// Any name as one segment of a path or of a Git ref, and back.

/**
 * The name as one safe segment: ASCII letters, digits, `_`, `-` and single inner dots stay, every other byte of its UTF-8 becomes `%XX`. The result never starts
 * with a dot or a dash, never ends with a dot or `.lock`, holds no `..`, `/` or `@{` (git-check-ref-format(1)), and is never empty: the empty name is `%`.
 * Different names give different segments; case is kept. Throws on a lone surrogate, which has no UTF-8.
 */
export function encodeSegment(name: string): string {
  if (name === "") return "%";
  return encodeURIComponent(name)
    .replace(/[!'()*~]/gu, percent)
    .replace(/^[.-]|\.(?=\.|$)|\.(?=lock$)/giu, percent);
}

/** The name that `encodeSegment` made this of; `null` for a text that it makes of no name. */
export function decodeSegment(text: string): string | null {
  if (text === "%") return "";
  if (!/^(?:[\w.-]|%[0-9A-F]{2})+$/u.test(text)) return null;
  let name: string;
  try {
    name = decodeURIComponent(text);
  } catch {
    // Percent signs that spell no UTF-8: nothing of ours.
    return null;
  }
  return encodeSegment(name) === text ? name : null;
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
