// `waybill pins` over real manifests beside Renovate's extraction of the same files, and how it grows from 5,000 files to 50,000.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compareWithRenovate } from "./compare-renovate.ts";
import { type Figure, inTurn, median } from "./measure.ts";
import { listManifests, renovateVersion, runRenovate } from "./renovate.ts";
import { environmentFiles } from "./repository.ts";
import { fill } from "./set.ts";
import { corpusFolder, runWaybill } from "./waybill.ts";

const ROUNDS = 5;
const GROWTH_ROUNDS = 3;
const SMALL = 5000;
const LARGE = 50_000;
const FILES_PER_APP = 6;

export async function measurePins(): Promise<readonly Figure[]> {
  return [...(await besideRenovate()), ...(await growth())];
}

async function besideRenovate(): Promise<readonly Figure[]> {
  const corpus = corpusFolder();
  if (corpus === null) {
    process.stderr.write("no folder of real manifests is there (WAYBILL_CORPUS), so they are skipped\n");
    return [];
  }
  const version = await renovateVersion();
  if (version === null) return [];
  const empty = await mkdtemp(join(tmpdir(), "waybill-bench-empty-"));
  try {
    // One app, so that everything that a start loads is loaded.
    await fill(empty, environmentFiles(1, 0));
    const files = await listManifests(corpus);
    let wholeMs: number[] = [];
    const memory: number[] = [];
    const times = await inTurn(ROUNDS, {
      pins: async () => (await runWaybill(["pins", "--json"], corpus)).ms,
      start: async () => (await runWaybill(["pins", "--json"], empty)).ms,
      renovate: async (round) => {
        const run = await runRenovate(corpus, files, false);
        if (round > 0) wholeMs = [...wholeMs, run.wholeMs];
        return run.ms;
      },
      memory: async () => {
        memory.push((await runWaybill(["pins", "--json"], corpus, { memory: true })).peakMb);
        return 0;
      },
    });
    const ms = (name: string): number => median(times.get(name));
    const ours = ms("pins") - ms("start");
    const comparison = await compareWithRenovate(corpus);
    process.stderr.write(
      `renovate ${version}: ${comparison.managers}\n${comparison.gaps.length} of its ${comparison.dependencies} versions are neither pins, nor overridden by an entry (${comparison.overridden} are), nor in a file with a problem; node bench/compare-renovate.ts lists them\n`,
    );
    const counts = Object.entries(comparison.pins).map(([kind, count]) => `${count} ${kind}`);
    return [
      {
        name: `pins: ${files.length} real files, over Renovate's extraction of them, process starts apart`,
        value: ours / ms("renovate"),
        unit: "x",
        bound: 1 / 3,
        detail: `${(ms("renovate") / ours).toFixed(1)} times as fast: ${ours.toFixed(0)} ms, Renovate ${version} ${ms("renovate").toFixed(0)} ms; ${ROUNDS} rounds; ${counts.join(", ")}`,
      },
      {
        name: "pins: the same as whole processes",
        value: ms("pins") / median(wholeMs),
        unit: "x",
        bound: null,
        detail: `${ms("pins").toFixed(0)} ms, Renovate's managers alone ${median(wholeMs).toFixed(0)} ms`,
      },
      {
        name: "pins: peak memory",
        value: Math.max(...memory),
        unit: "MB",
        bound: 200,
        detail: `the whole process, most of ${memory.length} runs`,
      },
    ];
  } finally {
    await rm(empty, { recursive: true, force: true });
  }
}

async function growth(): Promise<readonly Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), "waybill-bench-growth-"));
  try {
    const [small, large] = [join(folder, "small"), join(folder, "large")];
    await fill(small, environmentFiles(Math.floor(SMALL / FILES_PER_APP), 0));
    await fill(large, environmentFiles(Math.floor(LARGE / FILES_PER_APP), 0));
    const times = await inTurn(GROWTH_ROUNDS, {
      small: async () => (await runWaybill(["pins", "--json"], small)).ms,
      large: async () => (await runWaybill(["pins", "--json"], large)).ms,
    });
    const [less, more] = [median(times.get("small")), median(times.get("large"))];
    return [
      {
        name: "pins: time per file of 50,000 over that of 5,000",
        value: more / LARGE / (less / SMALL),
        unit: "x",
        bound: 1.5,
        detail: `${(more / 1000).toFixed(1)} s and ${(less / 1000).toFixed(1)} s, whole processes; ${GROWTH_ROUNDS} rounds`,
      },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
