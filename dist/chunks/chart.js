import { D as parseImageReference, Dt as messageOf, Et as UserError, H as sha256, Ot as usageError, w as isChartName } from "./start.js";
import { i as Scalar, n as parseDocument, s as isMap } from "./yaml.js";
import { a as inTemporaryFolder, c as checkCheckout, n as REVISION_LABEL, r as imageLabels, t as versionOf } from "./version.js";
import { join, relative } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { cp, mkdir, readFile, writeFile } from "node:fs/promises";

// src/build/chart-folder.ts
/** Throws a usage error for a folder that is no chart. */
async function readChartFolder(folder) {
	let text;
	try {
		text = await readFile(join(folder, "Chart.yaml"), "utf8");
	} catch (error) {
		throw usageError(`the folder "${folder}" has no Chart.yaml that can be read (${messageOf(error)}); expected the folder of a chart in the input \`chart\`, from the workspace`, error);
	}
	const name = mapOf(text, folder).get("name");
	if (typeof name !== "string" || !isChartName(name)) throw usageError(`Chart.yaml in "${folder}" has the name ${JSON.stringify(name)}; expected one such as podinfo`);
	return {
		folder,
		name,
		text
	};
}
/** The text of Chart.yaml with annotations, which `helm push` writes into the manifest. helm writes the file anew anyway when it packages, so its form is free. */
function annotatedChart({ folder, text }, { otherwise, always }) {
	const chart = mapOf(text, folder);
	if ((chart.get("annotations") ?? null) === null) chart.set("annotations", chart.createNode({}));
	const annotations = chart.get("annotations");
	if (!isMap(annotations)) throw usageError(`the \`annotations\` of Chart.yaml in "${folder}" are no map; expected key: value`);
	const missing = Object.entries(otherwise).filter(([key]) => !annotations.has(key));
	for (const [key, value] of [...missing, ...Object.entries(always)]) {
		const scalar = new Scalar(value);
		scalar.type = Scalar.QUOTE_DOUBLE;
		annotations.set(key, scalar);
	}
	return chart.toString({ lineWidth: 0 });
}
/**
* Copies the chart into a folder that is not there yet, with another text for its Chart.yaml. Links lead where they led before. Throws a UserError for what cannot be
* copied, such as a pipe, and when the disk is full.
*/
async function copyChart({ folder }, text, destination) {
	const left = /* @__PURE__ */ new Set(["Chart.yaml", ".git"]);
	try {
		await cp(folder, destination, {
			recursive: true,
			filter: (source) => !left.has(relative(folder, source))
		});
		await writeFile(join(destination, "Chart.yaml"), text, { flag: "wx" });
	} catch (error) {
		throw new UserError(`the chart in "${folder}" could not be copied, which is done to package it: ${messageOf(error)}`, { cause: error });
	}
}
function mapOf(text, folder) {
	const document = parseDocument(text);
	const [error] = document.errors;
	if (error !== void 0 || !isMap(document.contents)) throw usageError(`Chart.yaml in "${folder}" cannot be read${error === void 0 ? "" : `: ${error.message}`}; expected a map with \`name\` and \`version\``);
	return document;
}

// src/build/package-time.ts
const BLOCK = 512;
/** The package with one time on each of its files, in seconds since 1970, and nothing else of the files changed. Throws a UserError for what is no package. */
function withPackageTime(archive, seconds) {
	const tar = gunzipSync(archive);
	let at = 0;
	while (at + BLOCK <= tar.length && tar[at] !== 0) {
		const header = tar.subarray(at, at + BLOCK);
		const size = /^[0-7]{11}/u.exec(header.toString("latin1", 124, 136))?.[0];
		if (size === void 0) throw new UserError("the package that helm made is no tar archive; expected one");
		header.write(`${seconds.toString(8).padStart(11, "0")}\0`, 136, "latin1");
		header.fill(" ", 148, 156);
		const sum = header.reduce((all, byte) => all + byte, 0);
		header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148, "latin1");
		at += BLOCK + Math.ceil(Number.parseInt(size, 8) / BLOCK) * BLOCK;
	}
	return gzipSync(tar);
}

// src/build/chart.ts
/** The annotation in which helm keeps when the chart was pushed, where the chart does not say it (github.com/helm/helm/issues/11062). */
const CREATED = "org.opencontainers.image.created";
/** Where the chart lies in the registry. Throws a usage error for a name that no registry takes. */
function chartPlace({ registry, namespace }, name) {
	const repository = namespace === "" ? name : `${namespace}/${name}`;
	const text = `${registry}/${repository}`;
	if (/[A-Z]/u.test(repository)) throw usageError(`the chart would be pushed to "oci://${text}", and registries take lower case only; change the input \`chart-repository\`, or the \`name\` in Chart.yaml`);
	const meant = parseImageReference(text);
	if (meant.registry !== registry || meant.repository !== repository) throw usageError(`the chart would be pushed to "oci://${text}", which names no registry and repository in full; expected one such as oci://${meant.registry}/${meant.repository}`);
	return {
		registry,
		repository
	};
}
/**
* Throws a UserError when the checkout is not what is to be packaged, when the version was pushed from another commit, when helm fails, and when the registry does not have
* afterwards what was pushed. The working tree is not written to.
*/
async function buildChart(request, checkout, effects) {
	const { chart, subject, repository } = request;
	const place = chartPlace(repository, chart.name);
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
	checkChartVersion(request, version);
	const what = `the chart ${chart.name} ${version.chartVersion}`;
	effects.log.info(`${what}: ${version.because}`);
	const tags = [chartTag(version.chartVersion)];
	if (request.push) {
		const standing = await standingDigest(request, place, version, effects.registry);
		if (standing !== null) {
			const reason = `${what} is in the registry already, packaged from this commit`;
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
		const would = request.push ? "would be packaged and pushed" : "would be packaged";
		return {
			...nothing,
			tags,
			result: "dry-run",
			reason: `${what} ${would}`
		};
	}
	const helm = await effects.helm();
	return inTemporaryFolder(async (folder) => {
		const { archive, files } = await packageChart(request, checkout, version, helm, folder);
		if (!request.push) return {
			...nothing,
			tags,
			result: "built",
			reason: `${what} is packaged and not pushed`
		};
		const { login } = request;
		await helm.push(archive, repository, login === null ? null : await writeLogin(repository.registry, login, folder));
		const digest = await provenDigest(place, version, files, effects.registry);
		return {
			...nothing,
			tags,
			digest,
			pushed: true,
			result: "pushed",
			reason: `${what} is pushed as ${digest}`
		};
	});
}
/** A branch's build may be called otherwise as a chart; what somebody chose is taken or refused. */
function checkChartVersion({ subject, version: asked }, { version, chartVersion }) {
	if (version === chartVersion || asked.version === null && subject.kind !== "tag") return;
	throw usageError(`${asked.version === null ? "the Git tag" : "the input `version`"} gives the version "${version}", which a chart cannot have; expected semver such as 1.2.0 or 1.2.0-rc.1`);
}
/** A version as a registry's tag; helm reads it back the same way (helm.sh/docs/topics/registries). */
function chartTag(chartVersion) {
	return chartVersion.replaceAll("+", "_");
}
/** `files`: the digests of what is to be found in the registry. */
async function packageChart(request, { committedAt }, version, helm, folder) {
	const { chart, subject } = request;
	const { [REVISION_LABEL]: revision = "", [CREATED]: created = "", ...labels } = imageLabels({
		...request,
		repository: chartPlace(request.repository, chart.name),
		version: version.chartVersion,
		commit: subject.commit,
		committedAt,
		homepage: null
	});
	const text = annotatedChart(chart, {
		otherwise: labels,
		always: {
			...request.annotations,
			[REVISION_LABEL]: revision,
			[CREATED]: created
		}
	});
	const copy = join(folder, "chart");
	const destination = join(folder, "package");
	await copyChart(chart, text, copy);
	await mkdir(destination);
	const { archive, provenance } = await helm.package({
		folder: copy,
		name: chart.name,
		version: version.chartVersion,
		appVersion: version.tag,
		destination,
		signing: await signingBy(request.signing, folder)
	});
	if (provenance === null) {
		const seconds = Math.floor(committedAt.getTime() / 1e3);
		await writeFile(archive, withPackageTime(await readFile(archive), seconds));
	}
	const made = provenance === null ? [archive] : [archive, provenance];
	return {
		archive,
		files: await Promise.all(made.map(async (path) => sha256(await readFile(path))))
	};
}
async function signingBy(signing, folder) {
	if (signing === null) return null;
	const { key, keyring, passphrase } = signing;
	return {
		key,
		keyring,
		passphraseFile: passphrase === null ? null : await writeSecret(join(folder, "passphrase"), passphrase)
	};
}
/** For helm, which finds a login in a file of docker's format. */
async function writeLogin(registry, { username, password }, folder) {
	const server = registry === "docker.io" ? "https://index.docker.io/v1/" : registry;
	const auth = Buffer.from(`${username}:${password}`).toString("base64");
	return writeSecret(join(folder, "login.json"), JSON.stringify({ auths: { [server]: { auth } } }));
}
/** A secret in a file that only we can read, for as long as its folder is there: among the arguments everybody on the machine could read it. */
async function writeSecret(path, secret) {
	await writeFile(path, secret, {
		mode: 384,
		flag: "wx"
	});
	return path;
}
/** The digest that the version has in the registry, when it was made from this commit; `null` when it may be pushed. Throws a UserError when it was made from another. */
async function standingDigest({ chart, subject, immutable }, place, { chartVersion }, registry) {
	const manifest = await registry.manifest(place, chartTag(chartVersion));
	if (manifest === null) return null;
	const revision = manifest.annotations[REVISION_LABEL];
	if (revision === subject.commit) return manifest.digest;
	if (!immutable) return null;
	throw new UserError(`the chart ${chart.name} ${chartVersion} is in the registry as ${manifest.digest}, packaged from ${revision === void 0 ? "a commit that its annotations do not name" : `the commit ${revision}`}, and this run would replace it with that of ${subject.commit}; a version is never overwritten: give the commit another version, or set \`immutable: false\``);
}
/** The digest of the version, whose manifest names the very files that were made. */
async function provenDigest(place, { chartVersion }, files, registry) {
	const manifest = await registry.manifest(place, chartTag(chartVersion));
	if (manifest !== null && files.every((digest) => manifest.layers.includes(digest))) return manifest.digest;
	throw new UserError(`helm pushed ${place.registry}/${place.repository}:${chartTag(chartVersion)} with the package ${files[0]}, and the registry has ${manifest === null ? "nothing" : `${manifest.digest} with ${manifest.layers.join(", ")}`} there; something else writes this version, or the push was lost: run it again`);
}

export { chartPlace as n, readChartFolder as r, buildChart as t };