// One verdict out of many.
import type { NamedVerdict, Verdict } from "./gate.ts";

/**
 * Closed dominates, because it is certain; then unknown; then held. Open only when all are open. The reasons of the kind that decides are
 * joined, each with its gate's name, those that wait for somebody before those that wait for a time. `until` is the latest time when every
 * held gate waits for a time, else `null`.
 */
export function overall(verdicts: readonly NamedVerdict[]): Verdict {
  if (verdicts.length === 0) return { kind: "open", reason: "no gate is configured" };
  for (const kind of ["closed", "unknown"] as const) {
    const deciding = verdicts.filter(({ verdict }) => verdict.kind === kind);
    if (deciding.length > 0) return { kind, reason: reasonsOf(deciding) };
  }
  const held = verdicts.flatMap(({ gate, verdict }) => (verdict.kind === "held" ? [{ gate, verdict }] : []));
  if (held.length > 0) {
    const waiting = held.filter(({ verdict }) => verdict.until === null);
    const timed = held.filter(({ verdict }) => verdict.until !== null);
    const latest = timed
      .map(({ verdict }) => verdict.until ?? "")
      .reduce((a, b) => (Date.parse(a) >= Date.parse(b) ? a : b), "");
    return {
      kind: "held",
      until: waiting.length > 0 || latest === "" ? null : latest,
      reason: reasonsOf([...waiting, ...timed]),
    };
  }
  return { kind: "open", reason: verdicts.length === 1 ? "the gate is open" : `all ${verdicts.length} gates are open` };
}

function reasonsOf(verdicts: readonly NamedVerdict[]): string {
  return verdicts.map(({ gate, verdict }) => `${gate}: ${verdict.reason}`).join("; ");
}
