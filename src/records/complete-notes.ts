// The pull requests' notes, completed with the records of what was merged.
import { groupBy } from "../text/group-by.ts";
import { messageOf, UserError } from "../errors.ts";
import type { Connection, Effects } from "../github/connections.ts";
import { upsertNote } from "./note.ts";
import type { ChangeRecord } from "./record.ts";
import { renderRecordSection } from "./render-note.ts";

export interface NoteCompletion {
  /**
   * Writes the record section of every pull request that the records name, each once a run. Called before the records are pushed: a run
   * killed between the two finds the commits unrecorded and comes here again, and the note that is there already is not written twice.
   */
  complete(connection: Connection, records: readonly ChangeRecord[]): Promise<void>;
  /** A UserError that names every note that could not be written. A missing note keeps no record from being written. */
  throwIfFailed(): void;
}

export function noteCompletion(recordsBranch: string, { log }: Effects): NoteCompletion {
  const done = new Set<string>();
  const failures: { readonly place: string; readonly error: unknown }[] = [];
  return {
    async complete({ name, forge }, records) {
      if (forge === null) return;
      const ofPullRequests = groupBy(records, ({ pullRequest }) => pullRequest?.number ?? null);
      for (const [number, members] of ofPullRequests) {
        const place = `${name}#${number}`;
        if (number === null || done.has(place)) continue;
        done.add(place);
        try {
          const markdown = renderRecordSection(members, recordsBranch);
          await upsertNote(forge, { pullRequest: number, section: "record", markdown }, log);
        } catch (error) {
          failures.push({ place, error });
        }
      }
    },
    throwIfFailed() {
      if (failures.length === 0) return;
      const reasons = failures.map(({ place, error }) => `${place}: ${messageOf(error)}`).join("; ");
      throw new UserError(`the records are written, but not the notes on their pull requests: ${reasons}`, {
        cause: failures[0]?.error,
      });
    },
  };
}
