// What `build` and `release` take and give alike: the images and charts that they build. Part of the table of the actions.
import type { TextInput, InputDefinition } from "../runner/action.ts";

/** What is built and how; of `build` and `release`. */
export const imageBuild = {
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

/** For a chart instead of an image; of `build` and `release`. */
export const chartBuild = {
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

/** What came of it; of `build` and `release`. */
export const builtArtifacts = {
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
