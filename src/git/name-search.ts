// Whether a file's text may name an artifact: a search for the last part of its name, which every pin of it holds.
import type { Artifact } from "../artifacts/artifact.ts";

/**
 * A test of a file's text, given with a byte in each character. It says no only to a file that cannot hold a pin of one of the artifacts. One
 * pattern for everything, without case, which Git hosts do not tell apart: thousands of files are gone through.
 */
export function nameSearch(artifacts: readonly Artifact[]): (text: string) => boolean {
  const names = new Set(artifacts.map(({ name }) => lastPart(name)));
  const pattern = new RegExp([...[...names].map(escaped), HIDDEN].join("|"), "i");
  return (text) => pattern.test(text);
}

/** A double-quoted text may spell a character by its number, or go on after a line's end. */
const HIDDEN = String.raw`\\(?:[xu\n]|\r\n)`;

/** Registry and repository can stand in two keys; the last part of the name stands in one. Git takes a repository with and without `.git`. */
function lastPart(name: string): string {
  const clean = name.replace(/\/+$/u, "");
  return clean.slice(clean.lastIndexOf("/") + 1).replace(/\.git$/iu, "");
}

/** As a pattern; what is not ASCII is compared as its bytes. */
function escaped(text: string): string {
  return Buffer.from(text)
    .toString("latin1")
    .replace(/[.*+?^${}()|[\]\\/]/gu, "\\$&");
}
