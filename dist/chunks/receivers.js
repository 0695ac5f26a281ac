import { s as environmentNamed } from "./definition.js";
import { s as usageError } from "./nearest.js";

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

export { receivers as t };