// The formats of single values in waybill.yaml and in the inputs that replace it.
import type { Check } from "./shapes.ts";

/**
 * Asked first, because what is written nearly always is: the expressions over all of Unicode's letters take longer to compile than the rest
 * of a configuration to read.
 */
const isPrintableAscii = (text: string): boolean => /^[\x20-\x7e]*$/u.test(text);

const right = <T>(value: T): { readonly value: T } => ({ value });

/** An environment's name: it becomes part of branches, paths and messages. */
export const environmentName: Check<string> = (text) =>
  /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9_-])?$/u.test(text) ||
  (!isPrintableAscii(text) && /^[\p{L}\p{N}](?:[\p{L}\p{N}._-]{0,61}[\p{L}\p{N}_-])?$/u.test(text))
    ? right(text)
    : "expected at most 63 letters, digits, dots, _ and -, a letter or digit first";

/** An app's name, as a folder of the repository gives it. */
export const appName: Check<string> = (text) =>
  /^(?!\.{1,2}$)[^/]{1,200}$/u.test(text) &&
  (isPrintableAscii(text) || /^[^\p{C}\p{Zl}\p{Zp}]*$/u.test(text)) &&
  text.trim() === text
    ? right(text)
    : "expected at most 200 characters, no slash, no control character, no space at the ends";

/**
 * A path template: from the repository's root, with `/`, `{app}` at most once. A leading `./` and a trailing `/` are dropped; the root itself is `.`.
 */
export const pathTemplate: Check<string> = (text) => {
  const path = text.replace(/^(?:\.\/)+(?=.)/u, "").replace(/(?<=.)\/+$/u, "");
  if (path === ".") return right(path);
  if (path.length > 1000 || (!isPrintableAscii(path) && /\p{C}/u.test(path)))
    return "expected a path without control characters";
  if (path.includes("\\")) return "expected / between folders, not a backslash";
  if (path.startsWith("/")) return "expected a path from the repository's root, without a leading /";
  const segments = path.split("/");
  if (segments.includes("..")) return "expected a path inside the repository, without ..";
  if (segments.some((segment) => segment === "" || segment === "."))
    return "expected no empty folder and no . in the path";
  if (segments.some((segment) => segment.toLowerCase() === ".git")) return "expected a path outside .git";
  if (path.split("{app}").length > 2) return "expected {app} at most once";
  if (/[{}*?[\]]/u.test(path.replace("{app}", ""))) return "{app} is the one placeholder; globs are not read here";
  return right(path);
};

/** A branch by git-check-ref-format(1), and none that a command could take for an option or for a commit. */
export const branchName: Check<string> = (text) => {
  const isWrong =
    text.length > 200 ||
    // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
    /[\u0000-\u0020\u007f~^:?*[\\]|\.\.|@\{|\/\/|\/\.|\.lock(?:\/|$)|^[-/.+]|[/.]$/u.test(text) ||
    /^(?:@|HEAD|refs\/.*)$/u.test(text);
  return isWrong ? "expected the short name of a branch, for example main or env/prod" : right(text);
};

export const repositoryName: Check<string> = (text) =>
  /^[A-Za-z0-9][\w-]{0,99}\/(?!\.{1,2}$)[\w.-]{1,100}$/u.test(text) && !text.endsWith(".git")
    ? right(text)
    : "expected owner/name, for example acme/prod";

const DAY_MS = 86_400_000;

/** `2h`, `30m`, `1d12h`: milliseconds, more than none and at most 365 days. */
export const duration: Check<number> = (text) => {
  const [, days, hours, minutes] = /^(?:(\d{1,3})d)?(?:(\d{1,4})h)?(?:(\d{1,6})m)?$/u.exec(text) ?? [];
  const ms = Number(days ?? 0) * DAY_MS + Number(hours ?? 0) * 3_600_000 + Number(minutes ?? 0) * 60_000;
  return ms > 0 && ms <= 365 * DAY_MS ? right(ms) : "expected a duration such as 30m, 2h or 1d12h, at most 365d";
};

/** A registry, with or without the first parts of a repository. A lone word would be a repository of Docker Hub: it must be written out. */
export const registryPrefix: Check<string> = (text) => {
  const path = text.replace(/\/+$/u, "");
  if (!/^[a-z0-9][a-z0-9.-]*(?::\d{1,5})?(?:\/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*$/u.test(path)) {
    return "expected a registry or the beginning of a repository in lower case, for example ghcr.io/acme";
  }
  const host = path.split("/")[0] ?? "";
  return /[.:]/u.test(host) || host === "localhost"
    ? right(path)
    : `expected the registry first, for example docker.io/${path}`;
};

export const reviewer: Check<string> = (text) =>
  /^[A-Za-z0-9](?:[\w-]{0,99})(?:\/[\w.-]{1,100})?$/u.test(text)
    ? right(text)
    : "expected a user, or a team as org/team";

/** Any line of text, at most 200 characters. */
export const line: Check<string> = (text) =>
  text.length <= 200 && (isPrintableAscii(text) || !/\p{Cc}/u.test(text))
    ? right(text)
    : "expected one line of at most 200 characters";

/** What a program takes as one argument or part of one; far below the kernel's limit for one. */
export const argument: Check<string> = (text) =>
  text.length <= 8000 && (isPrintableAscii(text) || !/\p{Cc}/u.test(text))
    ? right(text)
    : "expected one line of at most 8000 characters";

/** A label of a pull request: GitHub takes at most 50 characters. */
export const label: Check<string> = (text) =>
  text.length <= 50 && !text.includes(",") && (isPrintableAscii(text) || !/\p{Cc}/u.test(text))
    ? right(text)
    : "expected one line of at most 50 characters, without a comma";
