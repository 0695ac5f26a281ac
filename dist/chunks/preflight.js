import { c as workspaceFile, l as defineAction, n as readAccess, r as parseRepositoryName, t as mayBeProposal } from "./proposal-events.js";
import { t as parseConfiguration } from "./parse.js";
import { o as CONFIGURATION_FILE } from "./definition.js";

// src/entry/actions.ts
const access = {
	token: {
		kind: "text",
		secret: true,
		default: "${{ github.token }}",
		description: "Token for Git and the API. The job's own token cannot write another repository and starts no workflows; an App (`app-id`, `private-key`) can."
	},
	"app-id": {
		kind: "text",
		description: "App ID or client ID of a GitHub App whose installation token is used instead of `token`."
	},
	"private-key": {
		kind: "text",
		secret: true,
		description: "Private key (PEM) of that App."
	},
	committer: {
		kind: "text",
		default: "github-actions[bot] <41898282+github-actions[bot]@users.noreply.github.com>",
		description: "Author and committer of the commits, as `Name <email>`."
	},
	"time-budget": {
		kind: "number",
		least: 1,
		most: 60,
		default: "5",
		description: "Minutes after which a run gives up waiting for busy branches and rate limits."
	},
	"dry-run": {
		kind: "flag",
		default: "false",
		description: "Do everything but write: nothing is pushed, opened, posted or merged."
	}
};
const where = {
	home: {
		kind: "text",
		description: "Repository that holds waybill.yaml, as `owner/name`; by default the one the workflow runs in."
	},
	from: {
		kind: "text",
		description: "Where versions come from: an environment of waybill.yaml, or without one a path such as `apps/{app}/overlays/stage`."
	},
	to: {
		kind: "text",
		description: "The environment that receives them, named the same way."
	}
};
const result = "One word for what happened.";
const reason = "One sentence: what happened, or why nothing did.";
const updateAction = defineAction({
	name: "update",
	description: "Write image and chart versions into the first environment, as a commit or as a pull request.",
	inputs: {
		image: {
			kind: "list",
			description: "Images with their new version, `name:tag`, `name@digest` or `name:tag@digest`; one a line or separated by commas."
		},
		chart: {
			kind: "list",
			description: "Charts with their new version, `name=version`; one a line or separated by commas."
		},
		"image-file": {
			kind: "text",
			description: "File in the workspace with more images, one a line."
		},
		"chart-file": {
			kind: "text",
			description: "File in the workspace with more charts, one a line."
		},
		environment: {
			kind: "text",
			description: "Environment to write to; by default the first of waybill.yaml (or the conventional one) that takes from no other."
		},
		path: {
			kind: "text",
			description: "Folder or file to write to instead of an environment, `{app}` marking the app."
		},
		app: {
			kind: "text",
			description: "App to write to; by default every app of the environment that pins the artifact."
		},
		"environment-repository": {
			kind: "text",
			description: "Repository to write to, as `owner/name`; by default the one the workflow runs in."
		},
		"base-branch": {
			kind: "text",
			description: "Branch to write to; by default the environment's, else the default branch."
		},
		mode: {
			kind: "choice",
			words: ["commit", "pull-request"],
			default: "commit",
			description: "`commit` writes to the branch, `pull-request` proposes it."
		},
		labels: {
			kind: "list",
			description: "Labels of the pull request."
		},
		reviewers: {
			kind: "list",
			description: "Reviewers of the pull request: users, or teams as `org/team`."
		},
		"source-repository": {
			kind: "text",
			description: "Repository that the version was built from; by default the one the workflow runs in."
		},
		"source-commit": {
			kind: "text",
			description: "Commit that the version was built from; by default the workflow's."
		},
		...access
	},
	outputs: {
		changed: "`true` when a commit was made or a pull request was opened or changed.",
		result: `${result} committed, proposed, refreshed, nothing, superseded, dry-run or failed.`,
		reason,
		commit: "The commit with the change.",
		"pull-request-number": "Number of the pull request.",
		"pull-request-url": "Address of the pull request.",
		files: "Paths that the change touches, one a line.",
		previous: "The versions before, as `name=version`, one a line."
	}
});
const promoteAction = defineAction({
	name: "promote",
	description: "Open, refresh, merge and close the pull requests that carry one environment's versions to the next.",
	inputs: {
		...where,
		app: {
			kind: "list",
			description: "Apps to promote; by default every app."
		},
		...access
	},
	outputs: {
		result: `${result} promoted, nothing, dry-run or failed.`,
		reason,
		"pull-requests": "JSON list of {environment, app, result, reason, number, url}."
	}
});
const gateAction = defineAction({
	name: "gate",
	description: "Judge pull requests against the environment's gates, post the verdict as the status waybill/gate and merge what may be merged.",
	inputs: {
		...where,
		"pull-request": {
			kind: "number",
			least: 1,
			most: 999999999,
			description: "Number of the one pull request to judge; by default the event's, else every open one."
		},
		merge: {
			kind: "flag",
			default: "true",
			description: "Merge promotions whose gates are all open, within `auto-merge`."
		},
		...access
	},
	outputs: {
		result: `${result} open, held, closed, unknown, nothing or failed.`,
		reason,
		verdicts: "JSON list of {number, url, kind, environment, app, verdict, reason, merge}."
	}
});
const recordAction = defineAction({
	name: "record",
	description: "Write the record of every change of every environment that has none yet.",
	inputs: {
		...where,
		environment: {
			kind: "list",
			description: "Environments to record; by default all."
		},
		...access
	},
	outputs: {
		result: `${result} recorded, nothing, dry-run or failed.`,
		reason,
		records: "JSON list of {environment, app, commit, kind}.",
		commit: "The commit on the records branch."
	}
});
const waybillAction = defineAction({
	name: "waybill",
	description: "The environment repository's one step: gate on pull requests, reviews and merge groups; record, promote and gate on everything else.",
	inputs: {
		...where,
		merge: {
			kind: "flag",
			default: "true",
			description: "Merge promotions whose gates are all open, within `auto-merge`."
		},
		...access
	},
	outputs: {
		result: `${result} done, nothing, open, held, closed, unknown, dry-run or failed.`,
		reason,
		records: "JSON list of {environment, app, commit, kind}.",
		"pull-requests": "JSON list of {environment, app, result, reason, number, url}.",
		verdicts: "JSON list of {number, url, kind, environment, app, verdict, reason, merge}."
	}
});

// src/entry/preflight.ts
/**
* Throws the usage error of a wrong call. `home` is the repository that holds waybill.yaml, `null` for the one the workflow runs in; when the workspace
* is that repository's, its waybill.yaml is parsed for an early answer. The configuration that the run uses is read again from the home repository, never from
* the workspace.
*/
function checkCall(inputs, context, home) {
	readAccess(inputs);
	parseRepositoryName(home ?? context.repository);
	if (mayBeProposal(context.eventName)) return;
	if (home !== null && home.toLowerCase() !== context.repository.toLowerCase()) return;
	const file = workspaceFile(context, CONFIGURATION_FILE);
	if (file !== null) parseConfiguration(file);
}

export { updateAction as a, recordAction as i, gateAction as n, waybillAction as o, promoteAction as r, checkCall as t };