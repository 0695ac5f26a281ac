// Files as a test writes them down, and the two calls that most tests make.
import { formatVersion, type Version } from "../../src/artifacts/version.ts";
import type { Pin, PinScan } from "../../src/manifests/pin.ts";
import type { NamedPlace } from "../../src/manifests/named/named-place.ts";
import { rememberingReader } from "../../src/manifests/file-facts.ts";
import { rewritePins } from "../../src/manifests/rewrite.ts";
import { scanPins } from "../../src/manifests/scan.ts";

export const DIGEST = `sha256:${"a".repeat(64)}`;
export const OTHER_DIGEST = `sha256:${"b".repeat(64)}`;

/** A scan of texts by path; `null` is a path that does not exist. `named`: places of each of the files. */
export function scanTexts(
  texts: Readonly<Record<string, string | null>>,
  scope: readonly string[] = ["."],
  named: readonly NamedPlace[] = [],
): PinScan {
  return scanPins(bytesOf(texts), { scope, reader: rememberingReader(() => named) });
}

export function bytesOf(texts: Readonly<Record<string, string | null>>): Map<string, Uint8Array | null> {
  return new Map(
    Object.entries(texts).map(([path, text]) => [path, text === null ? null : new TextEncoder().encode(text)]),
  );
}

/** `1.2.3@sha256:...` as a version, by its form alone: tests give wrong ones too. */
export function version(text: string): Version {
  const at = text.indexOf("@");
  if (at === -1) return { tag: text, digest: null };
  return { tag: text.slice(0, at) || null, digest: text.slice(at + 1) };
}

/** The one pin at `path`; an error that lists what there is otherwise. */
export function pinAt(scan: PinScan, path: string): Pin {
  const found = scan.pins.filter((pin) => pin.path === path);
  const [pin] = found;
  if (pin === undefined || found.length > 1) {
    throw new Error(`expected one pin at ${path}, found ${JSON.stringify(scan.pins.map((one) => one.path))}`);
  }
  return pin;
}

/** Sets pins of one file by their paths; the file's new text, the old one when nothing differs. */
export function setIn(
  file: string,
  text: string,
  edits: Readonly<Record<string, string>>,
  named: readonly NamedPlace[] = [],
): string {
  const scan = scanTexts({ [file]: text }, ["."], named);
  const bytes = new Map([[file, new TextEncoder().encode(text)]]);
  const result = rewritePins(
    bytes,
    Object.entries(edits).map(([path, to]) => ({ pin: pinAt(scan, path), to: version(to) })),
  ).get(file);
  return result === undefined ? text : new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(result);
}

/** A line for each pin: place, path, artifact, version, style. */
export function listed(scan: PinScan): string[] {
  return scan.pins.map(
    (pin) =>
      `${pin.file}:${pin.line}:${pin.column} ${pin.path} ${pin.artifact?.id ?? "-"} ${formatVersion(pin.version) || "-"} ${pin.style}`,
  );
}
