import { A as formatVersion, Lt as inlineText, Nt as codeSpan, Pt as cutBytes, Rt as oneLine, Ut as messageOf, W as sha256, zt as table } from "./start.js";

// src/gates/approvals.ts
/** Open with enough approvals of exactly this head by people with write access, and nobody with write access standing against it. */
const approvals = {
	name: "approvals",
	judge(facts) {
		const { approvers, objectors, passedOver, unclear } = countApprovals(facts);
		const head = facts.head.slice(0, 7);
		if (objectors.length > 0) return {
			kind: "held",
			until: null,
			reason: `changes are requested by ${objectors.join(", ")}`
		};
		const objecting = unclear.filter((user) => standingReview(facts.reviews, user)?.state === "CHANGES_REQUESTED");
		if (objecting.length > 0 || unclear.length > 0 && approvers.length < facts.required) return {
			kind: "unknown",
			reason: `the permission of ${(objecting.length > 0 ? objecting : unclear).join(", ")} could not be read`
		};
		const counted = `${approvers.length} of ${facts.required} approvals of ${head}`;
		if (approvers.length < facts.required) return {
			kind: "held",
			until: null,
			reason: [`has ${counted}`, ...passedOver].join("; ")
		};
		return {
			kind: "open",
			reason: `has ${counted}${approvers.length === 0 ? "" : ` by ${approvers.join(", ")}`}`
		};
	}
};
/**
* The reviews that count. Of each user the latest review that takes a position decides: a comment changes nothing, a dismissed approval
* is none. Bots do not count: an approval is a person's.
*/
function countApprovals(facts) {
	const approvers = [];
	const objectors = [];
	const passedOver = [];
	const unclear = [];
	for (const review of standingReviews(facts.reviews)) {
		const { user } = review;
		const disqualified = review.state === "APPROVED" ? disqualification(facts, review) : null;
		if (disqualified !== null) {
			passedOver.push(disqualified);
			continue;
		}
		const permission = facts.permissions.get(user) ?? null;
		if (permission === null) unclear.push(user);
		else if (!mayWrite(permission)) {
			if (review.state === "APPROVED") passedOver.push(`the approval of ${user} does not count: no write access`);
		} else if (review.state === "APPROVED") approvers.push(user);
		else objectors.push(user);
	}
	return {
		approvers,
		objectors,
		passedOver,
		unclear
	};
}
/** The logins whose permission decides something, so that no other is asked for. */
function usersThatMatter(facts) {
	return countApprovals({
		...facts,
		permissions: /* @__PURE__ */ new Map()
	}).unclear;
}
function disqualification(facts, { user, commit }) {
	if (isBot(user)) return `the approval of ${user} does not count: not a person`;
	if (commit !== facts.head) return `the approval of ${user} is for ${commit === null ? "an earlier head" : commit.slice(0, 7)}`;
	if (!facts.independent) return null;
	if (sameLogin$1(user, facts.author)) return `the approval of ${user} does not count: opened the pull request`;
	if (facts.makerLogins?.some((login) => sameLogin$1(user, login)) === true || facts.makers.some((person) => isPerson(user, person))) return `the approval of ${user} does not count: made a commit of it`;
	return null;
}
/** Of each user the latest approval, request for changes or dismissed review, without the dismissed. */
function standingReviews(reviews) {
	const latest = /* @__PURE__ */ new Map();
	for (const review of reviews) {
		if (review.state === "COMMENTED" || review.state === "PENDING") continue;
		latest.set(review.user.toLowerCase(), review);
	}
	return [...latest.values()].filter(({ state }) => state !== "DISMISSED");
}
function standingReview(reviews, user) {
	return standingReviews(reviews).find((review) => review.user === user);
}
function mayWrite(permission) {
	return permission === "admin" || permission === "maintain" || permission === "write";
}
function isBot(login) {
	return login.endsWith("[bot]");
}
function sameLogin$1(a, b) {
	return a.toLowerCase() === b.toLowerCase();
}
/**
* Whether a commit's person is the user. A commit holds a name and an address, not a login: the forge's own address
* (`1234+login@users.noreply.github.com`) names the login, and a name or the local part of another address that equals it is taken to be
* the same person, because a second pair of eyes is what the rule is for.
*/
function isPerson(login, person) {
	return sameLogin$1(login, person.email.slice(0, Math.max(0, person.email.lastIndexOf("@"))).replace(/^\d+\+/, "")) || sameLogin$1(login, person.name.trim());
}

// src/git/first-parent.ts
/** Whether `commit` is `tip` or one of its first parents, back to the beginning. Deepened as far as the answer needs. */
async function isInFirstParentHistory(git, tip, commit) {
	if (tip === commit) return true;
	let parent;
	for await (const info of git.history(tip, (other) => other === commit)) parent = info.parents[0];
	return parent === commit;
}

// src/gates/statuses.ts
/**
* Open when every required glob matches a context and every context that it matches succeeded, by its newest check. A missing, running or
* failing check holds: each of them can still turn green.
*/
const statuses = {
	name: "statuses",
	judge({ required, from, checks }) {
		if (checks === null) return {
			kind: "held",
			until: null,
			reason: `${from} does not have these versions, so nothing was checked there`
		};
		const newest = newestOfEach(checks);
		const judged = required.map((glob) => ({
			glob,
			matching: newest.filter(({ context }) => matchesGlob(glob, context))
		}));
		const all = [...new Set(judged.flatMap(({ matching }) => matching))];
		const failing = all.filter(({ state }) => state === "failure" || state === "error");
		const running = all.filter(({ state }) => state === "pending");
		const missing = judged.filter(({ matching }) => matching.length === 0).map(({ glob }) => glob);
		const problems = [
			...sentence("failing", failing.map(contextOf)),
			...sentence("not there yet", missing),
			...sentence("still running", running.map(contextOf))
		];
		if (problems.length > 0) return {
			kind: "held",
			until: null,
			reason: `checks in ${from}: ${problems.join("; ")}`
		};
		return {
			kind: "open",
			reason: `checks in ${from} succeeded: ${all.map(contextOf).join(", ")}`
		};
	}
};
/** Whether every required glob finds a context among the checks, whatever its state. */
function coversEvery(required, checks) {
	return required.every((glob) => checks.some(({ context }) => matchesGlob(glob, context)));
}
/** Of each context the newest check, by the forge's time; a check without a time is older than any with one, unless it waits to be started. Contexts differ by more than case. */
function newestOfEach(checks) {
	const newest = /* @__PURE__ */ new Map();
	for (const check of checks) {
		const key = `${check.source} ${check.context.toLowerCase()}`;
		const present = newest.get(key);
		if (present === void 0 || timeOf(present) < timeOf(check)) newest.set(key, check);
	}
	return [...newest.values()];
}
/**
* `*` stands for any text, `/` included, because operators put names with several parts into a context (`kustomization/apps/1f2e3d4c`);
* `?` for one character. Case does not matter to the forge, nor here. Takes time proportional to the product of both lengths at most.
*/
function matchesGlob(glob, context) {
	const pattern = glob.toLowerCase();
	const text = context.toLowerCase();
	let at = 0;
	let star = -1;
	let resume = 0;
	let next = 0;
	while (at < text.length) if (pattern[next] === "*") {
		star = next;
		resume = at;
		next += 1;
	} else if (next < pattern.length && (pattern[next] === "?" || pattern[next] === text[at])) {
		next += 1;
		at += 1;
	} else if (star !== -1) {
		resume += 1;
		at = resume;
		next = star + 1;
	} else return false;
	while (pattern[next] === "*") next += 1;
	return next === pattern.length;
}
function timeOf(check) {
	const time = check.at === null ? NaN : Date.parse(check.at);
	if (!Number.isNaN(time)) return time;
	return check.state === "pending" ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
}
function contextOf(check) {
	return check.context;
}
function sentence(what, contexts) {
	return contexts.length === 0 ? [] : [`${what}: ${contexts.join(", ")}`];
}

// src/records/note.ts
/** The first characters of our comment. Anybody can write them, so they count only in a comment of our own account. */
const NOTE_MARKER = "<!-- waybill:note -->";
/** Bytes of UTF-8 that a section may have. Together with the markers they stay below 60,000; the forge refuses 65,536 characters. */
const SECTION_LIMITS = {
	gate: 4e4,
	record: 19e3
};
const SECTIONS = ["gate", "record"];
/** The note's text: the sections that there are, in their fixed order, each between its markers. */
function noteBody(sections) {
	const parts = SECTIONS.flatMap((section) => {
		const markdown = sections[section];
		return markdown === void 0 ? [] : [`${opening(section)}\n${inert(section, markdown)}\n${closing(section)}`];
	});
	return [NOTE_MARKER, ...parts].join("\n\n");
}
/** The sections of a text that `noteBody` made. A section whose end is missing (somebody edited it) counts as not there and is written anew. */
function readNote(body) {
	const text = plainLines(body);
	const sections = {};
	for (const section of SECTIONS) {
		const start = text.indexOf(opening(section));
		const end = text.indexOf(closing(section), start + 1);
		if (start !== -1 && end !== -1) sections[section] = text.slice(start + opening(section).length, end).trim();
	}
	return sections;
}
/**
* Our note among a pull request's comments: the oldest comment that begins with the marker and that we wrote. Where the host does not tell
* who we are (`viewer` is `null`), a bot's marked comment is taken for ours: a person cannot have a bot's login, and no other bot has a
* reason to write our marker.
*/
function findNote(comments, viewer) {
	return comments.filter(({ author, body }) => body.startsWith("<!-- waybill:note -->") && (viewer === null ? author.endsWith("[bot]") : sameLogin(author, viewer))).reduce((oldest, note) => oldest === null || note.id < oldest.id ? note : oldest, null);
}
/**
* Writes one section of the pull request's note and leaves the other as it is; creates the note when there is none. Nothing is sent when
* the text is already there. At most three requests: who we are (once a run), the comments, the write; and a second look after a note was
* created, because another run may have created one at the same moment.
*
* `markdown` is inert already (src/text/markdown.ts). `comments`: all comments of the pull request where the caller has just read them.
*/
async function upsertNote(forge, note, log) {
	const viewer = await forge.viewer();
	const present = findNote(note.comments ?? await forge.comments(note.pullRequest), viewer);
	const body = noteBody({
		...present === null ? {} : readNote(present.body),
		[note.section]: note.markdown
	});
	if (present === null) {
		const comment = await forge.addComment(note.pullRequest, body);
		log.debug(`wrote the note on #${note.pullRequest}: ${comment.url}`);
		return {
			comment: await yieldToOlder(forge, note, comment, viewer),
			written: true
		};
	}
	if (plainLines(present.body) === plainLines(body)) return {
		comment: present,
		written: false
	};
	log.debug(`updated the note on #${note.pullRequest}: ${present.url}`);
	return {
		comment: await forge.updateComment(present.id, body),
		written: true
	};
}
/**
* Of two notes that two runs created at once the older stays, which both runs see: comments are numbered in their order. The younger run
* puts its section there and takes its own note away. Gives the note that stays.
*/
async function yieldToOlder(forge, { pullRequest, section, markdown }, created, viewer) {
	const oldest = findNote(await forge.comments(pullRequest), viewer);
	if (oldest === null || oldest.id >= created.id) return created;
	const stays = await forge.updateComment(oldest.id, noteBody({
		...readNote(oldest.body),
		[section]: markdown
	}));
	await forge.deleteComment(created.id);
	return stays;
}
function opening(section) {
	return `<!-- waybill:${section} -->`;
}
function closing(section) {
	return `<!-- /waybill:${section} -->`;
}
/** A section cut to its size, and unable to hold a marker of ours. */
function inert(section, markdown) {
	const apart = markdown.replaceAll(/<!--(?=\s*\/?waybill:)/gu, "&lt;!--").trim();
	return cutBytes(apart, SECTION_LIMITS[section], "_The rest is cut here: a comment has a limit._");
}
function sameLogin(a, b) {
	return a.toLowerCase() === b.toLowerCase();
}
/** A comment edited in a browser comes back with CRLF, and some hosts trim the end. */
function plainLines(text) {
	return text.replaceAll("\r\n", "\n").trimEnd();
}

// src/gates/gate-note.ts
/** Inert Markdown. Holds no time of its own, so that a run that finds nothing new finds the same note. */
function gateNote(judgement) {
	const { environment, app, kind, verdicts, overall, changes, promotion, head, approvers, remarks, policy } = judgement;
	const where = [environment, app].filter((name) => name !== null).map(codeSpan);
	const subject = [kind === "promotion" ? "promotion" : "manual change", ...where].join(" · ");
	const parts = [`### Waybill: ${overall.kind}`, `${subject}: ${inlineText(overall.reason)}.`];
	if (verdicts.length > 0) parts.push(table([
		"gate",
		"verdict",
		"reason"
	], verdicts.map(({ gate, verdict }) => [
		inlineText(gate),
		wordOf(verdict),
		inlineText(verdict.reason)
	])));
	if (changes.length > 0) parts.push(table([
		"artifact",
		"from",
		"to",
		"step"
	], changes.map(({ name, from, to, step }) => [
		codeSpan(name),
		versionCell(from),
		versionCell(to),
		step
	])));
	const facts = [`evaluated head: ${codeSpan(head)}`];
	if (promotion !== null) facts.push(`taken from ${codeSpan(promotion.from.name)} at ${codeSpan(promotion.source)}`);
	if (approvers.length > 0) facts.push(`approved at this head by ${approvers.map(codeSpan).join(", ")}`);
	facts.push(`judged by the policy ${codeSpan(policy)}`, ...remarks.map(inlineText));
	parts.push(facts.map((fact) => `- ${fact}`).join("\n"));
	return parts.join("\n\n");
}
function wordOf(verdict) {
	return verdict.kind === "held" && verdict.until !== null ? `held until ${inlineText(verdict.until)}` : verdict.kind;
}
function versionCell(version) {
	return version === null || formatVersion(version) === "" ? "none" : codeSpan(formatVersion(version));
}

// src/gates/publish.ts
/** The context that a repository's rules are to require. */
const GATE_CONTEXT = "waybill/gate";
/** Held is pending, not failure: it opens without anybody's mending. */
const STATES = {
	open: "success",
	held: "pending",
	closed: "failure",
	unknown: "error"
};
const DESCRIPTION_LIMIT = 140;
/** In the status' link, so that an equal status means an equal note and the comments need not be read. */
const NOTE_PARAMETER = "waybill-note";
/**
* One read when everything stands already. A note that cannot be written does not keep the status from being written; what went wrong
* is in `problem`, and the next run tries again because the status then names no note. Throws when the status cannot be written.
*/
async function publishVerdict({ forge, pullRequest, judgement, dryRun }, log) {
	const status = {
		commit: judgement.head,
		context: GATE_CONTEXT,
		state: STATES[judgement.overall.kind],
		description: oneLine(judgement.reason, DESCRIPTION_LIMIT)
	};
	const markdown = judgement.kind === "unrelated" ? null : gateNote(judgement);
	const digest = markdown === null ? null : sha256(markdown).slice(7).slice(0, 16);
	const standing = await standingStatus(forge, judgement.head);
	if (standing !== null && says(standing, status) && noteDigestOf(standing.url) === digest) return {
		written: false,
		problem: null
	};
	if (dryRun) return {
		written: false,
		problem: null
	};
	let targetUrl = null;
	let problem = null;
	if (markdown !== null && digest !== null) try {
		const { comment } = await upsertNote(forge, {
			pullRequest,
			section: "gate",
			markdown
		}, log);
		targetUrl = withNoteDigest(comment.url, digest);
	} catch (error) {
		problem = `the note on #${pullRequest} could not be written: ${messageOf(error)}`;
		log.warning(problem);
	}
	await forge.setStatus({
		...status,
		targetUrl
	});
	return {
		written: true,
		problem
	};
}
/** The status for a change that could not be judged at all: an error, never a success. Throws when it cannot be written. */
async function publishFailure(forge, head, reason, state = "error") {
	await publishStatus(forge, {
		commit: head,
		state,
		description: reason
	});
}
/** Writes the status unless it stands there already. One read, at most one write. */
async function publishStatus(forge, { commit, state, description }) {
	const status = {
		commit,
		context: GATE_CONTEXT,
		state,
		description: oneLine(description, DESCRIPTION_LIMIT)
	};
	const standing = await standingStatus(forge, commit);
	if (standing !== null && says(standing, status)) return;
	await forge.setStatus({
		...status,
		targetUrl: null
	});
}
/** The newest status of our context. Who wrote it does not matter: one that says something else than we do is replaced, whoever it is by. */
async function standingStatus(forge, commit) {
	return (await forge.checks(commit, { checkRuns: false })).find(({ source, context }) => source === "status" && context.toLowerCase() === "waybill/gate") ?? null;
}
function says(standing, status) {
	return standing.state === status.state && standing.description === status.description;
}
function withNoteDigest(url, digest) {
	const link = new URL(url);
	link.searchParams.set(NOTE_PARAMETER, digest);
	return link.href;
}
function noteDigestOf(url) {
	return url !== null && URL.canParse(url) ? new URL(url).searchParams.get(NOTE_PARAMETER) : null;
}

export { upsertNote as a, statuses as c, countApprovals as d, usersThatMatter as f, publishVerdict as i, isInFirstParentHistory as l, publishFailure as n, coversEvery as o, publishStatus as r, matchesGlob as s, GATE_CONTEXT as t, approvals as u };