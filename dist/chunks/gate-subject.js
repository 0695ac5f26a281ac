import { n as mergeGroupFromEvent, r as pullRequestFromEvent } from "./event.js";

// src/entry/gate-subject.ts
/** An explicit number wins over the event. */
function gateSubject(context, number) {
	if (number !== null) return {
		kind: "pull-request",
		number,
		text: `pull request #${number}`
	};
	if (context.eventName === "merge_group") {
		const group = mergeGroupFromEvent(context.event());
		return {
			kind: "merge-group",
			group,
			text: `merge group ${group.headRef}`
		};
	}
	const event = pullRequestFromEvent(context.event());
	return event === null ? {
		kind: "every",
		text: "every open pull request"
	} : {
		kind: "pull-request",
		number: event,
		text: `pull request #${event}`
	};
}

export { gateSubject as t };