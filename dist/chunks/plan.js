import "./rolldown-runtime.js";
import { Vt as printable, Wt as usageError, it as environmentNamed } from "./start.js";
import { n as workingConfiguration, o as workingTreeSnapshot, r as workingFolder } from "./working-folder.js";
import { a as images, i as order, n as makePlan, r as needsPerson, t as isMissing } from "./make-plan.js";
import { r as placeOf } from "./pin.js";
import { s as applyEdits, u as diffOf } from "./own-filter.js";
import { t as readBoth } from "./environment-pins.js";
import { t as nameOf } from "./pairing.js";
import { t as promotionText } from "./pull-request-text.js";
import { n as receivers, r as requireApps, t as receivingEnvironments } from "./receiving.js";
import { t as readArguments } from "./command.js";
import { join, resolve } from "node:path";
import { readFile } from "node:fs/promises";

// src/promotion/plan-locally.ts
/** One plan for each receiving environment. Throws a usage error when an environment is unknown or none takes from another. */
async function planLocally(request) {
	const plans = [];
	for (const environment of receivers(request.configuration, request.environments)) plans.push(await planEnvironment(request, environment));
	return plans;
}
async function planEnvironment(request, environment) {
	const { configuration, apps, standing } = request;
	const options = {
		rules: configuration,
		...apps === void 0 ? {} : { apps }
	};
	const giver = environmentNamed(configuration, environment.from);
	const { given, present: reading } = await readBoth({
		snapshot: await request.snapshotOf(giver),
		environment: giver
	}, {
		snapshot: await request.snapshotOf(environment),
		environment
	}, options);
	requireApps(configuration, giver, given.known);
	const plan = makePlan({
		from: given,
		to: reading,
		sourceCommit: given.snapshot.commit ?? "the working tree",
		...standing === void 0 ? {} : { standing: (app) => standing(giver.name, app) }
	});
	return {
		plan,
		apps: plan.apps.map((app) => describe(environment, {
			given,
			reading
		}, app))
	};
}
function describe(environment, { given, reading }, plan) {
	const missing = plan.kind === "nothing" && isMissing({
		from: given,
		to: reading
	}, plan.app);
	if (plan.kind !== "promote") return {
		plan,
		isMissing: missing,
		diff: "",
		files: [],
		title: "",
		body: "",
		verdicts: []
	};
	const rewritten = applyEdits(reading.read, plan.changes);
	const diff = diffOf(reading.read, rewritten);
	const { title, body } = promotionText({
		app: plan.app,
		from: environment.from,
		to: environment,
		changes: plan.changes.map((change) => ({
			...change,
			app: plan.app
		})),
		step: plan.step,
		source: plan.source,
		remarks: plan.remarks,
		diff,
		serverUrl: null
	});
	const verdicts = verdictsOf(environment, plan);
	return {
		plan,
		isMissing: missing,
		diff,
		files: [...rewritten.keys()],
		title,
		body,
		verdicts
	};
}
function verdictsOf(environment, plan) {
	const { soakMs, approvals, statuses, images: policy } = environment.gates;
	const steps = plan.changes.map(({ pin, from, to, step }) => ({
		name: nameOf(pin),
		from,
		to,
		step
	}));
	const onForge = (gate) => ({
		gate,
		verdict: {
			kind: "unknown",
			reason: "it is judged on the forge, from facts that are not in a clone"
		}
	});
	const verdicts = [];
	if (soakMs !== null) verdicts.push(onForge("soak"));
	if (approvals !== null) verdicts.push(onForge("approvals"));
	if (statuses.length > 0) verdicts.push(onForge("statuses"));
	if (policy !== null) {
		const judged = plan.changes.map(({ pin, to }) => ({
			artifact: pin.artifact,
			takes: pin.takes,
			version: to,
			place: placeOf(pin)
		}));
		verdicts.push({
			gate: images.name,
			verdict: images.judge({
				policy,
				images: judged
			})
		});
	}
	const approved = needsPerson({
		kind: "promotion",
		steps
	}) ? false : null;
	verdicts.push({
		gate: order.name,
		verdict: order.judge({
			kind: "promotion",
			steps,
			approved
		})
	});
	return verdicts;
}

// src/entry/cli/plan.ts
const planCommand = {
	help: `usage: waybill plan [--from A] [--to B] [--app APP]... [--at ENVIRONMENT=FOLDER]... [--text] [--json]

Shows what promote would propose: for each app the versions, the exact diff and the verdicts that can be known without a forge. Reads the
files as they are in the repository around this folder; writes nothing.

  --from A, --to B         environments of waybill.yaml; without one both, as paths such as apps/{app}/overlays/stage
  --app APP                only this app
  --at ENVIRONMENT=FOLDER  where an environment with a branch or a repository of its own is checked out
  --text                   also the pull request's text
  --json                   one JSON document, see below

--json: {"plans": [{"from", "to", "apps": [APP]}]}
  APP       {"app", "result", "reason", "remarks": [text], "step", "changes": [CHANGE], "diff", "title", "body", "verdicts": [VERDICT]}
  result    "promote", "nothing" or "missing" (B has no such app), or "refused"; all but the first with a reason
  step      the greatest step of the changes: "patch", "minor", "major" ...; null when nothing is promoted
  CHANGE    {"file", "line", "path", "artifact", "from", "to", "step"}; artifact, from and to as \`waybill set --json\` has them
  VERDICT   {"gate", "kind", "reason", ...}; kind "open", "held", "closed", or "unknown" where only the forge can tell
`,
	async run(args, terminal) {
		const { values, positionals } = readArguments("plan", args, {
			from: { type: "string" },
			to: { type: "string" },
			app: {
				type: "string",
				multiple: true
			},
			at: {
				type: "string",
				multiple: true
			},
			text: { type: "boolean" },
			json: { type: "boolean" }
		});
		const [stray] = positionals;
		if (stray !== void 0) throw usageError(`"${stray}" is not an option of plan; see \`waybill plan --help\``);
		terminal.progress("reading the environments");
		const { root, snapshot } = await workingFolder(terminal.folder);
		const configuration = await workingConfiguration(snapshot, values);
		const named = receivingEnvironments(configuration, {
			from: values.from ?? null,
			to: values.to ?? null
		});
		const plans = await planLocally({
			configuration,
			...named === void 0 ? {} : { environments: named },
			...values.app === void 0 ? {} : { apps: values.app },
			snapshotOf: snapshots({
				folder: terminal.folder,
				root
			}, configuration, snapshot, values.at ?? [])
		});
		if (values.json === true) terminal.out(`${JSON.stringify({ plans: plans.map(plainPlan) }, null, 2)}\n`);
		else for (const plan of plans) printPlan(terminal, plan, values.text === true);
		return 0;
	}
};
/** The folder for an environment on the checked-out branch of this repository; the one given by --at for any other. */
function snapshots({ folder, root }, configuration, here, at) {
	const places = new Map(at.map((text) => {
		const [, name, place] = /^([^=]+)=(.+)$/.exec(text) ?? [];
		if (name === void 0 || place === void 0) throw usageError(`--at is "${text}"; expected ENVIRONMENT=FOLDER, such as prod=../production`);
		return [environmentNamed(configuration, name).name, place];
	}));
	return async (environment) => {
		const place = places.get(environment.name);
		if (place !== void 0) return workingTreeSnapshot(resolve(folder, place));
		if (environment.repository === null && (environment.branch === null || environment.branch === await currentBranch(root))) return here;
		const elsewhere = environment.repository === null ? `on the branch "${environment.branch}"` : `in the repository "${environment.repository}"`;
		throw usageError(`the environment "${environment.name}" is ${elsewhere}, not in this folder; check it out and add --at ${environment.name}=FOLDER`);
	};
}
/** The branch that is checked out; `null` when HEAD is detached or this is no clone. */
async function currentBranch(folder) {
	try {
		const head = await readFile(join(folder, ".git", "HEAD"), "utf8");
		return /^ref: refs\/heads\/(.+)$/m.exec(head)?.[1] ?? null;
	} catch (error) {
		if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR")) return null;
		throw error;
	}
}
function printPlan(terminal, { plan, apps }, text) {
	terminal.out(`${printable(`${plan.from} -> ${plan.to}`)}\n`);
	if (apps.length === 0) terminal.out("  no app was found\n");
	for (const app of apps) printApp(terminal, app, text);
}
function printApp(terminal, app, text) {
	const { plan } = app;
	const line = (content) => terminal.out(`${printable(content)}\n`);
	line(plan.kind === "promote" ? `  ${plan.app}: ${app.title}` : `  ${plan.app}: ${app.isMissing ? "missing" : plan.kind}: ${plan.reason}`);
	for (const remark of plan.remarks) line(`    ${remark}`);
	if (plan.kind !== "promote") return;
	for (const content of app.diff.trimEnd().split("\n")) terminal.out(`    ${terminal.diffLine(printable(content))}\n`);
	for (const { gate, verdict } of app.verdicts) line(`    ${gate}: ${verdict.kind}: ${verdict.reason}`);
	if (text) for (const content of app.body.trimEnd().split("\n")) line(`    | ${content}`);
}
function plainPlan({ plan, apps }) {
	return {
		from: plan.from,
		to: plan.to,
		apps: apps.map((app) => ({
			app: app.plan.app,
			result: app.isMissing ? "missing" : app.plan.kind,
			reason: app.plan.kind === "promote" ? null : app.plan.reason,
			remarks: app.plan.remarks,
			step: app.plan.kind === "promote" ? app.plan.step : null,
			changes: app.plan.kind === "promote" ? app.plan.changes.map(({ pin, from, to, step }) => ({
				file: pin.file,
				line: pin.line,
				path: pin.path,
				artifact: pin.artifact,
				from,
				to,
				step
			})) : [],
			diff: app.diff,
			title: app.title,
			body: app.body,
			verdicts: app.verdicts.map(({ gate, verdict }) => ({
				gate,
				...verdict
			}))
		}))
	};
}

export { planCommand };