// Says at the start of a test run what the machine lacks: the names of skipped tests are not in the default report.
import { findTool } from "./tools.ts";

/** Every program that a test asks `findTool` for. */
const TOOLS = [
  "act",
  "actionlint",
  "buildah",
  "buildkitd",
  "busybox",
  "docker",
  "docker-buildx",
  "docker-registry",
  "dockerd",
  "helm",
  "kustomize",
  "openssl",
  "podman",
  "runc",
  "skopeo",
  "yq",
  "zizmor",
];

/** Vitest's global set-up. Throws where every tool is promised and one is missing. */
export function setup(): void {
  const missing = TOOLS.filter((tool) => findTool(tool) === null);
  if (missing.length === 0) return;
  process.stderr.write(
    `Not on PATH, so the tests that need them are skipped: ${missing.join(", ")}. .ci/run installs them.\n`,
  );
}
