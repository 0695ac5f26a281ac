// One text as one YAML scalar that every parser of the field reads back as that very text.
import { usageError } from "../errors.ts";

export type ScalarStyle = "plain" | "single" | "double";

/**
 * `text` as a scalar. A quoted style is kept; plain becomes double-quoted where kustomize, Helm, kubectl, Go's yaml.v3 or npm `yaml`
 * would read something else than this string. Throws a UserError on control characters: a version never spans lines.
 */
export function encodeScalar(text: string, style: ScalarStyle): string {
  // oxlint-disable-next-line no-control-regex -- control characters are exactly what is refused
  if (/[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff]/.test(text)) {
    throw usageError(`${JSON.stringify(text)} holds a control character; a version is one line of plain text`);
  }
  if (style === "single") return `'${text.replaceAll("'", "''")}'`;
  if (style === "double" || !isSafePlain(text)) return `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"`;
  return text;
}

/** Whether the text may stand without quotes, in block and in flow context alike, and stays a string everywhere. */
function isSafePlain(text: string): boolean {
  return (
    /^[A-Za-z0-9_./]([A-Za-z0-9_./:@+-]*[A-Za-z0-9_./@+-])?$/.test(text) && !UNSAFE.some((rule) => rule.test(text))
  );
}

/** What YAML 1.1 (sigs.k8s.io/yaml, so Helm, kubectl, kustomize), Go's yaml.v3 or YAML 1.2 resolve to something that is not a string. */
const UNSAFE: readonly RegExp[] = [
  /^(null|true|false|y|n|yes|no|on|off)$/i,
  /^[-+]?\.(inf|nan)$/i,
  // Decimal integers and floats, with the underscores that Go accepts and the bare exponents (`E0`) of npm `yaml` in YAML 1.1.
  /^[-+]?([0-9][0-9_]*)?(\.[0-9_]*)?(e[-+]?[0-9_]*)?$/i,
  /^[-+]?0(b[01_]*|o[0-7_]*|x[0-9a-f_]*)$/i,
  // Base 60, as YAML 1.1 has it: 1:30.
  /^[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?$/,
  /^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}($|[Tt])/,
  // Directory entries and document ends: `.`, `...`.
  /^\.+$/,
];
