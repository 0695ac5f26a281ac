import { Wt as usageError, it as environmentNamed } from "./start.js";

// src/promotion/receivers.ts
/**
* Throws a usage error when the giving environment of a call with paths has no app at all: a path that matches nothing was mistyped. An
* environment of waybill.yaml may well have none yet.
*/
function requireApps(configuration, from, apps) {
	if (configuration.source !== "inputs" || apps.length > 0) return;
	const paths = from.paths.map((path) => `"${path}"`).join(", ");
	throw usageError(`nothing in the repository matches ${paths}, where versions are to come from; expected folders or files that are there, such as apps/{app}/overlays/stage; change \`from\``);
}
/** Throws a usage error when a name is unknown, an environment takes from no other, or there is none at all. */
function receivers(configuration, names) {
	const chosen = names === void 0 || names.length === 0 ? configuration.environments.filter(({ from }) => from !== null) : names.map((name) => environmentNamed(configuration, name));
	if (chosen.length === 0) throw usageError("no environment takes its versions from another; set `from` of an environment in waybill.yaml, or the inputs `from` and `to`");
	return chosen.map((environment) => {
		const { name, from } = environment;
		if (from !== null) return {
			...environment,
			from
		};
		throw usageError(`the environment "${name}" takes its versions from no other; set its \`from\` in waybill.yaml`);
	});
}

// src/entry/receiving.ts
/**
* Names of receiving environments; `undefined` when nothing is chosen: all of them. Without waybill.yaml `from` and `to` are the configuration itself. Throws a
* usage error when no environment takes from `from`.
*/
function receivingEnvironments(configuration, { from, to }) {
	if (configuration.source !== "waybill.yaml") return void 0;
	if (to !== null) return [to];
	if (from === null) return void 0;
	const taking = configuration.environments.filter((environment) => environment.from === from).map(({ name }) => name);
	if (taking.length === 0) throw usageError(`no environment takes its versions from "${from}"; expected one that others name as their \`from\` in waybill.yaml`);
	return taking;
}

export { receivers as n, requireApps as r, receivingEnvironments as t };