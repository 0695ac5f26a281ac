// Says at the start of a test run what the machine lacks, and the rights that are missing: the names of skipped tests are not in the default report.
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

/** Vitest's global set-up. Throws where every tool is promised and one is missing, or the right to use it. */
export function setup(): void {
  if (process.getuid?.() !== 0) {
    if (process.env["WAYBILL_ALL_TOOLS"] === "1")
      throw new Error("the tests of real engines need root, and none may be skipped; .ci/run runs them as root");
    process.stderr.write("Not root, so the tests that build with real engines are skipped.\n");
  }
  const missing = TOOLS.filter((tool) => findTool(tool) === null);
  if (missing.length === 0) return;
  process.stderr.write(
    `Not on PATH, so the tests that need them are skipped: ${missing.join(", ")}. .ci/run installs them.\n`,
  );
}
