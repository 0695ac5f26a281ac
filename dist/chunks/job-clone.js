import { s as gitIn, t as gitEnvironment } from "./environment.js";
import { join } from "node:path";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";

// src/git/job-clone.ts
/** What `ask` gives. Git fails there as a GitFailure; whoever asks knows what it was about. */
async function inJobClone(folder, ask, signal) {
	const home = await mkdtemp(join(tmpdir(), "waybill-home-"));
	try {
		const environment = gitEnvironment({
			home,
			config: [["safe.directory", "*"]]
		});
		return await ask(gitIn({
			folder,
			environment,
			secrets: [],
			signal
		}));
	} finally {
		await rm(home, {
			recursive: true,
			force: true
		});
	}
}

export { inJobClone as t };