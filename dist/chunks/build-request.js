import { D as parseImageReference, Ot as usageError, ct as asRecord, lt as asString, ot as asArray, pt as optional, q as repositoryFacts, st as asInteger } from "./start.js";

// src/build/subject.ts
/**
* The subject of an event. A pull request's is its head, never the merge commit that the runner checks out by default: what is built must be
* what was reviewed. Throws a usage error for an event that leaves nothing to build, and for `pull_request_target`, which would build a
* proposal's code in the presence of secrets.
*/
function buildSubject(event) {
	const payload = asRecord(event.payload, "the event");
	switch (event.name) {
		case "pull_request":
		case "pull_request_review":
		case "pull_request_review_comment": return pullRequest(payload);
		case "pull_request_target": throw usageError("the event pull_request_target runs with secrets, and building would run the proposal's own code beside them; build on pull_request instead");
		case "merge_group": return {
			kind: "merge-group",
			commit: text(asRecord(payload["merge_group"], "`merge_group`"), "head_sha")
		};
		case "workflow_run": return afterWorkflow(asRecord(payload["workflow_run"], "`workflow_run`"));
		case "delete": throw usageError("the event delete is about a branch or tag that is gone; there is nothing to build");
		case "push":
			if (payload["deleted"] === true) throw usageError(`the push deleted "${event.ref}"; there is nothing to build`);
			return byRef(event);
		case "release": return release(event, payload);
		default: return byRef(event);
	}
}
/** A published release's tag; the runner leaves the ref empty for drafts, which have none yet. */
function release(event, payload) {
	const facts = asRecord(payload["release"], "`release`");
	const action = payload["action"];
	if (action === "deleted" || action === "unpublished" || facts["draft"] === true) throw usageError(`the release "${text(facts, "tag_name")}" is a draft, deleted or not published any more; build on the release's published event`);
	return {
		kind: "tag",
		tag: text(facts, "tag_name"),
		commit: event.sha
	};
}
function pullRequest(payload) {
	const facts = asRecord(payload["pull_request"], "`pull_request`");
	return {
		kind: "pull-request",
		number: asInteger(facts["number"], "`pull_request.number`"),
		commit: text(asRecord(facts["head"], "`pull_request.head`"), "sha")
	};
}
/** The run that ended before this one: the runner's own ref and commit are those of the default branch. */
function afterWorkflow(run) {
	const commit = text(run, "head_sha");
	const cause = text(run, "event");
	if (cause.startsWith("pull_request")) {
		const [first] = optional(run["pull_requests"], "`workflow_run.pull_requests`", asArray) ?? [];
		return {
			kind: "pull-request",
			number: first === void 0 ? null : asInteger(asRecord(first, "a pull request")["number"], "its number"),
			commit
		};
	}
	if (cause === "merge_group") return {
		kind: "merge-group",
		commit
	};
	return {
		kind: "branch",
		branch: text(run, "head_branch"),
		commit
	};
}
function byRef({ name, ref, sha }) {
	const [, sort, short = ""] = /^refs\/(heads|tags)\/(.+)$/su.exec(ref) ?? [];
	if (sort === "tags") return {
		kind: "tag",
		tag: short,
		commit: sha
	};
	if (sort === "heads") return {
		kind: "branch",
		branch: short,
		commit: sha
	};
	throw usageError(`the event ${name} is about the ref "${ref}"; expected a branch (refs/heads/...) or a tag (refs/tags/...) to build`);
}
function text(record, key) {
	return asString(record[key], `the event's \`${key}\``);
}

// src/entry/build-request.ts
/** Throws a usage error that names the input, when one is missing or cannot be what it is for. */
function readBuildRequest(inputs, context) {
	const { registry, repository, name } = imageName(inputs.image);
	checkBuildCall(inputs, context);
	return {
		...readOrigin(context),
		name,
		repository: {
			registry,
			repository
		},
		version: readVersionRequest(inputs),
		image: {
			folder: context.workspace,
			context: inputs.context ?? ".",
			file: inputs.file,
			target: inputs.target,
			buildArgs: inputs["build-args"].map((line) => pair("build-args", line)),
			secrets: inputs.secrets.map(secret),
			platforms: inputs.platforms,
			labels: pairsOf("labels", inputs.labels),
			annotations: pairsOf("annotations", inputs.annotations),
			cacheFrom: inputs["cache-from"],
			cacheTo: inputs["cache-to"],
			provenance: inputs.provenance,
			sbom: inputs.sbom,
			extraArguments: inputs["extra-arguments"]
		},
		push: inputs.push,
		immutable: inputs.immutable,
		dryRun: inputs["dry-run"]
	};
}
/** What an image and a chart ask of every call. */
function checkBuildCall(inputs, context) {
	if (context.workspace === "") throw usageError("the variable GITHUB_WORKSPACE is not set; `build` needs the checkout of the job");
	if (inputs["registry-username"] === null !== (inputs["registry-password"] === null)) throw usageError("of the inputs `registry-username` and `registry-password` only one is set; give both or none");
}
/** What the run is about, and what the event says of its repository. */
function readOrigin(context) {
	const payload = context.event();
	return {
		subject: buildSubject({
			name: context.eventName,
			ref: context.ref,
			sha: context.sha,
			payload
		}),
		source: `${context.serverUrl}/${context.repository}`,
		...repositoryFacts(payload)
	};
}
function readVersionRequest(inputs) {
	return {
		version: inputs.version,
		pattern: inputs.pattern,
		tagPrefix: inputs["tag-prefix"] ?? "",
		shortTags: inputs["short-tags"],
		latest: inputs.latest
	};
}
function imageName(text) {
	if (text === null) throw usageError("neither `image` nor `chart` is set; expected a name such as ghcr.io/acme/podinfo, or in `build` the folder of a chart");
	const { artifact, registry, repository, version } = parseImageReference(text);
	if (version.tag !== null || version.digest !== null) throw usageError(`the input \`image\` is "${text}"; expected the name alone, "${artifact.name}": the tag comes from the commit, or from the input \`version\``);
	return {
		name: artifact.name,
		registry,
		repository
	};
}
/** The lines of an input, `name=value`; the last of a name counts. */
function pairsOf(input, lines) {
	return Object.fromEntries(lines.map((line) => pair(input, line)));
}
function pair(input, line) {
	const equals = line.indexOf("=");
	if (equals <= 0) throw usageError(`the input \`${input}\` has the line ${JSON.stringify(line)}; expected name=value`);
	return [line.slice(0, equals), line.slice(equals + 1)];
}
function secret(line) {
	const [, id, kind, place] = /^([^=]+)=(env|file):(.+)$/u.exec(line) ?? [];
	if (id === void 0 || place === void 0) throw usageError("a line of the input `secrets` is none; expected id=env:VARIABLE or id=file:path, never the value");
	return {
		id,
		source: kind === "env" ? { env: place } : { file: place }
	};
}

export { readVersionRequest as a, readOrigin as i, pairsOf as n, readBuildRequest as r, checkBuildCall as t };