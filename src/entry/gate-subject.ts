// What the gate judges in this run: the event's pull request, its merge group, or every open pull request.
import type { RunContext } from "../runner/context.ts";
import { type MergeGroup, mergeGroupFromEvent, pullRequestFromEvent } from "./event.ts";

export type GateSubject =
  | { readonly kind: "pull-request"; readonly number: number; readonly text: string }
  | { readonly kind: "merge-group"; readonly group: MergeGroup; readonly text: string }
  | { readonly kind: "every"; readonly text: string };

/** An explicit number wins over the event. */
export function gateSubject(context: RunContext, number: number | null): GateSubject {
  if (number !== null) return { kind: "pull-request", number, text: `pull request #${number}` };
  if (context.eventName === "merge_group") {
    const group = mergeGroupFromEvent(context.event());
    return { kind: "merge-group", group, text: `merge group ${group.headRef}` };
  }
  const event = pullRequestFromEvent(context.event());
  return event === null
    ? { kind: "every", text: "every open pull request" }
    : { kind: "pull-request", number: event, text: `pull request #${event}` };
}
