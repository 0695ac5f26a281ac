import { Ct as asRecord, Dt as oneOf, Et as listOf, Ht as UserError, Ot as optional, St as asInteger, Tt as canonicalJson, Ut as messageOf, kt as parseJson, n as encodeSegment, t as decodeSegment, wt as asString } from "./start.js";

// src/github/connections.ts
/** The branch that an environment lives on. */
function branchOf(environment, connection) {
	return environment.branch ?? connection.defaultBranch;
}

// src/records/once.ts
/** What the map has under the key, else what `make` makes of it, kept. */
function once(known, key, make) {
	const present = known.get(key);
	if (present !== void 0) return present;
	const made = make();
	known.set(key, made);
	return made;
}

// src/records/statement.ts
/** https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md */
const STATEMENT_TYPE = "https://in-toto.io/Statement/v1";
/** An identifier, not an address: nothing is served under it. */
const PREDICATE_TYPE = "urn:waybill:change-record:v1";
const STEPS = {
	none: true,
	digest: true,
	patch: true,
	minor: true,
	major: true,
	prerelease: true,
	downgrade: true,
	unordered: true
};
/** The record's file, with a final newline. Equal records give equal bytes. */
function formatStatement(record) {
	const predicate = predicateOf(record);
	return `${canonicalJson({
		_type: STATEMENT_TYPE,
		subject: subjectsOf(record),
		predicateType: PREDICATE_TYPE,
		predicate
	})}\n`;
}
/** The record that the file holds. `what` names the file in the UserError for a text that is no record, or one of a later schema. */
function parseStatement(text, what) {
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
function subjectsOf(record) {
	const images = /* @__PURE__ */ new Map();
	for (const { artifact, to } of record.changes) {
		const sha256 = to?.digest?.startsWith("sha256:") === true ? to.digest.slice(7) : null;
		if (artifact.startsWith("image:") && sha256 !== null) images.set(`${artifact}@${sha256}`, {
			name: artifact.slice(6),
			digest: { sha256 }
		});
	}
	return [{
		name: record.repository,
		digest: { gitCommit: record.commit }
	}, ...images.values()];
}
/** The same fields, copied: an interface is no JSON value to the compiler, an object literal is. */
function predicateOf(record) {
	const version = (each) => each && {
		tag: each.tag,
		digest: each.digest
	};
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
		pins: record.pins.map((pin) => ({
			...pin,
			version: version(pin.version)
		})),
		changes: record.changes.map((change) => ({
			...change,
			from: version(change.from),
			to: version(change.to),
			source: change.source && { ...change.source }
		})),
		promotedFrom: record.promotedFrom && { ...record.promotedFrom },
		since: record.since,
		sinceBy: record.sinceBy,
		author: { ...record.author },
		pullRequest: record.pullRequest && { ...record.pullRequest },
		approvals: record.approvals.map((approval) => ({ ...approval })),
		gate: record.gate && { ...record.gate },
		verdicts: record.verdicts.map(({ gate, verdict }) => ({
			gate,
			verdict: { ...verdict }
		})),
		exceptions: record.exceptions,
		tests: record.tests.map((test) => ({ ...test })),
		policy: record.policy,
		undo: record.undo,
		run: record.run
	};
}
function readRecord(fields) {
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
			return {
				...readPlace(pin, what),
				version: readVersion(pin["version"], `${what}.version`)
			};
		}),
		changes: listOf(fields["changes"], "changes", readChange),
		promotedFrom: optional(fields["promotedFrom"], "promotedFrom", (value, what) => {
			const from = asRecord(value, what);
			return {
				environment: asString(from["environment"], `${what}.environment`),
				commit: asString(from["commit"], `${what}.commit`)
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
		run: optional(fields["run"], "run", asString)
	};
}
function readPlace(fields, what) {
	return {
		artifact: asString(fields["artifact"], `${what}.artifact`),
		file: asString(fields["file"], `${what}.file`),
		path: asString(fields["path"], `${what}.path`)
	};
}
function readVersion(value, what) {
	const version = asRecord(value, what);
	return {
		tag: optional(version["tag"], `${what}.tag`, asString),
		digest: optional(version["digest"], `${what}.digest`, asString)
	};
}
function readChange(value, what) {
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
				commit: asString(source["commit"], `${name}.commit`)
			};
		})
	};
}
function readStep(value, what) {
	const words = Object.keys(STEPS).filter((word) => word in STEPS);
	return oneOf(value, what, words);
}
function readAuthor(value, what) {
	const author = asRecord(value, what);
	return {
		name: asString(author["name"], `${what}.name`),
		email: asString(author["email"], `${what}.email`)
	};
}
function readPullRequest(value, what) {
	const pullRequest = asRecord(value, what);
	return {
		number: asInteger(pullRequest["number"], `${what}.number`),
		url: asString(pullRequest["url"], `${what}.url`),
		title: asString(pullRequest["title"], `${what}.title`),
		author: asString(pullRequest["author"], `${what}.author`),
		mergedBy: optional(pullRequest["mergedBy"], `${what}.mergedBy`, asString),
		head: asString(pullRequest["head"], `${what}.head`)
	};
}
function readApproval(value, what) {
	const approval = asRecord(value, what);
	return {
		user: asString(approval["user"], `${what}.user`),
		commit: asString(approval["commit"], `${what}.commit`),
		at: readInstant(approval["at"], `${what}.at`)
	};
}
function readGate(value, what) {
	const gate = asRecord(value, what);
	return {
		state: asString(gate["state"], `${what}.state`),
		description: asString(gate["description"], `${what}.description`),
		by: optional(gate["by"], `${what}.by`, asString),
		at: optional(gate["at"], `${what}.at`, asString)
	};
}
function readNamedVerdict(value, what) {
	const named = asRecord(value, what);
	return {
		gate: asString(named["gate"], `${what}.gate`),
		verdict: readVerdict(named["verdict"], `${what}.verdict`)
	};
}
function readVerdict(value, what) {
	const verdict = asRecord(value, what);
	const kind = oneOf(verdict["kind"], `${what}.kind`, [
		"open",
		"held",
		"closed",
		"unknown"
	]);
	const reason = asString(verdict["reason"], `${what}.reason`);
	return kind === "held" ? {
		kind,
		reason,
		until: optional(verdict["until"], `${what}.until`, asString)
	} : {
		kind,
		reason
	};
}
function readTest(value, what) {
	const test = asRecord(value, what);
	return {
		context: asString(test["context"], `${what}.context`),
		commit: asString(test["commit"], `${what}.commit`),
		state: asString(test["state"], `${what}.state`),
		url: optional(test["url"], `${what}.url`, asString)
	};
}
/** A date and time that a computer can compare: the soak gate counts from it. */
function readInstant(value, what) {
	const text = asString(value, what);
	if (Number.isNaN(Date.parse(text))) throw new UserError(`${what} is "${text}"; expected a date and time in ISO 8601`);
	return text;
}

// src/records/store.ts
/** Reads the listing of the records branch. A branch that is not there is an index without records. */
async function openRecords(repository, branch) {
	const tip = (await repository.branches(branch)).get(branch);
	return indexRecords(tip === void 0 ? null : await repository.snapshotAt(tip));
}
/** Where the record lives on the branch. */
function recordPath(record) {
	return `${encodeSegment(record.environment)}/${encodeSegment(record.app)}/${record.commit}.json`;
}
/**
* Adds records in one commit, by compare-and-swap. `derive` is called in every attempt with what the branch holds then, so that of two
* writers the second sees the first one's records; what it returns for a path that exists is left out. Nothing new: no commit.
*/
async function writeRecords(repository, branch, derive) {
	let written = [];
	const outcome = await repository.commit({
		branch,
		async build(snapshot) {
			const derived = await derive(await indexRecords(snapshot));
			const present = snapshot === null ? [] : await snapshot.list();
			const taken = new Set(present.map(({ path }) => path));
			written = derived.filter((record) => !taken.has(recordPath(record)));
			if (written.length === 0) return { nothing: "every change has its record" };
			return {
				changes: new Map(written.map(asFile)),
				message: messageFor(written)
			};
		}
	});
	return outcome.kind === "nothing" ? {
		written: [],
		commit: null
	} : {
		written,
		commit: outcome.commit
	};
}
function asFile(record) {
	return [recordPath(record), {
		replaces: null,
		bytes: new TextEncoder().encode(formatStatement(record))
	}];
}
/** Paths are the only content: encoded, they hold no text from outside that could become a trailer. */
function messageFor(records) {
	const shown = records.slice(0, 50).map((record) => `- ${recordPath(record)}`);
	if (records.length > shown.length) shown.push(`- and ${records.length - shown.length} more`);
	return `${records.length === 1 ? "Record 1 change" : `Record ${records.length} changes`}\n\n${shown.join("\n")}\n`;
}
/** Everything else on the branch (a README) is somebody's own and is left alone. */
const RECORD_PATH = /^([^/]+)\/([^/]+)\/([^/]+)\.json$/u;
const COMMIT_ID = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/u;
/** The index of one state of the branch; `null`: the branch is not there. */
async function indexRecords(snapshot) {
	const places = /* @__PURE__ */ new Map();
	const commits = /* @__PURE__ */ new Map();
	for (const { path, mode } of snapshot === null ? [] : await snapshot.list()) {
		const match = RECORD_PATH.exec(path);
		if (match === null) continue;
		const [environment, app] = [decodeSegment(match[1] ?? ""), decodeSegment(match[2] ?? "")];
		const commit = match[3] ?? "";
		if (environment === null || app === null || !COMMIT_ID.test(commit) || !mode.startsWith("100")) throw new UserError(`"${path}" on the records branch is no record that Waybill writes; remove the file in a commit of its own`);
		const apps = once(places, environment, () => /* @__PURE__ */ new Map());
		once(apps, app, () => []).push(path);
		once(commits, environment, () => /* @__PURE__ */ new Set()).add(commit);
	}
	const standings = /* @__PURE__ */ new Map();
	const pathsOf = (environment, app) => places.get(environment)?.get(app) ?? [];
	return {
		exists: snapshot !== null,
		commits: (environment) => commits.get(environment) ?? /* @__PURE__ */ new Set(),
		apps: (environment) => [...places.get(environment)?.keys() ?? []].sort(),
		count: (environment, app) => pathsOf(environment, app).length,
		standing: (environment, app) => once(standings, JSON.stringify([environment, app]), async () => ({
			environment,
			app,
			records: snapshot === null ? [] : await readRecords(snapshot, pathsOf(environment, app))
		}))
	};
}
async function readRecords(snapshot, paths) {
	if (paths.length === 0) return [];
	const files = await snapshot.read(paths);
	return paths.map((path) => {
		const bytes = files.get(path);
		if (bytes === void 0 || bytes === null) throw new UserError(`the record ${path} cannot be read: it has no bytes`);
		const record = parseStatement(new TextDecoder().decode(bytes), path);
		if (recordPath(record) !== path) throw new UserError(`the record ${path} says that it is ${recordPath(record)}; it is not used, and nothing goes on without it`);
		return record;
	}).sort((a, b) => b.sequence - a.sequence || Date.parse(b.since) - Date.parse(a.since));
}

export { branchOf as a, once as i, recordPath as n, writeRecords as r, openRecords as t };