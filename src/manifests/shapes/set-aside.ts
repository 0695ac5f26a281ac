// Pins that are listed with a reason and left alone: another owner fills them in, or the tool that reads the file ignores them.
import type { Finding } from "../kind.ts";
import { guardedSite } from "../site.ts";

/** The findings as guarded places: written only when named. */
export function guardAll(findings: readonly Finding[], reason: string): readonly Finding[] {
  return findings.map((finding) => ("reason" in finding ? finding : guardedSite(finding, reason)));
}

/**
 * The findings as places that have no effect, with what takes it from them. Promotions leave them alone as they do guarded ones, naming them lifts nothing, and
 * what they hold is doubtful, so that it is never carried on.
 */
export function ignoreAll(findings: readonly Finding[], reason: string): readonly Finding[] {
  return findings.map((finding) => {
    if ("reason" in finding) return finding;
    const { pin } = finding;
    const doubt = pin.doubt ?? reason;
    return { ...finding, lifted: null, pin: { ...pin, refusal: reason, guarded: true, doubt } };
  });
}
