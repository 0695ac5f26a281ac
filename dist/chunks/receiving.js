import { s as usageError } from "./nearest.js";
import { s as environmentNamed } from "./definition.js";

// src/promotion/receivers.ts
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

export { receivers as n, receivingEnvironments as t };