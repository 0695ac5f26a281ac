// An event, as the runner hands it over, through the whole of naming: subject, checkout, version, tags, labels; and what came of it, as one line of a table.
import { expect } from "vitest";
import { checkCheckout } from "../../src/build/check-checkout.ts";
import type { Checkout } from "../../src/build/checkout.ts";
import { buildSubject, type RunEvent } from "../../src/build/event-subject.ts";
import { imageLabels, REVISION_LABEL } from "../../src/build/labels.ts";
import { versionOf, type VersionRequest } from "../../src/build/version.ts";
import { repositoryFacts } from "../../src/entry/event.ts";
import { UserError } from "../../src/errors.ts";

const REQUEST: VersionRequest = {
  version: null,
  pattern: "date",
  tagPrefix: "",
  allPrefixes: [],
  shortTags: true,
  latest: true,
};

/** A full clone of a repository that has released 0.0.1; what is checked out is the subject's commit, as the workflow must see to. */
const CLONE: Omit<Checkout, "commit"> = {
  committedAt: new Date("2026-11-21T09:44:00Z"),
  isShallow: false,
  tags: ["0.0.1", "simple-tag"],
  tagsOfCommit: [],
  nearest: null,
};

const silent = { info: () => undefined, warning: () => undefined, debug: () => undefined };

/**
 * `the tag 1.2.3 at 0123456: 1.2.3 1.2 latest, releasable`, or `refused: ` and the message. Whoever names a version also labels the image with it and the commit,
 * which is asserted here. Throws what is no refusal.
 */
export function outcomeOf(
  event: RunEvent,
  clone: Partial<Checkout> = {},
  request: Partial<VersionRequest> = {},
): string {
  try {
    const asked = { ...REQUEST, ...request };
    const named = buildSubject(event);
    const checkout = { ...CLONE, commit: named.commit, ...clone };
    const subject = checkCheckout({ subject: named, version: asked }, checkout, silent);
    const version = versionOf({ ...checkout, subject }, asked);
    if (version === null) return "another app's";
    const labels = imageLabels({
      ...repositoryFacts(event.payload),
      repository: { registry: "registry.example", repository: "acme/hello" },
      version: version.version,
      commit: subject.commit,
      committedAt: checkout.committedAt,
      source: "https://github.com/acme/hello",
    });
    expect(labels).toMatchObject({
      [REVISION_LABEL]: subject.commit,
      "org.opencontainers.image.version": version.version,
      "org.opencontainers.image.created": "2026-11-21T09:44:00Z",
    });
    const tags = [version.tag, ...version.movingTags].join(" ");
    return `${described(subject)} at ${subject.commit.slice(0, 7)}: ${tags}, ${version.isReleasable ? "releasable" : "never released"}`;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return `refused: ${error.message}`;
  }
}

function described(subject: ReturnType<typeof checkCheckout>): string {
  switch (subject.kind) {
    case "tag":
      return `the tag ${subject.tag}`;
    case "branch":
      return `the branch ${subject.branch}`;
    case "pull-request":
      return `pull request ${subject.number ?? "?"}`;
    case "merge-group":
      return "a merge group";
  }
}
