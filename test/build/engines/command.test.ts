// What a failure says of the engine's many lines: the last that tell why, without what stands beside them.
import { describe, expect, it } from "vitest";
import { errorLines } from "../../../src/build/engines/command.ts";

describe("the lines of a failure", () => {
  it.each<readonly [what: string, lines: readonly string[], says: string]>([
    ["nothing", [], ""],
    [
      "buildah's error, not its steps",
      [
        'STEP 2/3: LABEL "a"="b"',
        "STEP 3/3: RUN make",
        "make: no rule",
        "subprocess exited with status 2",
        'Error: building at STEP "RUN make": exit status 2',
      ],
      'make: no rule / Error: building at STEP "RUN make": exit status 2',
    ],
    [
      "BuildKit's error, not what went well",
      [
        "#1 [internal] load .dockerignore",
        "#1 transferring context: 2B done",
        "#1 DONE 0.0s",
        "------",
        "ERROR: failed to build: failed to solve: no build stage in current context",
      ],
      "ERROR: failed to build: failed to solve: no build stage in current context",
    ],
    [
      "the old builder's error and its step, not its advice",
      [
        "DEPRECATED: The legacy builder is deprecated and will be removed in a future release.",
        "            BuildKit is currently disabled; enable it by removing the DOCKER_BUILDKIT=0",
        "            environment-variable.",
        "",
        "Sending build context to Docker daemon  3.072kB",
        "Step 2/2 : COPY nope /a",
        "COPY failed: file not found in build context",
      ],
      "Step 2/2 : COPY nope /a / COPY failed: file not found in build context",
    ],
    ["the last four", ["1", "2", "3", "4", "5"], "2 / 3 / 4 / 5"],
  ])("are %s", (_what, lines, says) => {
    expect(errorLines(lines)).toBe(says);
  });

  it("are cut at their front: the end says why", () => {
    const text = errorLines([`begin ${"x".repeat(900)} end`]);
    expect(text).toHaveLength(800);
    expect(text).toMatch(/^…x+ end$/u);
  });
});
