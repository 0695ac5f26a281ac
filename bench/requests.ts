// How many requests a run asks of the forge's API, token minting and Git apart.
import { type Forge, startForge } from "../test/forge/forge.ts";
import { runStep } from "../test/support/runner.ts";
import type { Figure } from "./measure.ts";
import { createEnvironment, ENVIRONMENT } from "./repository.ts";

interface Count {
  readonly all: number;
  readonly writes: number;
}

export async function measureRequests(): Promise<readonly Figure[]> {
  const idle = await counted(20, 0, 1);
  const opened = await counted(1, 1, 1);
  const waiting = await counted(1, 1, 2);
  const waitingMany = await counted(5, 5, 2);
  const many = await counted(200, 1, 1);
  const requests = (name: string, value: number, bound: number, detail: string): Figure => ({
    name,
    value,
    unit: "requests",
    bound,
    detail,
  });
  return [
    requests("promote: nothing to do, no open pull request", idle.all, 3, "20 apps, 0 differences"),
    requests("promote: one promotion opened", opened.all, 12, "1 app, 1 difference; its verdict posted"),
    requests("promote: one promotion opened, writes", opened.writes, 5, "of them the final status one"),
    requests(
      "promote: each open pull request, more reads",
      Math.max(waiting.all - idle.all, (waitingMany.all - idle.all) / 5),
      4,
      "1 and 5 open pull requests, nothing new",
    ),
    requests(
      "promote: nothing new, writes",
      Math.max(waiting.writes, waitingMany.writes),
      0,
      "1 and 5 open pull requests",
    ),
    requests("promote: 200 apps with 1 difference", many.all, opened.all, "at most those of 1 app with 1 difference"),
  ];
}

/** The requests of the last of `runs` runs of promote on a repository with `apps` apps. */
async function counted(apps: number, differing: number, runs: number): Promise<Count> {
  await using forge = await startForge();
  await createEnvironment(forge, apps, differing);
  forge.repository(ENVIRONMENT).actionsMayCreatePullRequests = true;
  const token = forge.githubToken(ENVIRONMENT, {
    contents: "write",
    pull_requests: "write",
    statuses: "write",
    checks: "read",
  });
  await step(forge, token, "record");
  for (let run = 1; run < runs; run += 1) await step(forge, token, "promote");
  const mark = forge.mark();
  await step(forge, token, "promote");
  const { requests } = forge.since(mark);
  return { all: requests.length, writes: requests.filter(({ method }) => method !== "GET").length };
}

async function step(forge: Forge, token: string, action: string): Promise<void> {
  const { exitCode, log } = await runStep({
    action,
    repository: ENVIRONMENT,
    token,
    with: {},
    // A schedule's payload names no repository, so its default branch has to be asked for: the dearest case.
    event: { name: "schedule", payload: {} },
    serverUrl: forge.serverUrl,
    apiUrl: forge.apiUrl,
    graphqlUrl: forge.graphqlUrl,
  });
  if (exitCode !== 0) throw new Error(`${action} ended with ${exitCode}: ${log}`);
}
