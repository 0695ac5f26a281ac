// `npm run bench`: the published figures, each side by side with what a user would do instead, in one run. Ends with 1 when a bound is missed.
// `npm run bench -- start update` measures only what is named.
import { cpus, totalmem } from "node:os";
import { measureFidelity } from "./fidelity.ts";
import { measureBuild } from "./build.ts";
import { type Figure, isWithin, table } from "./measure.ts";
import { measurePins } from "./pins.ts";
import { measureRequests } from "./requests.ts";
import { measureSet } from "./set.ts";
import { measureStart } from "./start.ts";
import { measureUpdate } from "./update.ts";

const PARTS: Readonly<Record<string, () => Promise<readonly Figure[]>>> = {
  start: measureStart,
  update: measureUpdate,
  requests: measureRequests,
  pins: measurePins,
  set: measureSet,
  fidelity: measureFidelity,
  build: measureBuild,
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in PARTS));
if (unknown.length > 0) {
  process.stderr.write(
    `there is no part "${unknown[0] ?? ""}" of the bench; expected ${Object.keys(PARTS).join(", ")}\n`,
  );
  process.exit(2);
}
process.stdout.write(
  `node ${process.versions.node}, ${cpus().length} x ${cpus()[0]?.model ?? "unknown processor"}, ${Math.round(totalmem() / 2 ** 30)} GB\n`,
);
let missed = 0;
for (const [name, measure] of Object.entries(PARTS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  process.stderr.write(`measuring ${name} ...\n`);
  const figures = await measure();
  missed += figures.filter((figure) => !isWithin(figure)).length;
  process.stdout.write(`\n${table(figures)}\n`);
}
if (missed > 0) {
  process.stderr.write(`${missed} of the bounds were missed\n`);
  process.exitCode = 1;
}
