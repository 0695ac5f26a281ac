import { Ht as UserError, O as parseImageReference, Ut as messageOf, W as sha256, Wt as usageError, w as isChartName } from "./start.js";
import { i as Scalar, n as parseDocument, s as isMap } from "./yaml.js";
import { o as REVISION_LABEL } from "./builds-request.js";
import { t as _usingCtx } from "./usingCtx.js";
import { join, relative } from "node:path";
import { cp, open, readFile, realpath, rm, writeFile } from "node:fs/promises";

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
		const real = await realpath(folder);
		await cp(real, destination, {
			recursive: true,
			filter: (source) => !left.has(relative(real, source))
		});
		await writeFile(join(destination, "Chart.yaml"), text, { flag: "wx" });
	} catch (error) {
		throw new UserError(`the chart in "${folder}" could not be copied, which is done to package it: ${messageOf(error)}`, { cause: error });
	}
}
function mapOf(text, folder) {
	const document = parseDocument(text);
	const [error] = document.errors;
	if (error !== void 0 || !isMap(document.contents)) {
		const said = error?.message.split("\n", 1)[0]?.replace(/:$/u, "") ?? "";
		const why = error?.code === "MULTIPLE_DOCS" ? ": a second document begins in it" : said === "" ? "" : `: ${said}`;
		throw usageError(`Chart.yaml in "${folder}" cannot be read${why}; expected a map with \`name\` and \`version\``);
	}
	return document;
}

// src/build/secret-file.ts
/**
* The secret as a file that only we, and the programs that we start, can read. On Linux its name is gone before the secret is in it, and `/proc` leads to what is open (proc(5),
* `/proc/pid/fd`); elsewhere it lies in `folder`. Among the arguments everybody on the machine could read it.
*/
async function secretFile(secret, folder, processes = `/proc/${process.pid}/fd`) {
	const named = join(folder, "secret");
	const file = await open(named, "wx+", 384);
	try {
		const unnamed = `${processes}/${file.fd}`;
		const isReachable = await canBeRead(unnamed);
		if (isReachable) await rm(named);
		await file.writeFile(secret);
		return {
			path: isReachable ? unnamed : named,
			async [Symbol.asyncDispose]() {
				await file.close();
				await rm(named, { force: true });
			}
		};
	} catch (error) {
		await file.close();
		throw error;
	}
}
/** Whether the path in `/proc` can be read: tried while there is no secret in it. */
async function canBeRead(path) {
	try {
		await readFile(path);
		return true;
	} catch {
		return false;
	}
}

// src/build/oci-charts.ts
/** Where the chart lies in the registry. Throws a usage error for a name that no registry takes. */
function chartPlace({ registry, namespace }, name) {
	const repository = namespace === "" ? name : `${namespace}/${name}`;
	const text = `${registry}/${repository}`;
	if (/[A-Z]/u.test(repository)) throw usageError(`the chart would be pushed to "oci://${text}", and registries take lower case only; change the input \`chart-repository\`, or the \`name\` in Chart.yaml`);
	const meant = parseName(text);
	if (meant.registry !== registry || meant.repository !== repository) throw usageError(`the chart would be pushed to "oci://${text}", which names no registry and repository in full; expected one such as oci://${meant.registry}/${meant.repository}`);
	return {
		registry,
		repository
	};
}
/** In the words of charts, where it is no name. */
function parseName(text) {
	try {
		return parseImageReference(text);
	} catch (error) {
		if (!(error instanceof UserError)) throw error;
		throw usageError(`the chart would be pushed to "oci://${text}", which is no place in a registry; expected in the input \`chart-repository\` one such as oci://ghcr.io/acme/charts, without a tag or a digest`, error);
	}
}
/** A version as a registry's tag; helm reads it back the same way (helm.sh/docs/topics/registries). */
function chartTag(version) {
	return version.replaceAll("+", "_");
}
/** Versions of the chart `name`. `login`: for helm; `null`: it finds one by itself. Throws a usage error for a name that no registry takes. */
function ociCharts({ repository, name, login, registry }) {
	const place = chartPlace(repository, name);
	const standing = async (version) => {
		const manifest = await registry.manifest(place, chartTag(version));
		if (manifest === null) return null;
		const { digest, annotations } = manifest;
		return {
			digest,
			revision: annotations["org.opencontainers.image.revision"] ?? null,
			objection: null
		};
	};
	return {
		where: "in the registry",
		tag: chartTag,
		standing,
		async publish({ version, archive, provenance, helm, folder, mayBeShared, judge }) {
			const now = mayBeShared ? await standing(version) : null;
			if (now !== null && judge(now, null) === "exists") return {
				result: "exists",
				digest: now.digest,
				metadata: {}
			};
			if (login === null) await helm.push(archive, repository, null);
			else try {
				var _usingCtx$1 = _usingCtx();
				const file = _usingCtx$1.a(await secretFile(loginText(repository.registry, login), folder));
				await helm.push(archive, repository, file.path);
			} catch (_) {
				_usingCtx$1.e = _;
			} finally {
				await _usingCtx$1.d();
			}
			const made = provenance === null ? [archive] : [archive, provenance];
			const files = await Promise.all(made.map(async (path) => sha256(await readFile(path))));
			return {
				result: "pushed",
				digest: await provenDigest(place, chartTag(version), files, registry),
				metadata: {}
			};
		}
	};
}
/** A login as helm finds it in a file of docker's format. */
function loginText(registry, { username, password }) {
	const server = registry === "docker.io" ? "https://index.docker.io/v1/" : registry;
	const auth = Buffer.from(`${username}:${password}`).toString("base64");
	return JSON.stringify({ auths: { [server]: { auth } } });
}
/** The digest of the version, whose manifest names the very files that were made. */
async function provenDigest(place, tag, files, registry) {
	const manifest = await registry.manifest(place, tag);
	if (manifest !== null && files.every((digest) => manifest.layers.includes(digest))) return manifest.digest;
	throw new UserError(`helm pushed ${place.registry}/${place.repository}:${tag} with the package ${files[0]}, and the registry has ${manifest === null ? "nothing" : `${manifest.digest} with ${manifest.layers.join(", ")}`} there; something else writes this version, or the push was lost: run it again`);
}

export { copyChart as a, annotatedChart as i, ociCharts as n, readChartFolder as o, secretFile as r, chartPlace as t };