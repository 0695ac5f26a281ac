// A build as tests ask for it: the least there is, with what the test is about.
import type { ImageBuild } from "../../../src/build/engine.ts";

export function anImage(changes: Partial<ImageBuild> = {}): ImageBuild {
  return {
    folder: "/workspace",
    context: ".",
    file: null,
    target: null,
    buildArgs: [],
    secrets: [],
    platforms: [],
    labels: {},
    annotations: {},
    cacheFrom: [],
    cacheTo: [],
    provenance: null,
    sbom: null,
    references: ["ghcr.io/acme/podinfo:1.2.3"],
    sourceDateEpoch: 1_700_000_000,
    extraArguments: [],
    load: false,
    cacheOnly: false,
    push: false,
    ...changes,
  };
}
