// The beginning of a push's body: which refs it wants to move, read before Git sees it.
import type { IncomingMessage } from "node:http";

export interface Command {
  readonly next: string;
  readonly ref: string;
}

/** Reads a push's body up to the flush packet that ends its commands. */
export async function readCommands(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for (;;) {
    const chunk: unknown = request.read();
    if (Buffer.isBuffer(chunk)) {
      chunks.push(chunk);
      if (endsCommands(Buffer.concat(chunks))) return Buffer.concat(chunks);
      continue;
    }
    if (request.readableEnded || request.destroyed) return Buffer.concat(chunks);
    await new Promise<void>((resolve) => {
      const go = (): void => {
        for (const event of ["readable", "end", "close"]) request.off(event, go);
        resolve();
      };
      for (const event of ["readable", "end", "close"]) request.on(event, go);
    });
  }
}

function endsCommands(bytes: Buffer): boolean {
  let offset = 0;
  while (offset + 4 <= bytes.length) {
    const length = Number.parseInt(bytes.toString("latin1", offset, offset + 4), 16);
    if (length === 0) return true;
    offset += length;
  }
  return false;
}

/** The commands at the beginning of a push's body. */
export function commandsOf(bytes: Buffer): readonly Command[] {
  const found: Command[] = [];
  let offset = 0;
  while (offset + 4 <= bytes.length) {
    const length = Number.parseInt(bytes.toString("latin1", offset, offset + 4), 16);
    if (!(length > 4)) break;
    const [line = ""] = bytes.toString("utf8", offset + 4, offset + length).split("\0");
    const match = /^[0-9a-f]{40} ([0-9a-f]{40}) (\S+)\s*$/.exec(line);
    if (match?.[1] !== undefined && match[2] !== undefined) found.push({ next: match[1], ref: match[2] });
    offset += length;
  }
  return found;
}
