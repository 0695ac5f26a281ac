// The known failures: the engines' own last words, each with what to do about it.
import { describe, expect, it } from "vitest";
import { hintFor } from "../../../src/build/engines/hints.ts";

/** In the words of docker, BuildKit, buildah and the registries behind them. */
const failures: readonly (readonly [what: string, line: string, hint: RegExp])[] = [
  [
    "docker's daemon is not there",
    "Cannot connect to the Docker daemon at unix:///nope. Is the docker daemon running?",
    /daemon does not answer/u,
  ],
  [
    "docker's socket may not be used",
    "permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock: denied: x",
    /daemon does not answer/u,
  ],
  ["the disk is full", "write /var/lib/docker/tmp/x: no space left on device", /disk is full/u],
  [
    "the disk is full (buildah's temporary files)",
    'Error: committing container: storing layer "4c" to file: inconsistent layer size (copied 2048, wrote 0)',
    /disk is full/u,
  ],
  [
    "nobody is logged in (Docker Hub)",
    "denied: requested access to the resource is denied / unauthorized: authentication required",
    /log in/u,
  ],
  ["nobody is logged in (ECR)", "no basic auth credentials", /log in/u],
  [
    "nobody is logged in (buildah)",
    "Error: writing manifest: uploading manifest 1 to r.example/a: unauthorized",
    /log in/u,
  ],
  ["the account may not write", "denied: permission_denied: write_package", /packages: write/u],
  [
    "the account may not write (BuildKit)",
    "ERROR: failed to push ghcr.io/a/b:1: unexpected status from POST request to https://ghcr.io/v2/a/b/blobs/uploads/: 403 Forbidden",
    /packages: write/u,
  ],
  [
    "BuildKit inside an old docker takes no folder of a Git address",
    "ERROR: failed to build: failed to solve: failed to read dockerfile: failed to load cache key: subdir not supported yet",
    /no folder of a Git address/u,
  ],
  ["Docker Hub limits", "toomanyrequests: You have reached your pull rate limit.", /Docker Hub limits pulls/u],
  [
    "docker's driver has one platform",
    "ERROR: failed to build: Multi-platform build is not supported for the docker driver.",
    /setup-buildx-action/u,
  ],
  [
    "several platforms by docker's own builder",
    "ERROR: failed to build: index annotations not supported for single platform export",
    /setup-buildx-action/u,
  ],
  [
    "several platforms cannot be loaded",
    "ERROR: docker exporter does not currently support exporting manifest lists",
    /setup-buildx-action/u,
  ],
  [
    "a version is taken (Artifact Registry; its guide to errors)",
    "denied: The repository has enabled tag immutability",
    /never lets this tag change/u,
  ],
  [
    "a version is taken (Quay; PROJQUAY-10859)",
    "Error: writing manifest: uploading manifest 1 to quay.io/a/b: unknown: tag is immutable and cannot be overwritten",
    /never lets this tag change/u,
  ],
  ["a program of another platform", "exec /bin/sh: exec format error", /setup-qemu-action/u],
  ["a base image without the platform", "no match for platform in manifest: not found", /platforms/u],
  [
    "a base image without the platform (buildah)",
    'choosing an image from manifest list: no image found in manifest list for architecture "s390x"',
    /platforms/u,
  ],
  ["a platform is none (docker)", "operating system is not supported", /check `platforms`/u],
  ["an option that is too new", "unknown flag: --annotation", /does not know --annotation/u],
  [
    "a registry without TLS",
    'Get "https://r.example/v2/": http: server gave HTTP response to HTTPS client',
    /plain HTTP/u,
  ],
  [
    "a registry with TLS that is taken for one without",
    "Error response from daemon: Client sent an HTTP request to an HTTPS server.",
    /speaks HTTPS/u,
  ],
  [
    "a certificate of an unknown authority",
    'Get "https://r.example/v2/": tls: failed to verify certificate: x509: certificate signed by unknown authority',
    /certificate is not trusted/u,
  ],
  [
    "a registry that is down",
    'Get "http://127.0.0.1:1/v2/": dial tcp 127.0.0.1:1: connect: connection refused',
    /could not be reached/u,
  ],
  [
    "a registry that drops the tag",
    'writing manifest: Put "http://127.0.0.1:1/v2/acme/a/manifests/1": EOF',
    /broke off/u,
  ],
  ["a registry that drops a layer", "write tcp 127.0.0.1:2->127.0.0.1:1: write: broken pipe", /broke off/u],
  [
    "a tag that never changes (ECR)",
    "tag invalid: The image tag '1.2.3' already exists in the 'a' repository and cannot be overwritten because the repository is immutable.",
    /another version/u,
  ],
  [
    "a tag that never changes (Harbor)",
    "denied: The tag:acme/a:1.2.3 is immutable, cannot be overwrite.",
    /another version/u,
  ],
  [
    "a repository that is not there (ECR)",
    "name unknown: The repository with name 'acme/a' does not exist in the registry with id '123456789012'",
    /create it there first/u,
  ],
  ["a project that is not there (Harbor)", "unknown: not found: project acme not found", /create it there first/u],
  [
    "no Dockerfile (docker)",
    "unable to prepare context: unable to evaluate symlinks in Dockerfile path: lstat /w/nope: no such file or directory",
    /no Dockerfile/u,
  ],
  [
    "no Dockerfile (BuildKit)",
    "ERROR: failed to solve: failed to read dockerfile: open Dockerfile: no such file or directory",
    /no Dockerfile/u,
  ],
  ["no Dockerfile (buildah)", "Error: stat /w/nope: no such file or directory", /no Dockerfile/u],
  ["no context (docker)", 'unable to prepare context: path "nodir" not found', /context is no folder/u],
  [
    "no context (buildah)",
    "Error: discovering Containerfile: stat /w/nodir: no such file or directory",
    /check `context`/u,
  ],
  [
    "an unknown instruction (docker)",
    "Error response from daemon: dockerfile parse error line 2: unknown instruction: COPPY",
    /error in its syntax/u,
  ],
  [
    "an unknown instruction (buildah)",
    'Error: building at STEP "COPPY ": Build error: Unknown instruction: "COPPY" &imagebuilder.Step{}',
    /error in its syntax/u,
  ],
  ["an empty Dockerfile (docker)", "Error response from daemon: the Dockerfile (empty) cannot be empty", /no `FROM`/u],
  ["an empty Dockerfile (buildah)", 'Error: no contents in "empty"', /no `FROM`/u],
  ["a Dockerfile without FROM (docker)", "Error response from daemon: no build stage in current context", /no `FROM`/u],
  ["a Dockerfile without FROM (buildah)", "Error: no FROM statement found", /no `FROM`/u],
  ["no such stage (buildah)", 'Error: The target "zz" was not found in the provided Dockerfile', /no such stage/u],
  [
    "a step that was killed (buildah)",
    'subprocess exited on killed / Error: building at STEP "RUN make": exit status 1',
    /memory runs out/u,
  ],
  ["a step that was killed (docker)", "The command 'make' returned a non-zero code: 137", /memory runs out/u],
  [
    "a step that was killed (BuildKit)",
    'process "/bin/sh -c make" did not complete successfully: exit code: 137',
    /memory runs out/u,
  ],
  [
    "a step whose own program was refused somewhere",
    'npm error 401 Unauthorized / Error: building at STEP "RUN npm ci --registry \\"x\\"": exit status 1',
    /the step "RUN npm ci/u,
  ],
  ["no such stage", 'ERROR: failed to solve: target stage "x" could not be found', /no such stage/u],
  [
    "nothing to copy (docker)",
    "COPY failed: file not found in build context or excluded by .dockerignore: stat x: file does not exist",
    /not in the context/u,
  ],
  [
    "nothing to copy (BuildKit)",
    'ERROR: failed to solve: failed to compute cache key: failed to calculate checksum of ref x: "/x": not found',
    /not in the context/u,
  ],
  [
    "nothing to copy (buildah)",
    'Error: building at STEP "COPY x /x": checking on sources under "/w": copier: stat: "/x": no such file or directory',
    /not in the context/u,
  ],
  ["a step (docker)", "The command '/bin/sh -c exit 3' returned a non-zero code: 3", /the step "\/bin\/sh -c exit 3"/u],
  [
    "a step (BuildKit)",
    'ERROR: failed to solve: process "/bin/sh -c exit 3" did not complete successfully: exit code: 3',
    /the step "\/bin\/sh -c exit 3"/u,
  ],
  [
    "a step (early BuildKit)",
    "executor failed running [/bin/sh -c exit 3]: exit code: 3",
    /the step "\/bin\/sh -c exit 3"/u,
  ],
  ["a step (buildah)", 'Error: building at STEP "RUN exit 3": exit status 3', /the step "RUN exit 3"/u],
];

describe("a failure's hint", () => {
  it.each(failures)("tells when %s", (_what, line, hint) => {
    expect(hintFor(["Step 1/2 : FROM scratch", ...line.split(" / ")], 1)).toMatch(hint);
  });

  it("tells of a program that was killed", () => {
    expect(hintFor(["compiling"], 137)).toMatch(/memory/u);
  });

  it("is none where the failure is not known", () => {
    expect(hintFor(["something else went wrong"], 1)).toBeNull();
  });
});
