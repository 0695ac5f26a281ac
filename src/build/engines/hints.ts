// What to do about the failures of engines that are known, by the words the engines use. Only for the message: nothing is decided by it.

interface Known {
  readonly words: RegExp;
  readonly hint: string | ((found: RegExpExecArray) => string);
}

/** Steps that failed: what a program of theirs said of logins and hosts is not about the engine. */
const STEPS: readonly Known[] = [
  {
    // buildah in a chroot tells no number.
    words: /(?:exit code: |exit status |non-zero code: )137\b|subprocess exited on killed/u,
    hint: "a step of the Dockerfile was killed; machines do that when memory runs out: give the build less to do at once, or use a runner with more memory",
  },
  {
    words:
      /building at STEP "(?<buildah>RUN (?:[^"\\]|\\.)+)"|process "(?<buildkit>[^"]+)" did not complete|The command '(?<docker>[^']+)' returned a non-zero code|executor failed running \[(?<early>[^\]]+)\]/u,
    hint: (found) => `the step "${stepOf(found)}" of the Dockerfile failed; its output is above`,
  },
];

/** The first that matches is said, so the narrow ones stand before the wide ones. */
const KNOWN: readonly Known[] = [
  {
    // The last is buildah's word for a folder of temporary files that is full.
    words: /no space left on device|disk quota exceeded|inconsistent layer size \(copied \d+, wrote \d+\)/iu,
    hint: "the disk is full (no space left); free space before this step, or use a runner with a larger disk",
  },
  {
    words: /exec format error/iu,
    hint: "the machine cannot run programs of that platform; add docker/setup-qemu-action before this step, or build on a runner of that platform",
  },
  ...STEPS,
  {
    words:
      /cannot connect to the docker daemon|is the docker daemon running|docker daemon socket|failed to connect to the docker api|unable to connect to podman|daemon is not running/iu,
    hint: "the engine's daemon does not answer or may not be used; start it, check DOCKER_HOST and the user's rights, or set `engine` to one without a daemon (buildah, podman)",
  },
  {
    words: /found in Chart\.yaml, but missing in charts/iu,
    hint: "run `helm dependency build` in the chart's folder before this step",
  },
  {
    words: /pull rate limit/iu,
    hint: "Docker Hub limits pulls without a login; log in to docker.io before this step (docker/login-action), take the base image from a mirror, or run again later",
  },
  {
    // ECR, Harbor (github.com/goharbor/harbor/pull/9427), Artifact Registry, Quay.
    words: /cannot be overwrit\w+|\bis immutable\b|configured as immutable|enabled tag immutability/iu,
    hint: "the registry never lets this tag change, and it holds another image; give the commit another version, or see that no second run pushes the same one",
  },
  {
    // ECR, Artifact Registry; Harbor.
    words: /name unknown: (?:the )?repository\b|\bproject \S+ not found/iu,
    hint: "the registry has no such repository, and a push makes none; create it there first (ECR: `aws ecr create-repository`; Artifact Registry: the repository; Harbor: the project)",
  },
  {
    words: /too ?many ?requests|rate limit exceeded|\b429\b/iu,
    hint: "the registry limits requests; log in before this step, or run again later",
  },
  {
    words: /unauthorized|authentication required|no basic auth credentials|\b401\b|not logged in/iu,
    hint: "the registry wants a login; log in before this step (docker/login-action, or `login` of the engine)",
  },
  {
    words:
      /access forbidden|insufficient_scope|requested access to the resource is denied|\bdenied:|\b403\b|permission_denied/iu,
    hint: "the registry denied it; the account needs the right to write there (for ghcr.io: `packages: write` in the job's `permissions`, and the package must admit this repository)",
  },
  {
    words:
      /multi-?platform build is not supported|does not currently support exporting manifest lists|index annotations not supported for single platform/iu,
    hint: "this builder cannot make or keep several platforms; add docker/setup-buildx-action before this step and push from the build, or name one platform",
  },
  {
    words:
      /no matching manifest for|no match for platform|does not (?:provide|match) the specified platform|unsupported platform|no image found in (?:manifest list|image index) for|unknown operating system or architecture|operating system is not supported/iu,
    hint: "the platform is not one that the base image or this engine has; check `platforms`",
  },
  {
    words: /unknown flag: (?<flag>--[\w-]+)|unknown shorthand flag/iu,
    hint: (found) =>
      `this version of the engine does not know ${found.groups?.["flag"] ?? "an option"}; use a newer one, or leave out what needs it`,
  },
  {
    words: /server gave http response to https client/iu,
    hint: "the registry speaks plain HTTP; name it as insecure in the engine's own configuration",
  },
  {
    words: /client sent an http request to an https server|malformed http response/iu,
    hint: "the registry speaks HTTPS, and the engine is told that it is insecure; mend the engine's own configuration",
  },
  {
    words: /x509|certificate (?:signed by unknown authority|has expired|is not valid)/iu,
    hint: "the registry's certificate is not trusted here; add its authority to the engine's configuration",
  },
  {
    words:
      /connection refused|no such host|i\/o timeout|tls handshake timeout|connection reset|network is unreachable|unexpected eof|: EOF"?$|broken pipe|use of closed network connection/imu,
    hint: "a host could not be reached or broke off; is it up, and may this runner reach it? A second run changes nothing that is done",
  },
  {
    words: /subdir not supported yet/iu,
    hint: "this engine takes no folder of a Git address; check the repository out before this step and give the folder, or use a newer engine",
  },
  {
    words:
      /failed to read dockerfile|symlinks in dockerfile path|cannot locate (?:specified )?dockerfile|discovering containerfile|cannot find containerfile|no (?:containerfile|dockerfile)|^error: stat \S*: no such file/imu,
    hint: "there is no Dockerfile where it was looked for; check `context` and `file`, and that the repository was checked out",
  },
  {
    words: /unable to prepare context|path "[^"]*" not found|context must be a directory/iu,
    hint: "the context is no folder of the workspace; check `context`, and that the repository was checked out",
  },
  {
    words: /unknown instruction|dockerfile parse error|failed to parse (?:docker|container)file/iu,
    hint: "the Dockerfile has an error in its syntax; the message quotes the line",
  },
  {
    words:
      /dockerfile (?:\(\S+\) )?cannot be empty|no build stage in current context|no from statement found|^error: no contents in/imu,
    hint: "the Dockerfile has no `FROM`; check `file`, and that it is the one you mean",
  },
  {
    words:
      /target stage "?(?<stage>[^\s"]+)"? could not be found|failed to reach build target (?<named>\S+)|no such stage|target "(?<quoted>[^"]+)" (?:was )?not found/iu,
    hint: "the Dockerfile has no such stage; check `target`",
  },
  {
    words:
      /copy failed|failed to (?:compute|calculate) (?:cache key|checksum)|building at step "(?:copy|add) [^"]*".*no such file/iu,
    hint: "a file that is to be copied is not in the context; check the path, `context` and .dockerignore",
  },
  {
    words: /building at STEP "(?<buildah>[^"]+)"/u,
    hint: (found) => `the step "${stepOf(found)}" of the Dockerfile failed; its output is above`,
  },
];

function stepOf({ groups }: RegExpExecArray): string {
  return Object.values(groups ?? {}).find((step) => step !== undefined) ?? "";
}

/** What to do about the failure; `null` when it is not a known one. */
export function hintFor(lastLines: readonly string[], exitCode: number): string | null {
  const text = lastLines.join("\n");
  for (const { words, hint } of KNOWN) {
    const found = words.exec(text);
    if (found !== null) return typeof hint === "string" ? hint : hint(found);
  }
  return exitCode === 137 ? "it was killed; machines do that when memory runs out" : null;
}
