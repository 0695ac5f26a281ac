// Results of the use cases as the JSON that outputs carry: only what a workflow may rely on.
import type { GateResult } from "../gates/gate-pull-requests.ts";
import type { PromoteResult } from "../promotion/promote-result.ts";

export function promotionsJson(result: PromoteResult): string {
  return JSON.stringify(
    result.apps.map(({ environment, app, result: word, reason, pullRequestNumber, pullRequestUrl }) => ({
      environment,
      app,
      result: word,
      reason,
      number: pullRequestNumber,
      url: pullRequestUrl,
    })),
  );
}

export function verdictsJson(result: GateResult): string {
  return JSON.stringify(
    result.judged.map(({ number, url, kind, environment, app, verdict, reason, merge }) => ({
      number,
      url,
      kind,
      environment,
      app,
      verdict,
      reason,
      merge,
    })),
  );
}
