// One run of the gate over its subject: the event's pull request, its merge group, or every open pull request.
import type { Configuration } from "../config/configuration.ts";
import { gateMergeGroup } from "../gates/gate-merge-group.ts";
import { gatePullRequests, type GateResult } from "../gates/gate-pull-requests.ts";
import type { Effects } from "../github/connections.ts";
import type { GateSubject } from "./gate-subject.ts";

export interface JudgeOptions {
  readonly subject: GateSubject;
  readonly configuration: Configuration;
  /** The repository that the workflow runs in; an event's numbers are its. */
  readonly repository: string;
  readonly merge: boolean;
  readonly dryRun: boolean;
}

export async function judgeSubject(options: JudgeOptions, effects: Effects): Promise<GateResult> {
  const { subject, configuration, repository, merge, dryRun } = options;
  switch (subject.kind) {
    case "merge-group":
      return gateMergeGroup({ configuration, repository, dryRun, ...subject.group }, effects);
    case "pull-request":
      return gatePullRequests({ configuration, repository, pullRequests: [subject.number], merge, dryRun }, effects);
    case "every":
      return gatePullRequests({ configuration, merge, dryRun }, effects);
  }
}
