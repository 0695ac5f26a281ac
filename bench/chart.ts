// `build` with a chart beside helm's own commands.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startDockerRegistry } from "../test/registry/docker-registry.ts";
import { findTool } from "../test/support/tools.ts";
import { buildStep, type Checkout, timeOf } from "./build-ground.ts";
import { type Figure, inTurn, median } from "./measure.ts";
import { call } from "./process.ts";

const ROUNDS = 9;

/** `program`: docker-registry. */
export async function measureChart(program: string, checkout: Checkout): Promise<readonly Figure[]> {
  const helm = findTool("helm");
  if (helm === null) {
    process.stderr.write("helm is not there, so no chart is measured\n");
    return [];
  }
  process.stderr.write("  helm ...\n");
  const folder = await mkdtemp(join(tmpdir(), "waybill-bench-chart-"));
  await using registry = await startDockerRegistry(program, null);
  const repository = `oci://${registry.registry}/acme/charts`;
  const environment = { HOME: folder };
  const build = async (version: string, result: "pushed" | "exists"): Promise<number> =>
    timeOf(await buildStep(checkout, environment, { chart: "chart", "chart-repository": repository, version }), result);
  const byHand = async (version: string): Promise<number> => {
    let ms = 0;
    for (const args of [
      ["package", `--version=${version}`, `--app-version=${version}`, `--destination=${folder}`, "chart"],
      ["push", "--plain-http", join(folder, `hello-${version}.tgz`), repository],
    ]) {
      const called = await call(helm, args, { cwd: checkout.folder, env: environment });
      if (called.exitCode !== 0) throw new Error(`helm ${args.join(" ")} ended with ${called.exitCode}: ${called.err}`);
      ms += called.ms;
    }
    return ms;
  };
  try {
    const times = await inTurn(ROUNDS, {
      build: (round) => build(`1.0.${round}`, "pushed"),
      again: (round) => build(`1.0.${round}`, "exists"),
      "by hand": (round) => byHand(`2.0.${round}`),
    });
    const [ours, again, bare] = ["build", "again", "by hand"].map((name) => median(times.get(name)));
    if (ours === undefined || again === undefined || bare === undefined) return [];
    const detail = `${ours.toFixed(0)} ms, again ${again.toFixed(0)} ms; helm package and helm push ${bare.toFixed(0)} ms; ${ROUNDS} rounds`;
    return [
      {
        name: "build of a chart: overhead over helm package and helm push",
        value: ours - bare,
        unit: "ms",
        bound: null,
        detail,
      },
      {
        name: "build of a chart: again for a pushed commit, over helm's commands",
        value: again / bare,
        unit: "x",
        bound: null,
        detail,
      },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
