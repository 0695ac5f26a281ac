import { r as printable, s as usageError } from "./nearest.js";
import { n as appName } from "./definition.js";

// src/config/template.ts
/**
* A function that says whether a path is at or below what the template denotes, and for which app. `{app}` stands for one whole segment or a part of one, never for a
* name that begins with a dot. Where it is the whole last segment it denotes a folder: a README beside the apps is no app. `app` is the name where the
* template holds no `{app}`.
*/
function placesOf(template, app) {
	if (!template.includes("{app}")) {
		const name = app ?? "";
		if (template === ".") return (path) => ({
			app: name,
			root: path.split("/", 1)[0] ?? path
		});
		return (path) => path === template || path.startsWith(`${template}/`) ? {
			app: name,
			root: template
		} : null;
	}
	const source = template.split("{app}").map(escape).join("([^/]+)");
	const isFolder = template === "{app}" || template.endsWith("/{app}");
	const expression = new RegExp(`^${source}${isFolder ? "(?=/)" : "(?=/|$)"}`, "su");
	return (path) => {
		const match = expression.exec(path);
		const name = match?.[1];
		return match === null || name === void 0 || name.startsWith(".") ? null : {
			app: name,
			root: match[0]
		};
	};
}
function escape(text) {
	return text.replace(/[\\^$.*+?()[\]{}|/]/gu, "\\$&");
}

// src/config/apps.ts
/**
* The apps that stand in the environment, by name, sorted. `paths` are the files of the environment's branch. Throws a usage error for a name that cannot be one
* (control characters, spaces at the ends) and for two that differ only in case: their branches and records would be the same files on many disks.
*/
function findApps(environment, paths) {
	const placeOf = appFinder(environment);
	const roots = /* @__PURE__ */ new Map();
	for (const path of paths) {
		const place = placeOf(path);
		if (place === null) continue;
		const known = roots.get(place.app);
		if (known === void 0) roots.set(place.app, /* @__PURE__ */ new Set([place.root]));
		else known.add(place.root);
	}
	const names = [...roots.keys()].sort();
	checkNames(environment, names);
	return new Map(names.map((app) => [app, {
		app,
		roots: [...roots.get(app) ?? []].sort()
	}]));
}
/** The app that a path of the environment belongs to; `null` when it belongs to none. For many paths use `appFinder`. */
function appOfPath(environment, path) {
	return appFinder(environment)(path)?.app ?? null;
}
/** `appOfPath` with the templates read once, and with the root that the path is at or below. The first template that takes the path wins. */
function appFinder(environment) {
	const finders = environment.paths.map((template) => placesOf(template, environment.app));
	return (path) => {
		for (const find of finders) {
			const place = find(path);
			if (place !== null) return place;
		}
		return null;
	};
}
function checkNames(environment, names) {
	const seen = /* @__PURE__ */ new Map();
	for (const name of names) {
		const problem = appName(name);
		if (typeof problem === "string") throw usageError(`the environment "${environment.name}" has an app named "${printable(name)}": ${problem}; rename its folder or file`);
		const twin = seen.get(name.toLowerCase());
		if (twin !== void 0) throw usageError(`the environment "${environment.name}" has the apps "${twin}" and "${name}", which differ only in case; rename one`);
		seen.set(name.toLowerCase(), name);
	}
}

export { appOfPath as n, findApps as r, appFinder as t };