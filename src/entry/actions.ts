// The table of the actions: every input with its default and every output, written once. action.yml and the READMEs are held to it by a test.
import {
  defineAction,
  type FlagInput,
  type InputDefinition,
  type InputsOf,
  type ListInput,
  type TextInput,
} from "../runner/action.ts";

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

/** What is built and how; of `build` and `release`. */
const imageBuild = {
  image: { kind: "text", description: "Name of the image, without a tag: `ghcr.io/acme/podinfo`." },
  images: {
    kind: "lines",
    description:
      "Several images, one a line, each with what differs: `ghcr.io/acme/api,context=api,file=api/Dockerfile,target=run`. What can be said of each in full stands under `builds` in `.waybill.yaml`, which is read when neither `image`, `images` nor `chart` is set.",
  },
  "max-parallel": {
    kind: "number",
    least: 1,
    most: 64,
    default: "2",
    description: "The most builds at work at the same time.",
  },
  context: { kind: "text", default: ".", description: "Folder of the build, from the workspace, or an address." },
  file: { kind: "text", description: "Dockerfile; by default the engine's own in the context." },
  target: { kind: "text", description: "Stage of the Dockerfile to build." },
  "build-args": { kind: "lines", description: "Build arguments, `NAME=value`, one a line." },
  secrets: {
    kind: "lines",
    description:
      "Secrets for the build, one a line: `id=env:VARIABLE` or `id=file:path`. Their values are in no argument and in no log.",
  },
  platforms: { kind: "list", description: "Platforms such as `linux/amd64`; several need buildx, buildah or podman." },
  labels: { kind: "lines", description: "Further labels, `key=value`, one a line; they win over Waybill's own." },
  annotations: { kind: "lines", description: "Annotations of the manifest, `key=value`, one a line." },
  "cache-from": { kind: "lines", description: "Caches to read, as the engine takes them, one a line." },
  "cache-to": { kind: "lines", description: "Caches to write, as the engine takes them, one a line." },
  provenance: { kind: "text", description: "Provenance as buildx takes it: `true`, `false`, `mode=max`." },
  sbom: { kind: "text", description: "SBOM as buildx takes it: `true` or `false`." },
  "extra-arguments": { kind: "lines", description: "Further arguments of the engine, one a line." },
  engine: {
    kind: "choice",
    words: ["auto", "buildx", "docker", "buildah", "podman"],
    default: "auto",
    description: "What builds; `auto` takes the first that the machine has.",
  },
  push: { kind: "flag", default: "true", description: "Push to the registry." },
  load: {
    kind: "flag",
    default: "false",
    description:
      "Keep in docker what buildx pushes straight to the registry (`provenance`, `sbom`), too, for a step that tests it. Every other image stays with its engine, with `push: false` too. Not for several platforms.",
  },
  immutable: {
    kind: "flag",
    default: "true",
    description: "Fail when the version's tag holds another commit's image. With `false` it is overwritten.",
  },
  version: { kind: "text", description: "Version of the image; by default from the Git tag or by `pattern`." },
  pattern: {
    kind: "choice",
    words: ["date", "semver", "describe", "commit"],
    default: "date",
    description:
      "How builds of a branch are called: `20261121.094400_1a2b3c4d5e6f`, `1.2.4-main.20261121094400.4.g1a2b3c4d5e6f`, `1.2.3-4-g1a2b3c4d5e6f`, or the full commit id.",
  },
  "tag-prefix": {
    kind: "text",
    description: "What stands before the version in this app's Git tags, `app/` for `app/v1.2.3`.",
  },
  "short-tags": {
    kind: "flag",
    default: "false",
    description: "Let a release also move its short tags, `1.2` and `1`.",
  },
  latest: { kind: "flag", default: "false", description: "Let the highest release also move `latest`." },
  "registry-username": {
    kind: "text",
    description:
      "User at the registry, for what Waybill asks of it; by default what `docker login`, `podman login` or `buildah login` left.",
  },
  "registry-password": { kind: "text", secret: true, description: "Password or token of that user." },
} as const satisfies Readonly<Record<string, InputDefinition>>;

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

const builtArtifacts = {
  image: "The image's name, without a tag; of several one a line.",
  version: "The version; empty when the Git tag is another app's. Where builds have several, one a line.",
  tags: "The tags, one a line, the one that never moves first.",
  digest:
    "Digest of the manifest in the registry, as `sha256:...`; of several builds one a line, of those that have one.",
  reference:
    "`name:tag@digest` of the image, for `update`, of several one a line; empty when nothing is in the registry.",
  chart: "`name=version` of the chart, for `update`, of several one a line; empty when nothing is in the registry.",
  pushed: "`true` when this run pushed something.",
  releasable:
    "`true` when the version may be written into an environment: the registry has it, and it is no pull request's.",
  metadata: "What the engine wrote about the build, as JSON; of several builds by where each is pushed.",
  builds:
    "JSON list, in the order of the call, of {kind, name, result, reason, version, tags, digest, reference, pushed, releasable}.",
} as const;

const changed = "`true` when a commit was made or a pull request was opened or changed.";

const written = {
  commit: "The commit with the change.",
  "pull-request-number": "Number of the pull request.",
  "pull-request-url": "Address of the pull request.",
  files: "Paths that the change touches, one a line.",
  previous: "The versions before, as `name=version`, one a line.",
} as const;

/** For a chart instead of an image; of `build` and `release`. */
const chartBuild = {
  chart: { kind: "text", description: "Folder of a Helm chart, from the workspace, to package instead of an image." },
  "chart-repository": {
    kind: "text",
    description:
      "Where the chart is published to: an OCI registry, without the chart's name, `oci://ghcr.io/acme/charts`; or with `chart-branch` the Git repository of a classic chart repository, as `owner/name`, by default the one the workflow runs in.",
  },
  "chart-branch": {
    kind: "text",
    description:
      "Branch that holds a classic chart repository, packages and `index.yaml`, as GitHub Pages serves it: `gh-pages`. It is made when it is not there.",
  },
  "chart-folder": { kind: "text", description: "Folder of that branch with `index.yaml`; by default its root." },
  "chart-key": { kind: "text", description: "Name of the PGP key that signs the chart, as `helm package --key`." },
  "chart-keyring": {
    kind: "text",
    description: "Keyring file with that private key, from the workspace, as `gpg --export-secret-keys` writes it.",
  },
  "chart-key-passphrase": { kind: "text", secret: true, description: "Passphrase of that key." },
} as const satisfies Readonly<Record<string, TextInput>>;

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
