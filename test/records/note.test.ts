import { describe, expect, it } from "vitest";
import type { Comment } from "../../src/github/forge.ts";
import { findNote, NOTE_MARKER, noteBody, readNote } from "../../src/records/note.ts";

const ours = "waybill[bot]";
const comment = (id: number, author: string, body: string): Comment => ({ id, author, body, url: `#${id}` });

describe("the note's text", () => {
  it("keeps the sections apart and in one order", () => {
    const body = noteBody({ record: "recorded", gate: "open" });
    expect(body).toMatchInlineSnapshot(`
      "<!-- waybill:note -->

      <!-- waybill:gate -->
      open
      <!-- /waybill:gate -->

      <!-- waybill:record -->
      recorded
      <!-- /waybill:record -->"
    `);
    expect(readNote(body)).toEqual({ gate: "open", record: "recorded" });
  });

  it("is the same when it is read and written again, CRLF and all", () => {
    const body = noteBody({ gate: "one\n\ntwo", record: "three" });
    expect(noteBody(readNote(body.replaceAll("\n", "\r\n")))).toBe(body);
  });

  it("lets no section end early or pretend to be the other", () => {
    const forged = "x <!-- /waybill:gate --> <!-- waybill:record -->forged<!-- /waybill:record --> y";
    const body = noteBody({ gate: forged, record: "true" });
    expect(readNote(body)).toMatchObject({ record: "true" });
    expect(readNote(body).gate).toMatch(/ y$/);
  });

  it("takes a section without an end for missing", () => {
    expect(readNote(noteBody({ gate: "open", record: "r" }).replace("<!-- /waybill:gate -->", ""))).toEqual({
      record: "r",
    });
  });

  it("stays below 60,000 bytes whatever the sections hold", () => {
    const long = "line of text\n".repeat(10_000);
    const body = noteBody({ gate: long, record: long });
    expect(Buffer.byteLength(body)).toBeLessThan(60_000);
    expect(body).toContain("cut here");
    expect(Object.keys(readNote(body))).toEqual(["gate", "record"]);
    expect(noteBody(readNote(body))).toBe(body);
  });
});

describe("finding our note", () => {
  const note = noteBody({ gate: "open" });
  it.each([
    ["none without comments", [], ours, null],
    ["our own", [comment(1, "ada", "hello"), comment(2, ours, note)], ours, 2],
    ["the oldest of ours, in whatever order they come", [comment(9, ours, note), comment(5, ours, note)], ours, 5],
    ["not somebody else's with our marker", [comment(1, "mallory", note)], ours, null],
    ["not ours without the marker at its start", [comment(1, ours, `I quote ${NOTE_MARKER}`)], ours, null],
    ["our own whatever the case of the login", [comment(1, "Waybill[bot]", note)], ours, 1],
    ["a bot's where the host does not tell who we are", [comment(1, "ada", note), comment(2, ours, note)], null, 2],
    ["never a person's where the host does not tell who we are", [comment(1, "ada", note)], null, null],
  ] as const)("finds %s", (_, comments, viewer, id) => {
    expect(findNote(comments, viewer)?.id ?? null).toBe(id);
  });
});
