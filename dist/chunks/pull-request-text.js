import { A as formatVersion, Bt as tableCell, Ft as fencedBlock, It as inertTitle, Lt as inlineText, Nt as codeSpan, Pt as cutBytes, zt as table } from "./start.js";
import { t as nameOf } from "./pairing.js";

// src/promotion/pull-request-text.ts
/** GitHub takes 65,536 characters; this many bytes leave room for what the forge counts differently. */
const BODY_LIMIT = 59e3;
const DIFF_LIMIT = 4e4;
const TITLE_LIMIT = 256;
const SUBJECT_LIMIT = 72;
/** Title and body of a promotion's pull request: the same facts give the same text. */
function promotionText(input) {
	const { app, from, to, changes } = input;
	const subject = `Promote ${app} to ${to.name}: ${versionList(changes)}`;
	const head = [
		"artifact",
		"from",
		"to",
		"step",
		tableCell(inlineText(`in ${from} since`)),
		"built from"
	];
	const rows = changeRows(changes, (change) => [
		change.step,
		change.since ?? "no record",
		sourceLink(change.source, input.serverUrl)
	]);
	return finish(subject, sections([
		`Promotes ${codeSpan(app)} from ${codeSpan(from)} to ${codeSpan(to.name)}, as ${codeSpan(from)} has it ${sourceOf(input.source)}.`,
		table(head, rows),
		remarkList(input.remarks),
		diffSection(input.diff),
		`### Gates of ${codeSpan(to.name)}\n\n${gateList(to, input.step)}`,
		undoSection(changes, from),
		`Waybill keeps this text and the branch in step with ${codeSpan(from)}: edits to the text are overwritten, and a commit by anybody else on the branch stops Waybill from changing it.`
	]), changes);
}
/** Title and body of the pull request by which `update` proposes versions. */
function updateText(input) {
	const { environment, changes } = input;
	const subject = `Update ${environment}: ${versionList(changes)}`;
	const rows = changeRows(changes, (change) => [
		change.step,
		inlineText(change.app),
		sourceLink(change.source, input.serverUrl)
	]);
	return finish(subject, sections([
		`Writes ${changes.length === 1 ? "a new version" : "new versions"} to ${codeSpan(environment)}.`,
		table([
			"artifact",
			"from",
			"to",
			"step",
			"app",
			"built from"
		], rows),
		remarkList(input.remarks),
		diffSection(input.diff),
		undoSection(changes, null),
		"Waybill refreshes this pull request when a newer version is built: edits to the text are overwritten, and a commit by anybody else on the branch stops Waybill from changing it."
	]), changes);
}
function finish(subject, body, changes) {
	const message = uniqueRows(changes).map(({ pin, from, to }) => inertTitle(`${nameOf(pin)}: ${shown(from)} -> ${shown(to)}`, 500)).join("\n");
	return {
		title: inertTitle(subject, TITLE_LIMIT),
		body: cutBytes(body, BODY_LIMIT, "\n\nThe rest is cut: see the files changed.\n"),
		subject: inertTitle(subject, SUBJECT_LIMIT),
		message
	};
}
function sections(parts) {
	return `${parts.filter((part) => part !== null).join("\n\n")}\n`;
}
/** `podinfo 6.1.0`, `podinfo 6.1.0, redis 7.2`, `3 artifacts`. */
function versionList(changes) {
	const rows = uniqueRows(changes);
	if (rows.length > 2) return `${rows.length} artifacts`;
	return rows.map(({ pin, to }) => `${shortName(pin)} ${shown(to)}`).join(", ");
}
function changeRows(changes, rest) {
	return uniqueRows(changes).map((change) => [
		codeSpan(nameOf(change.pin)),
		versionCell(change.from),
		versionCell(change.to),
		...rest(change)
	].map(tableCell));
}
/** Several places of one artifact with the same versions are one row. */
function uniqueRows(changes) {
	return [...new Map(changes.map((change) => [JSON.stringify([
		change.app,
		nameOf(change.pin),
		change.from,
		change.to
	]), change])).values()];
}
function versionCell(version) {
	const text = formatVersion(version);
	return text === "" ? "none" : codeSpan(text);
}
/** A version in a line of plain text, its digest cut to what a person compares. */
function shown({ tag, digest }) {
	const cut = digest?.slice(0, 19) ?? null;
	if (tag === null) return cut ?? "none";
	return cut === null ? tag : `${tag} (${cut})`;
}
/** The last part of the artifact's name, of a Git repository with the folder inside it; the object's name; or the last part of the path. */
function shortName({ artifact, object, path }) {
	if (artifact === null) return object.name === "" ? path.split(".").at(-1) ?? path : object.name;
	const [, repository = artifact.name, folder = ""] = artifact.kind === "git" ? /^(.*?[^:])(\/\/.*)$/u.exec(artifact.name) ?? [] : [];
	const last = repository.split("/").at(-1) ?? repository;
	return artifact.kind === "git" ? last.replace(/\.git$/u, "") + folder : last;
}
/** A link only for what is certainly a repository and a commit; else text. */
function sourceLink(source, serverUrl) {
	if (source === null) return "unknown";
	const { repository, commit } = source;
	const text = codeSpan(`${repository}@${commit.slice(0, 12)}`);
	const isSafe = /^[\w.-]+\/[\w.-]+$/.test(repository) && /^[0-9a-f]{40,64}$/.test(commit);
	return serverUrl !== null && isSafe ? `[${text}](${serverUrl}/${repository}/commit/${commit})` : text;
}
function remarkList(remarks) {
	return remarks.length === 0 ? null : `### To know\n\n${remarks.map((remark) => `- ${inlineText(remark)}`).join("\n")}`;
}
function diffSection(diff) {
	return `### Changes\n\n${fencedBlock(cutBytes(diff, DIFF_LIMIT, "\nThe rest of the diff is cut: see the files changed.\n"), "diff")}`;
}
/** `from`: the environment that the versions come from; `null` when they come from a build. */
function undoSection(changes, from) {
	const before = uniqueRows(changes).filter(({ from }) => formatVersion(from) !== "").map(({ pin, from }) => codeSpan(`${nameOf(pin)}=${formatVersion(from)}`));
	const versions = before.length === 0 ? "" : ` The versions before: ${before.join(", ")}.`;
	const first = from === null ? "" : `In ${codeSpan(from)} first, for what it has is proposed here again; then here: `;
	return `### Going back\n\n${first}${first === "" ? "Revert" : "revert"} the merge of this pull request.${versions}`;
}
function gateList(environment, step) {
	const { gates, promote } = environment;
	const lines = [];
	if (gates.soakMs !== null) lines.push(`soak: ${codeSpan(environment.from ?? "")} has had the same for ${duration(gates.soakMs)}`);
	if (gates.approvals !== null) {
		const { required, independent } = gates.approvals;
		lines.push(`approvals: ${required} of this head${independent ? ", by somebody who wrote none of it" : ""}`);
	}
	if (gates.statuses.length > 0) lines.push(`statuses: ${gates.statuses.map(codeSpan).join(", ")} succeeded upstream`);
	if (gates.images !== null) {
		const { registries, digest, mutableTags } = gates.images;
		const rules = [
			...registries.length === 0 ? [] : [`only from ${registries.map(codeSpan).join(", ")}`],
			...digest === "required" ? ["with a digest"] : [],
			...mutableTags === "forbidden" ? ["no tag that moves"] : []
		];
		if (rules.length > 0) lines.push(`images: ${rules.join(", ")}`);
	}
	if (lines.length === 0) lines.push("none is set");
	const merging = promote.autoMerge === "never" ? "A person merges." : `Waybill merges when every gate is open, up to a ${promote.autoMerge} step; this one is ${step}.`;
	return `${lines.map((line) => `- ${line}`).join("\n")}\n\n${merging}`;
}
/** Whole days, hours, minutes and seconds: `1 d 2 h`. */
function duration(ms) {
	const seconds = Math.round(ms / 1e3);
	const shownParts = [
		[Math.floor(seconds / 86400), "d"],
		[Math.floor(seconds / 3600) % 24, "h"],
		[Math.floor(seconds / 60) % 60, "min"],
		[seconds % 60, "s"]
	].filter(([amount]) => amount > 0).map(([amount, unit]) => `${amount} ${unit}`);
	return shownParts.length === 0 ? "0 s" : shownParts.join(" ");
}
/** A commit; on a laptop the working tree. */
function sourceOf(source) {
	return /^[0-9a-f]{40,}$/.test(source) ? `at ${codeSpan(source.slice(0, 12))}` : `in ${source}`;
}

export { updateText as n, promotionText as t };