// The compliance note: one comment of ours on a pull request, in two sections that are written by different actions and kept apart.
import type { Log } from "../effects.ts";
import type { Comment, Forge } from "../github/forge.ts";
import { cutBytes } from "../text/markdown.ts";

export type NoteSection = "gate" | "record";

/** The first characters of our comment. Anybody can write them, so they count only in a comment of our own account. */
export const NOTE_MARKER = "<!-- waybill:note -->";

/** Bytes of UTF-8 that a section may have. Together with the markers they stay below 60,000; the forge refuses 65,536 characters. */
const SECTION_LIMITS: Readonly<Record<NoteSection, number>> = { gate: 40_000, record: 19_000 };

const SECTIONS: readonly NoteSection[] = ["gate", "record"];

/** The note's text: the sections that there are, in their fixed order, each between its markers. */
export function noteBody(sections: Readonly<Partial<Record<NoteSection, string>>>): string {
  const parts = SECTIONS.flatMap((section) => {
    const markdown = sections[section];
    return markdown === undefined ? [] : [`${opening(section)}\n${inert(section, markdown)}\n${closing(section)}`];
  });
  return [NOTE_MARKER, ...parts].join("\n\n");
}

/** The sections of a text that `noteBody` made. A section whose end is missing (somebody edited it) counts as not there and is written anew. */
export function readNote(body: string): Readonly<Partial<Record<NoteSection, string>>> {
  const text = plainLines(body);
  const sections: Partial<Record<NoteSection, string>> = {};
  for (const section of SECTIONS) {
    const start = text.indexOf(opening(section));
    const end = text.indexOf(closing(section), start + 1);
    if (start !== -1 && end !== -1) sections[section] = text.slice(start + opening(section).length, end).trim();
  }
  return sections;
}

/**
 * Our note among a pull request's comments: the oldest comment that begins with the marker and that we wrote. Where the host does not tell
 * who we are (`viewer` is `null`), a bot's marked comment is taken for ours: a person cannot have a bot's login, and no other bot has a
 * reason to write our marker.
 */
export function findNote(comments: readonly Comment[], viewer: string | null): Comment | null {
  const ours = comments.filter(
    ({ author, body }) =>
      body.startsWith(NOTE_MARKER) && (viewer === null ? author.endsWith("[bot]") : sameLogin(author, viewer)),
  );
  return ours.reduce<Comment | null>((oldest, note) => (oldest === null || note.id < oldest.id ? note : oldest), null);
}

/**
 * Writes one section of the pull request's note and leaves the other as it is; creates the note when there is none. Nothing is sent when
 * the text is already there. At most three requests: who we are (once a run), the comments, the write; and a second look after a note was
 * created, because another run may have created one at the same moment.
 *
 * `markdown` is inert already (src/text/markdown.ts). `comments`: all comments of the pull request where the caller has just read them.
 */
export async function upsertNote(
  forge: Forge,
  note: {
    readonly pullRequest: number;
    readonly section: NoteSection;
    readonly markdown: string;
    readonly comments?: readonly Comment[];
  },
  log: Log,
): Promise<{ readonly comment: Comment; readonly written: boolean }> {
  const viewer = await forge.viewer();
  const comments = note.comments ?? (await forge.comments(note.pullRequest));
  const present = findNote(comments, viewer);
  const body = noteBody({ ...(present === null ? {} : readNote(present.body)), [note.section]: note.markdown });
  if (present === null) {
    const comment = await forge.addComment(note.pullRequest, body);
    log.debug(`wrote the note on #${note.pullRequest}: ${comment.url}`);
    return { comment: await yieldToOlder(forge, note, comment, viewer), written: true };
  }
  if (plainLines(present.body) === plainLines(body)) return { comment: present, written: false };
  log.debug(`updated the note on #${note.pullRequest}: ${present.url}`);
  return { comment: await forge.updateComment(present.id, body), written: true };
}

/**
 * Of two notes that two runs created at once the older stays, which both runs see: comments are numbered in their order. The younger run
 * puts its section there and takes its own note away. Gives the note that stays.
 */
async function yieldToOlder(
  forge: Forge,
  {
    pullRequest,
    section,
    markdown,
  }: { readonly pullRequest: number; readonly section: NoteSection; readonly markdown: string },
  created: Comment,
  viewer: string | null,
): Promise<Comment> {
  const oldest = findNote(await forge.comments(pullRequest), viewer);
  if (oldest === null || oldest.id >= created.id) return created;
  const stays = await forge.updateComment(oldest.id, noteBody({ ...readNote(oldest.body), [section]: markdown }));
  await forge.deleteComment(created.id);
  return stays;
}

function opening(section: NoteSection): string {
  return `<!-- waybill:${section} -->`;
}

function closing(section: NoteSection): string {
  return `<!-- /waybill:${section} -->`;
}

/** A section cut to its size, and unable to hold a marker of ours. */
function inert(section: NoteSection, markdown: string): string {
  const apart = markdown.replaceAll(/<!--(?=\s*\/?waybill:)/gu, "&lt;!--").trim();
  return cutBytes(apart, SECTION_LIMITS[section], "_The rest is cut here: a comment has a limit._");
}

function sameLogin(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** A comment edited in a browser comes back with CRLF, and some hosts trim the end. */
function plainLines(text: string): string {
  return text.replaceAll("\r\n", "\n").trimEnd();
}
