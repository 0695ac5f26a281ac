// Which files the configuration's named pins are in.
import type { ManifestRules, NamedPin } from "../config/configuration.ts";
import type { NamedPlace } from "../manifests/named/named-place.ts";
import { rememberingReader, type ManifestReader } from "../manifests/file-facts.ts";
import { matchesGlob } from "./path-glob.ts";

/** Whether the glob is one of this file, not of a folder that the file is in. */
export function namesFile({ file: glob }: NamedPin, path: string): boolean {
  const lastOf = (text: string): string => text.slice(text.lastIndexOf("/") + 1);
  return matchesGlob(lastOf(glob), lastOf(path)) && matchesGlob(glob, path);
}

/** The named places of a file. */
export function placesIn({ pins }: ManifestRules, path: string): readonly NamedPlace[] {
  return pins.length === 0 ? [] : pins.filter((pin) => namesFile(pin, path));
}

/** A reader that remembers and knows the named places. */
export function readerBy(rules: ManifestRules): ManifestReader {
  return rememberingReader((path) => placesIn(rules, path));
}
