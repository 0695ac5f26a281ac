// The table of the actions: every input with its default and every output, written once. action.yml and the READMEs are held to it by a test.
import {
  defineAction,
  type FlagInput,
  type InputDefinition,
  type InputsOf,
  type ListInput,
  type TextInput,
} from "../runner/action.ts";
import { builtArtifacts, chartBuild, imageBuild } from "./build-inputs.ts";

const dryRun = {
  kind: "flag",
  default: "false",
  description: "Do everything but write: nothing is pushed, opened, posted or merged.",
} as const satisfies FlagInput;

const token = {
  kind: "text",
  secret: true,
  default: "${{ github.token }}",
  description:
    "Token for Git and the API. The job's own token cannot write another repository and starts no workflows; an App (`app-id`, `private-key`) can.",
} as const satisfies TextInput;

/** Who writes to a repository. */
const credentials = {
  token,
  "app-id": {
    kind: "text",
    description: "App ID or client ID of a GitHub App whose installation token is used instead of `token`.",
  },
  "private-key": {
    kind: "text",
    secret: true,
    description: "Private key (PEM) of that App.",
  },
  committer: {
    kind: "text",
    default: "github-actions[bot] <41898282+github-actions[bot]@users.noreply.github.com>",
    description: "Author and committer of the commits, as `Name <email>`.",
  },
} as const satisfies Readonly<Record<string, TextInput>>;

const access = {
  ...credentials,
  "time-budget": {
    kind: "number",
    least: 1,
    most: 60,
    default: "5",
    description: "Minutes after which a run gives up waiting for busy branches and rate limits.",
  },
  "dry-run": dryRun,
} as const satisfies Readonly<Record<string, InputDefinition>>;

const where = {
  home: {
    kind: "text",
    description: "Repository that holds waybill.yaml, as `owner/name`; by default the one the workflow runs in.",
  },
  from: {
    kind: "text",
    description:
      "Where versions come from: an environment of waybill.yaml, or without one a path such as `apps/{app}/overlays/stage`.",
  },
  to: {
    kind: "text",
    description: "The environment that receives them, named the same way.",
  },
} as const satisfies Readonly<Record<string, InputDefinition>>;

const result = "One word for what happened.";
const reason = "One sentence: what happened, or why nothing did.";

/** Where versions are written and how; of `update` and `release`. */
const target = {
  environment: {
    kind: "text",
    description:
      "Environment to write to; by default the first of waybill.yaml (or the conventional one) that takes from no other.",
  },
  path: {
    kind: "text",
    description: "Folder or file to write to instead of an environment, `{app}` marking the app.",
  },
  app: {
    kind: "text",
    description: "App to write to; by default every app of the environment that pins the artifact.",
  },
  "environment-repository": {
    kind: "text",
    description: "Repository to write to, as `owner/name`; by default the one the workflow runs in.",
  },
  "base-branch": {
    kind: "text",
    description: "Branch to write to; by default the environment's, else the default branch.",
  },
  mode: {
    kind: "choice",
    words: ["commit", "pull-request"],
    default: "commit",
    description: "`commit` writes to the branch, `pull-request` proposes it.",
  },
} as const satisfies Readonly<Record<string, InputDefinition>>;

const places = {
  kind: "list",
  description:
    "Places that hold the version of the one artifact given, though nothing in the manifest says so, as `file#path`, one a line: `apps/*/fleet.yaml#helm.version`. They are written even where they are guarded or hold a range.",
} as const satisfies ListInput;

const proposalLabels = { kind: "list", description: "Labels of the pull request." } as const satisfies ListInput;

const reviewers = {
  kind: "list",
  description: "Reviewers of the pull request: users, or teams as `org/team`.",
} as const satisfies ListInput;

const changed = "`true` when a commit was made or a pull request was opened or changed.";

const written = {
  commit: "The commit with the change.",
  "pull-request-number": "Number of the pull request.",
  "pull-request-url": "Address of the pull request.",
  files: "Paths that the change touches, one a line.",
  previous: "The versions before, as `name=version`, one a line.",
} as const;

export const buildAction = defineAction({
  name: "build",
  description:
    "Build container images and Helm charts of the run's commit, push them as versions that never change, and prove their digests.",
  inputs: {
    ...imageBuild,
    ...chartBuild,
    ...credentials,
    "time-budget": {
      kind: "number",
      least: 1,
      most: 60,
      default: "5",
      description:
        "Minutes after which the run gives up waiting for an answer of the registry, or for a busy branch of charts. Builds have no limit here.",
    },
    "dry-run": dryRun,
  },
  outputs: {
    result: `${result} pushed, built, exists, skipped, dry-run or failed.`,
    reason,
    ...builtArtifacts,
  },
});

/** What \`build\` and \`release\` take alike. */
export type BuildInputs = InputsOf<typeof buildAction>;

export const updateAction = defineAction({
  name: "update",
  description:
    "Write versions of images, charts and Git repositories into the first environment, as a commit or as a pull request.",
  inputs: {
    image: {
      kind: "list",
      description:
        "Images with their new version, `name:tag`, `name@digest` or `name:tag@digest`; one a line or separated by commas.",
    },
    chart: {
      kind: "list",
      description: "Charts with their new version, `name=version`; one a line or separated by commas.",
    },
    git: {
      kind: "list",
      description:
        "Git repositories with their new revision, `https://github.com/acme/deploy=v1.2.3`; one a line or separated by commas.",
    },
    places,
    "image-file": { kind: "text", description: "File in the workspace with more images, one a line." },
    "chart-file": { kind: "text", description: "File in the workspace with more charts, one a line." },
    ...target,
    labels: proposalLabels,
    reviewers,
    "source-repository": {
      kind: "text",
      description: "Repository that the version was built from; by default the one the workflow runs in.",
    },
    "source-commit": {
      kind: "text",
      description: "Commit that the version was built from; by default the workflow's.",
    },
    ...access,
  },
  outputs: {
    changed,
    result: `${result} committed, proposed, refreshed, nothing, superseded, dry-run or failed.`,
    reason,
    ...written,
  },
});

export const releaseAction = defineAction({
  name: "release",
  description:
    "Build images and charts of the run's commit, push them, prove their digests, and write those into the first environment, as a commit or as a pull request.",
  inputs: {
    ...imageBuild,
    ...chartBuild,
    push: {
      ...imageBuild.push,
      description:
        "Push to the registry. With `false` nothing is released: no environment gets an image that no registry has.",
    },
    places,
    ...target,
    "pull-request-labels": proposalLabels,
    reviewers,
    ...access,
    "time-budget": {
      ...access["time-budget"],
      description:
        "Minutes after which the run gives up waiting for an answer of the registry, and later, counted anew, for busy branches and rate limits. Builds have no limit here.",
    },
  },
  outputs: {
    result: `${result} released, proposed, nothing, superseded, built (pushed perhaps, and not to be released), skipped, dry-run or failed.`,
    reason,
    ...builtArtifacts,
    changed,
    ...written,
  },
});

export const promoteAction = defineAction({
  name: "promote",
  description: "Open, refresh, merge and close the pull requests that carry one environment's versions to the next.",
  inputs: {
    ...where,
    app: { kind: "list", description: "Apps to promote; by default every app." },
    ...access,
  },
  outputs: {
    result: `${result} promoted, nothing, dry-run or failed.`,
    reason,
    "pull-requests": "JSON list of {environment, app, result, reason, number, url}.",
  },
});

export const gateAction = defineAction({
  name: "gate",
  description:
    "Judge pull requests against the environment's gates, post the verdict as the status waybill/gate and merge what may be merged.",
  inputs: {
    ...where,
    "pull-request": {
      kind: "number",
      least: 1,
      most: 999_999_999,
      description: "Number of the one pull request to judge; by default the event's, else every open one.",
    },
    merge: {
      kind: "flag",
      default: "true",
      description: "Merge promotions whose gates are all open, within `auto-merge`.",
    },
    ...access,
  },
  outputs: {
    result: `${result} open, held, closed, unknown, nothing or failed.`,
    reason,
    verdicts: "JSON list of {number, url, kind, environment, app, verdict, reason, merge}.",
  },
});

export const recordAction = defineAction({
  name: "record",
  description: "Write the record of every change of every environment that has none yet.",
  inputs: {
    ...where,
    environment: { kind: "list", description: "Environments to record; by default all." },
    ...access,
  },
  outputs: {
    result: `${result} recorded, nothing, dry-run or failed.`,
    reason,
    records: "JSON list of {environment, app, commit, kind}.",
    commit: "The commit on the records branch.",
  },
});

export const waybillAction = defineAction({
  name: "waybill",
  description:
    "The environment repository's one step: gate on pull requests, reviews and merge groups; record, promote and gate on everything else.",
  inputs: {
    ...where,
    merge: {
      kind: "flag",
      default: "true",
      description: "Merge promotions whose gates are all open, within `auto-merge`.",
    },
    ...access,
  },
  outputs: {
    result: `${result} done, nothing, open, held, closed, unknown, dry-run or failed.`,
    reason,
    records: "JSON list of {environment, app, commit, kind}.",
    "pull-requests": "JSON list of {environment, app, result, reason, number, url}.",
    verdicts: "JSON list of {number, url, kind, environment, app, verdict, reason, merge}.",
  },
});

/** Every action, for the tests that hold tables, action.yml and READMEs together. */
export const actions = [
  waybillAction,
  buildAction,
  updateAction,
  releaseAction,
  promoteAction,
  gateAction,
  recordAction,
] as const;
