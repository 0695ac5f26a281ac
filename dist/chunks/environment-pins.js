import { l as findApps, s as appFinder } from "./start.js";
import { n as manifestsIn, o as readerBy, r as pinsOf } from "./pins.js";

// src/git/environment-pins.ts
/** Every app that has a place in the environment, also one that holds no pin. */
async function readEnvironment(snapshot, environment, options) {
	return readScopes(snapshot, environment, await scopesOf(snapshot, environment, options), options);
}
/**
* The environment that gives and the one that receives. Where both stand in one snapshot, the manifests of both are fetched in one batch,
* and the bases that they share are parsed once.
*/
async function readBoth(from, to, options) {
	const giving = await scopesOf(from.snapshot, from.environment, options);
	const receiving = await scopesOf(to.snapshot, to.environment, options);
	const shared = {
		...options,
		reader: readerBy(options.rules)
	};
	if (from.snapshot === to.snapshot) {
		const scope = [...giving.scope, ...receiving.scope];
		const manifests = await manifestsIn(from.snapshot, {
			scope,
			rules: options.rules
		});
		await from.snapshot.read(manifests.map(({ path }) => path));
	}
	return {
		given: await readScopes(from.snapshot, from.environment, giving, shared),
		present: await readScopes(to.snapshot, to.environment, receiving, shared)
	};
}
async function scopesOf(snapshot, environment, { apps }) {
	const entries = await snapshot.list(fixedFolders(environment.paths));
	const found = findApps(environment, entries.map(({ path }) => path));
	const wanted = [...found.values()].filter(({ app }) => apps?.includes(app) ?? true);
	return {
		known: [...found.keys()],
		apps: wanted.map(({ app }) => app),
		scope: wanted.flatMap(({ roots }) => roots)
	};
}
async function readScopes(snapshot, environment, { known, apps, scope }, { rules, artifacts, reader }) {
	const read = await pinsOf(snapshot, {
		scope,
		rules,
		...artifacts === void 0 ? {} : { artifacts },
		...reader === void 0 ? {} : { reader }
	});
	return {
		environment: environment.name,
		apps: byApp(environment, apps, read.scan),
		snapshot,
		read,
		known
	};
}
/** One scan of a whole environment, given to the apps that its files belong to. */
function byApp(environment, apps, scan) {
	const parts = new Map(apps.map((app) => [app, {
		pins: [],
		overridden: [],
		problems: [],
		wanted: []
	}]));
	const placeOf = appFinder(environment);
	const partOf = (file) => parts.get(placeOf(file)?.app ?? "");
	for (const pin of scan.pins) partOf(pin.file)?.pins.push(pin);
	for (const pin of scan.overridden) partOf(pin.file)?.overridden.push(pin);
	for (const problem of scan.problems) {
		const owner = partOf(problem.file);
		for (const part of owner === void 0 ? parts.values() : [owner]) part.problems.push(problem);
	}
	return parts;
}
/** The folders that hold everything the templates can match, so that only these are listed; `undefined`: the whole tree. */
function fixedFolders(templates) {
	const folders = templates.map((template) => {
		const marker = template.indexOf("{app}");
		if (marker === -1) return template;
		return template.slice(0, Math.max(0, template.lastIndexOf("/", marker)));
	});
	return folders.some((folder) => folder === "" || folder === ".") ? void 0 : folders;
}

export { readEnvironment as n, readBoth as t };