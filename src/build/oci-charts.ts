// Charts in an OCI registry: helm pushes them, and the registry says what stands there.
import { readFile } from "node:fs/promises";
import { type ImageReference, parseImageReference } from "../artifacts/image-reference.ts";
import { UserError, usageError } from "../errors.ts";
import type { Registry, RegistryRepository } from "../registry/registry.ts";
import { sha256 } from "../text/digest.ts";
import type { ChartStore, StandingVersion } from "./chart-store.ts";
import type { ChartRepository } from "./helm.ts";
import { REVISION_LABEL } from "./labels.ts";
import { secretFile } from "./secret-file.ts";

/** Where the chart lies in the registry. Throws a usage error for a name that no registry takes. */
export function chartPlace({ registry, namespace }: ChartRepository, name: string): RegistryRepository {
  const repository = namespace === "" ? name : `${namespace}/${name}`;
  const text = `${registry}/${repository}`;
  if (/[A-Z]/u.test(repository)) {
    throw usageError(
      `the chart would be pushed to "oci://${text}", and registries take lower case only; change the input \`chart-repository\`, or the \`name\` in Chart.yaml`,
    );
  }
  const meant = parseName(text);
  // Docker's short names are none for helm: it would push to another place than the one that is asked.
  if (meant.registry !== registry || meant.repository !== repository) {
    throw usageError(
      `the chart would be pushed to "oci://${text}", which names no registry and repository in full; expected one such as oci://${meant.registry}/${meant.repository}`,
    );
  }
  return { registry, repository };
}

/** In the words of charts, where it is no name. */
function parseName(text: string): ImageReference {
  try {
    return parseImageReference(text);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw usageError(
      `the chart would be pushed to "oci://${text}", which is no place in a registry; expected in the input \`chart-repository\` one such as oci://ghcr.io/acme/charts, without a tag or a digest`,
      error,
    );
  }
}

/** A version as a registry's tag; helm reads it back the same way (helm.sh/docs/topics/registries). */
function chartTag(version: string): string {
  return version.replaceAll("+", "_");
}

/** Versions of the chart `name`. `login`: for helm; `null`: it finds one by itself. Throws a usage error for a name that no registry takes. */
export function ociCharts({
  repository,
  name,
  login,
  registry,
}: {
  readonly repository: ChartRepository;
  readonly name: string;
  readonly login: { readonly username: string; readonly password: string } | null;
  readonly registry: Registry;
}): ChartStore {
  const place = chartPlace(repository, name);
  const standing = async (version: string): Promise<(StandingVersion & { readonly digest: string }) | null> => {
    const manifest = await registry.manifest(place, chartTag(version));
    if (manifest === null) return null;
    const { digest, annotations } = manifest;
    return { digest, revision: annotations[REVISION_LABEL] ?? null, objection: null };
  };
  return {
    where: "in the registry",
    tag: chartTag,
    standing,
    async publish({ version, archive, provenance, helm, folder, mayBeShared, judge }) {
      const now = mayBeShared ? await standing(version) : null;
      if (now !== null && judge(now, null) === "exists") {
        return { result: "exists", digest: now.digest, metadata: {} };
      }
      if (login === null) await helm.push(archive, repository, null);
      else {
        await using file = await secretFile(loginText(repository.registry, login), folder);
        await helm.push(archive, repository, file.path);
      }
      const made = provenance === null ? [archive] : [archive, provenance];
      const files = await Promise.all(made.map(async (path) => sha256(await readFile(path))));
      const digest = await provenDigest(place, chartTag(version), files, registry);
      return { result: "pushed", digest, metadata: {} };
    },
  };
}

/** A login as helm finds it in a file of docker's format. */
function loginText(
  registry: string,
  { username, password }: { readonly username: string; readonly password: string },
): string {
  // As docker calls its own registry.
  const server = registry === "docker.io" ? "https://index.docker.io/v1/" : registry;
  const auth = Buffer.from(`${username}:${password}`).toString("base64");
  return JSON.stringify({ auths: { [server]: { auth } } });
}

/** The digest of the version, whose manifest names the very files that were made. */
async function provenDigest(
  place: RegistryRepository,
  tag: string,
  files: readonly string[],
  registry: Registry,
): Promise<string> {
  const manifest = await registry.manifest(place, tag);
  if (manifest !== null && files.every((digest) => manifest.layers.includes(digest))) return manifest.digest;
  throw new UserError(
    `helm pushed ${place.registry}/${place.repository}:${tag} with the package ${files[0]}, and the registry has ${manifest === null ? "nothing" : `${manifest.digest} with ${manifest.layers.join(", ")}`} there; something else writes this version, or the push was lost: run it again`,
  );
}
