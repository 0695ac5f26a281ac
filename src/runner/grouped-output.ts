// Groups of log lines, one after the other: the runner does not nest groups, so what runs beside an open group waits for its end.
import { stripVTControlCharacters } from "node:util";
import { END_OF_GROUP, groupLine, runnerLog } from "./log.ts";

export interface OutputGroup {
  /** One line of outside text; it can become no command. */
  line(text: string): void;
  close(): void;
}

/** Opens groups that write to the job's log; the first streams, those opened meanwhile follow in their order. */
export function groupedOutput(write: (text: string) => void): (title: string) => OutputGroup {
  const log = runnerLog(write);
  /** The one at the head streams. */
  const open: { readonly title: string; readonly held: string[]; closed: boolean }[] = [];
  const streamHead = (): void => {
    for (let head = open[0]; head !== undefined; head = open[0]) {
      write(groupLine(head.title));
      for (const text of head.held.splice(0)) log.info(text);
      if (!head.closed) return;
      write(END_OF_GROUP);
      open.shift();
    }
  };
  return (title) => {
    const group = { title, held: [] as string[], closed: false };
    open.push(group);
    if (open.length === 1) streamHead();
    return {
      line(text) {
        const shown = readable(text);
        if (open[0] === group) log.info(shown);
        else group.held.push(shown);
      },
      close() {
        group.closed = true;
        if (open[0] !== group) return;
        write(END_OF_GROUP);
        open.shift();
        streamHead();
      },
    };
  };
}

/** Without colours, and with tabs as spaces: the log would spell them out as the invisible characters that they are. */
function readable(text: string): string {
  return stripVTControlCharacters(text).replaceAll("\t", "    ");
}
