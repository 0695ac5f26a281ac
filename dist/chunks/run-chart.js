import "./rolldown-runtime.js";
import { Ht as UserError, Wt as usageError } from "./start.js";
import { a as firstOf, c as engineCommand, d as settled, f as versionFor, i as dockerFileCredentials, l as NOTHING_PUBLISHED, o as HUB, p as mayBeShared, r as registryEndpoint, s as fileCredentials, t as buildMachine, u as anotherApps } from "./build-machine.js";
import { a as copyChart, i as annotatedChart, n as ociCharts, r as secretFile } from "./oci-charts.js";
import { f as artifactPlace, o as REVISION_LABEL, s as imageLabels } from "./builds-request.js";
import { t as _usingCtx } from "./usingCtx.js";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";

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

// src/build/package-chart.ts
/** The annotation in which helm keeps when the chart was pushed, where the chart does not say it (github.com/helm/helm/issues/11062). */
const CREATED = "org.opencontainers.image.created";
/** The paths of the package and of its provenance, below `folder`. Throws a UserError when helm fails. */
async function packageChart(request, { committedAt }, version, helm, folder) {
	const { chart, subject } = request;
	const { [REVISION_LABEL]: revision = "", [CREATED]: created = "", ...labels } = imageLabels({
		...request,
		repository: {
			registry: "",
			repository: chart.name
		},
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
	const { archive, provenance } = await packageSigned(request.signing, helm, folder, {
		folder: copy,
		name: chart.name,
		version: version.chartVersion,
		appVersion: version.tag,
		destination
	});
	if (provenance === null) {
		const seconds = Math.floor(committedAt.getTime() / 1e3);
		await writeFile(archive, withPackageTime(await readFile(archive), seconds));
	}
	return {
		archive,
		provenance
	};
}
async function packageSigned(signing, helm, folder, chart) {
	try {
		var _usingCtx$1 = _usingCtx();
		if (signing === null) return helm.package({
			...chart,
			signing: null
		});
		const { key, keyring, passphrase } = signing;
		if (passphrase === null) return helm.package({
			...chart,
			signing: {
				key,
				keyring,
				passphraseFile: null
			}
		});
		const file = _usingCtx$1.a(await secretFile(passphrase, folder));
		return await helm.package({
			...chart,
			signing: {
				key,
				keyring,
				passphraseFile: file.path
			}
		});
	} catch (_) {
		_usingCtx$1.e = _;
	} finally {
		await _usingCtx$1.d();
	}
}

// src/build/chart.ts
/**
* Decides about the chart of one commit. Throws a UserError when the checkout is not what is to be packaged, and when the version was pushed from another commit; what it
* decides throws when helm fails, and when the registry does not have afterwards what was pushed. The working tree is not written to.
*/
async function decideChart(request, checkout, effects) {
	const { chart, push } = request;
	const { store, log } = effects;
	const version = versionFor(request, checkout, log);
	if (version === null) return anotherApps(request.version);
	checkChartVersion(request, version);
	const what = `the chart ${chart.name} ${version.chartVersion}`;
	log.info(`${what}: ${version.because}`);
	const known = {
		...NOTHING_PUBLISHED,
		version,
		tags: [store.tag(version.chartVersion)]
	};
	if (push) {
		const standing = await store.standing(version.chartVersion);
		if (judge(request, what, store.where, standing, null) === "exists") {
			const reason = `${what} is ${store.where} already, packaged from this commit`;
			return settled({
				...known,
				digest: standing?.digest ?? null,
				result: "exists",
				reason
			});
		}
	}
	if (request.dryRun) {
		const would = push ? "would be packaged and pushed" : "would be packaged";
		return settled({
			...known,
			result: "dry-run",
			reason: `${what} ${would}`
		});
	}
	return {
		kind: "due",
		async make({ folder }) {
			const helm = await effects.helm();
			const files = await packageChart(request, checkout, version, helm, folder);
			return { async publish() {
				if (!push) return {
					...known,
					result: "built",
					reason: `${what} is packaged and not pushed`
				};
				const { result, digest, metadata } = await store.publish({
					...files,
					version: version.chartVersion,
					committedAt: checkout.committedAt,
					helm,
					folder,
					mayBeShared: mayBeShared(version.subject, request.version),
					judge: (standing, ours) => judge(request, what, store.where, standing, ours)
				});
				const pushed = result === "pushed";
				const reason = pushed ? `${what} is pushed, and ${store.where} as ${digest}` : `${what} came meanwhile, packaged from this commit, and is ${store.where}`;
				return {
					...known,
					result,
					digest,
					metadata,
					pushed,
					reason
				};
			} };
		}
	};
}
/** A branch's build may be called otherwise as a chart; what somebody chose is taken or refused. */
function checkChartVersion({ version: asked }, { subject, version, chartVersion }) {
	if (version === chartVersion || asked.version === null && subject.kind !== "tag") return;
	throw usageError(`${asked.version === null ? "the Git tag" : "the input `version`"} gives the version "${version}", which a chart cannot have; expected semver such as 1.2.0 or 1.2.0-rc.1`);
}
/**
* Whether the version is there already, made from this commit, or is to be published. `digest`: that of the package, where it is made. Throws a UserError when it was made
* from another commit.
*/
function judge({ subject, immutable }, what, where, standing, digest) {
	if (standing === null) return "publish";
	if (standing.revision === subject.commit) {
		if (standing.objection === null) return "exists";
		if (!immutable) return "publish";
		throw new UserError(`${standing.objection}; put it right, or write it anew with \`immutable: false\``);
	}
	if (!immutable) return "publish";
	throw new UserError(`${what} is ${where} as ${standing.digest ?? "a package without a digest"}, packaged from ${standing.revision === null ? "a commit that its annotations do not name" : `the commit ${standing.revision}`}, and this run would replace it with that of ${subject.commit}${digest === null ? "" : ` (${digest})`}; a version is never overwritten: give the commit another version, or set \`immutable: false\``);
}

// src/build/helm.ts
/** Charts' annotations reach the manifest from this version on (github.com/helm/helm/releases/tag/v3.12.0). */
const LEAST = [3, 12];
/** Throws a usage error when the machine has no helm, or one that is too old. */
async function findHelm(programs) {
	if (await programs.find("helm") === null) throw usageError("this machine has no helm, which packages charts; add azure/setup-helm before this step");
	const told = await engineCommand({
		programs,
		environment: {}
	}, "helm", ["version", "--template={{.Version}}"], "tell its version", {});
	const [, major, minor] = /^v(\d+)\.(\d+)/u.exec(told) ?? [];
	if (major === void 0 || minor === void 0) throw new UserError(`helm says of its version ${JSON.stringify(told.slice(0, 100))}; expected one such as v3.19.0`);
	if (Number(major) < LEAST[0] || Number(major) === LEAST[0] && Number(minor) < LEAST[1]) throw usageError(`helm is ${told.trim()}, which does not write into the registry what a chart was made of; use ${LEAST.join(".")} or newer`);
	return {
		async package(chart) {
			await engineCommand({
				programs,
				environment: {}
			}, "helm", packageArguments(chart), `package "${chart.name}"`, { shown: `helm package ${chart.name} ${chart.version}` });
			const made = await readdir(chart.destination);
			const archive = made.find((name) => name.endsWith(".tgz"));
			const provenance = made.find((name) => name.endsWith(".tgz.prov"));
			if (archive === void 0 || chart.signing !== null && provenance === void 0) throw new UserError(`helm ended without an error, but made ${made.join(", ") || "nothing"}; expected a package`);
			return {
				archive: join(chart.destination, archive),
				provenance: provenance === void 0 ? null : join(chart.destination, provenance)
			};
		},
		async push(archive, repository, configuration) {
			const { registry, namespace } = repository;
			await engineCommand({
				programs,
				environment: {}
			}, "helm", pushArguments(archive, repository), `push to ${registry}/${namespace}`, {
				shown: `helm push to ${registry}/${namespace}`,
				...configuration === null ? {} : { environment: { HELM_REGISTRY_CONFIG: configuration } }
			});
		}
	};
}
/** The arguments after `helm`. A passphrase comes by a file: of the standard input helm takes it from a named pipe alone. */
function packageArguments({ folder, version, appVersion, destination, signing }) {
	const sign = signing === null ? [] : [
		"--sign",
		`--key=${signing.key}`,
		`--keyring=${signing.keyring}`,
		...signing.passphraseFile === null ? [] : [`--passphrase-file=${signing.passphraseFile}`]
	];
	return [
		"package",
		`--version=${version}`,
		`--app-version=${appVersion}`,
		`--destination=${destination}`,
		...sign,
		"--",
		folder
	];
}
/** The arguments after `helm`. Nothing travels in the open but to this machine itself. */
function pushArguments(archive, { registry, namespace }) {
	return [
		"push",
		...registryEndpoint(registry).origin.startsWith("http:") ? ["--plain-http"] : [],
		"--",
		archive,
		`oci://${registry}${namespace === "" ? "" : `/${namespace}`}`
	];
}

// src/registry/helm-configuration.ts
/** As `fileCredentials`, which describes what is thrown: helm's file has docker's format. */
function helmCredentials(machine) {
	const docker = dockerFileCredentials(machine);
	const path = configurationPath(machine.environment);
	if (path === null) return docker;
	const file = {
		what: `helm's logins in ${path}`,
		source: path,
		text: async () => machine.read(path),
		scoped: false,
		hub: HUB
	};
	return firstOf([fileCredentials(file, machine.programs), docker]);
}
/** helm.sh/docs/helm/helm, "Environment variables": the file's own variable, helm's folder, the desktop's. `null` where none is known. */
function configurationPath(environment) {
	const set = (name) => {
		const value = environment[name] ?? "";
		return value === "" ? null : value;
	};
	const file = set("HELM_REGISTRY_CONFIG");
	if (file !== null) return file;
	const [helm, desktop, home] = [
		set("HELM_CONFIG_HOME"),
		set("XDG_CONFIG_HOME"),
		set("HOME")
	];
	const folder = helm ?? (desktop === null ? null : join(desktop, "helm")) ?? (home === null ? null : join(home, ".config", "helm"));
	return folder === null ? null : join(folder, "registry", "config.json");
}

// src/entry/run-chart.ts
/** Packages charts of one run. `host`: the registry that the inputs' login is for; empty where no chart goes to one. */
function chartBuilder(run, host, readCheckout) {
	const { log } = run;
	const { programs, registry } = buildMachine(run, host, helmCredentials);
	const storeOf = async (request) => {
		const { destination, chart, login } = request;
		if (destination.kind === "oci") return ociCharts({
			repository: destination,
			name: chart.name,
			login,
			registry
		});
		return (await import("./open-charts.js")).openCharts(run, request, destination);
	};
	let helm;
	const look = () => helm ??= findHelm(programs);
	return (request) => ({
		name: `the chart ${artifactPlace({
			kind: "chart",
			request
		})}`,
		async decide() {
			if (!request.dryRun) look().catch(() => {});
			const checkout = await readCheckout(request.version);
			const decision = await decideChart(request, checkout, {
				store: await storeOf(request),
				log,
				helm: look
			});
			log.debug(`${registry.requests} requests to the registry`);
			return decision;
		}
	});
}

export { chartBuilder };