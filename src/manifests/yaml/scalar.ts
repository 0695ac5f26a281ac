// One text as one YAML scalar that every parser of the field reads back as that very text.
import { usageError } from "../../errors.ts";

export type ScalarStyle = "plain" | "single" | "double";

/**
 * `text` as a scalar. A quoted style is kept; plain becomes double-quoted where kustomize, Helm, kubectl, Go's yaml.v3 or npm `yaml`
 * would read something else than this string. Throws a UserError on characters that no version has and not every parser takes, even
 * in quotes: controls, line ends, halves of surrogate pairs, U+FFFE and U+FFFF.
 */
export function encodeScalar(text: string, style: ScalarStyle): string {
  // oxlint-disable-next-line no-control-regex -- control characters are exactly what is refused
  if (/[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]|\p{Surrogate}/u.test(text)) {
    throw usageError(
      `${JSON.stringify(text)} holds a control character or half of a character; a version is one line of plain text`,
    );
  }
  if (style === "single") return `'${text.replaceAll("'", "''")}'`;
  if (style === "double" || !isSafePlain(text)) return `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"`;
  return text;
}

/**
 * Whether the text may stand without quotes, in block and in flow context alike, and stays a string everywhere. No version, name or
 * reference begins with another character than these; where a parser would take it, quotes do no harm.
 */
function isSafePlain(text: string): boolean {
  // Go's yaml.v2 and yaml.v3 look past every underscore before they decide on a number: 0_x1f, 1e_3.
  const digits = text.replaceAll("_", "");
  return (
    /^[A-Za-z0-9_]([A-Za-z0-9_./:@+=-]*[A-Za-z0-9_./@+=-])?$/.test(text) &&
    !WORDS.some((rule) => rule.test(text)) &&
    !(/^[0-9]/.test(text) && NUMBERS.some((rule) => rule.test(digits)))
  );
}

/** What some parser takes for a number, underscores left out: YAML 1.1 (sigs.k8s.io/yaml, so Helm, kubectl, kustomize), Go's yaml.v3 or npm `yaml`. */
const NUMBERS: readonly RegExp[] = [
  /^[0-9]+(?:\.[0-9]*)?(?:[eE][-+]?[0-9]+)?$/,
  // Binary, octal, hexadecimal. Behind a small `0b` or `0o` Go takes a sign.
  /^0(?:b[-+]?[01]+|B[01]+|o[-+]?[0-7]+|O[0-7]+|[xX][0-9A-Fa-f]+)$/,
];

/** What else some parser does not take for a string. */
const WORDS: readonly RegExp[] = [
  // In any case, although the parsers know three of them: who reads `tRue` would not expect a string.
  /^(?:null|true|false|y|n|yes|no|on|off)$/i,
  // Base 60, as YAML 1.1 has it: 1:30.
  /^[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/,
  // Dates and times.
  /^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:$|[Tt][0-9]{1,2}:)/,
  // Numbers to npm `yaml` in YAML 1.1, although they have no digit where one belongs.
  /^[eE][-+]?[0-9]+$/,
  /^0[bx]_+$/,
];
