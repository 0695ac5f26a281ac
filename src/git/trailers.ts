// The facts that our commits carry: trailers, written so that no outside text can become one, and read back as claims.
import type { Version } from "../artifacts/version.ts";
import { UserError } from "../errors.ts";
import { asRecord, asString, oneOf, optional, parseJson } from "../text/canonical-json.ts";
import { oneLine } from "../text/markdown.ts";

/** One pin's change, as one line of JSON in a `Waybill-Change:` trailer. A claim until it is checked against the diff. */
export interface ChangeTrailer {
  readonly environment: string;
  readonly app: string;
  /** The pairing key of the pin: `image:ghcr.io/acme/podinfo`, `at:HelmRelease/demoapp#spec.values.image.tag`. */
  readonly artifact: string;
  readonly from: Version;
  readonly to: Version;
  /** The application repository and commit that the version was built from; `null` when not known. */
  readonly source: { readonly repository: string; readonly commit: string } | null;
}

/** What one gate said of the head that was merged, as one line of JSON in a `Waybill-Gate:` trailer. */
export interface GateTrailer {
  readonly gate: string;
  readonly verdict: (typeof VERDICTS)[number];
  readonly reason: string;
}

export interface Trailers {
  readonly changes: readonly ChangeTrailer[];
  /** The commit of the environment that a promotion takes its versions from. */
  readonly from: string | null;
  /** The run that made the commit: a URL, or a text without spaces. */
  readonly run: string | null;
  /** Whose push or click started that run: a login of the forge. */
  readonly actor?: string;
  /** The application repository and commit that a published chart was packaged from; of a pin's change it stands in that. */
  readonly source?: { readonly repository: string; readonly commit: string };
  /** Only in the message of a merge that Waybill asked for: the verdicts it was asked on, and the head that they belong to. */
  readonly gates?: readonly GateTrailer[];
  readonly head?: string;
}

const VERDICTS = ["open", "held", "closed", "unknown"] as const;
/** Characters of a reason: a message is no place for a long one, and forges cut what is too long. */
const REASON_LIMIT = 300;
const CHANGE = "Waybill-Change";
const GATE = "Waybill-Gate";
const HEAD = "Waybill-Head";
const FROM = "Waybill-From";
const SOURCE = "Waybill-Source";
const RUN = "Waybill-Run";
const ACTOR = "Waybill-Actor";
/** `owner/name@commit` */
const SOURCE_SHAPE = /^([\w.-]+\/[\w.-]+)@([0-9a-f]{40}|[0-9a-f]{64})$/u;

/** The trailer lines, without a line break at the end; empty when there is nothing to say. Every value is one line of ASCII. */
export function formatTrailers(trailers: Trailers): string {
  const lines = trailers.changes.map((change) => `${CHANGE}: ${ascii(JSON.stringify(plain(change)))}`);
  for (const { gate, verdict, reason } of trailers.gates ?? []) {
    lines.push(`${GATE}: ${ascii(JSON.stringify({ gate, verdict, reason: oneLine(reason, REASON_LIMIT) }))}`);
  }
  if (trailers.head !== undefined) lines.push(`${HEAD}: ${word(trailers.head)}`);
  if (trailers.from !== null) lines.push(`${FROM}: ${word(trailers.from)}`);
  if (trailers.source !== undefined) {
    const { repository, commit } = trailers.source;
    lines.push(`${SOURCE}: ${word(`${repository}@${commit}`)}`);
  }
  if (trailers.run !== null) lines.push(`${RUN}: ${word(trailers.run)}`);
  if (trailers.actor !== undefined) lines.push(`${ACTOR}: ${word(trailers.actor)}`);
  return lines.join("\n");
}

/**
 * The claims in a commit message. Only lines of its last paragraph count; other trailers among them (GitHub adds `Co-authored-by` to a squash)
 * and claims that cannot be read are passed over. Of several `Waybill-From`, `Waybill-Head`, `Waybill-Source`, `Waybill-Run` or `Waybill-Actor` lines that
 * disagree none is believed.
 */
export function parseTrailers(message: string): Trailers {
  const changes: ChangeTrailer[] = [];
  const gates: GateTrailer[] = [];
  const from = new Set<string>();
  const head = new Set<string>();
  const run = new Set<string>();
  const actor = new Set<string>();
  const source = new Set<string>();
  for (const line of lastParagraph(message)) {
    const match = /^(?<key>[A-Za-z-]+): (?<value>.*)$/u.exec(line)?.groups;
    const value = (match?.["value"] ?? "").trim();
    if (match?.["key"] === CHANGE) changes.push(...readChange(value));
    if (match?.["key"] === GATE) gates.push(...readGate(value));
    if (match?.["key"] === HEAD && /^[0-9a-f]{40}$/u.test(value)) head.add(value);
    if (match?.["key"] === FROM && /^[0-9a-f]{40}$/u.test(value)) from.add(value);
    if (match?.["key"] === SOURCE && SOURCE_SHAPE.test(value)) source.add(value);
    if (match?.["key"] === RUN && /^\S{1,500}$/u.test(value)) run.add(value);
    if (match?.["key"] === ACTOR && /^\S{1,100}$/u.test(value)) actor.add(value);
  }
  const judged = onlyOne(head);
  const started = onlyOne(actor);
  const [, repository, commit] = SOURCE_SHAPE.exec(onlyOne(source) ?? "") ?? [];
  return {
    changes,
    from: onlyOne(from),
    run: onlyOne(run),
    ...(started === null ? {} : { actor: started }),
    ...(repository === undefined || commit === undefined ? {} : { source: { repository, commit } }),
    ...(gates.length === 0 ? {} : { gates }),
    ...(judged === null ? {} : { head: judged }),
  };
}

/**
 * A commit message: one line of subject, the body, our trailers as the last paragraph. Subject and body may be text from outside: no line of
 * them can be taken for a trailer, by Git or by us, also when a forge later joins messages or cuts our paragraph off.
 */
export function commitMessage(subject: string, body: string, trailers: Trailers): string {
  // Without a subject our trailers would be the first paragraph, which is never one of trailers.
  const parts = [inertLine(oneLineOf(subject)) || "Change", inertBody(body), formatTrailers(trailers)];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

/** Our fields only, in one order. */
function plain({ environment, app, artifact, from, to, source }: ChangeTrailer): ChangeTrailer {
  return {
    environment,
    app,
    artifact,
    from: { tag: from.tag, digest: from.digest },
    to: { tag: to.tag, digest: to.digest },
    source: source === null ? null : { repository: source.repository, commit: source.commit },
  };
}

function readChange(text: string): readonly ChangeTrailer[] {
  try {
    const value = asRecord(parseJson(text, CHANGE), CHANGE);
    return [
      {
        environment: asString(value["environment"], "environment"),
        app: asString(value["app"], "app"),
        artifact: asString(value["artifact"], "artifact"),
        from: readVersion(value["from"]),
        to: readVersion(value["to"]),
        source: optional(value["source"], "source", (source, what) => {
          const { repository, commit } = asRecord(source, what);
          return { repository: asString(repository, "repository"), commit: asString(commit, "commit") };
        }),
      },
    ];
  } catch (error) {
    // A claim that cannot be read is no claim: everything works without it. Anything else is a fault.
    if (error instanceof UserError) return [];
    throw error;
  }
}

function readGate(text: string): readonly GateTrailer[] {
  try {
    const value = asRecord(parseJson(text, GATE), GATE);
    return [
      {
        gate: asString(value["gate"], "gate"),
        verdict: oneOf(value["verdict"], "verdict", VERDICTS),
        reason: asString(value["reason"], "reason"),
      },
    ];
  } catch (error) {
    if (error instanceof UserError) return [];
    throw error;
  }
}

function readVersion(value: unknown): Version {
  const { tag, digest } = asRecord(value, "version");
  return { tag: optional(tag, "tag", asString), digest: optional(digest, "digest", asString) };
}

function onlyOne(values: ReadonlySet<string>): string | null {
  const [first, ...others] = values;
  return others.length === 0 ? (first ?? null) : null;
}

/** The first paragraph is the subject's, never trailers (git-interpret-trailers(1)). */
function lastParagraph(message: string): readonly string[] {
  const paragraphs = message
    .replaceAll("\r\n", "\n")
    .trimEnd()
    .split(/\n[ \t]*\n+/u);
  return paragraphs.length < 2 ? [] : (paragraphs.at(-1) ?? "").split("\n");
}

/** Line breaks of every kind and control characters become spaces. */
function oneLineOf(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, " ").trim();
}

function inertBody(body: string): string {
  return body
    .split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/u)
    .map((line) => inertLine(line.replace(/(?!\t)\p{Cc}/gu, " ").trimEnd()))
    .join("\n")
    .replace(/\n{3,}/gu, "\n\n")
    .replace(/^\n+|\n+$/gu, "");
}

/** A quotation mark before what Git takes for a trailer or for the divider between a message and a patch: no key begins with one. */
function inertLine(line: string): string {
  return /^\s*[A-Za-z0-9-]+\s*:|^\(cherry picked from commit|^---/u.test(line) ? `> ${line}` : line;
}

/** JSON stays the same value when characters beyond ASCII are written as escapes. */
function ascii(json: string): string {
  return json.replace(/[\u007f-\u{10ffff}]/gu, (character) =>
    Array.from({ length: character.length }, (_, unit) => character.charCodeAt(unit).toString(16).padStart(4, "0"))
      .map((unit) => `\\u${unit}`)
      .join(""),
  );
}

function word(text: string): string {
  return text.replace(/[^\u0021-\u007e]+/gu, "");
}
