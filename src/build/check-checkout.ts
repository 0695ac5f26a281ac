// Whether what is checked out is what the labels will say: the run's commit, with the tags that its version needs.
import type { Log } from "../effects.ts";
import { usageError } from "../errors.ts";
import type { Checkout } from "./checkout.ts";
import { type BranchOrTag, branchSubject, type BuildSubject } from "./subject.ts";
import type { VersionRequest } from "./version.ts";

/**
 * The subject, as the clone knows it. Throws a usage error when another commit is checked out, or when the tags are not there that the version needs; only warns of the
 * merge commit of a pull request.
 */
export function checkCheckout(
  { subject, version }: { readonly subject: BuildSubject | BranchOrTag; readonly version: VersionRequest },
  checkout: Checkout,
  log: Log,
): BuildSubject {
  const needsTags =
    version.shortTags ||
    version.latest ||
    (version.version === null && (version.pattern === "semver" || version.pattern === "describe"));
  if (needsTags && checkout.isShallow) {
    throw usageError(
      "the checkout has no history, and the tags that this version needs are not there; set `fetch-depth: 0` in actions/checkout",
    );
  }
  if (checkout.commit === subject.commit) return settled(subject, checkout, version.tagPrefix);
  if (subject.kind === "pull-request" && checkout.commit === subject.merge) {
    log.warning(
      `the checkout is ${checkout.commit}, the merge of the pull request, and what is built is called by its head ${subject.commit}; check out \`ref: \${{ github.event.pull_request.head.sha }}\` to build exactly that`,
    );
    return subject;
  }
  throw usageError(
    `the checkout is ${checkout.commit}, and the run is about ${subject.commit}; check out that commit before this step`,
  );
}

/** A name is a tag when Git has one of that name at this commit. Throws a usage error where a version hangs on tags that are not there. */
function settled(
  subject: BuildSubject | BranchOrTag,
  { tagsOfCommit, isShallow }: Checkout,
  tagPrefix: string,
): BuildSubject {
  if (subject.kind !== "branch-or-tag") return subject;
  const { name, commit } = subject;
  if (tagsOfCommit.includes(name)) return { kind: "tag", tag: name, commit };
  // A release must not go by as a branch's build; a name that is no version makes no release either way.
  if (isShallow && name.startsWith(tagPrefix) && /^v?\d/u.test(name.slice(tagPrefix.length))) {
    throw usageError(
      `the run is about "${name}", the event does not say whether that is a branch or a Git tag, and the checkout has no tags to tell by; set \`fetch-depth: 0\` in actions/checkout`,
    );
  }
  return branchSubject(name, commit);
}
