// `build` beside the engine's own commands: what it takes more in time and asks more of the registry, and what a second run for a built commit takes.
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { toolsOf } from "../test/build/engines/engine-servers.ts";
import { type DockerRegistry, startDockerRegistry } from "../test/registry/docker-registry.ts";
import { startTokenServer } from "../test/registry/token-server.ts";
import {
  type Built,
  buildByHand,
  buildByWaybill,
  type Checkout,
  makeCheckout,
  renewUsual,
  USUAL,
} from "./build-ground.ts";
import { type Rival, RIVALS } from "./build-rivals.ts";
import { measureChart } from "./chart.ts";
import { type CountingProxy, startCountingProxy } from "./counting-proxy.ts";
import { type Figure, inTurn, median } from "./measure.ts";

const ROUNDS = 7;
const FIRST_ROUNDS = 3;
/** Of the tests' registry: ann:secret, as `htpasswd -B` writes it. */
const PAIR = "ann:secret";
const HTPASSWD = "ann:$2y$05$4ba5VPSeUhJd/9eBBJ8cX.6C1qO7vl9QjBqnCZGDT.pW9YCQO6PG2";

/** What one engine and one registry are measured with. */
interface Scene {
  readonly rival: Rival;
  readonly checkout: Checkout;
  readonly environment: Readonly<Record<string, string>>;
  /** An empty folder for what the engine's commands write. */
  readonly results: string;
  /** As references name it. */
  readonly registry: string;
}

export async function measureBuild(): Promise<readonly Figure[]> {
  const program = toolsOf(["docker-registry"])?.get("docker-registry");
  if (program === undefined) {
    process.stderr.write("docker-registry is not there, or this is not root: nothing is built\n");
    return [];
  }
  const folder = await mkdtemp(join(tmpdir(), "waybill-bench-build-"));
  try {
    const results = join(folder, "results");
    const workspace = join(folder, "workspace");
    await mkdir(results);
    await mkdir(workspace);
    const checkout = await makeCheckout(workspace);
    const figures: Figure[] = [];
    for (const rival of RIVALS) {
      if (toolsOf(rival.tools) === null) {
        process.stderr.write(`${rival.what} is not measured: it needs ${rival.tools.join(", ")}, and root\n`);
        continue;
      }
      process.stderr.write(`  ${rival.what} ...\n`);
      await using servers = await rival.start();
      await using open = await startDockerRegistry(program, null);
      const { environment } = servers;
      const scene: Scene = { rival, checkout, environment, results, registry: open.registry };
      figures.push(await overhead(scene));
      // A second run ends before there is an engine, so it is as long with every one: it is measured beside the fastest.
      if (rival === RIVALS[0]) figures.push(await again(scene));
      figures.push(...(await requestsWith("no login", scene, open)));
      if (rival === RIVALS[0]) figures.push(...(await withLogins(program, scene)));
    }
    return [...figures, ...(await measureChart(program, checkout))];
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Over the same commands by hand. Both push to one repository, so that the registry has to both the same. */
async function overhead(scene: Scene): Promise<Figure> {
  const built = (version: string): Built => ({
    ...scene,
    context: "small",
    name: `${scene.registry}/acme/small`,
    version,
  });
  const times = await inTurn(ROUNDS, {
    build: (round) => buildByWaybill(built(`1.0.${round}`), "pushed"),
    "by hand": (round) => buildByHand(built(`2.0.${round}`), scene.results),
  });
  const [ours, bare] = [median(times.get("build")), median(times.get("by hand"))];
  return {
    name: `build by ${scene.rival.what}: overhead over its commands`,
    value: ours - bare,
    unit: "ms",
    bound: 150,
    detail: `${ours.toFixed(0)} ms - ${bare.toFixed(0)} ms, an image of one file, ${ROUNDS} rounds`,
  };
}

async function again(scene: Scene): Promise<Figure> {
  const built = (round: number): Built => ({
    ...scene,
    context: "usual",
    name: `${scene.registry}/acme/usual-${round}`,
    version: "1.0.0",
  });
  const times = await inTurn(FIRST_ROUNDS, {
    async first(round) {
      await renewUsual(scene.checkout);
      return buildByWaybill(built(round), "pushed");
    },
    again: (round) => buildByWaybill(built(round), "exists"),
  });
  const [first, second] = [median(times.get("first")), median(times.get("again"))];
  return {
    name: `build by ${scene.rival.what}: again for a built commit, over its first build`,
    value: second / first,
    unit: "x",
    bound: 0.1,
    detail: `${second.toFixed(0)} ms, ${(first / 1000).toFixed(1)} s, ${USUAL}; ${FIRST_ROUNDS} rounds`,
  };
}

/** The same questions with passwords and with tokens, by one engine: who asks the registry is the same for all. */
async function withLogins(program: string, scene: Scene): Promise<readonly Figure[]> {
  const openssl = toolsOf(["openssl"])?.get("openssl");
  if (openssl === undefined) return [];
  await using passwords = await startDockerRegistry(program, async (folder) => {
    await writeFile(join(folder, "htpasswd"), HTPASSWD);
    return { htpasswd: { realm: "bench", path: join(folder, "htpasswd") } };
  });
  await using tokens = await startTokenServer(openssl, new Set([PAIR]));
  await using bearer = await startDockerRegistry(program, (folder) => tokens.trust(folder));
  return [
    ...(await requestsWith("passwords", scene, passwords)),
    ...(await requestsWith("tokens", scene, bearer, () => tokens.requests.length)),
  ];
}

/** What `build` asks of a registry more than the engine's own commands. `tokens`: requests for tokens so far. */
async function requestsWith(
  login: string,
  scene: Scene,
  registry: DockerRegistry,
  tokens: () => number = () => 0,
): Promise<readonly Figure[]> {
  const counted = async (
    repository: string,
    build: (built: Built) => Promise<number>,
    version: string | null = null,
  ): Promise<Requests> => {
    // A registry of another name each time: engines remember where a layer is, and ask whether it can be had from there.
    await using proxy = await startCountingProxy(registry.origin);
    await logIn(scene, proxy);
    const before = tokens();
    await build({ ...scene, context: "small", name: `${proxy.registry}/acme/${repository}`, version });
    const challenges = proxy.passed.filter((request) => request.endsWith(": 401")).length;
    return { answered: proxy.passed.length - challenges, challenges, tokens: tokens() - before };
  };
  const byWaybill = (built: Built): Promise<number> => buildByWaybill(built, "pushed");
  const bare = await counted("by-hand", (built) => buildByHand(built, scene.results));
  const ours = await counted("build", byWaybill);
  const apart = `; apart from these 401 ${ours.challenges} - ${bare.challenges}, tokens ${ours.tokens} - ${bare.tokens}`;
  const figure = (name: string, requests: Requests, bound: number | null): Figure => ({
    name,
    value: requests.answered - bare.answered,
    unit: "requests",
    bound,
    detail: `${requests.answered} - ${bare.answered}${ours.challenges + ours.tokens === 0 ? "" : apart}`,
  });
  const figures = [
    figure(`build by ${scene.rival.what}: requests to the registry over its commands', ${login}`, ours, 2),
  ];
  if (scene.rival !== RIVALS[0] || ours.challenges > 0) return figures;
  const given = await counted("given", byWaybill, "1.0.0");
  return [...figures, figure("the same with a version that another commit may have too", given, null)];
}

interface Requests {
  /** Other than by a 401. */
  readonly answered: number;
  readonly challenges: number;
  readonly tokens: number;
}

/** As `docker login` leaves it, for the engine and for `build`. */
async function logIn({ environment }: Scene, { registry }: CountingProxy): Promise<void> {
  const folder = environment["DOCKER_CONFIG"] ?? join(environment["HOME"] ?? "", ".docker");
  await mkdir(folder, { recursive: true });
  const auths = { [registry]: { auth: Buffer.from(PAIR).toString("base64") } };
  await writeFile(join(folder, "config.json"), JSON.stringify({ auths }));
}
