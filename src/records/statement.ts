// A record as the file that is stored: an in-toto Statement v1 in canonical JSON, and read back with every field checked.
import type { Step } from "../artifacts/order.ts";
import type { Version } from "../artifacts/version.ts";
import { messageOf, UserError } from "../errors.ts";
import type { NamedVerdict, Verdict } from "../gates/gate.ts";
import {
  asInteger,
  asRecord,
  asString,
  canonicalJson,
  listOf,
  oneOf,
  optional,
  parseJson,
  type JsonValue,
} from "../text/canonical-json.ts";
import type { ChangeRecord, RecordedApproval, RecordedChange } from "./record.ts";

/** https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md */
const STATEMENT_TYPE = "https://in-toto.io/Statement/v1";

/** An identifier, not an address: nothing is served under it. */
export const PREDICATE_TYPE = "urn:waybill:change-record:v1";

const STEPS = {
  none: true,
  digest: true,
  patch: true,
  minor: true,
  major: true,
  prerelease: true,
  downgrade: true,
  unordered: true,
} satisfies Record<Step, true>;

/** The record's file, with a final newline. Equal records give equal bytes. */
export function formatStatement(record: ChangeRecord): string {
  const predicate = predicateOf(record);
  return `${canonicalJson({ _type: STATEMENT_TYPE, subject: subjectsOf(record), predicateType: PREDICATE_TYPE, predicate })}\n`;
}

/** The record that the file holds. `what` names the file in the UserError for a text that is no record, or one of a later schema. */
export function parseStatement(text: string, what: string): ChangeRecord {
  try {
    const statement = asRecord(parseJson(text), "the statement");
    oneOf(statement["_type"], "_type", [STATEMENT_TYPE]);
    oneOf(statement["predicateType"], "predicateType", [PREDICATE_TYPE]);
    return readRecord(asRecord(statement["predicate"], "predicate"));
  } catch (error) {
    throw new UserError(`the record ${what} cannot be read: ${messageOf(error)}`, { cause: error });
  }
}

/** What the statement is about: the environment's commit, and every image digest that the commit set. */
function subjectsOf(record: ChangeRecord): JsonValue {
  const images = new Map<string, JsonValue>();
  for (const { artifact, to } of record.changes) {
    const sha256 = to?.digest?.startsWith("sha256:") === true ? to.digest.slice("sha256:".length) : null;
    if (artifact.startsWith("image:") && sha256 !== null) {
      images.set(`${artifact}@${sha256}`, { name: artifact.slice("image:".length), digest: { sha256 } });
    }
  }
  return [{ name: record.repository, digest: { gitCommit: record.commit } }, ...images.values()];
}

/** The same fields, copied: an interface is no JSON value to the compiler, an object literal is. */
function predicateOf(record: ChangeRecord): JsonValue {
  const version = (each: Version | null): JsonValue => each && { tag: each.tag, digest: each.digest };
  return {
    schema: record.schema,
    kind: record.kind,
    environment: record.environment,
    app: record.app,
    sequence: record.sequence,
    repository: record.repository,
    branch: record.branch,
    commit: record.commit,
    parent: record.parent,
    pins: record.pins.map((pin) => ({ ...pin, version: version(pin.version) })),
    changes: record.changes.map((change) => ({
      ...change,
      from: version(change.from),
      to: version(change.to),
      source: change.source && { ...change.source },
    })),
    promotedFrom: record.promotedFrom && { ...record.promotedFrom },
    since: record.since,
    sinceBy: record.sinceBy,
    author: { ...record.author },
    pullRequest: record.pullRequest && { ...record.pullRequest },
    approvals: record.approvals.map((approval) => ({ ...approval })),
    gate: record.gate && { ...record.gate },
    verdicts: record.verdicts.map(({ gate, verdict }) => ({ gate, verdict: { ...verdict } })),
    exceptions: record.exceptions,
    tests: record.tests.map((test) => ({ ...test })),
    policy: record.policy,
    undo: record.undo,
    run: record.run,
  };
}

type Fields = Readonly<Record<string, unknown>>;

function readRecord(fields: Fields): ChangeRecord {
  if (fields["schema"] !== 1) throw new UserError("schema is not 1; a later version of Waybill wrote it");
  return {
    schema: 1,
    kind: oneOf(fields["kind"], "kind", ["genesis", "change"]),
    environment: asString(fields["environment"], "environment"),
    app: asString(fields["app"], "app"),
    sequence: asInteger(fields["sequence"], "sequence"),
    repository: asString(fields["repository"], "repository"),
    branch: asString(fields["branch"], "branch"),
    commit: asString(fields["commit"], "commit"),
    parent: optional(fields["parent"], "parent", asString),
    pins: listOf(fields["pins"], "pins", (value, what) => {
      const pin = asRecord(value, what);
      return { ...readPlace(pin, what), version: readVersion(pin["version"], `${what}.version`) };
    }),
    changes: listOf(fields["changes"], "changes", readChange),
    promotedFrom: optional(fields["promotedFrom"], "promotedFrom", (value, what) => {
      const from = asRecord(value, what);
      return {
        environment: asString(from["environment"], `${what}.environment`),
        commit: asString(from["commit"], `${what}.commit`),
      };
    }),
    since: readInstant(fields["since"], "since"),
    sinceBy: oneOf(fields["sinceBy"], "sinceBy", ["merge", "observation"]),
    author: readAuthor(fields["author"], "author"),
    pullRequest: optional(fields["pullRequest"], "pullRequest", readPullRequest),
    approvals: listOf(fields["approvals"], "approvals", readApproval),
    gate: optional(fields["gate"], "gate", readGate),
    verdicts: listOf(fields["verdicts"], "verdicts", readNamedVerdict),
    exceptions: listOf(fields["exceptions"], "exceptions", asString),
    tests: listOf(fields["tests"], "tests", readTest),
    policy: asString(fields["policy"], "policy"),
    undo: listOf(fields["undo"], "undo", asString),
    run: optional(fields["run"], "run", asString),
  };
}

function readPlace(fields: Fields, what: string): { artifact: string; file: string; path: string } {
  return {
    artifact: asString(fields["artifact"], `${what}.artifact`),
    file: asString(fields["file"], `${what}.file`),
    path: asString(fields["path"], `${what}.path`),
  };
}

function readVersion(value: unknown, what: string): Version {
  const version = asRecord(value, what);
  return {
    tag: optional(version["tag"], `${what}.tag`, asString),
    digest: optional(version["digest"], `${what}.digest`, asString),
  };
}

function readChange(value: unknown, what: string): RecordedChange {
  const change = asRecord(value, what);
  return {
    ...readPlace(change, what),
    from: optional(change["from"], `${what}.from`, readVersion),
    to: optional(change["to"], `${what}.to`, readVersion),
    step: readStep(change["step"], `${what}.step`),
    source: optional(change["source"], `${what}.source`, (each, name) => {
      const source = asRecord(each, name);
      return {
        repository: asString(source["repository"], `${name}.repository`),
        commit: asString(source["commit"], `${name}.commit`),
      };
    }),
  };
}

function readStep(value: unknown, what: string): Step {
  const words = Object.keys(STEPS).filter((word): word is Step => word in STEPS);
  return oneOf(value, what, words);
}

function readAuthor(value: unknown, what: string): ChangeRecord["author"] {
  const author = asRecord(value, what);
  return { name: asString(author["name"], `${what}.name`), email: asString(author["email"], `${what}.email`) };
}

function readPullRequest(value: unknown, what: string): NonNullable<ChangeRecord["pullRequest"]> {
  const pullRequest = asRecord(value, what);
  return {
    number: asInteger(pullRequest["number"], `${what}.number`),
    url: asString(pullRequest["url"], `${what}.url`),
    title: asString(pullRequest["title"], `${what}.title`),
    author: asString(pullRequest["author"], `${what}.author`),
    mergedBy: optional(pullRequest["mergedBy"], `${what}.mergedBy`, asString),
    head: asString(pullRequest["head"], `${what}.head`),
  };
}

function readApproval(value: unknown, what: string): RecordedApproval {
  const approval = asRecord(value, what);
  return {
    user: asString(approval["user"], `${what}.user`),
    commit: asString(approval["commit"], `${what}.commit`),
    at: readInstant(approval["at"], `${what}.at`),
  };
}

function readGate(value: unknown, what: string): NonNullable<ChangeRecord["gate"]> {
  const gate = asRecord(value, what);
  return {
    state: asString(gate["state"], `${what}.state`),
    description: asString(gate["description"], `${what}.description`),
    by: optional(gate["by"], `${what}.by`, asString),
    at: optional(gate["at"], `${what}.at`, asString),
  };
}

function readNamedVerdict(value: unknown, what: string): NamedVerdict {
  const named = asRecord(value, what);
  return {
    gate: asString(named["gate"], `${what}.gate`),
    verdict: readVerdict(named["verdict"], `${what}.verdict`),
  };
}

function readVerdict(value: unknown, what: string): Verdict {
  const verdict = asRecord(value, what);
  const kind = oneOf(verdict["kind"], `${what}.kind`, ["open", "held", "closed", "unknown"]);
  const reason = asString(verdict["reason"], `${what}.reason`);
  return kind === "held"
    ? { kind, reason, until: optional(verdict["until"], `${what}.until`, asString) }
    : { kind, reason };
}

function readTest(value: unknown, what: string): ChangeRecord["tests"][number] {
  const test = asRecord(value, what);
  return {
    context: asString(test["context"], `${what}.context`),
    commit: asString(test["commit"], `${what}.commit`),
    state: asString(test["state"], `${what}.state`),
    url: optional(test["url"], `${what}.url`, asString),
  };
}

/** A date and time that a computer can compare: the soak gate counts from it. */
function readInstant(value: unknown, what: string): string {
  const text = asString(value, what);
  if (Number.isNaN(Date.parse(text))) throw new UserError(`${what} is "${text}"; expected a date and time in ISO 8601`);
  return text;
}
