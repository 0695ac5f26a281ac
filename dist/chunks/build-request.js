import { Pt as usageError, Z as repositoryFacts, dt as asArray, ft as asInteger, j as parseImageReference, mt as asString, pt as asRecord, vt as optional } from "./start.js";
import { t as branchSubject } from "./subject.js";
import { t as REVISION_LABEL } from "./labels.js";

// src/build/followed-run.ts
/** Events of a workflow that run for a branch or for a tag, whose `head_branch` is the name of either; every other event's is a branch, a release's a tag. */
const MAY_BE_TAG = /* @__PURE__ */ new Set([
	"push",
	"create",
	"workflow_dispatch",
	"deployment",
	"deployment_status",
	"registry_package"
]);
/**
* `run`: the payload's `workflow_run`. Throws a usage error when that run did not succeed, because whoever waits for it waits for its verdict, and when it ran for a
* fork's pull request, whose code would be built beside this run's secrets.
*/
function followedRun(run) {
	const commit = text$1(run, "head_sha");
	const cause = text$1(run, "event");
	const proposal = proposalOf(run, cause);
	const origin = originOf(run);
	if (proposal !== null && origin !== "own") throw usageError(`the workflow that this run follows ran for a pull request ${origin === "fork" ? "of a fork" : "whose repository the event does not name"}, and building ${commit} would run the proposal's own code beside this run's secrets; build on pull_request instead`);
	checkConclusion(run);
	if (proposal !== null) return {
		kind: "pull-request",
		number: proposal.number,
		commit,
		merge: null
	};
	if (cause === "merge_group") return {
		kind: "merge-group",
		commit
	};
	const name = text$1(run, "head_branch");
	if (cause === "release") return {
		kind: "tag",
		tag: name,
		commit
	};
	const subject = branchSubject(name, commit);
	return subject.kind === "branch" && MAY_BE_TAG.has(cause) ? {
		kind: "branch-or-tag",
		name,
		commit
	} : subject;
}
/** `null` when the workflow did not run for a proposal. What comes from another repository is one, whatever its event is called. */
function proposalOf(run, cause) {
	const [, ref] = /^refs\/pull\/(\d+)\//u.exec(optional(run["head_branch"], "`head_branch`", asString) ?? "") ?? [];
	if (ref !== void 0) return { number: Number(ref) };
	if (!cause.startsWith("pull_request") && originOf(run) !== "fork") return null;
	const [first] = optional(run["pull_requests"], "the event's `workflow_run.pull_requests`", asArray) ?? [];
	return { number: first === void 0 ? null : asInteger(asRecord(first, "a pull request")["number"], "its number") };
}
/** Whose commit it is. `fork`: one that was deleted since is `null`. */
function originOf({ head_repository: head, repository }) {
	const id = (value) => asInteger(asRecord(value, "the event's repository")["id"], "the `id` of the event's repository");
	if (head === void 0 || repository === void 0 || repository === null) return "unknown";
	return head !== null && id(head) === id(repository) ? "own" : "fork";
}
function checkConclusion(run) {
	const { conclusion } = run;
	if (conclusion === "success") return;
	const name = optional(run["name"], "the event's `workflow_run.name`", asString) ?? "";
	const workflow = `the workflow ${name === "" ? "" : `"${name}" `}that this run follows`;
	throw usageError(typeof conclusion === "string" ? `${workflow} ended with "${conclusion}"; expected "success" to build what it ran for: give the job \`if: github.event.workflow_run.conclusion == 'success'\`` : `${workflow} has not ended; expected its success to build what it ran for: give the trigger \`types: [completed]\``);
}
function text$1(run, key) {
	return asString(run[key], `the event's \`workflow_run.${key}\``);
}

// src/build/event-subject.ts
/**
* The subject of an event. A pull request's is its head, never the merge commit that the runner checks out by default: what is built must be what was reviewed. Every
* event whose ref is the default branch (a schedule, a comment, a star) is about that branch: the same commit is called the same whatever asked for it. Throws a usage
* error for an event that leaves nothing to build, and for `pull_request_target`, which would build a proposal's code in the presence of secrets.
*/
function buildSubject(event) {
	const payload = asRecord(event.payload, "the event");
	switch (event.name) {
		case "pull_request":
		case "pull_request_review":
		case "pull_request_review_comment": return pullRequest(event, payload);
		case "pull_request_target": throw usageError("the event pull_request_target runs with secrets, and building would run the proposal's own code beside them; build on pull_request instead");
		case "merge_group": return {
			kind: "merge-group",
			commit: text(asRecord(payload["merge_group"], "`merge_group`"), "head_sha")
		};
		case "workflow_run": return followedRun(asRecord(payload["workflow_run"], "the event's `workflow_run`"));
		case "delete": throw usageError("the event delete is about a branch or tag that is gone; there is nothing to build");
		case "push":
			if (payload["deleted"] === true) throw usageError(`the push deleted "${text(payload, "ref")}"; there is nothing to build`);
			return byRef(event);
		case "deployment":
		case "deployment_status": return deployment(event, payload);
		case "release": return release(event, payload);
		default: return byRef(event);
	}
}
/** A published release's tag; the runner leaves the ref empty for drafts, which have none yet. */
function release(event, payload) {
	const facts = asRecord(payload["release"], "`release`");
	const action = payload["action"];
	if (action === "deleted" || action === "unpublished" || facts["draft"] === true) throw usageError(`the release "${text(facts, "tag_name")}" is a draft, deleted or not published any more; build on the release's published event`);
	const tag = {
		kind: "tag",
		tag: text(facts, "tag_name"),
		commit: event.sha
	};
	return facts["prerelease"] === true ? {
		...tag,
		isPrerelease: true
	} : tag;
}
function pullRequest(event, payload) {
	const facts = asRecord(payload["pull_request"], "the event's `pull_request`");
	if (facts["merged"] === true) {
		const base = text(asRecord(facts["base"], "the event's `pull_request.base`"), "ref");
		if (event.ref === base || event.ref === `refs/heads/${base}`) return branchSubject(base, text(facts, "merge_commit_sha"));
	}
	return {
		kind: "pull-request",
		number: asInteger(facts["number"], "the event's `pull_request.number`"),
		commit: text(asRecord(facts["head"], "the event's `pull_request.head`"), "sha"),
		merge: event.sha
	};
}
function deployment(event, payload) {
	const facts = asRecord(payload["deployment"], "the event's `deployment`");
	if (event.name === "deployment_status") {
		const state = text(asRecord(payload["deployment_status"], "the event's `deployment_status`"), "state");
		if (state === "failure" || state === "error") throw usageError(`the deployment of ${text(facts, "sha")} ended with "${state}", and its commit is not built; give the job \`if: github.event.deployment_status.state == 'success'\``);
	}
	if (event.ref !== "") return byRef(event);
	throw usageError(`the deployment is of the commit ${text(facts, "sha")}, and the event names neither branch nor tag, from which a version comes; expected a deployment whose \`ref\` is one`);
}
function byRef({ name, ref, sha }) {
	const [, sort, short = ""] = /^refs\/(heads|tags)\/(.+)$/su.exec(ref) ?? [];
	if (sort === "tags") return {
		kind: "tag",
		tag: short,
		commit: sha
	};
	if (sort === "heads") return branchSubject(short, sha);
	if (ref !== "" && !ref.startsWith("refs/")) return {
		kind: "branch-or-tag",
		name: ref,
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
	const { registry, repository, name, givenName } = imageName(inputs.image);
	const origin = readOrigin(context);
	return {
		...origin,
		name,
		givenName,
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
			labels: ownLabels(inputs.labels, origin.subject.commit),
			annotations: pairsOf("annotations", inputs.annotations),
			cacheFrom: inputs["cache-from"],
			cacheTo: inputs["cache-to"],
			provenance: inputs.provenance,
			sbom: inputs.sbom,
			extraArguments: inputs["extra-arguments"],
			load: inputs.load
		},
		push: inputs.push,
		immutable: inputs.immutable,
		dryRun: inputs["dry-run"]
	};
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
		allPrefixes: [],
		shortTags: inputs["short-tags"],
		latest: inputs.latest
	};
}
/** `text`: `null` when the call names none. Capital letters become small: no registry takes them, and owners and repositories of a forge may have them. */
function imageName(text) {
	if (text === null) throw usageError("neither `image` nor `chart` is set; expected a name such as ghcr.io/acme/podinfo, or in `build` the folder of a chart");
	const { artifact, registry, repository, version } = parseImageReference(text.toLowerCase());
	if (version.tag !== null || version.digest !== null) throw usageError(`the input \`image\` is "${text}"; expected the name alone, "${artifact.name}": the tag comes from the commit, or from the input \`version\``);
	return {
		name: artifact.name,
		givenName: text,
		registry,
		repository
	};
}
/** Throws a usage error for another commit than the run's: the next run would take the image for that one's. */
function ownLabels(lines, commit) {
	const labels = pairsOf("labels", lines);
	const revision = labels[REVISION_LABEL];
	if (revision === void 0 || revision === commit) return labels;
	throw usageError(`the input \`labels\` sets ${REVISION_LABEL} to ${JSON.stringify(revision)}, and the run is about ${commit}; by this label a later run finds its image again: leave it out`);
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

export { readVersionRequest as i, readBuildRequest as n, readOrigin as r, pairsOf as t };