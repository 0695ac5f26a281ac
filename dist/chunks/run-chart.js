import "./rolldown-runtime.js";
import { n as chartPlace, t as buildChart } from "./chart.js";
import { a as engineCommand, i as buildSummary, n as registryEndpoint, o as readCheckout, r as dockerCredentials, t as buildMachine } from "./build-machine.js";
import { Et as UserError, Ot as usageError } from "./start.js";
import { dirname, join } from "node:path";
import { readdir } from "node:fs/promises";

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
/** As `dockerCredentials`, which describes what is thrown: helm's file has docker's format. */
function helmCredentials(options) {
	const docker = dockerCredentials(options);
	const path = configurationPath(options.environment);
	if (path === null) return docker;
	const helm = dockerCredentials({
		...options,
		environment: {
			...options.environment,
			DOCKER_CONFIG: dirname(path)
		},
		read: () => options.read(path)
	});
	return async (registry) => await helm(registry) ?? docker(registry);
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
async function runChart(run, request) {
	const { log, signal, context } = run;
	const { chart, repository } = request;
	const { programs, registry } = buildMachine(run, repository.registry, helmCredentials);
	const checkout = await readCheckout(context.workspace, request.version.tagPrefix, signal);
	const result = await buildChart(request, checkout, {
		registry,
		log,
		helm: () => findHelm(programs)
	});
	log.debug(`${registry.requests} requests to the registry`);
	const { version, digest } = result;
	const place = chartPlace(repository, chart.name);
	return {
		outputs: {
			result: result.result,
			reason: result.reason,
			image: "",
			reference: "",
			chart: version === null || digest === null ? "" : `${chart.name}=${version.chartVersion}`,
			version: version?.chartVersion ?? "",
			tags: result.tags.join("\n"),
			digest: digest ?? "",
			pushed: String(result.pushed),
			releasable: String(version?.isReleasable ?? false),
			metadata: JSON.stringify(result.metadata)
		},
		summary: buildSummary({
			kind: "chart",
			name: `${place.registry}/${place.repository}`
		}, result),
		failure: null
	};
}

export { runChart };