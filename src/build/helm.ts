// The program helm: packages a chart and pushes the package to an OCI registry.
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { UserError, usageError } from "../errors.ts";
import { registryEndpoint } from "../registry/endpoint.ts";
import type { Programs } from "./engine.ts";
import { engineCommand } from "./engines/command.ts";

export interface ChartPackage {
  readonly folder: string;
  readonly name: string;
  readonly version: string;
  readonly appVersion: string;
  /** An empty folder for what is made. */
  readonly destination: string;
  readonly signing: ChartSigning | null;
}

/** As `helm package --sign` takes them. */
export interface ChartSigning {
  readonly key: string;
  /** The path of the keyring with the private key. */
  readonly keyring: string;
  /** The path of a file with the passphrase; `null` for a key without one. */
  readonly passphraseFile: string | null;
}

/** Where charts are pushed to: `oci://ghcr.io/acme/charts`. */
export interface ChartRepository {
  readonly registry: string;
  /** `acme/charts`; empty at a registry's top. */
  readonly namespace: string;
}

export interface Helm {
  /** Paths of the package and, where it is signed, of its provenance beside it. Throws a UserError with helm's own last lines. */
  package(chart: ChartPackage): Promise<{ readonly archive: string; readonly provenance: string | null }>;
  /**
   * Pushes the package and the provenance that lies beside it. `configuration`: the path of a file with the login, in docker's format; `null`: what helm finds by itself,
   * its own login or docker's. Throws a UserError with helm's own last lines.
   */
  push(archive: string, repository: ChartRepository, configuration: string | null): Promise<void>;
}

/** Charts' annotations reach the manifest from this version on (github.com/helm/helm/releases/tag/v3.12.0). */
const LEAST = [3, 12] as const;

/** Throws a usage error when the machine has no helm, or one that is too old. */
export async function findHelm(programs: Programs): Promise<Helm> {
  const path = await programs.find("helm");
  if (path === null) {
    throw usageError("this machine has no helm, which packages charts; add azure/setup-helm before this step");
  }
  const told = await engineCommand(
    { programs, environment: {} },
    "helm",
    ["version", "--template={{.Version}}"],
    "tell its version",
    {},
  );
  const [, major, minor] = /^v(\d+)\.(\d+)/u.exec(told) ?? [];
  if (major === undefined || minor === undefined) {
    throw new UserError(`helm says of its version ${JSON.stringify(told.slice(0, 100))}; expected one such as v3.19.0`);
  }
  if (Number(major) < LEAST[0] || (Number(major) === LEAST[0] && Number(minor) < LEAST[1])) {
    throw usageError(
      `helm is ${told.trim()}, which does not write into the registry what a chart was made of; use ${LEAST.join(".")} or newer`,
    );
  }
  return {
    async package(chart) {
      await engineCommand({ programs, environment: {} }, "helm", packageArguments(chart), `package "${chart.name}"`, {
        shown: `helm package ${chart.name} ${chart.version}`,
      });
      const made = await readdir(chart.destination);
      const archive = made.find((name) => name.endsWith(".tgz"));
      const provenance = made.find((name) => name.endsWith(".tgz.prov"));
      if (archive === undefined || (chart.signing !== null && provenance === undefined)) {
        throw new UserError(
          `helm ended without an error, but made ${made.join(", ") || "nothing"}; expected a package`,
        );
      }
      return {
        archive: join(chart.destination, archive),
        provenance: provenance === undefined ? null : join(chart.destination, provenance),
      };
    },
    async push(archive, repository, configuration) {
      const { registry, namespace } = repository;
      await engineCommand(
        { programs, environment: {} },
        "helm",
        pushArguments(archive, repository),
        `push to ${registry}/${namespace}`,
        {
          shown: `helm push to ${registry}/${namespace}`,
          ...(configuration === null ? {} : { environment: { HELM_REGISTRY_CONFIG: configuration } }),
        },
      );
    },
  };
}

/** The arguments after `helm`. A passphrase comes by a file: of the standard input helm takes it from a named pipe alone. */
export function packageArguments({
  folder,
  version,
  appVersion,
  destination,
  signing,
}: ChartPackage): readonly string[] {
  const sign =
    signing === null
      ? []
      : [
          "--sign",
          `--key=${signing.key}`,
          `--keyring=${signing.keyring}`,
          ...(signing.passphraseFile === null ? [] : [`--passphrase-file=${signing.passphraseFile}`]),
        ];
  return [
    "package",
    `--version=${version}`,
    `--app-version=${appVersion}`,
    `--destination=${destination}`,
    ...sign,
    "--",
    folder,
  ];
}

/** The arguments after `helm`. Nothing travels in the open but to this machine itself. */
export function pushArguments(archive: string, { registry, namespace }: ChartRepository): readonly string[] {
  const plain = registryEndpoint(registry).origin.startsWith("http:") ? ["--plain-http"] : [];
  return ["push", ...plain, "--", archive, `oci://${registry}${namespace === "" ? "" : `/${namespace}`}`];
}
