// The gate's section of the compliance note: what was judged, by which rules, and what each gate said. Pure; the same judgement gives the same text.
import { formatVersion, type Version } from "../artifacts/version.ts";
import { codeSpan, inlineText, table } from "../text/markdown.ts";
import type { Judgement } from "./judge.ts";
import type { Verdict } from "./gate.ts";

/** Inert Markdown. Holds no time of its own, so that a run that finds nothing new finds the same note. */
export function gateNote(judgement: Judgement): string {
  const { environment, app, kind, verdicts, overall, changes, promotion, head, approvers, remarks, policy } = judgement;
  const where = [environment, app].filter((name) => name !== null).map(codeSpan);
  const subject = [kind === "promotion" ? "promotion" : "manual change", ...where].join(" · ");
  const parts = [`### Waybill: ${overall.kind}`, `${subject}: ${inlineText(overall.reason)}.`];
  if (verdicts.length > 0) {
    parts.push(
      table(
        ["gate", "verdict", "reason"],
        verdicts.map(({ gate, verdict }) => [inlineText(gate), wordOf(verdict), inlineText(verdict.reason)]),
      ),
    );
  }
  if (changes.length > 0) {
    parts.push(
      table(
        ["artifact", "from", "to", "step"],
        changes.map(({ name, from, to, step }) => [codeSpan(name), versionCell(from), versionCell(to), step]),
      ),
    );
  }
  const facts = [`evaluated head: ${codeSpan(head)}`];
  if (promotion !== null) facts.push(`taken from ${codeSpan(promotion.from.name)} at ${codeSpan(promotion.source)}`);
  if (approvers.length > 0) facts.push(`approved at this head by ${approvers.map(codeSpan).join(", ")}`);
  facts.push(`judged by the policy ${codeSpan(policy)}`, ...remarks.map(inlineText));
  parts.push(facts.map((fact) => `- ${fact}`).join("\n"));
  return parts.join("\n\n");
}

function wordOf(verdict: Verdict): string {
  return verdict.kind === "held" && verdict.until !== null ? `held until ${inlineText(verdict.until)}` : verdict.kind;
}

function versionCell(version: Version | null): string {
  return version === null || formatVersion(version) === "" ? "none" : codeSpan(formatVersion(version));
}
