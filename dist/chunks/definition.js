import { r as printable, s as usageError, t as didYouMean } from "./nearest.js";

// src/config/find.ts
/** The configuration's path in the home repository. */
const CONFIGURATION_FILE = "waybill.yaml";
/** The environment of that name; throws a usage error that names the nearest one, or all. */
function environmentNamed(configuration, name) {
	const names = configuration.environments.map((environment) => environment.name);
	const found = configuration.environments.find((environment) => environment.name === name);
	if (found !== void 0) return found;
	const place = configuration.source === "waybill.yaml" ? `in ${CONFIGURATION_FILE}` : `known (from ${configuration.source})`;
	const hint = didYouMean(name, names);
	throw usageError(`the environment "${printable(name)}" is not ${place}${hint === "" ? `; expected one of ${names.join(", ")}` : hint}`);
}

// src/config/shapes.ts
/** A text of a format. `pattern` is for editors; `check` decides. */
function text(description, check, extra = {}) {
	return {
		schema: {
			type: "string",
			description,
			...extra
		},
		fallback: null,
		read(node, at) {
			const value = scalarOf(node, at, "a text");
			if (typeof value !== "string" || value === "") throw expected(node, at, "a text (put it in quotes)");
			const result = check(value);
			if (typeof result === "string") throw failure(node.line, `${at} is ${shown(node)}: ${result}`);
			return result.value;
		}
	};
}
/** One of some words. `later`: words that are known and not available, each with the sentence that says so. */
function words(description, known, later = {}) {
	return {
		schema: {
			enum: known,
			description
		},
		fallback: null,
		read(node, at) {
			const value = scalarOf(node, at, `one of ${known.join(", ")}`);
			const word = known.find((each) => each === value);
			if (word !== void 0) return word;
			const sentence = typeof value === "string" && Object.hasOwn(later, value) ? later[value] : void 0;
			if (sentence !== void 0) throw failure(node.line, `${at} is ${shown(node)}: ${sentence}`);
			throw expected(node, at, `one of ${known.join(", ")}${didYouMean(String(value), known)}`);
		}
	};
}
function whole(description, least, most) {
	return {
		schema: {
			type: "integer",
			minimum: least,
			maximum: most,
			description
		},
		fallback: null,
		read(node, at) {
			const value = scalarOf(node, at, "a whole number");
			if (typeof value === "number" && Number.isInteger(value) && value >= least && value <= most) return value;
			throw expected(node, at, `a whole number from ${least} to ${most}`);
		}
	};
}
function flag(description) {
	return {
		schema: {
			type: "boolean",
			description
		},
		fallback: null,
		read(node, at) {
			const value = scalarOf(node, at, "true or false");
			if (typeof value === "boolean") return value;
			throw expected(node, at, "true or false");
		}
	};
}
function list(description, item) {
	return {
		schema: {
			type: "array",
			items: item.schema,
			description
		},
		fallback: null,
		read(node, at) {
			if (node.kind !== "list") throw expected(node, at, "a list");
			return node.items.map((each, index) => item.read(each, `${at}[${index}]`));
		}
	};
}
/** One value, or a list of at least one. */
function oneOrMany(description, item) {
	return {
		schema: {
			oneOf: [item.schema, {
				type: "array",
				items: item.schema,
				minItems: 1
			}],
			description
		},
		fallback: null,
		read(node, at) {
			if (node.kind !== "list") return [item.read(node, at)];
			if (node.items.length === 0) throw expected(node, at, "at least one");
			return node.items.map((each, index) => item.read(each, `${at}[${index}]`));
		}
	};
}
function optional(shape, value, byDefault) {
	const schema = byDefault === void 0 ? shape.schema : {
		...shape.schema,
		default: byDefault
	};
	return {
		...shape,
		schema,
		fallback: { value }
	};
}
/** Absent means `null`: the setting is off. */
function orNull(shape) {
	return {
		...shape,
		fallback: { value: null }
	};
}
/** Absent means what an empty mapping means: each key's own default. */
function orEmpty(shape) {
	return {
		...shape,
		fallback: { value: shape.read({
			kind: "map",
			line: 1,
			entries: /* @__PURE__ */ new Map()
		}, "") }
	};
}
/**
* Exactly these keys. An unknown one is an error with the nearest known one; `later` holds keys that are known and not available, each with the sentence that
* says so. Left out as a whole, it is read as if it were empty.
*/
function keys(description, fields, later = {}) {
	const names = Object.keys(fields);
	const required = names.filter((name) => fields[name]?.fallback === null);
	return {
		schema: {
			type: "object",
			properties: Object.fromEntries(names.map((name) => [name, fields[name]?.schema ?? {}])),
			required,
			additionalProperties: false,
			description
		},
		fallback: null,
		read(node, at) {
			if (node.kind !== "map") throw expected(node, at, `a mapping with the keys ${names.join(", ")}`);
			for (const [key, { line }] of node.entries) {
				if (Object.hasOwn(fields, key)) continue;
				if (Object.hasOwn(later, key)) throw failure(line, `${join(at, key)}: ${later[key] ?? ""}`);
				const hint = didYouMean(key, names);
				const known = hint === "" ? `; known keys: ${names.join(", ")}` : hint;
				throw failure(line, `unknown key "${printable(key)}"${at === "" ? "" : ` in ${at}`}${known}`);
			}
			const values = names.map((name) => [name, valueOf(node, at, name, fields[name])]);
			return Object.fromEntries(values);
		}
	};
}
function valueOf(node, at, name, shape) {
	const entry = node.entries.get(name);
	if (entry !== void 0) return shape?.read(entry, join(at, name));
	if (shape === void 0 || shape.fallback === null) throw failure(node.line, `"${name}" is missing${at === "" ? "" : ` in ${at}`}`);
	return shape.fallback.value;
}
/** A mapping from names to values of one shape; at least one, in the order of the file. */
function named(description, name, value) {
	return {
		schema: {
			type: "object",
			propertyNames: name.schema,
			additionalProperties: value.schema,
			minProperties: 1,
			description
		},
		fallback: null,
		read(node, at) {
			if (node.kind !== "map" || node.entries.size === 0) throw expected(node, at, "at least one, as name: settings");
			return [...node.entries].map(([key, entry]) => ({
				name: name.read({
					kind: "scalar",
					line: entry.line,
					value: key
				}, `a name in ${at}`),
				line: entry.line,
				value: value.read(entry, join(at, printable(key)))
			}));
		}
	};
}
/** `waybill.yaml:12: ...` */
function failure(line, sentence, cause) {
	return usageError(`${CONFIGURATION_FILE}${line === null ? "" : `:${line}`}: ${sentence}`, cause);
}
function join(at, key) {
	return at === "" ? key : `${at}.${key}`;
}
function scalarOf(node, at, what) {
	if (node.kind !== "scalar") throw expected(node, at, what);
	return node.value;
}
function expected(node, at, what) {
	return failure(node.line, `${at === "" ? "the file" : at} is ${shown(node)}; expected ${what}`);
}
function shown(node) {
	if (node.kind === "map") return node.entries.size === 0 ? "an empty mapping" : "a mapping";
	if (node.kind === "list") return "a list";
	if (node.value === null) return "empty";
	const shownText = JSON.stringify(node.value);
	return printable(shownText.length <= 120 ? shownText : `${shownText.slice(0, 119)}…`);
}

// src/config/formats.ts
const right = (value) => ({ value });
/** An environment's name: it becomes part of branches, paths and messages. */
const environmentName = (text) => /^[\p{L}\p{N}](?:[\p{L}\p{N}._-]{0,61}[\p{L}\p{N}_-])?$/u.test(text) ? right(text) : "expected at most 63 letters, digits, dots, _ and -, a letter or digit first";
/** An app's name, as a folder of the repository gives it. */
const appName = (text) => /^(?!\.{1,2}$)[^\p{C}\p{Zl}\p{Zp}/]{1,200}$/u.test(text) && text.trim() === text ? right(text) : "expected at most 200 characters, no slash, no control character, no space at the ends";
/**
* A path template: from the repository's root, with `/`, `{app}` at most once. A leading `./` and a trailing `/` are dropped; the root itself is `.`.
*/
const pathTemplate = (text) => {
	const path = text.replace(/^(?:\.\/)+(?=.)/u, "").replace(/(?<=.)\/+$/u, "");
	if (path === ".") return right(path);
	if (/\p{C}/u.test(path) || path.length > 1e3) return "expected a path without control characters";
	if (path.includes("\\")) return "expected / between folders, not a backslash";
	if (path.startsWith("/")) return "expected a path from the repository's root, without a leading /";
	const segments = path.split("/");
	if (segments.includes("..")) return "expected a path inside the repository, without ..";
	if (segments.some((segment) => segment === "" || segment === ".")) return "expected no empty folder and no . in the path";
	if (segments.some((segment) => segment.toLowerCase() === ".git")) return "expected a path outside .git";
	if (path.split("{app}").length > 2) return "expected {app} at most once";
	if (/[{}*?[\]]/u.test(path.replace("{app}", ""))) return "{app} is the one placeholder; globs are not read here";
	return right(path);
};
/** A branch by git-check-ref-format(1), and none that a command could take for an option or for a commit. */
const branchName = (text) => {
	return text.length > 200 || /[\u0000-\u0020\u007f~^:?*[\\]|\.\.|@\{|\/\/|\/\.|\.lock(?:\/|$)|^[-/.+]|[/.]$/u.test(text) || /^(?:@|HEAD|refs\/.*)$/u.test(text) ? "expected the short name of a branch, for example main or env/prod" : right(text);
};
const repositoryName = (text) => /^[A-Za-z0-9][\w-]{0,99}\/(?!\.{1,2}$)[\w.-]{1,100}$/u.test(text) && !text.endsWith(".git") ? right(text) : "expected owner/name, for example acme/prod";
const DAY_MS = 864e5;
/** `2h`, `30m`, `1d12h`: milliseconds, more than none and at most 365 days. */
const duration = (text) => {
	const [, days, hours, minutes] = /^(?:(\d{1,3})d)?(?:(\d{1,4})h)?(?:(\d{1,6})m)?$/u.exec(text) ?? [];
	const ms = Number(days ?? 0) * DAY_MS + Number(hours ?? 0) * 36e5 + Number(minutes ?? 0) * 6e4;
	return ms > 0 && ms <= 365 * DAY_MS ? right(ms) : "expected a duration such as 30m, 2h or 1d12h, at most 365d";
};
/** A registry, with or without the first parts of a repository. A lone word would be a repository of Docker Hub: it must be written out. */
const registryPrefix = (text) => {
	const path = text.replace(/\/+$/u, "");
	if (!/^[a-z0-9][a-z0-9.-]*(?::\d{1,5})?(?:\/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*$/u.test(path)) return "expected a registry or the beginning of a repository in lower case, for example ghcr.io/acme";
	const host = path.split("/")[0] ?? "";
	return /[.:]/u.test(host) || host === "localhost" ? right(path) : `expected the registry first, for example docker.io/${path}`;
};
const reviewer = (text) => /^[A-Za-z0-9](?:[\w-]{0,99})(?:\/[\w.-]{1,100})?$/u.test(text) ? right(text) : "expected a user, or a team as org/team";
/** Any line of text, at most 200 characters. */
const line = (text) => text.length <= 200 && !/\p{Cc}/u.test(text) ? right(text) : "expected one line of at most 200 characters";
/** A label of a pull request: GitHub takes at most 50 characters. */
const label = (text) => text.length <= 50 && !/[\p{Cc},]/u.test(text) ? right(text) : "expected one line of at most 50 characters, without a comma";

// src/config/definition.ts
const NOT_YET = "is planned and not available in this version";
const promote = keys("How this environment receives promotions.", {
	group: optional(words("What one pull request carries. app: one app.", ["app"], { set: `one pull request for all ${NOT_YET}; available: app` }), "app", "app"),
	newer: optional(words("What a newer version does to an open pull request. settle: it replaces the version until someone approved it, then waits.", ["settle"], {
		supersede: `replacing always ${NOT_YET}; available: settle`,
		queue: `queueing ${NOT_YET}; available: settle`
	}), "settle", "settle"),
	"auto-merge": optional(words("Up to which step Waybill merges by itself once every gate is open.", [
		"never",
		"patch",
		"minor",
		"major"
	]), "never", "never"),
	labels: optional(list("Labels of the pull request.", text("A label.", label)), [], []),
	reviewers: optional(list("Reviewers to ask.", text("A user, or a team as org/team.", reviewer)), [], [])
});
const gates = keys("What must be true before a change may go to this environment.", {
	soak: orNull(text("How long the same content must have been in `from`: 30m, 2h, 1d12h.", duration, { pattern: "^(\\d+d)?(\\d+h)?(\\d+m)?$" })),
	approvals: orNull(keys("Approvals of the pull request's head.", {
		required: optional(whole("How many.", 1, 10), 1, 1),
		independent: optional(flag("Whether an approval counts only from somebody who wrote none of the change."), true, true)
	})),
	statuses: optional(list("Commit statuses or check runs that must be successful on the upstream commit.", text("A name; * stands for any text.", line)), [], []),
	images: orNull(keys("Which images may run here.", {
		registries: optional(list("Allowed registries and repository prefixes; empty: any.", text("For example ghcr.io/acme.", registryPrefix)), [], []),
		digest: optional(words("Whether each image must be pinned by digest.", ["required", "optional"]), "optional", "optional"),
		"mutable-tags": optional(words("Whether tags that move, such as latest, may be used.", ["forbidden", "allowed"]), "forbidden", "forbidden")
	}))
}, { freeze: `the freeze gate ${NOT_YET}; available: soak, approvals, statuses, images` });
const environment = keys("One stage: a path, a branch, a repository, or a mixture.", {
	path: oneOrMany("Folders or files of this environment, from the repository's root; {app} stands for the app.", text("For example apps/{app}/overlays/prod.", pathTemplate)),
	app: orNull(text("The one app's name, when no path holds {app}.", appName)),
	branch: orNull(text("The branch; without it the repository's default branch.", branchName)),
	repository: orNull(text("The repository as owner/name; without it the one that holds this file.", repositoryName)),
	from: orNull(text("The environment that promotions come from.", environmentName)),
	promote: orEmpty(promote),
	gates: orEmpty(gates)
});
/** The whole file. */
const definition = keys("Waybill: environments, how versions move between them, and under which gates.", {
	environments: named("The environments, by name.", text("An environment's name.", environmentName), environment),
	ignore: optional(list("Globs of paths that are never read as manifests.", text("For example **/charts/**.", line)), [], []),
	records: orEmpty(keys("Where the records live.", { branch: optional(text("The branch of the records.", branchName), "waybill/records", "waybill/records") }))
});

export { failure as a, pathTemplate as i, appName as n, CONFIGURATION_FILE as o, environmentName as r, environmentNamed as s, definition as t };