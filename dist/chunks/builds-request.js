import "./rolldown-runtime.js";
import { $ as pairs, At as readInputs, Ct as asRecord, G as locateSettings, Ht as UserError, J as flag, K as SettingsError, O as parseImageReference, Ot as optional, Q as orNull, St as asInteger, U as argument, Wt as usageError, X as list, Y as keys, Z as oneOrMany, bt as workspaceFile, ct as buildAction, et as text$2, nt as BUILDS_FILE, q as checked, st as repositoryFacts, tt as words, wt as asString, xt as asArray } from "./start.js";

// src/entry/artifact-request.ts
/** As the environment's manifests name it: `ghcr.io/acme/podinfo`; of a chart `podinfo`. */
function artifactName(artifact) {
	return artifact.kind === "image" ? artifact.request.name : artifact.request.chart.name;
}
/** Where it is pushed to: `ghcr.io/acme/podinfo`, of a chart `ghcr.io/acme/charts/podinfo` or, on the branch of a repository, `acme/charts@gh-pages:podinfo`. */
function artifactPlace(artifact) {
	if (artifact.kind === "image") return artifact.request.name;
	const { destination, chart } = artifact.request;
	const joined = (parts) => parts.filter((part) => part !== "").join("/");
	if (destination.kind === "oci") return joined([
		destination.registry,
		destination.namespace,
		chart.name
	]);
	return `${destination.repository}@${destination.branch}:${joined([destination.folder, chart.name])}`;
}
/** The registry that it is pushed to; `null` for a chart on a branch. */
function artifactRegistry({ kind, request }) {
	if (kind === "image") return request.repository.registry;
	return request.destination.kind === "oci" ? request.destination.registry : null;
}

// src/config/builds.ts
const some = (description) => orNull(text$2(description, argument));
const several = (description, item) => orNull(oneOrMany(description, text$2(item, argument)));
/** One build. The keys are the inputs' names; what is left out is what the step's inputs say. */
const build = checked(keys("One image or one chart.", {
	image: some("Name of the image, without a tag: ghcr.io/acme/podinfo."),
	chart: some("Folder of the chart, from the repository's root."),
	context: some("Folder of the build, from the repository's root, or an address."),
	file: some("Dockerfile, from the repository's root; by default the engine's own in the context."),
	target: some("Stage of the Dockerfile to build."),
	"build-args": orNull(pairs(argument, "Build arguments, as NAME: value or as a list of NAME=value.")),
	secrets: several("Secrets for the build, never their values.", "id=env:VARIABLE or id=file:path."),
	platforms: several("Platforms; several need buildx, buildah or podman.", "For example linux/amd64."),
	labels: orNull(pairs(argument, "Further labels; they win over Waybill's own.")),
	annotations: orNull(pairs(argument, "Annotations of the manifest.")),
	"cache-from": several("Caches to read.", "As the engine takes it."),
	"cache-to": several("Caches to write.", "As the engine takes it."),
	provenance: some("Provenance as buildx takes it: true, false, mode=max, in quotes."),
	sbom: some("SBOM as buildx takes it: true or false, in quotes."),
	"extra-arguments": several("Further arguments of the engine.", "One argument."),
	pattern: orNull(words("How builds of a branch are called.", [
		"date",
		"semver",
		"describe",
		"commit"
	])),
	"tag-prefix": some("What stands before the version in this app's Git tags: app/ for app/v1.2.3."),
	"short-tags": orNull(flag("Whether a release also moves its short tags, 1.2 and 1.")),
	latest: orNull(flag("Whether the highest release also moves latest.")),
	"chart-repository": some("Where the chart is published to: oci://ghcr.io/acme/charts, without its name, or with a branch owner/name."),
	"chart-branch": some("Branch of a classic chart repository: gh-pages."),
	"chart-folder": some("Folder of that branch with index.yaml; by default its root."),
	"chart-key": some("Name of the PGP key that signs the chart."),
	"chart-keyring": some("Keyring file with that private key, from the repository's root.")
}), (settings) => {
	const { image, chart } = settings;
	if (image !== null && chart !== null) return "both `image` and `chart` are set; give each a build of its own";
	return image === null && chart === null ? "neither `image` nor `chart` is set; expected one of them" : { value: settings };
});
const definition = keys("Waybill: what is built from this repository.", { builds: list("The images and charts, built together: all of them or none.", build) });
/** What .waybill.yaml lists, at least one. Throws a usage error with the line, the value and what was expected. */
function parseBuilds(bytes) {
	try {
		const { builds } = definition.read(locateSettings(bytes, "builds"), "");
		if (builds.length === 0) throw new SettingsError(null, "`builds` is empty; expected at least one image or chart");
		return builds.map((settings) => Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== null)));
	} catch (error) {
		throw error instanceof SettingsError ? error.in(BUILDS_FILE) : error;
	}
}
/** JSON Schema 2020-12 of .waybill.yaml, for editors. */
function buildsSchema() {
	return {
		$schema: "https://json-schema.org/draft/2020-12/schema",
		title: BUILDS_FILE,
		...definition.schema
	};
}

// src/build/subject.ts
/** A branch, unless it is one of those that a merge queue makes for a group; a push to them starts workflows too. */
function branchSubject(branch, commit) {
	return branch.startsWith("gh-readonly-queue/") ? {
		kind: "merge-group",
		commit
	} : {
		kind: "branch",
		branch,
		commit
	};
}

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

// src/build/labels.ts
/** The commit that an image was built from; by it a second run knows its own image again. */
const REVISION_LABEL = "org.opencontainers.image.revision";
/** `created` is the commit's time, so that what is built of one commit twice is the same image. */
function imageLabels(facts) {
	const { repository } = facts.repository;
	return {
		"org.opencontainers.image.source": facts.source,
		[REVISION_LABEL]: facts.commit,
		"org.opencontainers.image.version": facts.version,
		"org.opencontainers.image.created": facts.committedAt.toISOString().replace(/\.000Z$/u, "Z"),
		"org.opencontainers.image.title": repository.slice(repository.lastIndexOf("/") + 1),
		...facts.licence === null ? {} : { "org.opencontainers.image.licenses": facts.licence },
		...facts.homepage === null ? {} : { "org.opencontainers.image.url": facts.homepage }
	};
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

// src/entry/builds-request.ts
/** At least one. Throws a usage error that names the input or the line, when something is missing, cannot be what it is for, or stands against something else. */
async function readBuildsRequest(inputs, context) {
	checkBuildCall(inputs, context);
	const builds = await buildsOf(inputs, context);
	const requests = [];
	for (const { place, inputs: own } of builds) try {
		requests.push(await readRequest(own, context));
	} catch (error) {
		if (place === null || !(error instanceof UserError)) throw error;
		throw usageError(`${place}: ${error.message}`, error);
	}
	checkNames(requests);
	checkLogin(inputs, requests);
	return besideEachOther(requests);
}
/** A Git tag is that of the build whose prefix fits it best, so each build knows the others' prefixes. */
function besideEachOther(requests) {
	const allPrefixes = [...new Set(requests.map(({ request }) => request.version.tagPrefix))];
	return requests.map((artifact) => {
		const version = {
			...artifact.request.version,
			allPrefixes
		};
		return artifact.kind === "image" ? {
			kind: "image",
			request: {
				...artifact.request,
				version
			}
		} : {
			kind: "chart",
			request: {
				...artifact.request,
				version
			}
		};
	});
}
async function readRequest(inputs, context) {
	if (inputs.chart === null) {
		for (const name of CHARTS_ONLY) if (inputs[name] !== null) throw usageError(`the input \`${name}\` is about a chart, and \`chart\` is not set`);
		return {
			kind: "image",
			request: readBuildRequest(inputs, context)
		};
	}
	const { readChartRequest } = await import("./chart-request.js");
	return {
		kind: "chart",
		request: await readChartRequest(inputs.chart, inputs, context)
	};
}
const CHARTS_ONLY = [
	"chart-repository",
	"chart-branch",
	"chart-folder",
	"chart-key",
	"chart-keyring",
	"chart-key-passphrase"
];
async function buildsOf(inputs, context) {
	const [first, second] = [
		...inputs.image === null ? [] : ["image"],
		...inputs.images.length === 0 ? [] : ["images"],
		...inputs.chart === null ? [] : ["chart"]
	];
	if (first !== void 0 && second !== void 0) throw usageError(`both the inputs \`${first}\` and \`${second}\` are set; give one of them, or list images and charts together under \`builds\` in ${BUILDS_FILE}`);
	if (first === "images") return inputs.images.map((line) => ({
		place: `the line ${JSON.stringify(line)} of \`images\``,
		inputs: {
			...inputs,
			images: [],
			...imageLine(line)
		}
	}));
	return first === void 0 ? listedBuilds(inputs, context) : [{
		place: null,
		inputs
	}];
}
const LINE_KEYS = [
	"context",
	"file",
	"target"
];
/** `name,context=...,file=...,target=...` */
function imageLine(line) {
	const [image = "", ...settings] = line.split(",").map((part) => part.trim());
	const said = /* @__PURE__ */ new Map();
	for (const setting of settings) {
		const equals = setting.indexOf("=");
		const key = LINE_KEYS.find((each) => each === setting.slice(0, equals));
		if (key === void 0 || equals + 1 === setting.length) throw usageError(`the input \`images\` has ${JSON.stringify(setting)} in the line ${JSON.stringify(line)}; expected name,context=...,file=...,target=... (more can be said under \`builds\` in ${BUILDS_FILE}, also paths with a comma)`);
		if (said.has(key)) throw usageError(`the input \`images\` has \`${key}\` twice in the line ${JSON.stringify(line)}; give it once`);
		said.set(key, setting.slice(equals + 1));
	}
	return {
		image,
		...Object.fromEntries(said)
	};
}
async function listedBuilds(inputs, context) {
	const bytes = workspaceFile(context, BUILDS_FILE);
	if (bytes === null) throw usageError(`neither \`image\`, \`images\` nor \`chart\` is set, and the workspace has no ${BUILDS_FILE}; expected a name such as ghcr.io/acme/podinfo, the folder of a chart, or that file with \`builds\``);
	if (context.eventName === "workflow_run") throw usageError(`${BUILDS_FILE} is not read on the event workflow_run, whose checkout may be a proposal's while the job has secrets; name what is built by the input \`images\``);
	const { IMAGES_ONLY } = await import("./chart-request.js");
	const { parseBuilds } = await import("./builds.js");
	const builds = parseBuilds(bytes);
	const charts = builds.filter(({ chart }) => chart !== void 0).length;
	const ofCharts = withDefaults(inputs, IMAGES_ONLY);
	const ofImages = charts === 0 ? inputs : withDefaults(inputs, CHARTS_ONLY);
	return builds.map((settings, index) => ({
		place: `${BUILDS_FILE}: builds[${index}]`,
		inputs: {
			...settings.chart === void 0 ? ofImages : charts === builds.length ? inputs : ofCharts,
			...settings
		}
	}));
}
/** The inputs with the named ones as if the call did not set them. */
function withDefaults(inputs, names) {
	const defaults = readInputs(buildAction, {});
	return {
		...inputs,
		...Object.fromEntries(names.map((name) => [name, defaults[name]]))
	};
}
/** What every build of the call asks. */
function checkBuildCall(inputs, context) {
	if (context.workspace === "") throw usageError("the variable GITHUB_WORKSPACE is not set; `build` needs the checkout of the job");
	if (inputs["registry-username"] === null !== (inputs["registry-password"] === null)) throw usageError("of the inputs `registry-username` and `registry-password` only one is set; give both or none");
}
/** Two builds of one place would overwrite each other's tags, a chart and an image of one name in one registry too. */
function checkNames(requests) {
	const seen = /* @__PURE__ */ new Map();
	for (const artifact of requests) {
		const place = artifactPlace(artifact);
		const key = artifact.kind === "image" ? parseImageReference(place).artifact.id : place;
		const earlier = seen.get(key);
		if (earlier !== void 0) {
			const both = earlier === place ? `"${place}"` : `"${earlier}" and "${place}", which is one place`;
			throw usageError(`two builds are called ${both}, and each of them would take the other's tags; give each a name of its own`);
		}
		seen.set(key, place);
	}
}
/** A login goes to the registry that it is for, and the call does not say which of several that is. */
function checkLogin(inputs, requests) {
	if (inputs["registry-username"] === null) return;
	const [first, second] = new Set(requests.map(artifactRegistry).filter((registry) => registry !== null));
	if (first === void 0) throw usageError("the inputs `registry-username` and `registry-password` are for a registry, and the chart goes to a branch; leave them out");
	if (second === void 0) return;
	throw usageError(`the inputs \`registry-username\` and \`registry-password\` are for one registry, and the builds go to "${first}" and "${second}"; log in to each of them before this step instead, as docker/login-action does`);
}
/** Of `build`, which writes to Git for a classic chart repository alone. Throws a usage error when a call says who writes, and nothing is written. */
function checkGitInputs(inputs, requests) {
	if (requests.some((artifact) => artifactRegistry(artifact) === null)) return;
	for (const name of [
		"app-id",
		"private-key",
		"committer"
	]) {
		const definition = buildAction.inputs[name];
		if ((inputs[name] ?? "") === (definition.default ?? "")) continue;
		throw usageError(`the input \`${name}\` says who writes to the branch of a classic chart repository, and \`chart-branch\` is not set; leave it out`);
	}
}

export { readVersionRequest as a, branchSubject as c, artifactName as d, artifactPlace as f, readOrigin as i, buildsSchema as l, readBuildsRequest as n, REVISION_LABEL as o, artifactRegistry as p, pairsOf as r, imageLabels as s, checkGitInputs as t, parseBuilds as u };