// Who our commits say they are by: the `committer` input.
import { usageError } from "../errors.ts";

export interface Identity {
  readonly name: string;
  readonly email: string;
}

/** Reads `Name <email>`; throws a usage error when it is not that. */
export function parseIdentity(text: string): Identity {
  const match = /^([^<>\n\r\0]{1,200}?)\s*<([^<>\s\0]+@[^<>\s\0]+)>$/.exec(text.trim());
  const [, name, email] = match ?? [];
  if (name === undefined || email === undefined) {
    throw usageError(
      `the input \`committer\` is "${text}"; expected a name and an address, such as \`Waybill <waybill@acme.example>\``,
    );
  }
  return { name, email };
}
