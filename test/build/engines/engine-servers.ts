// Real engines for tests, each with daemons and storage of its own in a folder that is gone afterwards; nothing of the machine's is used.
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findTool } from "../../support/tools.ts";

export interface EngineServers extends AsyncDisposable {
  /** The job's environment, for the programs that build. */
  readonly environment: Readonly<Record<string, string>>;
}

const isRoot = process.getuid?.() === 0;
const tool = (name: string): string | null => (isRoot ? findTool(name) : null);

/** The programs that a real engine needs; `null` where one is missing, or the rights to run it. */
export function toolsOf(names: readonly string[]): ReadonlyMap<string, string> | null {
  const paths = names
    .map((name) => [name, tool(name)] as const)
    .filter((pair): pair is [string, string] => pair[1] !== null);
  return paths.length === names.length ? new Map(paths) : null;
}

/** buildah and podman: storage by copies, which needs no file system of its own. */
export function containerStorage(): EngineServers {
  const folder = mkdtempSync(join(tmpdir(), "waybill-storage-"));
  const [storage, containers] = [join(folder, "storage.conf"), join(folder, "containers.conf")];
  writeFileSync(storage, `[storage]\ndriver = "vfs"\ngraphroot = "${folder}/graph"\nrunroot = "${folder}/run"\n`);
  writeFileSync(containers, `[engine]\ntmp_dir = "${folder}/tmp"\nevents_logger = "none"\n`);
  return {
    environment: {
      ...base(folder),
      CONTAINERS_STORAGE_CONF: storage,
      CONTAINERS_CONF: containers,
      BUILDAH_ISOLATION: "chroot",
    },
    async [Symbol.asyncDispose]() {
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

/** A docker daemon without networks. `plugin`: the path of buildx, or `null` for a docker without it. */
export async function dockerDaemon(plugin: string | null): Promise<EngineServers> {
  const folder = mkdtempSync(join(tmpdir(), "waybill-docker-"));
  const socket = join(folder, "docker.sock");
  const args = [
    "--iptables=false",
    "--bridge=none",
    "--storage-driver=vfs",
    `--data-root=${folder}/data`,
    `--exec-root=${folder}/exec`,
    `--pidfile=${folder}/docker.pid`,
    `--host=unix://${socket}`,
  ];
  const stop = await daemon("dockerd", args, /API listen on/u);
  return {
    environment: {
      ...base(folder),
      DOCKER_HOST: `unix://${socket}`,
      DOCKER_CONFIG: dockerConfiguration(folder, plugin),
    },
    async [Symbol.asyncDispose]() {
      await stop();
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

/** A BuildKit of its own, which buildx reaches as a remote builder; there is no docker daemon. */
export async function buildKit(plugin: string): Promise<EngineServers> {
  const folder = mkdtempSync(join(tmpdir(), "waybill-buildkit-"));
  const address = `unix://${folder}/buildkit.sock`;
  const args = [
    `--addr=${address}`,
    `--root=${folder}/root`,
    "--oci-worker-snapshotter=native",
    "--oci-worker-net=host",
    "--containerd-worker=false",
  ];
  const stop = await daemon("buildkitd", args, /running server on/u);
  const environment = {
    ...base(folder),
    DOCKER_CONFIG: dockerConfiguration(folder, plugin),
    DOCKER_HOST: `unix://${folder}/none.sock`,
  };
  const made = spawnSync("docker", ["buildx", "create", "--name=remote", "--driver=remote", address], {
    env: environment,
    encoding: "utf8",
  });
  if (made.status !== 0) throw new Error(`docker buildx create: ${made.stderr}`);
  return {
    environment: { ...environment, BUILDX_BUILDER: "remote" },
    async [Symbol.asyncDispose]() {
      await stop();
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

function base(folder: string): Readonly<Record<string, string>> {
  return { PATH: process.env["PATH"] ?? "", HOME: folder };
}

function dockerConfiguration(folder: string, plugin: string | null): string {
  const configuration = join(folder, "config");
  mkdirSync(join(configuration, "cli-plugins"), { recursive: true });
  if (plugin !== null) symlinkSync(plugin, join(configuration, "cli-plugins", "docker-buildx"));
  return configuration;
}

/** Starts a daemon and waits until it says that it is ready; what comes back ends it. */
async function daemon(program: string, args: readonly string[], ready: RegExp): Promise<() => Promise<void>> {
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  await new Promise<void>((resolve, reject) => {
    let log = "";
    const read = (text: string): void => {
      log += text;
      if (ready.test(log)) resolve();
    };
    child.stdout.setEncoding("utf8").on("data", read);
    child.stderr.setEncoding("utf8").on("data", read);
    child.once("error", reject);
    child.once("close", () => reject(new Error(`${program} ended: ${log}`)));
  });
  return async () => {
    child.kill("SIGTERM");
    await ended;
  };
}
