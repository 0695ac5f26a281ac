// One writer in a process of its own: `node writer.ts <url> <branch> <path> <text>`. Prints the outcome as JSON.
import { setTimeout as wait } from "node:timers/promises";
import { openRemote } from "../../src/git/open.ts";
import { identity, put } from "./opening.ts";

const [url = "", branch = "", path = "", text = ""] = process.argv.slice(2);
const repository = await openRemote({
  url,
  name: "acme/environment",
  token: "s3cr3t-t0ken",
  // Everything is near here: a tenth of the waiting is enough.
  clock: {
    now: () => Date.now(),
    sleep: (ms, signal) => wait(ms / 10, undefined, { signal }),
    random: () => Math.random(),
  },
  log: { info() {}, warning() {}, debug: (line) => process.stderr.write(`${line}\n`) },
  identity,
});
try {
  process.stdout.write(JSON.stringify(await put(repository, branch, { [path]: text }, `Write ${path}\n`)));
} finally {
  await repository.close();
}
