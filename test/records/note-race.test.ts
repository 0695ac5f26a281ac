// Two runs that write a pull request's first note at the same moment leave one note, with what both had to say.
import { expect, it } from "vitest";
import { readNote, upsertNote } from "../../src/records/note.ts";
import { NAME, openWorld } from "../github/world.ts";

it("leaves one note with both sections when two runs create it at once", async () => {
  await using world = await openWorld();
  const [one, other] = [await world.connect(), await world.connect()];
  const { number } = await world.propose(one);
  world.forge.fault({
    method: "POST",
    path: "/repos/*/*/issues/*/comments",
    when: "before",
    action: async () => {
      await upsertNote(other, { pullRequest: number, section: "record", markdown: "recorded" }, world.log);
    },
  });
  const { comment } = await upsertNote(one, { pullRequest: number, section: "gate", markdown: "open" }, world.log);

  const notes = world.forge.repository(NAME).comments;
  expect(notes.map(({ id }) => id)).toEqual([comment.id]);
  expect(readNote(notes[0]?.body ?? "")).toEqual({ gate: "open", record: "recorded" });
  expect(world.forge.violations).toEqual([]);
});

it("leaves the older note alone when the younger run is another account's", async () => {
  await using world = await openWorld();
  const client = await world.connect();
  const { number } = await world.propose(client);
  world.forge.addUser("mallory", { [NAME]: "write" });
  await world.forge.comment(NAME, number, { by: "mallory", body: "<!-- waybill:note -->" });
  await upsertNote(client, { pullRequest: number, section: "gate", markdown: "open" }, world.log);
  expect(world.forge.repository(NAME).comments).toHaveLength(2);
});
