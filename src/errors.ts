// The two ways in which a run ends badly: the user can mend it (UserError), or we must (everything else).

/**
 * Something the user can mend. The message is one sentence or two: what happened, the value in quotes, what was expected, where to
 * change it. It is shown without a stack.
 *
 * `exitCode` 2: the call or the configuration is wrong. 1: the call was right and could not be carried out.
 */
export class UserError extends Error {
  readonly exitCode: 1 | 2;

  constructor(message: string, options: { readonly exitCode?: 1 | 2; readonly cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "UserError";
    this.exitCode = options.exitCode ?? 1;
  }
}

/** A `UserError` for a wrong call or a wrong configuration: exit code 2. */
export function usageError(message: string, cause?: unknown): UserError {
  return new UserError(message, { exitCode: 2, cause });
}

/** The message of whatever was thrown; for text only, never for a decision. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
