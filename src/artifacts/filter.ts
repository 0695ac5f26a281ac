// Flux v1's tag filters: which tags a manifest lets automation write.
import satisfies from "semver/functions/satisfies.js";
import validRange from "semver/ranges/valid.js";
import { UserError } from "../errors.ts";
import { parseRelease } from "./release.ts";

/** Backtracking over this many ways is some tens of milliseconds. */
const MOST_WAYS = 5e6;

/**
 * Whether the filter lets the tag pass: `semver:~0.4`, `glob:stg-*`, `regex:^v1` or `regexp:^v1`; a filter without a known prefix is a glob, as in Flux v1 (fluxcd/flux,
 * pkg/policy/pattern.go). Throws a `UserError` for a filter that cannot be evaluated: unknown is never a pass.
 */
export function matchesFilter(filter: string, tag: string): boolean {
  const [, kind = "glob", pattern = ""] = /^(?:(semver|glob|regexp?):)?(.*)$/su.exec(filter) ?? [];
  if (kind === "semver") return matchesRange(filter, pattern, tag);
  if (kind === "glob") return matchesGlob(pattern, tag);
  return matchesExpression(filter, pattern, tag);
}

function matchesRange(filter: string, pattern: string, tag: string): boolean {
  // Masterminds/semver, which Flux uses, divides the parts of a range by commas, npm's by spaces.
  const range = pattern.length <= 200 ? validRange(pattern.replaceAll(",", " ")) : null;
  if (range === null) throw refusal(filter, "it is not a semver range");
  const release = parseRelease(tag);
  // Safe integers only: beyond them npm's semver reads no version.
  if (release === null || release.numbers.length > 3 || release.numbers.some((number) => number > 2n ** 52n))
    return false;
  const [major = 0n, minor = 0n, patch = 0n] = release.numbers;
  return satisfies(
    `${major}.${minor}.${patch}${release.prerelease === null ? "" : `-${release.prerelease}`}`,
    range,
    true,
  );
}

/** `*` is the one wildcard (ryanuber/go-glob). Linear: each piece is found as early as it can be. */
function matchesGlob(pattern: string, tag: string): boolean {
  const [first = "", ...rest] = pattern.split("*");
  const last = rest.pop();
  if (last === undefined) return tag === pattern;
  if (!tag.startsWith(first) || !tag.endsWith(last) || tag.length < first.length + last.length) return false;
  let from = first.length;
  for (const piece of rest) {
    const found = tag.indexOf(piece, from);
    if (found < 0) return false;
    from = found + piece.length;
  }
  return from <= tag.length - last.length;
}

function matchesExpression(filter: string, pattern: string, tag: string): boolean {
  if (pattern.length > 200) throw refusal(filter, "the expression is longer than 200 characters");
  // Go's expressions never backtrack, JavaScript's do: a repeated group may take exponential time, and n open repetitions the n-th power of the length.
  if (/\)(?:[*+]|\{\d)/u.test(pattern)) throw refusal(filter, "it repeats a group");
  if (/\\[1-9k]/u.test(pattern)) throw refusal(filter, "it refers back to a group");
  const repetitions = pattern.match(/[*+{]/gu)?.length ?? 0;
  if (tag.length > 128 || tag.length ** repetitions > MOST_WAYS) throw refusal(filter, "it has too many repetitions");
  try {
    const ignoreCase = pattern.startsWith("(?i)");
    const source = (ignoreCase ? pattern.slice(4) : pattern).replaceAll("(?P<", "(?<");
    return new RegExp(source, ignoreCase ? "iu" : "u").test(tag);
  } catch (error) {
    throw refusal(filter, "it is not a regular expression that can be read here", error);
  }
}

function refusal(filter: string, reason: string, cause?: unknown): UserError {
  const shown = JSON.stringify(filter.length <= 200 ? filter : `${filter.slice(0, 199)}…`);
  return new UserError(`the tag filter ${shown} of the manifest cannot be evaluated: ${reason}`, { cause });
}
