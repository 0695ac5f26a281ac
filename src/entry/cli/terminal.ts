// The terminal of a command: where results and remarks go, in colour and with progress only where a person looks.

/** Where a command writes and what it knows of the terminal. */
export interface Terminal {
  /** Result, for people or with --json for programs. */
  out(text: string): void;
  /** Remarks. */
  err(text: string): void;
  /** Says what is going on while it takes long; gone when the next text comes. Nothing where stderr is no terminal. */
  progress(text: string): void;
  /** A unified diff's line, in colour where colour is welcome. */
  diffLine(line: string): string;
  readonly folder: string;
}

interface Stream {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
}

/** A command that is done sooner says nothing of its progress. */
const PATIENCE_MS = 400;

const CLEAR_LINE = "\r\u001b[2K";
const [RED, GREEN, CYAN, BOLD, PLAIN] = [31, 32, 36, 1, 0].map((code) => `\u001b[${code}m`);

/** `environment`: NO_COLOR (no-color.org: any text that is not empty) and TERM=dumb are honoured. */
export function openTerminal(options: {
  readonly stdout: Stream;
  readonly stderr: Stream;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly folder: string;
}): Terminal {
  const { stdout, stderr, environment, folder } = options;
  const isSmart = environment["TERM"] !== "dumb";
  const colour = stdout.isTTY === true && isSmart && (environment["NO_COLOR"] ?? "") === "";
  let pending: NodeJS.Timeout | null = null;
  let isShown = false;
  const clear = (): void => {
    if (pending !== null) clearTimeout(pending);
    pending = null;
    if (isShown) stderr.write(CLEAR_LINE);
    isShown = false;
  };
  return {
    folder,
    out(text) {
      clear();
      if (text !== "") stdout.write(text);
    },
    err(text) {
      clear();
      stderr.write(text);
    },
    progress(text) {
      if (stderr.isTTY !== true || !isSmart) return;
      clear();
      pending = setTimeout(() => {
        isShown = true;
        stderr.write(`${CLEAR_LINE}${text} ...`);
      }, PATIENCE_MS);
      // A command that ends, or fails, does not wait for it.
      pending.unref();
    },
    diffLine: (line) => (colour ? paint(line) : line),
  };
}

function paint(line: string): string {
  const code = /^(?:---|\+\+\+) /.test(line)
    ? BOLD
    : line.startsWith("+")
      ? GREEN
      : line.startsWith("-")
        ? RED
        : line.startsWith("@@")
          ? CYAN
          : null;
  return code === null ? line : `${code}${line}${PLAIN}`;
}
