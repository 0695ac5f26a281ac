// What a pin follows that holds no version but a policy, in words: a range of versions or a Git branch.
import { formatVersion } from "../artifacts/version.ts";
import type { Pin } from "./pin.ts";

/** What git-check-ref-format allows in no branch's name, or what stands for any number: such a revision is a range of tags. */
const RANGE = /[~^*<>=|\s]|(?:^|\.)[xX](?:\.|$)/u;

/** `range` or `branch`: what the text of a pin with the style `range` is. */
export function policyWord({ takes, version }: Pin): "range" | "branch" {
  return takes === "git" && !RANGE.test(formatVersion(version)) ? "branch" : "range";
}

/** `the range "~1.2"`, `the branch "main"`: with its text. */
export function policyOf(pin: Pin): string {
  return `the ${policyWord(pin)} "${formatVersion(pin.version)}"`;
}
