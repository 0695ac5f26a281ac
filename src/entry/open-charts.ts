// The Git side of a classic chart repository: the credential that the call gives, and the remote opened for one piece of work at a time.
import { type ClassicPlace, classicCharts, type WithRepository } from "../build/classic-charts.ts";
import type { ChartRequest } from "../build/chart.ts";
import type { ChartStore } from "../build/chart-store.ts";
import { openRemote } from "../git/open.ts";
import { parseRepositoryName, remoteUrl } from "../github/repository-name.ts";
import { systemClock } from "../runner/system-clock.ts";
import { readAccess } from "./access.ts";
import type { BuildRun } from "./build-machine.ts";
import { type Credential, credentialFor } from "./connect.ts";
import { startDeadline } from "./deadline.ts";
import { mayBeProposal } from "./proposal-events.ts";
import { shortLived } from "./short-lived.ts";

export function openCharts(run: BuildRun, { chart, subject }: ChartRequest, place: ClassicPlace): ChartStore {
  const { context } = run;
  return classicCharts({
    place,
    name: chart.name,
    trailers: {
      source: { repository: context.repository, commit: subject.commit },
      run: context.runUrl,
      ...(context.actor === "" ? {} : { actor: context.actor }),
    },
    withRepository: repositoryOf(run, place.repository),
  });
}

/** An App's token lives an hour (docs.github.com, "Generating an installation access token"), and between two pieces of work may lie builds of any length. */
const CREDENTIAL_MS = 30 * 60_000;

/** Each piece of work has the time budget for itself: what is between them, making the package, has none. */
function repositoryOf({ inputs, context, log, signal: cancelled }: BuildRun, repository: string): WithRepository {
  const name = parseRepositoryName(repository);
  const { credential, identity } = readAccess(inputs);
  const minutes = inputs["time-budget"] ?? 5;
  const credentialNow = shortLived<Credential>(
    async () => credentialFor(name, credential, { context, log, clock: systemClock, signal: cancelled }),
    CREDENTIAL_MS,
    systemClock,
  );
  const isOwn = repository.toLowerCase() === context.repository.toLowerCase();
  const hasOwnCheckout = isOwn && context.workspace !== "" && !mayBeProposal(context.eventName);
  return async (work) => {
    using deadline = startDeadline(cancelled, minutes);
    const { signal } = deadline;
    const { token } = await credentialNow();
    const git = await openRemote({
      url: remoteUrl(context.serverUrl, name),
      name: repository,
      token,
      serverUrl: context.serverUrl,
      clock: systemClock,
      log,
      signal,
      budgetMs: minutes * 60_000,
      ...(hasOwnCheckout ? { localObjects: context.workspace } : {}),
      identity,
    });
    try {
      return await work(git);
    } finally {
      await git.close();
    }
  };
}
