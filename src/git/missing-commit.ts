// The one failed reading that is an answer: the repository has no such commit, or gives it to nobody.
import { UserError } from "../errors.ts";

/** Thrown only where the remote itself said so, or the text is no commit id. Every other failure is no answer, and nothing follows from it. */
export class MissingCommit extends UserError {
  constructor(message: string, options: { readonly cause?: unknown } = {}) {
    super(message, options);
    this.name = "MissingCommit";
  }
}
