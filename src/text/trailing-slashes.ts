// The end of an address or a folder, which means the same with and without slashes.

/** The text without the slashes at its end, in one pass: `replace(/\/+$/, "")` takes quadratic time on a text of slashes that ends in something else. */
export function withoutTrailingSlashes(text: string): string {
  let end = text.length;
  while (end > 0 && text[end - 1] === "/") end -= 1;
  return text.slice(0, end);
}
