import "./rolldown-runtime.js";
import { Ct as asRecord, Et as listOf, Ht as UserError, M as isDigest, O as parseImageReference, Ut as messageOf, Wt as usageError, kt as parseJson, wt as asString } from "./start.js";
import { r as stepBetween } from "./order.js";
import { i as lastWords, o as GitFailure } from "./environment.js";
import { t as inJobClone } from "./job-clone.js";
import { c as engineCommand, d as settled, f as versionFor, l as NOTHING_PUBLISHED, m as needsHistory, n as engineCredentials, p as mayBeShared, t as buildMachine, u as anotherApps } from "./build-machine.js";
import { o as REVISION_LABEL, p as artifactRegistry, s as imageLabels } from "./builds-request.js";
import { isAbsolute, join, relative, resolve } from "node:path";
import { mkdir, mkdtemp, readFile, realpath, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";

// src/build/engines/result-files.ts
/** A folder that only we can read, gone when the work has ended, however it ends. */
async function inTemporaryFolder(work) {
	const folder = await mkdtemp(join(tmpdir(), "waybill-build-"));
	try {
		return await work(folder);
	} finally {
		await rm(folder, {
			recursive: true,
			force: true,
			maxRetries: 3
		});
	}
}
/** The file's text. Throws a UserError when the engine, having ended well, did not write it. */
async function readResult(path, engine) {
	try {
		return await readFile(path, "utf8");
	} catch (error) {
		throw new UserError(`${engine} ended without an error, but did not write its result: ${messageOf(error)}`, { cause: error });
	}
}
/** The digest in the text. Throws a UserError when it is none. */
function digestIn(text, engine) {
	const digest = typeof text === "string" ? text.trim() : "";
	if (!isDigest(digest)) throw new UserError(`${engine} gave "${digest.slice(0, 100)}" as its digest; expected sha256: and 64 hexadecimal digits`);
	return digest;
}
/** The one digest of what was pushed under several references; they name one image. Throws a UserError when they differ. */
function sameDigest(pushed) {
	const [first, ...others] = pushed;
	if (first === void 0) return null;
	const other = others.find(([, digest]) => digest !== first[1]);
	if (other !== void 0) throw new UserError(`the references name different images after the push: "${first[0]}" is ${first[1] ?? "unknown"}, "${other[0]}" is ${other[1] ?? "unknown"}; does something else push them too?`);
	return first[1];
}

// src/build/build-all.ts
/**
* The results in the order of `builds`. When one fails, those at work are brought to their end, so that every failure is told and the engine keeps what it has made, and
* no further one is begun. Throws the error itself where there is only one build, and else a UserError that names each failure and what was published all the same: the
* next run finds that.
*/
async function buildAll(builds, atOnce) {
	const decisions = await each(builds, atOnce, (build) => build.decide());
	if (decisions.failures.length > 0) throw failureOf(builds, decisions.failures, "nothing was built");
	return inTemporaryFolder(async (folder) => {
		const made = await each(decisions.values, atOnce, async (decision, index) => {
			if (decision.kind === "settled") return { publish: () => Promise.resolve(decision.result) };
			const own = join(folder, String(index));
			await mkdir(own);
			return decision.make({
				folder: own,
				isAlone: builds.length === 1
			});
		});
		if (made.failures.length > 0) throw failureOf(builds, made.failures, "nothing was published");
		const published = await each(made.values, atOnce, (artifact) => artifact.publish());
		if (published.failures.length > 0) {
			const there = published.values.filter(({ pushed }) => pushed).map(({ reason }) => reason);
			const otherwise = there.length === 0 ? "nothing was published" : `the next run finds what is pushed: ${there.join("; ")}`;
			throw failureOf(builds, published.failures, otherwise);
		}
		return published.values;
	});
}
/** `values` is in the order of the items, without those that failed or were not begun. Throws the signal's reason when the run is cancelled. */
async function each(items, { parallel, signal }, work) {
	const done = [];
	const failures = [];
	const left = items.entries();
	const lane = async () => {
		for (const [index, item] of left) {
			if (failures.length > 0 || signal.aborted) return;
			try {
				done.push({
					index,
					value: await work(item, index)
				});
			} catch (error) {
				failures.push({
					index,
					error
				});
			}
		}
	};
	await Promise.all(Array.from({ length: Math.min(parallel, items.length) }, lane));
	signal.throwIfAborted();
	return {
		values: done.sort((a, b) => a.index - b.index).map(({ value }) => value),
		failures: failures.sort((a, b) => a.index - b.index)
	};
}
function failureOf(builds, failures, otherwise) {
	if (builds.length === 1) return failures[0]?.error;
	const namesOf = /* @__PURE__ */ new Map();
	for (const { index, error } of failures) {
		const names = namesOf.get(messageOf(error)) ?? [];
		namesOf.set(messageOf(error), [...names, builds[index]?.name ?? ""]);
	}
	const told = [...namesOf].map(([message, names]) => `${names.join(", ")}: ${message}`);
	const isUsage = failures.every(({ error }) => error instanceof UserError && error.exitCode === 2);
	const cause = failures.find(({ error }) => !(error instanceof UserError)) ?? failures[0];
	return new UserError(`${failures.length} of ${builds.length} builds failed, and ${otherwise}; ${told.join("; ")}`, {
		exitCode: isUsage ? 2 : 1,
		cause: cause?.error
	});
}

// src/build/checkout.ts
/** Reads the clone at `folder`. Nothing that its configuration names is run. Throws a usage error when there is no checkout. */
async function readCheckout(folder, needs, signal) {
	try {
		return await inJobClone(folder, (git) => askClone(git, needs), signal);
	} catch (error) {
		if (!(error instanceof GitFailure)) throw error;
		throw usageError(`no commit is checked out in the workspace "${folder}" (${lastWords(error)}); check the repository out before this step, as actions/checkout does; one without a commit has nothing to build`, error);
	}
}
async function askClone(git, { tagPrefix, history }) {
	const ask = async (args) => (await git.bytes(args, "")).toString();
	const tagsOf = async (...args) => (await ask([
		"tag",
		"--list",
		...args
	])).split("\n").filter((tag) => tag !== "");
	const [facts, shallow, tags] = await Promise.all([
		ask([
			"show",
			"-s",
			"--format=%H %ct",
			"HEAD"
		]),
		ask(["rev-parse", "--is-shallow-repository"]),
		tagsOf()
	]);
	const isShallow = shallow.trim() === "true";
	const hasTags = tags.length > 0;
	const [tagsOfCommit, described] = await Promise.all([hasTags ? tagsOf("--points-at=HEAD") : [], hasTags && history ? describe(ask, tagPrefix) : null]);
	const nearest = described !== null || isShallow || !history ? described : {
		tag: null,
		commits: Number(await ask([
			"rev-list",
			"--count",
			"HEAD"
		]))
	};
	const [commit = "", seconds = ""] = facts.trim().split(" ");
	return {
		commit,
		committedAt: /* @__PURE__ */ new Date(Number(seconds) * 1e3),
		isShallow,
		tags,
		tagsOfCommit,
		nearest
	};
}
async function describe(git, prefix) {
	const literal = prefix.replaceAll(/[\\*?[]/gu, String.raw`\$&`);
	const matching = ["v[0-9]*", "[0-9]*"].map((version) => `--match=${literal}${version}`);
	let text;
	try {
		text = (await git([
			"describe",
			"--tags",
			"--long",
			"--abbrev=12",
			...matching,
			"HEAD"
		])).trim();
	} catch (error) {
		if (error instanceof GitFailure) return null;
		throw error;
	}
	const [, tag, commits] = /^(.+)-(\d+)-g[0-9a-f]+$/su.exec(text) ?? [];
	if (tag === void 0) throw new UserError(`git describe printed ${JSON.stringify(text)}; expected tag-commits-gcommit`);
	return {
		tag: highestRelease((await git([
			"tag",
			"--list",
			`--points-at=refs/tags/${tag}^{}`
		])).split("\n"), prefix) ?? tag,
		commits: Number(commits)
	};
}
/**
* Of the tags of one commit git-describe(1) takes the one that was made last, or comes first: perhaps the `v1` that follows the releases, or a release's candidate. `null`
* when none is a version in full.
*/
function highestRelease(tags, prefix) {
	const releases = tags.filter((tag) => tag.startsWith(prefix) && /^v?\d+\.\d+\.\d+/u.test(tag.slice(prefix.length)));
	const version = (tag) => ({
		tag: tag.slice(prefix.length),
		digest: null
	});
	return releases.reduce((highest, tag) => highest !== null && stepBetween(version(highest), version(tag)) === "downgrade" ? highest : tag, null);
}

// src/build/standing-image.ts
/**
* The digest that the version's tag has, when it holds this commit's image; `null` when it may be pushed. Throws a UserError when it holds another one: a version that
* somebody may have deployed is never overwritten.
*/
async function standingDigest({ repository, name, subject, immutable }, version, registry) {
	const manifest = await registry.manifest(repository, version.tag);
	if (manifest === null) return null;
	const revision = (await registry.labels(repository, manifest))[REVISION_LABEL];
	if (revision === subject.commit) return manifest.digest;
	if (!immutable) return null;
	throw new UserError(`${name}:${version.tag} is in the registry as ${manifest.digest}, built from ${revision === void 0 ? "a commit that its labels do not name" : `the commit ${revision}`}, and this run would replace it with the image of ${subject.commit}; a version's tag is never overwritten: give the commit another version, or set \`immutable: false\``);
}

// src/build/make-image.ts
/**
* `isAlone`: nothing else is built in this run. Throws a UserError when the engine fails; what it gives throws one when the version came into the registry from another
* commit meanwhile, and when the registry does not have afterwards what the engine pushed.
*/
async function makeImage(request, checkout, version, isAlone, effects) {
	const { subject, name, push, image } = request;
	const engine = await effects.engine();
	const { committedAt } = checkout;
	const labels = imageLabels({
		...request,
		version: version.version,
		commit: subject.commit,
		committedAt
	});
	const fromBuild = push && engine.pushesWhileBuilding && (needsRegistry(image) || !engine.keepsImages);
	const asked = {
		...image,
		labels: {
			...labels,
			...image.labels
		},
		annotations: {
			...carriesAnnotations(engine, fromBuild) ? labels : {},
			...image.annotations
		},
		references: [version.tag, ...version.movingTags].map((tag) => `${name}:${tag}`),
		sourceDateEpoch: Math.floor(committedAt.getTime() / 1e3),
		cacheOnly: false,
		push: false
	};
	const publication = {
		request,
		version,
		registry: effects.registry
	};
	if (fromBuild && isAlone) {
		const built = await engine.build({
			...asked,
			push: true
		});
		return { publish: () => prove({
			...publication,
			built
		}) };
	}
	if (fromBuild) {
		await engine.build({
			...asked,
			cacheOnly: true,
			load: false,
			cacheTo: []
		});
		return { publish: () => publish(publication, () => engine.build({
			...asked,
			push: true
		})) };
	}
	const { metadata } = await engine.build(asked);
	if (!push) {
		const result = {
			...made(version, metadata),
			result: "built",
			reason: `${name}:${version.tag} is built and not pushed`
		};
		return { publish: async () => result };
	}
	return { publish: () => publish(publication, async () => ({
		digest: await pushInOrder(name, version, engine),
		metadata
	})) };
}
/** Pushes, unless another run has since; throws a UserError when another commit's has. */
async function publish(publication, push) {
	const { request, version, registry } = publication;
	if (mayBeShared(request.subject, request.version)) {
		const digest = await standingDigest(request, version, registry);
		if (digest !== null) {
			const reason = `${request.name}:${version.tag} came into the registry meanwhile, built from this commit`;
			return {
				...made(version, {}),
				digest,
				result: "exists",
				reason
			};
		}
	}
	return prove({
		...publication,
		built: await push()
	});
}
/** `built`: what was pushed. Throws a UserError when the registry has not exactly that. */
async function prove({ request, version, registry, built }) {
	const { name, repository } = request;
	const digest = await registry.digestOf(repository, version.tag);
	if (digest === null || built.digest !== null && built.digest !== digest) throw new UserError(`${name}:${version.tag} was pushed as ${built.digest ?? "an unknown digest"}, and the registry has ${digest ?? "nothing"} there; something else writes this tag, or the push was lost: run it again`);
	const reason = `${name}:${version.tag}@${digest} is built and pushed`;
	return {
		...made(version, built.metadata),
		digest,
		pushed: true,
		result: "pushed",
		reason
	};
}
function made(version, metadata) {
	return {
		...NOTHING_PUBLISHED,
		version,
		tags: [version.tag, ...version.movingTags],
		metadata
	};
}
/** The version's own tag comes last: where it stands, the others were pushed too, and a run that was killed before begins anew. */
async function pushInOrder(name, { tag, movingTags }, engine) {
	if (movingTags.length > 0) await engine.push(movingTags.map((moving) => `${name}:${moving}`));
	return (await engine.push([`${name}:${tag}`])).digest;
}
function needsRegistry({ platforms, provenance, sbom, annotations }) {
	return platforms.length > 1 || provenance !== null || sbom !== null || Object.keys(annotations).length > 0;
}
function carriesAnnotations({ annotates }, isPushedAtOnce) {
	return annotates === "every image" || annotates === "what it pushes by itself" && isPushedAtOnce;
}

// src/build/build.ts
/**
* Throws a UserError when the checkout is not what is to be built, and when the version's tag holds another commit's image; what it decides throws as `makeImage` does.
*/
async function decideImage(request, checkout, effects) {
	const { name, givenName } = request;
	if (name !== givenName) effects.log.info(`the image's name "${givenName}" is taken as "${name}": registries know only small letters`);
	const version = versionFor(request, checkout, effects.log);
	if (version === null) return anotherApps(request.version);
	effects.log.info(`${name}: ${version.because}`);
	const tags = [version.tag, ...version.movingTags];
	if (request.push) {
		const digest = await standingDigest(request, version, effects.registry);
		if (digest !== null) {
			const reason = `${name}:${version.tag} is in the registry already, built from this commit`;
			const standing = [version.tag, ...await followers(request, version, digest, effects)];
			return settled({
				...NOTHING_PUBLISHED,
				version,
				tags: standing,
				digest,
				result: "exists",
				reason
			});
		}
	}
	if (request.dryRun) {
		const would = request.push ? "would be built and pushed" : "would be built";
		const reason = `${name}:${version.tag} ${would}`;
		return settled({
			...NOTHING_PUBLISHED,
			version,
			tags,
			result: "dry-run",
			reason
		});
	}
	return {
		kind: "due",
		make: ({ isAlone }) => makeImage(request, checkout, version, isAlone, effects)
	};
}
/** The moving tags that are where the version is. Others were not asked for when it was pushed, or have gone on; a run that builds nothing cannot move them, and says so. */
async function followers({ name, repository }, { tag, movingTags }, digest, { registry, log }) {
	const there = [];
	for (const moving of movingTags) {
		const found = await registry.digestOf(repository, moving);
		if (found === digest) there.push(moving);
		else log.warning(`${name}:${moving} is ${found === null ? "not in the registry" : found}, and stays so: ${name}:${tag} was pushed before without moving it, and nothing is built anew`);
	}
	return there;
}

// src/build/engines/build-files.ts
/** What an engine looks for when no file is named. */
const DEFAULT_FILES = [
	"Dockerfile",
	"Containerfile",
	"dockerfile"
];
/**
* Throws a usage error when the context or the Dockerfile, links followed, is outside of the workspace and of the runner's temporary folder, or is neither a folder nor
* a file. What is not there is left to the engine, whose own looks differ.
*/
async function checkBuildFiles(image, environment) {
	if (isRemote(image.context)) return;
	const roots = await Promise.all([image.folder, environment["RUNNER_TEMP"] ?? image.folder].map(realPath));
	const check = async (path, what, kind) => {
		const real = await realPath(path);
		if (real === null) return;
		const shown = real === path ? "" : `, which leads to "${real}"`;
		if (!roots.some((root) => root !== null && isInside(real, root))) throw usageError(`${what}${shown}, outside of the workspace; expected a ${kind} in the workspace or in RUNNER_TEMP`);
		const facts = await stat(real);
		if (kind === "file" ? !facts.isFile() : !facts.isDirectory()) throw usageError(`${what}${shown}, which is no ${kind}; expected a ${kind} in the workspace`);
	};
	const context = resolve(image.folder, image.context);
	await check(context, `the input \`context\` is "${image.context}"`, "folder");
	const files = image.file === null ? DEFAULT_FILES : [image.file];
	const what = image.file === null ? `the Dockerfile of the context "${image.context}"` : `the input \`file\` is "${image.file}"`;
	const folders = image.file === null ? [context] : [image.folder, context];
	for (const path of files.flatMap((file) => folders.map((folder) => resolve(folder, file)))) await check(path, what, "file");
}
/** A context that the engine fetches by itself. */
function isRemote(context) {
	return /^(?:[a-z][a-z0-9+.-]*:\/\/|git@|github\.com\/)/iu.test(context);
}
/** `null`: there is none. */
async function realPath(path) {
	return realpath(path).catch(() => null);
}
function isInside(path, folder) {
	const way = relative(folder, path);
	return way === "" || !/^\.\.(?:[/\\]|$)/u.test(way) && !isAbsolute(way);
}

// src/build/engines/check.ts
const TAGS = "the tags come from `version`, `short-tags` and `latest`, and are checked before anything is overwritten";
const RESULT = "whether the image is pushed or kept is said by the inputs `push` and `load`";
const READ = "the result is read from it";
/** Options that have inputs of their own or decide where the result goes: an argument beside them would win, or be taken twice. */
const OWN_OPTIONS = /* @__PURE__ */ new Map([
	["--", "it ends the options, and the context is no argument of yours"],
	["--tag", TAGS],
	["-t", TAGS],
	["--push", RESULT],
	["--load", RESULT],
	["--output", RESULT],
	["-o", RESULT],
	["--manifest", "several `platforms` make a manifest list by themselves"],
	["--all-platforms", "use the input `platforms`"],
	["--platform", "use the input `platforms`"],
	["--metadata-file", READ],
	["--iidfile", READ],
	["--digestfile", READ],
	["--file", "use the input `file`"],
	["-f", "use the input `file`"],
	["--target", "use the input `target`"],
	["--label", "use the input `labels`"],
	["--annotation", "use the input `annotations`"],
	["--build-arg", "use the input `build-args`"],
	["--secret", "use the input `secrets`, whose values are kept out of the log"],
	["--cache-from", "use the input `cache-from`"],
	["--cache-to", "use the input `cache-to`"],
	["--provenance", "use the input `provenance`"],
	["--sbom", "use the input `sbom`"],
	["--attest", "use the inputs `provenance` and `sbom`"],
	["--check", "it builds nothing"],
	["--call", "it builds nothing"],
	["--print", "it builds nothing"]
]);
/** The letters of the engines' short options that take a value: what follows one is no option. */
const WITH_VALUE = /[tofmvc]/u;
/** Why the argument cannot be given; `null` when it can. Short options can stand together: `-qt name`. */
function ownOption(argument) {
	const letters = /^-(?<letters>[^-].*)$/su.exec(argument)?.groups?.["letters"];
	if (letters === void 0) return OWN_OPTIONS.get(argument.split("=", 1)[0] ?? "") ?? null;
	return OWN_OPTIONS.get(`-${WITH_VALUE.exec(letters.split("=", 1)[0] ?? "")?.[0] ?? ""}`) ?? null;
}
/** As Go names them, and the names that engines take for the same (opencontainers/image-spec, config.md; containerd/platforms). */
const SYSTEMS = new Set("aix android darwin dragonfly freebsd illumos ios js linux netbsd openbsd plan9 solaris wasi wasip1 windows".split(" "));
const ARCHITECTURES = new Set("386 amd64 arm arm64 loong64 mips mips64 mips64le mipsle ppc64 ppc64le riscv64 s390x wasm aarch64 armel armhf i386 x86-64 x86_64".split(" "));
/** Throws a usage error for a build that cannot be asked of any engine as it is meant. */
function checkImageBuild(image) {
	for (const text of image.references) checkReference(text);
	if (image.push && image.references.length === 0) throw usageError("the image has no tag, and none is pushed without");
	if (!Number.isSafeInteger(image.sourceDateEpoch) || image.sourceDateEpoch < 0) throw usageError(`the commit's time is ${image.sourceDateEpoch}; expected whole seconds since 1970`);
	checkAsked(image);
}
/** Throws a usage error for the first value that would be read as an option, as something else, or twice. */
function checkAsked(image) {
	for (const [what, path] of [["context", image.context], ["file", image.file]]) if (path === "" || path === "-") throw usageError(`the ${what} is "${path}"; expected a path in the workspace${what === "file" ? "" : " or a URL"}`);
	if (holdsLogin(image.context)) throw usageError("the context is an address with a login in it, which would stand in the engine's arguments and output; check that repository out before this step (actions/checkout takes a token) and give its folder");
	if (image.target === "") throw usageError("the target is empty; expected the name of a stage, or no target");
	for (const [name] of image.buildArgs) if (!/^[A-Za-z_][\w.-]*$/u.test(name)) throw usageError(`the build argument "${name}" has no usable name; expected NAME=value with a name of letters, digits and _`);
	for (const [what, pairs] of [["label", image.labels], ["annotation", image.annotations]]) for (const key of Object.keys(pairs)) if (!/^[^\s=]+$/u.test(key)) throw usageError(`the ${what} "${key}" has no usable key; expected one without spaces and =`);
	for (const platform of image.platforms) {
		const [system = "", architecture = "", ...variant] = platform.split("/");
		if (!SYSTEMS.has(system) || !ARCHITECTURES.has(architecture) || !/^(?:[a-z0-9.]+)?$/u.test(variant.join("/"))) throw usageError(`the input \`platforms\` has "${platform}", which is none; expected os/architecture or os/architecture/variant, as linux/arm64`);
	}
	checkSecrets(image.secrets);
	for (const argument of image.extraArguments) {
		const reason = ownOption(argument);
		if (reason !== null) throw usageError(`the line "${argument}" of the input \`extra-arguments\` cannot be given: ${reason}`);
	}
}
/** Whether the address names more than the user of an SSH login, which is no secret. */
function holdsLogin(context) {
	const { scheme, user } = /^(?<scheme>[a-z][a-z0-9+.-]*):\/\/(?<user>[^/?#]*)@/iu.exec(context)?.groups ?? {};
	return user !== void 0 && (scheme?.toLowerCase() !== "ssh" || user.includes(":"));
}
/** Throws a usage error for a reference that is no tag, or names a digest, which only the registry can give. */
function checkReference(text) {
	const { tag, digest } = parseImageReference(text).version;
	if (tag === null || digest !== null) throw usageError(`the reference "${text}" is not a name and a tag; expected one as ghcr.io/acme/podinfo:1.2.3`);
}
/** The lists of engines are comma-separated, with quoting rules of their own: nothing that could end an entry goes in. */
function checkSecrets(secrets) {
	const seen = /* @__PURE__ */ new Set();
	for (const { id, source } of secrets) {
		if (!/^[\w.-]+$/u.test(id)) throw usageError(`the secret's id "${id}" is none; expected letters, digits, _, . and -`);
		if (seen.has(id)) throw usageError(`the secret "${id}" is given twice`);
		seen.add(id);
		if ("env" in source) {
			if (!/^[A-Za-z_]\w*$/u.test(source.env)) throw usageError(`the secret "${id}" names no environment variable; expected ${id}=env:NAME`);
		} else if (source.file === "" || /[,"\r\n]/u.test(source.file)) throw usageError(`the secret "${id}" is in the file "${source.file}"; expected a path without comma, quotation mark and line break`);
	}
}

// src/build/engines/secrets.ts
/** Reads every secret. Throws a usage error for a variable that is not set and a file that cannot be read. */
async function readSecrets(image, environment) {
	const variables = {};
	const texts = [];
	for (const { id, source } of image.secrets) if ("env" in source) {
		const value = environment[source.env];
		if (value === void 0) throw usageError(`the secret "${id}" is in the variable ${source.env}, which this step has not; set it in the step's \`env\``);
		variables[source.env] = value;
		texts.push(value);
	} else try {
		texts.push(await readFile(resolve(image.folder, source.file), "utf8"));
	} catch (error) {
		throw usageError(`the secret "${id}" cannot be read from "${source.file}": ${messageOf(error)}`, error);
	}
	const lines = texts.flatMap((text) => [text.trim(), ...text.split(/\r\n|\n|\r/u).map((line) => line.trim())]);
	return {
		variables,
		hidden: [...new Set(lines)].filter((line) => line.length > 3).toSorted((a, b) => b.length - a.length)
	};
}
/**
* How buildah's code takes the secrets. `folder`: for a version that reads files only, where those of variables stand in files that only we can read; `null` for one
* that reads the variables itself, so that no file of ours is left when the run is killed. That version is told the kind, too: it takes the variable that is called as
* the secret's id instead of a file (containers/buildah, issue 5282).
*/
async function secretArguments(image, variables, folder) {
	if (folder === null) return image.secrets.map(({ id, source }) => "env" in source ? `--secret=id=${id},type=env,env=${source.env}` : `--secret=id=${id},type=file,src=${source.file}`);
	const told = [];
	for (const [index, { id, source }] of image.secrets.entries()) {
		const path = "file" in source ? source.file : join(folder, `secret-${index}`);
		if ("env" in source) await writeFile(path, variables[source.env] ?? "", {
			mode: 384,
			flag: "wx"
		});
		told.push(`--secret=id=${id},src=${path}`);
	}
	return told;
}

// src/build/engines/versions.ts
/** Below these no build goes well. */
const LEAST = {
	buildx: {
		version: "0.6",
		brings: "--metadata-file"
	},
	docker: {
		version: "20.10",
		brings: "--platform"
	},
	buildah: {
		version: "1.23",
		brings: "`buildah build`"
	},
	podman: {
		version: "3.4",
		brings: "the build of buildah 1.23"
	}
};
/** docker/buildx, commands/build.go of 0.11.2 and 0.12.0. */
const BUILDX_ANNOTATIONS = "0.12";
/** What came later, and is refused only where it is asked for. */
const LATER = [
	{
		name: "buildx",
		version: "0.10",
		brings: "provenance",
		isAsked: ({ provenance }) => provenance !== null
	},
	{
		name: "buildx",
		version: "0.10",
		brings: "sbom",
		isAsked: ({ sbom }) => sbom !== null
	},
	{
		name: "buildx",
		version: BUILDX_ANNOTATIONS,
		brings: "annotations",
		isAsked: ({ annotations }) => Object.keys(annotations).length > 0
	},
	{
		name: "buildah",
		version: "1.27",
		brings: "cache-to",
		isAsked: ({ cacheTo }) => cacheTo.length > 0
	},
	{
		name: "podman",
		version: "4.2",
		brings: "cache-to",
		isAsked: ({ cacheTo }) => cacheTo.length > 0
	}
];
/** Since when buildah's code takes a secret from a variable (pkg/parse/parse.go of 1.23.1 and 1.24.0; podman's go.mod of 3.4.4 and 4.0.3). */
const SECRETS_OF_VARIABLES = {
	buildah: "1.24",
	podman: "4.0"
};
/** The version in what a program says of itself: `buildah version 1.28.2 (image-spec ...)`; `null` when there is none. */
function versionIn(text) {
	return /(?:^|[^\w.])v?(?<version>\d+\.\d+[^\s,()]*)/u.exec(text)?.groups?.["version"] ?? null;
}
/** Why the version is too old for any build; `null` when it is not, or cannot be compared: a development build says 0.0.0 or a word. */
function tooOld(name, version) {
	const { version: least, brings } = LEAST[name];
	return isOlder(version, least) ? `${version} is too old: ${least} is the least, which brought ${brings}` : null;
}
/** Throws a usage error for the first thing asked that came with a later version than the machine's. */
function refuseTooNew(name, version, image) {
	for (const { name: whose, version: least, brings, isAsked } of LATER) if (whose === name && isAsked(image) && isOlder(version, least)) throw usageError(`${brings} need ${name} ${least} or newer, and this machine has ${version}; install a newer one before this step, or leave the input out`);
}
/** Whether this buildx has `--annotation`. */
function knowsAnnotations(version) {
	return !isOlder(version, BUILDX_ANNOTATIONS);
}
/** Whether the program reads a secret out of a variable by itself, so that no file holds it. */
function readsVariables(name, version) {
	return versionIn(version) !== null && !isOlder(version, SECRETS_OF_VARIABLES[name]);
}
function isOlder(version, least) {
	const numbers = /^\d+(?:\.\d+)+/u.exec(version)?.[0].split(".").map(Number);
	if (numbers === void 0 || numbers.every((number) => number === 0)) return false;
	const wanted = least.split(".").map(Number);
	const index = wanted.findIndex((number, at) => number !== (numbers[at] ?? 0));
	return index >= 0 && (numbers[index] ?? 0) < (wanted[index] ?? 0);
}

// src/build/engines/prepare.ts
/** Throws a usage error for what no engine may be given: before a registry is asked, and in a dry run too. */
async function checkAskedImage(image, environment) {
	checkAsked(image);
	await checkBuildFiles(image, environment);
}
/** Throws a usage error for what cannot be built as it is asked. */
async function prepareBuild(image, { name, version }, { environment }) {
	checkImageBuild(image);
	refuseTooNew(name, version, image);
	await checkBuildFiles(image, environment);
	return readSecrets(image, environment);
}

// src/build/engines/arguments.ts
function commonArguments(image) {
	return [
		...image.file === null ? [] : [`--file=${image.file}`],
		...image.target === null ? [] : [`--target=${image.target}`],
		...image.buildArgs.map(([name, value]) => `--build-arg=${name}=${value}`),
		...image.platforms.length === 0 ? [] : [`--platform=${image.platforms.join(",")}`],
		...Object.entries(image.labels).map(([key, value]) => `--label=${key}=${value}`),
		...image.cacheFrom.map((source) => `--cache-from=${source}`)
	];
}
/**
* What comes last: the caller's own arguments and the context. `--` is no help before a context that begins with a hyphen: buildah refuses one even there.
*/
function lastArguments(image) {
	return [...image.extraArguments, image.context.startsWith("-") ? `./${image.context}` : image.context];
}
/** How BuildKit's clients take a secret: they read the variable or the file themselves. */
function buildKitSecrets(image) {
	return image.secrets.map(({ id, source }) => "env" in source ? `--secret=id=${id},env=${source.env}` : `--secret=id=${id},src=${source.file}`);
}
/** Whether the flag asks for what an engine without it does anyway. */
function asksForNothing(flag) {
	return flag === null || flag === "false";
}
/** Throws a usage error for the first thing asked that the engine cannot do. */
function refuseAsked(engine, wishes) {
	const wish = wishes.find(({ asked }) => asked);
	if (wish !== void 0) throw usageError(`the engine ${engine} has no ${wish.what}; ${wish.instead}`);
}

// src/build/engines/buildah-family.ts
/** The arguments after the program. Throws a usage error for what the program cannot do. */
function familyArguments(program, image, files) {
	const instead = "set `engine: buildx`, or leave it out";
	refuseAsked(program, [
		{
			asked: image.push,
			what: "build that pushes",
			instead: "push after the build"
		},
		{
			asked: !asksForNothing(image.provenance),
			what: "provenance",
			instead
		},
		{
			asked: !asksForNothing(image.sbom),
			what: "sbom as buildx has it",
			instead
		},
		{
			asked: image.platforms.length > 1,
			what: "build of several platforms at once",
			instead: "build one after the other"
		}
	]);
	return [
		"build",
		`--timestamp=${image.sourceDateEpoch}`,
		...files.list === null ? [`--iidfile=${files.imageId}`, ...image.references.map((reference) => `--tag=${reference}`)] : [`--manifest=${files.list}`],
		...commonArguments(image),
		...Object.entries(image.annotations).map(([key, value]) => `--annotation=${key}=${value}`),
		...files.secrets,
		...image.cacheTo.map((target) => `--cache-to=${target}`),
		`--layers=${image.cacheFrom.length + image.cacheTo.length > 0}`,
		...lastArguments(image)
	];
}
/** The arguments that push `local` as `reference`. `list`: `local` is a manifest list, all of which goes. */
function pushArguments(local, reference, options) {
	return [
		...options.list ? [
			"manifest",
			"push",
			"--all"
		] : ["push"],
		`--digestfile=${options.digest}`,
		...isLoopback(parseImageReference(reference).registry) ? ["--tls-verify=false"] : [],
		local,
		`docker://${reference}`
	];
}
function buildahFamily(program, machine, version) {
	/**
	* By reference, the manifest list that holds it. A list has one name here: `tag` on a list names the image of the machine's own platform instead (buildah 1.28), and
	* a push of that name would lose the others without a word.
	*/
	const lists = /* @__PURE__ */ new Map();
	return {
		name: program,
		version,
		pushesWhileBuilding: false,
		keepsImages: true,
		annotates: "every image",
		async build(image) {
			const { variables, hidden } = await prepareBuild(image, {
				name: program,
				version
			}, machine);
			if (isList(image) && image.references.length === 0) throw usageError(`the engine ${program} builds for several platforms only under a name; give the image a tag`);
			return inTemporaryFolder(async (folder) => {
				const imageId = join(folder, "image-id");
				const name = image.references[0] ?? image.context;
				const list = isList(image) ? name : null;
				const secrets = await secretArguments(image, variables, readsVariables(program, version) ? null : folder);
				if (list !== null) await machine.programs.run(program, [
					"manifest",
					"rm",
					list
				], {});
				for (const part of parts(image)) {
					const what = list === null ? name : `${name} (${part.platforms.join()})`;
					await engineCommand(machine, program, familyArguments(program, part, {
						imageId,
						secrets,
						list
					}), `build "${what}"`, {
						folder: image.folder,
						environment: variables,
						secrets: hidden,
						endsByItsSteps: program === "podman",
						shown: `${program} build ${what}`
					});
				}
				for (const reference of image.references) if (list === null) lists.delete(reference);
				else lists.set(reference, list);
				if (list !== null) return {
					digest: null,
					metadata: await listOfPlatforms(program, machine, list, image.platforms)
				};
				return {
					digest: null,
					metadata: { "containerimage.config.digest": digestIn(await readResult(imageId, program), program) }
				};
			});
		},
		async push(references) {
			for (const reference of references) checkReference(reference);
			return inTemporaryFolder(async (folder) => {
				const pushed = [];
				for (const [index, reference] of references.entries()) {
					const digest = join(folder, `digest-${index}`);
					const list = lists.get(reference);
					const args = pushArguments(list ?? reference, reference, {
						list: list !== void 0,
						digest
					});
					await engineCommand(machine, program, args, `push "${reference}"`, { shown: `${program} push ${reference}` });
					pushed.push([reference, digestIn(await readResult(digest, program), program)]);
				}
				return { digest: sameDigest(pushed) };
			});
		}
	};
}
/** The list as the program shows it. Throws a UserError when it has not every platform: nothing else would say so. */
async function listOfPlatforms(program, machine, name, platforms) {
	const what = `${program}'s manifest list "${name}"`;
	const text = await engineCommand(machine, program, [
		"manifest",
		"inspect",
		name
	], `read the manifest list "${name}"`, {});
	const list = parseJson(text, what);
	const has = listOf(asRecord(list, what)["manifests"], `the manifests of ${what}`, (each, which) => {
		const { os, architecture } = asRecord(asRecord(each, which)["platform"], `the platform of ${which}`);
		return `${asString(os, which)}/${asString(architecture, which)}`;
	});
	if (has.length !== new Set(platforms).size) throw new UserError(`${what} has ${has.join(", ") || "nothing"}; expected ${platforms.join(", ")}; a base image or a cache may be of one platform only`);
	return list;
}
function isList(image) {
	return image.platforms.length > 1;
}
/** One build for each platform: told of several, the programs add them to the list in any order, and each order is another digest. */
function parts(image) {
	return isList(image) ? [...new Set(image.platforms)].map((platform) => ({
		...image,
		platforms: [platform]
	})) : [image];
}
function isLoopback(registry) {
	return /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::\d+)?$/u.test(registry);
}

// src/build/engines/buildah.ts
function buildah(machine, version) {
	return buildahFamily("buildah", machine, version);
}

// src/build/engines/docker-push.ts
/** Pushes each reference in its order. The digest is docker's own record of the push; `null` when it has more than one for the repository. */
async function dockerPush(machine, references) {
	for (const reference of references) checkReference(reference);
	const pushed = [];
	for (const reference of references) {
		await engineCommand(machine, "docker", ["push", reference], `push "${reference}"`, { shown: `docker push ${reference}` });
		const records = await engineCommand(machine, "docker", [
			"image",
			"inspect",
			"--format={{json .RepoDigests}}",
			reference
		], `tell the digest of "${reference}"`, {});
		pushed.push([reference, digestOf(reference, records)]);
	}
	return { digest: sameDigest(pushed) };
}
/**
* The digest under which the image is in the reference's repository, from the list that `docker image inspect` prints. An image that was pushed there before in another
* form has several, and nothing says which is the newest: `null` then, and when there is none.
*/
function digestOf(reference, records) {
	const { id } = parseImageReference(reference).artifact;
	const what = `docker's record of "${reference}"`;
	const value = parseJson(records, what);
	const digests = (value === null ? [] : listOf(value, what, asString)).map(parseImageReference).filter(({ artifact }) => artifact.id === id).map(({ version }) => version.digest);
	return digests.length === 1 ? digests[0] ?? null : null;
}

// src/build/engines/buildx.ts
/** The arguments after `docker`. */
function buildxArguments(image, files) {
	return [
		"buildx",
		"build",
		`--metadata-file=${files.metadata}`,
		...(image.push ? image.references.toReversed() : image.references).map((reference) => `--tag=${reference}`),
		image.push ? "--output=type=image,push=true,rewrite-timestamp=true" : image.load ? "--output=type=docker,rewrite-timestamp=true" : image.cacheOnly || image.platforms.length > 1 ? "--output=type=cacheonly" : "--load",
		...commonArguments(image),
		...buildKitSecrets(image),
		...Object.entries(image.annotations).map(([key, value]) => `--annotation=${image.platforms.length > 1 ? "index,manifest" : "manifest"}:${key}=${value}`),
		...image.cacheTo.map((target) => `--cache-to=${target}`),
		...image.provenance === null ? [] : [`--provenance=${image.provenance}`],
		...image.sbom === null ? [] : [`--sbom=${image.sbom}`],
		...lastArguments(image)
	];
}
/** As docker can keep it: what attests an image has no place there. */
function asKept(image) {
	return {
		...image,
		push: false,
		provenance: image.provenance === null ? null : "false",
		sbom: image.sbom === null ? null : "false"
	};
}
/** `hasDaemon`: whether docker's daemon answers, which keeps images; a builder elsewhere (remote, Kubernetes) builds and pushes without it. */
function buildx(machine, version, hasDaemon) {
	return {
		name: "buildx",
		version,
		pushesWhileBuilding: true,
		keepsImages: hasDaemon,
		annotates: knowsAnnotations(version) ? "what it pushes by itself" : "none",
		async build(asked) {
			const image = hasDaemon || asked.push ? asked : {
				...asked,
				cacheOnly: true
			};
			const { variables, hidden } = await prepareBuild(image, {
				name: "buildx",
				version
			}, machine);
			if (image.load && image.platforms.length > 1) throw usageError(`the input \`load\` is set and \`platforms\` has ${image.platforms.join(", ")}; docker keeps an image of one platform: leave \`load\` out, or name one`);
			if (image.load && !hasDaemon) throw usageError("the input `load` is set, and docker's daemon, which would keep the image, does not answer; start it, check DOCKER_HOST, or leave `load` out");
			return inTemporaryFolder(async (folder) => {
				const files = { metadata: join(folder, "metadata.json") };
				const name = image.references[0] ?? image.context;
				const run = (args, what) => engineCommand(machine, "docker", args, `${what} "${name}"`, {
					folder: image.folder,
					environment: {
						...variables,
						SOURCE_DATE_EPOCH: String(image.sourceDateEpoch)
					},
					secrets: hidden,
					shown: `docker buildx build ${name}`
				});
				if (image.push && image.load) await run(buildxArguments(asKept(image), files), "build and load");
				await run(buildxArguments(image.push || image.cacheOnly ? image : asKept(image), files), "build");
				const metadata = parseJson(await readResult(files.metadata, "buildx"), "buildx's metadata");
				if (!image.push) return {
					digest: null,
					metadata
				};
				return {
					digest: digestIn(asRecord(metadata, "buildx's metadata")["containerimage.digest"], "buildx"),
					metadata
				};
			});
		},
		push: (references) => dockerPush(machine, references)
	};
}

// src/build/engines/docker.ts
/** The arguments after `docker`. Throws a usage error for what `docker build` cannot do. */
function dockerArguments(image, options) {
	const instead = "set `engine: buildx` (docker/setup-buildx-action brings it)";
	refuseAsked("docker", [
		{
			asked: image.push,
			what: "build that pushes",
			instead: "push after the build"
		},
		{
			asked: image.platforms.length > 1,
			what: "builds for several platforms",
			instead
		},
		{
			asked: Object.keys(image.annotations).length > 0,
			what: "annotations",
			instead
		},
		{
			asked: image.cacheTo.length > 0,
			what: "cache-to",
			instead
		},
		{
			asked: !asksForNothing(image.provenance),
			what: "provenance",
			instead
		},
		{
			asked: !asksForNothing(image.sbom),
			what: "sbom",
			instead
		}
	]);
	if (image.secrets.length > 0 && !options.buildKit) throw usageError("secrets need BuildKit, which this docker does not have: from version 23 on it comes with the buildx plugin; install it (docker/setup-buildx-action), or set `engine` to buildah or podman");
	const given = image.buildArgs.some(([name]) => name === "SOURCE_DATE_EPOCH");
	return [
		"build",
		`--iidfile=${options.imageId}`,
		...image.references.map((reference) => `--tag=${reference}`),
		...commonArguments(image),
		...options.buildKit && !given ? [`--build-arg=SOURCE_DATE_EPOCH=${image.sourceDateEpoch}`] : [],
		...buildKitSecrets(image),
		...lastArguments(image)
	];
}
/** `buildKit`: whether this docker can build by BuildKit. It is said to docker in so many words: a version from 23 on without the plugin fails when it is told to. */
function docker(machine, version, buildKit) {
	return {
		name: "docker",
		version,
		pushesWhileBuilding: false,
		keepsImages: true,
		annotates: "none",
		async build(image) {
			const { variables, hidden } = await prepareBuild(image, {
				name: "docker",
				version
			}, machine);
			return inTemporaryFolder(async (folder) => {
				const imageId = join(folder, "image-id");
				const name = image.references[0] ?? image.context;
				await engineCommand(machine, "docker", dockerArguments(image, {
					imageId,
					buildKit
				}), `build "${name}"`, {
					folder: image.folder,
					environment: {
						...variables,
						SOURCE_DATE_EPOCH: String(image.sourceDateEpoch),
						DOCKER_BUILDKIT: buildKit ? "1" : "0"
					},
					secrets: hidden,
					shown: `docker build ${name}`
				});
				return {
					digest: null,
					metadata: { "containerimage.config.digest": digestIn(await readResult(imageId, "docker"), "docker") }
				};
			});
		},
		push: (references) => dockerPush(machine, references)
	};
}

// src/build/engines/podman.ts
function podman(machine, version) {
	return buildahFamily("podman", machine, version);
}

// src/build/find-engine.ts
/** A daemon that took the question and is stuck would keep it for ever. */
const QUESTION = { withinMs: 6e4 };
/** The names in the order in which `auto` takes them; each says how it is looked for. */
const LOOKS = [
	["buildx", lookForBuildx],
	["docker", lookForDocker],
	["buildah", (machine) => lookForFamily(machine, "buildah")],
	["podman", (machine) => lookForFamily(machine, "podman")]
];
/**
* The engine to build with. `auto` wants one that can work now, so docker's only while its daemon answers, and buildx also with a builder elsewhere; one that is named is taken when its program is there and new
* enough, and says itself what else it lacks. Throws a usage error that says what was looked for.
*/
async function findEngine(machine, choice) {
	let facts = null;
	const dockerOnce = () => facts ??= dockerFacts(machine);
	const passed = [];
	for (const [name, look] of LOOKS) {
		if (choice !== "auto" && choice !== name) continue;
		const found = await look(machine, dockerOnce);
		const lacks = "lacks" in found ? found.lacks : tooOld(name, found.engine.version) ?? (choice === "auto" && await isSilent(name, dockerOnce) ? "its daemon does not answer" : null);
		if ("engine" in found && lacks === null) return {
			engine: found.engine,
			reason: reasonFor(found.engine, choice, passed)
		};
		passed.push(`${name}: ${lacks}`);
	}
	throw usageError(choice === "auto" ? `this machine has no engine to build with (${passed.join("; ")}); install one of them before this step (buildah needs no daemon), or run on a machine that has one` : `the engine ${choice} cannot be used on this machine (${passed.join("; ")}); install it before this step (${INSTALL[choice]}), or set \`engine: auto\``);
}
/** What brings an engine that is missing or too old. */
const INSTALL = {
	buildx: "docker/setup-buildx-action brings it where docker is",
	docker: "with a daemon that runs, as on GitHub's own Ubuntu machines",
	buildah: "the package `buildah` of Debian, Ubuntu and Fedora",
	podman: "the package `podman` of Debian, Ubuntu and Fedora"
};
function reasonFor(engine, choice, passed) {
	const which = `${engine.name} ${engine.version} builds`;
	if (choice !== "auto") return `${which}: \`engine\` names it`;
	return passed.length === 0 ? `${which}: the first of buildx, docker, buildah, podman, and the machine has it` : `${which}: the first that the machine has (${passed.join("; ")})`;
}
/** Both questions at once: each is a start of docker, and the time is the user's. */
async function dockerFacts({ programs }) {
	if (await programs.find("docker") === null) return {
		client: null,
		daemon: false,
		plugin: null,
		builderElsewhere: async () => false
	};
	const [versions, plugin] = await Promise.all([programs.run("docker", ["version", "--format={{.Client.Version}}{{if .Server}} {{.Server.Version}}{{end}}"], QUESTION), programs.run("docker", ["buildx", "version"], QUESTION)]);
	const [client = "", server = ""] = versions.stdout.trim().split(" ");
	return {
		client: versionIn(client) ?? unknownVersion(client),
		daemon: versions.exitCode === 0 && server !== "",
		plugin: plugin.exitCode === 0 && !/\bbuildah\b/iu.test(plugin.stdout) ? versionIn(plugin.stdout) ?? unknownVersion(plugin.stdout) : null,
		builderElsewhere: async () => {
			const { stdout } = await programs.run("docker", ["buildx", "inspect"], QUESTION);
			return ELSEWHERE.test(stdout);
		}
	};
}
/** The drivers of buildx that need no docker daemon (docs.docker.com/build/builders/drivers). */
const ELSEWHERE = /^Driver:\s*(?:remote|kubernetes|cloud)\s*$/mu;
/** Taken on trust: a build of one's own need not have a number, and its own failure says more than a guess. */
function unknownVersion(said) {
	const text = said.trim().slice(0, 40);
	return text === "" ? "of an unknown version" : `of an unknown version (${JSON.stringify(text)})`;
}
async function isSilent(name, docker) {
	if (name !== "buildx" && name !== "docker") return false;
	const { daemon, builderElsewhere } = await docker();
	return !daemon && (name === "docker" || !await builderElsewhere());
}
async function lookForBuildx(machine, facts) {
	const { client, plugin, daemon } = await facts();
	if (client === null) return { lacks: "no `docker` on PATH" };
	return plugin === null ? { lacks: "`docker buildx version` fails, so docker has no such plugin" } : { engine: buildx(machine, plugin, daemon) };
}
async function lookForDocker(machine, facts) {
	const { client, plugin } = await facts();
	if (client === null) return { lacks: "no `docker` on PATH" };
	const buildKit = plugin !== null || Number(/^\d+/u.exec(client)?.[0] ?? NaN) < 23;
	return { engine: docker(machine, client, buildKit) };
}
async function lookForFamily(machine, name) {
	if (await machine.programs.find(name) === null) return { lacks: `no \`${name}\` on PATH` };
	const { exitCode, stdout, lastLines } = await machine.programs.run(name, ["--version"], QUESTION);
	if (exitCode !== 0) return { lacks: `\`${name} --version\` fails: ${lastLines.at(-1) ?? "without a word"}` };
	const version = versionIn(stdout) ?? unknownVersion(stdout);
	return { engine: name === "buildah" ? buildah(machine, version) : podman(machine, version) };
}

// src/entry/run-image.ts
/** Builds images of one run. `host`: the registry that the inputs' login is for. */
function imageBuilder(run, host, readCheckout) {
	const { inputs, log } = run;
	const { programs, registry } = buildMachine(run, host, engineCredentials(inputs.engine));
	let found;
	const look = () => found ??= findEngine({
		programs,
		environment: process.env
	}, inputs.engine);
	let engine;
	const chosen = async () => {
		const { engine, reason } = await look();
		log.info(reason);
		return engine;
	};
	return (request) => ({
		name: request.name,
		async decide() {
			await checkAskedImage(request.image, process.env);
			if (!request.dryRun) look().catch(() => {});
			const checkout = await readCheckout(request.version);
			const decision = await decideImage(request, checkout, {
				registry,
				log,
				engine: () => engine ??= chosen()
			});
			log.debug(`${registry.requests} requests to the registry`);
			return decision;
		}
	});
}

// src/entry/run-builds.ts
/** Builds all of them, or publishes nothing; what each came to, in their order. Throws what the build of one throws, and a UserError when one of several fails. */
async function runBuilds(run, requests) {
	const ended = new AbortController();
	const machine = {
		...run,
		signal: AbortSignal.any([run.signal, ended.signal])
	};
	try {
		const builders = buildersOf(machine, requests.map(artifactRegistry).find((registry) => registry !== null) ?? "");
		const builds = [];
		for (const artifact of requests) builds.push(await builders(artifact));
		const results = await buildAll(builds, {
			parallel: run.inputs["max-parallel"] ?? 1,
			signal: run.signal
		});
		return requests.flatMap((artifact, index) => {
			const result = results[index];
			return result === void 0 ? [] : [{
				artifact,
				result
			}];
		});
	} finally {
		ended.abort(/* @__PURE__ */ new Error("the builds have ended"));
	}
}
/** One machine for all images and one for all charts: what was found or asked for one of them holds for the next. `host`: the registry that the inputs' login is for. */
function buildersOf(run, host) {
	const read = /* @__PURE__ */ new Map();
	const checkout = (version) => {
		const needs = {
			tagPrefix: version.tagPrefix,
			history: needsHistory(version)
		};
		const key = JSON.stringify(needs);
		const known = read.get(key) ?? readCheckout(run.context.workspace, needs, run.signal);
		read.set(key, known);
		return known;
	};
	let image;
	let chart;
	const chartsOf = async () => (await import("./run-chart.js")).chartBuilder(run, host, checkout);
	return async ({ kind, request }) => {
		if (kind === "image") return (image ??= imageBuilder(run, host, checkout))(request);
		return (chart ??= await chartsOf())(request);
	};
}

export { runBuilds as t };