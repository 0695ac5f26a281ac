// Whether what is checked out is what the labels will say: the run's commit, with the tags that its version needs.
import type { Log } from "../effects.ts";
import { usageError } from "../errors.ts";
import type { Checkout } from "./checkout.ts";
import type { BuildSubject } from "./subject.ts";
import type { VersionRequest } from "./version.ts";

/** Throws a usage error when it is another commit, or lacks the tags that the version needs; only warns of the merge commit of a pull request. */
export function checkCheckout(
  { subject, version }: { readonly subject: BuildSubject; readonly version: VersionRequest },
  checkout: Checkout,
  log: Log,
): void {
  const needsTags =
    version.shortTags || version.latest || version.pattern === "semver" || version.pattern === "describe";
  if (needsTags && checkout.isShallow && version.version === null) {
    throw usageError(
      "the checkout has no history, and the tags that this version needs are not there; set `fetch-depth: 0` in actions/checkout",
    );
  }
  if (checkout.commit === subject.commit) return;
  if (subject.kind === "pull-request") {
    log.warning(
      `the checkout is ${checkout.commit}, the merge of the pull request, and what is built is called by its head ${subject.commit}; check out \`ref: \${{ github.event.pull_request.head.sha }}\` to build exactly that`,
    );
    return;
  }
  throw usageError(
    `the checkout is ${checkout.commit}, and the run is about ${subject.commit}; check out that commit before this step`,
  );
}
