// A program's output as lines, as they come: progress that begins its line anew is a line too. In time that grows with the output, however long a line is.
import { StringDecoder } from "node:string_decoder";

export interface LineReader {
  data(chunk: Buffer): void;
  /** Gives what came last without the end of its line. */
  end(): void;
}

export function lineReader(take: (line: string) => void): LineReader {
  const decoder = new StringDecoder("utf8");
  /** The line that has not ended, piece by piece: put together only when it ends. */
  let open: string[] = [];
  const read = (text: string, isLast: boolean): void => {
    open.push(text);
    if (!isLast && !/[\r\n]/u.test(text) && open.at(-2)?.endsWith("\r") !== true) return;
    // A carriage return at the end may be half of a line end.
    const parts = open.join("").split(isLast ? /\r\n|\n|\r/u : /\r\n|\n|\r(?!$)/u);
    open = [parts.pop() ?? ""];
    for (const line of parts) take(line);
  };
  return {
    data: (chunk) => read(decoder.write(chunk), false),
    end() {
      read(decoder.end(), true);
      const rest = open.join("");
      if (rest !== "") take(rest);
    },
  };
}
