import { describe, expect, it } from "vitest";
import { renderRecordSection } from "../../src/records/render-note.ts";
import { recordSummary } from "../../src/records/summary.ts";
import { COMMIT, HEAD, record, version } from "./fixtures.ts";

const promoted = record({
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
    {
      artifact: "chart:redis",
      file: "b.yaml",
      path: "spec.chart",
      from: null,
      to: version("7"),
      step: "unordered",
      source: null,
    },
  ],
  since: "2026-03-01T10:00:00Z",
  sinceBy: "merge",
  approvals: [{ user: "grace", commit: HEAD, at: "2026-03-01T09:00:00Z" }],
  gate: { state: "success", description: "all 2 gates are open", by: "waybill[bot]", at: null },
  verdicts: [
    { gate: "soak", verdict: { kind: "open", reason: "stage has had it for 2h" } },
    { gate: "approvals", verdict: { kind: "open", reason: "has 1 of 1 approvals" } },
  ],
  exceptions: ["merged without Waybill's verdict"],
  tests: [{ context: "kustomization/apps", commit: HEAD, state: "success", url: null }],
  promotedFrom: { environment: "stage", commit: HEAD },
});

describe("the record section of a note", () => {
  it("says what changed, on whose approval, and how to go back", () => {
    expect(renderRecordSection([promoted], "waybill/records")).toMatchInlineSnapshot(`
      "### Recorded

      **podinfo** in **prod**, commit 1111111111111111111111111111111111111111

      | artifact | from | to | step |
      | --- | --- | --- | --- |
      | \`image:ghcr.io/acme/podinfo\` | \`1.0.0\` | \`1.1.0\` | minor |
      | \`chart:redis\` | none | \`7\` | unordered |

      - since 2026-03-01T10:00:00Z, the time of the merge
      - approved by: grace (3333333)
      - gate: success: all 2 gates are open
      - gates: \`soak\` open (stage has had it for 2h), \`approvals\` open (has 1 of 1 approvals)
      - **exception:** merged without Waybill's verdict
      - tests: \`kustomization/apps\` success
      - promoted from stage at 3333333333333333333333333333333333333333
      - back: \`waybill set ghcr.io/acme/podinfo=1.0.0 a.yaml\`
      - record: \`prod/podinfo/1111111111111111111111111111111111111111.json\` on \`waybill/records\`"
    `);
  });

  it("lets nothing from outside come to life", () => {
    const hostile = "@org/everyone closes #1 <img src=x onerror=y> | [x](javascript:z)\n# h";
    const text = renderRecordSection(
      [
        record({
          environment: hostile,
          app: hostile,
          approvals: [{ user: hostile, commit: HEAD, at: "" }],
          gate: { state: "success", description: hostile, by: hostile, at: null },
          verdicts: [{ gate: hostile, verdict: { kind: "open", reason: hostile } }],
          exceptions: [hostile],
          tests: [{ context: hostile, commit: HEAD, state: hostile, url: null }],
          promotedFrom: { environment: hostile, commit: HEAD },
          undo: ["a=1", "apps/it's; rm -rf $HOME/x.yaml"],
        }),
      ],
      "waybill/records",
    );
    // What a person copies into a shell is quoted for it.
    expect(text).toContain("waybill set a=1 'apps/it'\\''s; rm -rf $HOME/x.yaml'");
    const running = text.replaceAll(/`[^`]*`/gu, "");
    expect(running).not.toMatch(/@org|(?<!&)#\d|<img|(?<!\\)\]\(|^# h/mu);
  });
});

describe("the summary of a record run", () => {
  const each = { environment: "prod", app: "podinfo", commit: COMMIT, kind: "change" as const };
  it("lists what was recorded", () => {
    const result = {
      result: "recorded" as const,
      reason: "recorded 1 change",
      records: [each],
      commit: HEAD,
      remaining: false,
    };
    expect(recordSummary(result)).toMatchInlineSnapshot(`
      "### Waybill record: recorded

      recorded 1 change

      | environment | app | commit | kind |
      | --- | --- | --- | --- |
      | prod | podinfo | \`1111111111111111111111111111111111111111\` | change |

      Written in \`3333333333333333333333333333333333333333\`.
      "
    `);
  });

  it("says why when there was nothing", () => {
    const result = {
      result: "nothing" as const,
      reason: "every change has its record",
      records: [],
      commit: null,
      remaining: false,
    };
    expect(recordSummary(result)).toMatchInlineSnapshot(`
      "### Waybill record: nothing

      every change has its record
      "
    `);
  });

  it("shows a part of many, and says how many more there are", () => {
    const records = Array.from({ length: 5000 }, () => each);
    const text = recordSummary({
      result: "recorded",
      reason: "recorded 5000 changes",
      records,
      commit: HEAD,
      remaining: true,
    });
    expect(text.length).toBeLessThan(60_000);
    expect(text).toContain("and 4800 more");
  });
});
