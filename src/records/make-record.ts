// One record from the facts of one commit: what changed between two lists of pins, and who stood behind it. Pure.
import { groupBy } from "../text/group-by.ts";
import { stepBetween } from "../artifacts/order.ts";
import { equalVersions, formatVersion } from "../artifacts/version.ts";
import type { CommitInfo } from "../git/repository.ts";
import type { ChangeTrailer } from "../git/trailers.ts";
import type { PullRequest } from "../github/forge.ts";
import { pairingKey, type Pin } from "../manifests/pin.ts";
import type { ChangeRecord, RecordedApproval, RecordedChange } from "./record.ts";

export interface RecordFacts {
  readonly kind: ChangeRecord["kind"];
  readonly environment: string;
  readonly app: string;
  readonly sequence: number;
  readonly repository: string;
  readonly branch: string;
  readonly commit: CommitInfo;
  readonly pins: readonly Pin[];
  readonly changes: readonly PinChange[];
  /** What the commit claims of its changes; believed only where the diff shows the same. */
  readonly claims: readonly ChangeTrailer[];
  readonly promotedFrom: ChangeRecord["promotedFrom"];
  readonly since: string;
  readonly sinceBy: ChangeRecord["sinceBy"];
  readonly pullRequest: PullRequest | null;
  readonly approvals: readonly RecordedApproval[];
  readonly gate: ChangeRecord["gate"];
  readonly verdicts: ChangeRecord["verdicts"];
  readonly exceptions: ChangeRecord["exceptions"];
  readonly tests: ChangeRecord["tests"];
  readonly policy: string;
  readonly run: string | null;
}

/** One place before and after; never both `null`, never twice the same version. */
export interface PinChange {
  readonly before: Pin | null;
  readonly after: Pin | null;
}

export function makeRecord(facts: RecordFacts): ChangeRecord {
  const { commit, pullRequest } = facts;
  return {
    schema: 1,
    kind: facts.kind,
    environment: facts.environment,
    app: facts.app,
    sequence: facts.sequence,
    repository: facts.repository,
    branch: facts.branch,
    commit: commit.commit,
    parent: commit.parents[0] ?? null,
    pins: facts.pins.map((pin) => ({ ...placeOf(pin), version: pin.version })),
    changes: facts.changes.map((change) => recordedChange(facts, change)),
    promotedFrom: facts.promotedFrom,
    since: facts.since,
    sinceBy: facts.sinceBy,
    author: { name: commit.author.name, email: commit.author.email },
    pullRequest: pullRequest && {
      number: pullRequest.number,
      url: pullRequest.url,
      title: pullRequest.title,
      author: pullRequest.author,
      mergedBy: pullRequest.mergedBy,
      head: pullRequest.head.commit,
    },
    approvals: facts.approvals,
    gate: facts.gate,
    verdicts: facts.verdicts,
    exceptions: facts.exceptions,
    tests: facts.tests,
    policy: facts.policy,
    undo: undoOf(facts.changes),
    run: facts.run,
  };
}

/**
 * The places whose version changed. Pins are the same when their pairing key is, so a moved file or a reordered list changes nothing;
 * of several pins with one key those in the same place belong together, then those left over in the order in which they stand.
 */
export function changesBetween(before: readonly Pin[], after: readonly Pin[]): readonly PinChange[] {
  const [old, now] = [groupByKey(before), groupByKey(after)];
  const changes: PinChange[] = [];
  for (const key of new Set([...old.keys(), ...now.keys()])) {
    const [had, has] = [old.get(key) ?? [], now.get(key) ?? []];
    if (sameVersions(had, has)) continue;
    const left = [...had];
    const take = (found: number): Pin | null => (found === -1 ? null : (left.splice(found, 1)[0] ?? null));
    const placed = has.map((pin) => ({ pin, before: take(left.findIndex((other) => isSamePlace(other, pin))) }));
    for (const { pin, before } of placed) {
      const match = before ?? take(left.length === 0 ? -1 : 0);
      if (match === null || !equalVersions(match.version, pin.version)) changes.push({ before: match, after: pin });
    }
    changes.push(...left.map((pin) => ({ before: pin, after: null })));
  }
  return changes;
}

function groupByKey(pins: readonly Pin[]): ReadonlyMap<string, readonly Pin[]> {
  return groupBy(pins, pairingKey);
}

/** Whether both lists hold the same set of versions: another place for a version that was there already changes nothing that runs. */
function sameVersions(a: readonly Pin[], b: readonly Pin[]): boolean {
  const versions = (pins: readonly Pin[]): string =>
    JSON.stringify([...new Set(pins.map(({ version }) => formatVersion(version)))].sort());
  return versions(a) === versions(b);
}

function isSamePlace(a: Pin, b: Pin): boolean {
  return a.file === b.file && a.document === b.document && a.path === b.path;
}

function placeOf(pin: Pin): { artifact: string; file: string; path: string } {
  return { artifact: pairingKey(pin), file: pin.file, path: pin.path };
}

function recordedChange(facts: RecordFacts, { before, after }: PinChange): RecordedChange {
  const pin = after ?? before;
  // The type cannot say "one of both"; `changesBetween` never makes such a change.
  if (pin === null) throw new TypeError("a change without a pin before and after");
  const [from, to] = [before?.version ?? null, after?.version ?? null];
  const place = placeOf(pin);
  const claim = facts.claims.find(
    (each) =>
      each.environment === facts.environment &&
      each.app === facts.app &&
      each.artifact === place.artifact &&
      from !== null &&
      to !== null &&
      equalVersions(each.from, from) &&
      equalVersions(each.to, to),
  );
  return {
    ...place,
    from,
    to,
    // A pin that appears or goes has no order, which counts as a large step everywhere.
    step: from === null || to === null ? "unordered" : stepBetween(from, to),
    source: claim?.source ?? null,
  };
}

/**
 * The way back as arguments of `waybill set`: the versions before, then the files, so that no other environment is touched. A pin that names no
 * artifact, or is guarded, is named by its place. Empty when the change cannot be undone by setting versions: a pin that came or went, a range, no version before.
 */
function undoOf(changes: readonly PinChange[]): readonly string[] {
  const assignments = new Set<string>();
  const files = new Set<string>();
  for (const { before, after } of changes) {
    if (before === null || after === null || before.style === "range") return [];
    const version = formatVersion(before.version);
    if (version === "") return [];
    const name = after.guarded ? null : (after.artifact?.name ?? null);
    assignments.add(`${name ?? placeNameOf(after)}=${version}`);
    files.add(after.file);
  }
  return [...assignments, ...files];
}

/** One pin as `waybill set` takes it. */
function placeNameOf({ file, document, path }: Pin): string {
  return `${file}#${document === 0 ? "" : `${document}:`}${path}`;
}
