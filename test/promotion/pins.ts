// Pins and environments for tests of the plan, said in few words.
import type { ManifestProblem, Pin, PinScan } from "../../src/manifests/pin.ts";
import { imageArtifact } from "../../src/artifacts/image-reference.ts";
import { parseVersion, type Version } from "../../src/artifacts/version.ts";
import type { EnvironmentPins } from "../../src/git/environment-pins.ts";
import type { ChangeRecord, Standing } from "../../src/records/record.ts";

export const DIGEST_A = `sha256:${"a".repeat(64)}`;
export const DIGEST_B = `sha256:${"b".repeat(64)}`;

/** An image pin of a kustomization: `podinfo`, `1.2.3`. A version of "" is a place that holds none. */
export function image(name: string, text: string, more: Partial<Pin> = {}): Pin {
  return {
    file: "kustomization.yaml",
    document: 0,
    object: { apiVersion: "", kind: "", namespace: "", name: "" },
    path: `images[name=${name}]`,
    line: 5,
    column: 13,
    artifact: imageArtifact(name),
    takes: "image",
    version: version(text),
    style: "exact",
    refusal: null,
    guarded: false,
    named: false,
    doubt: null,
    filter: null,
    automation: null,
    ...more,
  };
}

/** A lone `tag:` in the values of a HelmRelease that names no image. */
export function loneTag(object: string, text: string, more: Partial<Pin> = {}): Pin {
  return image("unnamed", text, {
    file: `${object}.yaml`,
    object: { apiVersion: "helm.toolkit.fluxcd.io/v2", kind: "HelmRelease", namespace: "", name: object },
    path: "spec.values.image.tag",
    artifact: null,
    ...more,
  });
}

export function chart(name: string, text: string, more: Partial<Pin> = {}): Pin {
  return image(name, "", {
    file: `${name}.yaml`,
    object: { apiVersion: "helm.toolkit.fluxcd.io/v2", kind: "HelmRelease", namespace: "", name },
    path: "spec.chart.spec.version",
    artifact: { kind: "chart", name, id: name },
    takes: "chart",
    version: { tag: text, digest: null },
    ...more,
  });
}

export function version(text: string): Version {
  return text === "" ? { tag: null, digest: null } : parseVersion(text);
}

export function scan(pins: readonly Pin[], problems: readonly ManifestProblem[] = []): PinScan {
  return { pins, overridden: [], problems, wanted: [] };
}

/** One environment with one app, `app`, that has these pins. */
export function environment(
  name: string,
  pins: readonly Pin[],
  problems: readonly ManifestProblem[] = [],
): EnvironmentPins {
  return { environment: name, apps: new Map([["app", scan(pins, problems)]]) };
}

/** The records of an app that had these versions of one artifact one after the other, oldest first, a day apart from 2026-01-01. */
export function history(
  artifact: string,
  versions: readonly string[],
  source: ChangeRecord["changes"][number]["source"] = null,
): Standing {
  const records = versions.map((text, index): ChangeRecord => {
    const place = { artifact, file: "kustomization.yaml", path: "images[0]" };
    return {
      schema: 1,
      kind: index === 0 ? "genesis" : "change",
      environment: "stage",
      app: "app",
      sequence: index,
      repository: "acme/environment",
      branch: "main",
      commit: String(index).repeat(40),
      parent: null,
      pins: [{ ...place, version: version(text) }],
      changes: [{ ...place, from: null, to: version(text), step: "unordered", source }],
      promotedFrom: null,
      since: `2026-01-0${index + 1}T00:00:00Z`,
      sinceBy: "observation",
      author: { name: "CI", email: "ci@acme.example" },
      pullRequest: null,
      approvals: [],
      gate: null,
      verdicts: [],
      exceptions: [],
      tests: [],
      policy: "sha256:0",
      undo: [],
      run: null,
    };
  });
  return { environment: "stage", app: "app", records: records.toReversed() };
}
