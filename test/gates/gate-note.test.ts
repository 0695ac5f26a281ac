import { expect, test } from "vitest";
import { gateNote } from "../../src/gates/gate-note.ts";
import type { Judgement } from "../../src/gates/judge.ts";
import { gateSummary } from "../../src/gates/summary.ts";
import { configurationOf } from "../promotion/world.ts";
import { HEAD, pin, version } from "../records/fixtures.ts";

const [stage] = configurationOf().environments;
if (stage === undefined) throw new Error("there is no stage");

const judgement: Judgement = {
  kind: "promotion",
  environment: "prod",
  app: "podinfo",
  head: HEAD,
  verdicts: [
    { gate: "approvals", verdict: { kind: "open", reason: "has 1 of 1 approvals of 3333333 by alice" } },
    {
      gate: "soak",
      verdict: { kind: "held", reason: "in stage since <b>yesterday</b>", until: "2026-03-01T12:00:00.000Z" },
    },
  ],
  overall: { kind: "held", reason: "soak: in stage since <b>yesterday</b>", until: "2026-03-01T12:00:00.000Z" },
  step: "minor",
  timed: true,
  reason: "soak: in stage since <b>yesterday</b>",
  changes: [
    {
      key: "image:ghcr.io/acme/podinfo",
      name: "ghcr.io/acme/podinfo",
      artifact: null,
      from: version("1.2.0"),
      to: version("1.3.0"),
      step: "minor",
      pin: pin("ghcr.io/acme/podinfo", "1.3.0"),
    },
  ],
  remarks: [],
  approvers: ["alice"],
  promotion: { from: stage, source: "4".repeat(40), planned: [], declared: { changes: [], from: null, run: null } },
  policy: "sha256:abc",
};

test("the note says what was judged, by which rules, and what each gate said", () => {
  expect(gateNote(judgement)).toBe(`### Waybill: held

promotion · \`prod\` · \`podinfo\`: soak: in stage since &lt;b&gt;yesterday&lt;/b&gt;.

| gate | verdict | reason |
| --- | --- | --- |
| approvals | open | has 1 of 1 approvals of 3333333 by alice |
| soak | held until 2026-03-01T12:00:00.000Z | in stage since &lt;b&gt;yesterday&lt;/b&gt; |

| artifact | from | to | step |
| --- | --- | --- | --- |
| \`ghcr.io/acme/podinfo\` | \`1.2.0\` | \`1.3.0\` | minor |

- evaluated head: \`${HEAD}\`
- taken from \`stage\` at \`${"4".repeat(40)}\`
- approved at this head by \`alice\`
- judged by the policy \`sha256:abc\``);
});

test("the note of a manual change without gates says so, and keeps outside text inert", () => {
  const note = gateNote({
    ...judgement,
    kind: "manual",
    verdicts: [],
    overall: { kind: "open", reason: "no gate is configured" },
    app: "a`@team",
    changes: [],
    promotion: null,
    approvers: [],
    remarks: ["a manual change: fixes #1 by @team"],
  });
  expect(note).toContain("manual change · `prod` · ``a`@team``: no gate is configured.");
  expect(note.split("\n").at(-1)).not.toMatch(/fixes #1|@team/);
});

test("the summary has a row for each pull request", () => {
  const summary = gateSummary({
    result: "held",
    reason: "2 pull requests: 1 held, 1 open",
    judged: [
      {
        number: 1,
        url: "https://forge.example/acme/env/pull/1",
        kind: "promotion",
        environment: "prod",
        app: "podinfo",
        verdict: "open",
        reason: "fine",
        merge: "merged",
      },
      {
        number: 2,
        url: "javascript:alert(1)",
        kind: "manual",
        environment: null,
        app: null,
        verdict: "held",
        reason: "a | b",
        merge: null,
      },
    ],
  });
  expect(summary).toBe(`### Waybill gate: held

2 pull requests: 1 held, 1 open

| pull request | kind | where | verdict | merge | reason |
| --- | --- | --- | --- | --- | --- |
| [#1](https://forge.example/acme/env/pull/1) | promotion | \`prod\` \`podinfo\` | open | merged | fine |
| #2 | manual |  | held |  | a &#124; b |
`);
});
