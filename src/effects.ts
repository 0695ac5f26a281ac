// The small effects that every use case takes as parameters; the large ones (git, forge, registry) have folders of their own.

/** Where a run tells what it does. Text from outside is made harmless by the implementation, not by the caller. */
export interface Log {
  /** One line that a person reads. */
  info(line: string): void;
  /** Something the user should mend, though the run goes on. */
  warning(line: string): void;
  /** Shown only when the runner or the user asks for it. */
  debug(line: string): void;
}

/** Time, never read from the machine inside a decision. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after `ms` milliseconds, rejects with the signal's reason when it is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** A number in [0, 1), for jitter. */
  random(): number;
}
