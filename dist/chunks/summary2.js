import "./rolldown-runtime.js";
import { A as formatVersion, Bt as tableCell, Ft as fencedBlock, Lt as inlineText, Nt as codeSpan, Pt as cutBytes, zt as table } from "./start.js";
import { t as nameOf } from "./pairing.js";

// src/promotion/summary.ts
/** A step's summary may have 1,024 KiB and is dropped as a whole beyond; the job shares a page with others. */
const SUMMARY_LIMIT = 5e5;
const DIFF_LIMIT = 6e4;
function updateSummary(result) {
	const { changes, remarks, diff } = result;
	const rows = changes.map(({ app, pin, from, to, step }) => [
		inlineText(app),
		codeSpan(nameOf(pin)),
		codeSpan(formatVersion(from) || "none"),
		codeSpan(formatVersion(to)),
		step,
		codeSpan(pin.file)
	].map(tableCell));
	return cut([
		`### Waybill update: ${result.result}`,
		`${inlineText(result.reason)}.`,
		`Environment ${codeSpan(result.environment)}, branch ${codeSpan(result.branch)} of ${codeSpan(result.repository)}${result.commit === null ? "" : `, commit ${codeSpan(result.commit.slice(0, 12))}`}${address(result)}.`,
		rows.length === 0 ? null : table([
			"app",
			"artifact",
			"from",
			"to",
			"step",
			"file"
		], rows),
		list(remarks),
		diff === "" ? null : fencedBlock(cutBytes(diff, DIFF_LIMIT, "\nThe rest of the diff is cut.\n"), "diff")
	]);
}
function promoteSummary(result) {
	const quiet = result.apps.filter((app) => app.result === "nothing");
	const told = result.apps.filter((app) => app.result !== "nothing");
	const rows = told.map((app) => [
		inlineText(app.environment),
		inlineText(app.app || "(all)"),
		app.result,
		pullRequestCell(app),
		inlineText(app.reason)
	].map(tableCell));
	return cut([
		`### Waybill promote: ${result.result}`,
		`${inlineText(result.reason)}.`,
		rows.length === 0 ? null : table([
			"environment",
			"app",
			"result",
			"pull request",
			"reason"
		], rows),
		told.length > 0 && quiet.length > 0 ? `Nothing to promote in ${quiet.length} more.` : null,
		told.length === 0 && quiet.length > 1 ? list(reasonsOf(quiet)) : null
	]);
}
/** Each reason once, with the apps that share it. */
function reasonsOf(apps) {
	const byReason = /* @__PURE__ */ new Map();
	for (const { app, reason } of apps) byReason.set(reason, [...byReason.get(reason) ?? [], app]);
	return [...byReason].map(([reason, names]) => {
		return `${reason}: ${names.slice(0, 20).join(", ")}${names.length > 20 ? ` and ${names.length - 20} more` : ""}`;
	});
}
function pullRequestCell({ pullRequestNumber, pullRequestUrl }) {
	if (pullRequestNumber === null) return "";
	return pullRequestUrl === null ? String(pullRequestNumber) : `[${pullRequestNumber}](${pullRequestUrl})`;
}
function address({ pullRequestNumber, pullRequestUrl }) {
	if (pullRequestNumber === null) return "";
	return `, pull request ${pullRequestUrl === null ? pullRequestNumber : `[${pullRequestNumber}](${pullRequestUrl})`}`;
}
function list(lines) {
	return lines.length === 0 ? null : lines.map((line) => `- ${inlineText(line)}`).join("\n");
}
function cut(parts) {
	const text = `${parts.filter((part) => part !== null).join("\n\n")}\n`;
	return cutBytes(text, SUMMARY_LIMIT, "\n\nThe rest is cut.\n");
}

export { updateSummary as n, promoteSummary as t };