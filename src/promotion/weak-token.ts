// What a promotion loses that was opened with the job's own token: told once a run, because nothing else on the page would say it.
import type { PromoteResult } from "./promote-result.ts";

/** Under this login everything appears that a job does with its GITHUB_TOKEN. */
const OWN_TOKEN = "github-actions[bot]";

/** One sentence; `null` when nothing was opened or changed, or somebody else did it. */
export function weakTokenRemark(result: PromoteResult): string | null {
  const written = new Set(
    result.apps.flatMap(({ result: word, pullRequestUrl }) =>
      (word === "opened" || word === "refreshed") && pullRequestUrl !== null ? [pullRequestUrl] : [],
    ),
  );
  const ours = result.open
    .flatMap(({ pullRequests }) => pullRequests)
    .filter(({ url, author }) => written.has(url) && author === OWN_TOKEN);
  if (ours.length === 0) return null;
  const numbers = ours.map(({ number }) => `#${number}`).join(", ");
  return `${numbers}: what the job's own token opens and merges starts no workflow, so other required checks do not run there and a merge is recorded by the next scheduled run; an App (\`app-id\`, \`private-key\`) has no such limit`;
}
