// Asking Git about a clone that the job or the user made: its configuration is read, but nothing that it names is run, and nothing of the machine's counts.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gitEnvironment } from "./environment.ts";
import { type Git, gitIn } from "./process.ts";

/** What `ask` gives. Git fails there as a GitFailure; whoever asks knows what it was about. */
export async function inJobClone<T>(folder: string, ask: (git: Git) => Promise<T>, signal?: AbortSignal): Promise<T> {
  const home = await mkdtemp(join(tmpdir(), "waybill-home-"));
  try {
    // The job's checkout can be another user's: a container action's, or root's.
    const environment = gitEnvironment({ home, config: [["safe.directory", "*"]] });
    return await ask(gitIn({ folder, environment, secrets: [], signal }));
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}
