import "./rolldown-runtime.js";
import { D as parseImageReference, Dt as messageOf, Et as UserError, Ot as usageError, ct as asRecord, dt as listOf, lt as asString, mt as parseJson } from "./start.js";
import { a as inTemporaryFolder, c as checkCheckout, i as digestIn, n as REVISION_LABEL, o as readResult, r as imageLabels, s as sameDigest, t as versionOf } from "./version.js";
import { a as engineCommand, i as buildSummary, o as readCheckout, r as dockerCredentials, t as buildMachine } from "./build-machine.js";
import { join, resolve } from "node:path";
import { readFile, writeFile } from "node:fs/promises";

// src/build/build.ts
/**
* Throws a UserError when the checkout is not what is to be built, when the version's tag holds another commit's image, when the engine fails, and when the registry
* does not have afterwards what the engine pushed.
*/
async function build(request, checkout, effects) {
	const { subject, repository, name } = request;
	checkCheckout(request, checkout, effects.log);
	const version = versionOf({
		subject,
		committedAt: checkout.committedAt,
		gitTags: checkout.tags,
		nearest: checkout.nearest
	}, request.version);
	const nothing = {
		version,
		tags: [],
		digest: null,
		pushed: false,
		metadata: {}
	};
	if (version === null) {
		const prefix = request.version.tagPrefix;
		return {
			...nothing,
			result: "skipped",
			reason: `the Git tag is not one of this app, whose tags start with "${prefix}"`
		};
	}
	effects.log.info(`${name}: ${version.because}`);
	const tags = [version.tag, ...version.movingTags];
	if (request.push) {
		const standing = await standingDigest(request, version, effects.registry);
		if (standing !== null) {
			const reason = `${name}:${version.tag} is in the registry already, built from this commit`;
			return {
				...nothing,
				tags,
				result: "exists",
				reason,
				digest: standing
			};
		}
	}
	if (request.dryRun) {
		const would = request.push ? "would be built and pushed" : "would be built";
		return {
			...nothing,
			tags,
			result: "dry-run",
			reason: `${name}:${version.tag} ${would}`
		};
	}
	const { engine, reason: chosen } = await effects.engine();
	effects.log.info(chosen);
	const references = tags.map((tag) => `${name}:${tag}`);
	const atOnce = request.push && engine.pushesWhileBuilding && needsRegistry(request.image);
	if (request.push && !atOnce && request.image.platforms.length > 1) throw usageError(`${engine.name} builds one platform at a time; ${request.image.platforms.join(", ")} together need \`engine: buildx\``);
	const built = await engine.build({
		...request.image,
		labels: {
			...imageLabels({
				...request,
				version: version.version,
				commit: subject.commit,
				committedAt: checkout.committedAt
			}),
			...request.image.labels
		},
		references,
		sourceDateEpoch: Math.floor(checkout.committedAt.getTime() / 1e3),
		push: atOnce
	});
	const { metadata } = built;
	if (!request.push) return {
		...nothing,
		tags,
		metadata,
		result: "built",
		reason: `${name}:${version.tag} is built and not pushed`
	};
	const told = atOnce ? built.digest : await pushInOrder(name, version, engine);
	const digest = await effects.registry.digestOf(repository, version.tag);
	if (digest === null || told !== null && told !== digest) throw new UserError(`${engine.name} pushed ${name}:${version.tag} as ${told ?? "an unknown digest"}, and the registry has ${digest ?? "nothing"} there; something else writes this tag, or the push was lost: run it again`);
	return {
		...nothing,
		tags,
		metadata,
		digest,
		pushed: true,
		result: "pushed",
		reason: `${name}:${version.tag}@${digest} is built and pushed`
	};
}
/** The version's own tag comes last: where it stands, the others were pushed too, and a run that was killed before begins anew. */
async function pushInOrder(name, { tag, movingTags }, engine) {
	if (movingTags.length > 0) await engine.push(movingTags.map((moving) => `${name}:${moving}`));
	return (await engine.push([`${name}:${tag}`])).digest;
}
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
function needsRegistry({ platforms, provenance, sbom }) {
	return platforms.length > 1 || provenance !== null || sbom !== null;
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

// src/build/engines/check.ts
/** Options that decide where the result goes or is read from; the build has words of its own for them. */
const OWN_OPTIONS = /* @__PURE__ */ new Map([
	["--", "it ends the options, and the context is no argument of yours"],
	["--tag", "name the tags in the inputs, where they are checked before anything is overwritten"],
	["-t", "name the tags in the inputs, where they are checked before anything is overwritten"],
	["--push", "whether the image is pushed is an input, and is decided after the tags were checked"],
	["--load", "whether the image is pushed or kept is an input"],
	["--manifest", "several `platforms` make a manifest list by themselves"],
	["--metadata-file", "the result is read from it"],
	["--iidfile", "the result is read from it"],
	["--digestfile", "the result is read from it"]
]);
/** Throws a usage error for a build that cannot be asked of any engine as it is meant. */
function checkImageBuild(image) {
	for (const text of image.references) checkReference(text);
	if (image.push && image.references.length === 0) throw usageError("the image has no tag, and none is pushed without");
	for (const [what, path] of [["context", image.context], ["file", image.file]]) if (path === "" || path === "-") throw usageError(`the ${what} is "${path}"; expected a path in the workspace${what === "file" ? "" : " or a URL"}`);
	if (image.target === "") throw usageError("the target is empty; expected the name of a stage, or no target");
	for (const [name] of image.buildArgs) if (!/^[A-Za-z_][\w.-]*$/u.test(name)) throw usageError(`the build argument "${name}" has no usable name; expected NAME=value with a name of letters, digits and _`);
	for (const [what, pairs] of [["label", image.labels], ["annotation", image.annotations]]) for (const key of Object.keys(pairs)) if (!/^[^\s=]+$/u.test(key)) throw usageError(`the ${what} "${key}" has no usable key; expected one without spaces and =`);
	for (const platform of image.platforms) if (!/^[a-z0-9]+\/[a-z0-9_]+(?:\/[a-z0-9.]+)?$/u.test(platform)) throw usageError(`the platform "${platform}" is none; expected os/architecture or os/architecture/variant, as linux/arm64`);
	checkSecrets(image.secrets);
	if (!Number.isSafeInteger(image.sourceDateEpoch) || image.sourceDateEpoch < 0) throw usageError(`the commit's time is ${image.sourceDateEpoch}; expected whole seconds since 1970`);
	for (const argument of image.extraArguments) {
		const reason = OWN_OPTIONS.get(argument.split("=", 1)[0] ?? "") ?? (/^-t./u.test(argument) ? OWN_OPTIONS.get("-t") : void 0);
		if (reason !== void 0) throw usageError(`the extra argument "${argument}" cannot be given: ${reason}`);
	}
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
			if (!/^[A-Za-z_]\w*$/u.test(source.env)) throw usageError(`the secret "${id}" names no environment variable; expected id=${id},env=NAME`);
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
/** For an engine that reads files only: where each secret is, those of variables in files of their own that only we can read. */
async function secretFiles(image, variables, folder) {
	const files = /* @__PURE__ */ new Map();
	for (const [index, { id, source }] of image.secrets.entries()) if ("file" in source) files.set(id, source.file);
	else {
		const path = join(folder, `secret-${index}`);
		await writeFile(path, variables[source.env] ?? "", {
			mode: 384,
			flag: "wx"
		});
		files.set(id, path);
	}
	return files;
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
		...[...files.secrets].map(([id, path]) => `--secret=id=${id},src=${path}`),
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
		async build(image) {
			checkImageBuild(image);
			if (isList(image) && image.references.length === 0) throw usageError(`the engine ${program} builds for several platforms only under a name; give the image a tag`);
			const { variables, hidden } = await readSecrets(image, machine.environment);
			return inTemporaryFolder(async (folder) => {
				const imageId = join(folder, "image-id");
				const name = image.references[0] ?? image.context;
				const list = isList(image) ? name : null;
				const secrets = await secretFiles(image, variables, folder);
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
						secrets: hidden,
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
		...image.references.map((reference) => `--tag=${reference}`),
		image.push ? "--output=type=image,push=true,rewrite-timestamp=true" : "--load",
		...commonArguments(image),
		...buildKitSecrets(image),
		...Object.entries(image.annotations).map(([key, value]) => `--annotation=${image.platforms.length > 1 ? "index,manifest" : "manifest"}:${key}=${value}`),
		...image.cacheTo.map((target) => `--cache-to=${target}`),
		...image.provenance === null ? [] : [`--provenance=${image.provenance}`],
		...image.sbom === null ? [] : [`--sbom=${image.sbom}`],
		...lastArguments(image)
	];
}
function buildx(machine, version) {
	return {
		name: "buildx",
		version,
		pushesWhileBuilding: true,
		async build(image) {
			checkImageBuild(image);
			const { variables, hidden } = await readSecrets(image, machine.environment);
			return inTemporaryFolder(async (folder) => {
				const files = { metadata: join(folder, "metadata.json") };
				const name = image.references[0] ?? image.context;
				await engineCommand(machine, "docker", buildxArguments(image, files), `build "${name}"`, {
					folder: image.folder,
					environment: {
						...variables,
						SOURCE_DATE_EPOCH: String(image.sourceDateEpoch)
					},
					secrets: hidden,
					shown: `docker buildx build ${name}`
				});
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
		async build(image) {
			checkImageBuild(image);
			const { variables, hidden } = await readSecrets(image, machine.environment);
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
/** The names in the order in which `auto` takes them; each says how it is looked for. */
const LOOKS = [
	["buildx", lookForBuildx],
	["docker", lookForDocker],
	["buildah", (machine) => lookForFamily(machine, "buildah")],
	["podman", (machine) => lookForFamily(machine, "podman")]
];
/**
* The engine to build with. `auto` wants one that can work now, so docker's only while its daemon answers; one that is named is taken when its program is there, and says
* itself what else it lacks. Throws a usage error that says what was looked for.
*/
async function findEngine(machine, choice) {
	let facts = null;
	const dockerOnce = () => facts ??= dockerFacts(machine);
	const passed = [];
	for (const [name, look] of LOOKS) {
		if (choice !== "auto" && choice !== name) continue;
		const found = await look(machine, dockerOnce);
		const silent = choice === "auto" && "engine" in found && await isSilent(name, dockerOnce);
		if ("engine" in found && !silent) return {
			engine: found.engine,
			reason: reasonFor(found.engine, choice, passed)
		};
		passed.push("lacks" in found ? `${name}: ${found.lacks}` : `${name}: its daemon does not answer`);
	}
	throw usageError(choice === "auto" ? `this machine has no engine to build with (${passed.join("; ")}); install one of them before this step, or run on a machine that has one` : `the engine ${choice} is not on this machine (${passed.join("; ")}); install it before this step, or set \`engine: auto\``);
}
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
		plugin: null
	};
	const [versions, plugin] = await Promise.all([programs.run("docker", ["version", "--format={{.Client.Version}}{{if .Server}} {{.Server.Version}}{{end}}"], {}), programs.run("docker", ["buildx", "version"], {})]);
	const [client = "", server = ""] = versions.stdout.trim().split(" ");
	return {
		client: client === "" ? "of an unknown version" : client,
		daemon: versions.exitCode === 0 && server !== "",
		plugin: plugin.exitCode === 0 ? /\bv?(?<version>\d+\.\d+\S*)/u.exec(plugin.stdout)?.groups?.["version"] ?? plugin.stdout.trim() : null
	};
}
async function isSilent(name, docker) {
	return (name === "buildx" || name === "docker") && !(await docker()).daemon;
}
async function lookForBuildx(machine, facts) {
	const { client, plugin } = await facts();
	if (client === null) return { lacks: "no `docker` on PATH" };
	return plugin === null ? { lacks: "`docker buildx version` fails, so docker has no such plugin" } : { engine: buildx(machine, plugin) };
}
async function lookForDocker(machine, facts) {
	const { client, plugin } = await facts();
	if (client === null) return { lacks: "no `docker` on PATH" };
	const buildKit = plugin !== null || Number(/^\d+/u.exec(client)?.[0] ?? NaN) < 23;
	return { engine: docker(machine, client, buildKit) };
}
async function lookForFamily(machine, name) {
	if (await machine.programs.find(name) === null) return { lacks: `no \`${name}\` on PATH` };
	const { exitCode, stdout, lastLines } = await machine.programs.run(name, ["--version"], {});
	if (exitCode !== 0) return { lacks: `\`${name} --version\` fails: ${lastLines.at(-1) ?? "without a word"}` };
	const version = stdout.trim().split(" ")[2] ?? "of an unknown version";
	return { engine: name === "buildah" ? buildah(machine, version) : podman(machine, version) };
}

// src/entry/run-build.ts
async function runBuild(run, request) {
	const result = await buildImage(run, request);
	return {
		outputs: {
			...buildOutputs(request, result),
			chart: ""
		},
		summary: buildSummary({
			kind: "image",
			name: request.name
		}, result),
		failure: null
	};
}
/** The build use case with the machine's engines and the registry. */
async function buildImage(run, request) {
	const { inputs, log, signal } = run;
	const { programs, registry } = buildMachine(run, request.repository.registry, dockerCredentials);
	const checkout = await readCheckout(request.image.folder, request.version.tagPrefix, signal);
	const result = await build(request, checkout, {
		registry,
		log,
		engine: () => findEngine({
			programs,
			environment: process.env
		}, inputs.engine)
	});
	log.debug(`${registry.requests} requests to the registry`);
	return result;
}
/** A result in the words of the action's outputs. */
function buildOutputs(request, result) {
	const { version, digest } = result;
	return {
		result: result.result,
		reason: result.reason,
		image: request.name,
		version: version?.version ?? "",
		tags: result.tags.join("\n"),
		digest: digest ?? "",
		reference: version === null || digest === null ? "" : `${request.name}:${version.tag}@${digest}`,
		pushed: String(result.pushed),
		releasable: String(version?.isReleasable ?? false),
		metadata: JSON.stringify(result.metadata)
	};
}

export { buildOutputs as n, runBuild as r, buildImage as t };