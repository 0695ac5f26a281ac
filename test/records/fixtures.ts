// Values that the records tests share: pins and records with the fields that a test does not care about filled in.
import type { Version } from "../../src/artifacts/version.ts";
import type { Pin } from "../../src/manifests/pin.ts";
import type { ChangeRecord } from "../../src/records/record.ts";

export const COMMIT = "1111111111111111111111111111111111111111";
export const PARENT = "2222222222222222222222222222222222222222";
export const HEAD = "3333333333333333333333333333333333333333";

export function version(text: string): Version {
  const [tag, digest] = text.split("@");
  return { tag: tag === undefined || tag === "" ? null : tag, digest: digest ?? null };
}

/** An image pin, `nameless` for one that names no artifact. */
export function pin(name: string, tag: string, fields: Partial<Pin> = {}): Pin {
  return {
    file: "apps/prod/podinfo/kustomization.yaml",
    document: 0,
    object: { apiVersion: "", kind: "Kustomization", namespace: "", name: "" },
    path: `images[name=${name}]`,
    line: 1,
    column: 1,
    artifact: { kind: "image", name, id: name },
    version: version(tag),
    style: "exact",
    refusal: null,
    takes: "image",
    guarded: false,
    named: false,
    doubt: null,
    filter: null,
    automation: null,
    imagePolicy: null,
    ...fields,
  };
}

export function record(fields: Partial<ChangeRecord> = {}): ChangeRecord {
  return {
    schema: 1,
    kind: "change",
    environment: "prod",
    app: "podinfo",
    sequence: 1,
    repository: "acme/environment",
    branch: "main",
    commit: COMMIT,
    parent: PARENT,
    pins: [
      {
        artifact: "image:ghcr.io/acme/podinfo",
        file: "a.yaml",
        path: "images[name=podinfo]",
        version: version("1.1.0"),
      },
    ],
    changes: [
      {
        artifact: "image:ghcr.io/acme/podinfo",
        file: "a.yaml",
        path: "images[name=podinfo]",
        from: version("1.0.0"),
        to: version("1.1.0"),
        step: "minor",
        source: null,
      },
    ],
    promotedFrom: null,
    since: "2026-03-01T10:00:00.000Z",
    sinceBy: "observation",
    author: { name: "Ada", email: "ada@example.com" },
    pullRequest: null,
    approvals: [],
    gate: null,
    verdicts: [],
    exceptions: [],
    tests: [],
    policy: "sha256:0",
    undo: ["ghcr.io/acme/podinfo=1.0.0", "a.yaml"],
    run: null,
    ...fields,
  };
}
