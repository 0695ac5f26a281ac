// Decides, packages and pushes the chart of one commit as a version that never changes: nothing twice, nothing overwritten, the package proven by the registry.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseImageReference } from "../artifacts/image-reference.ts";
import type { Log } from "../effects.ts";
import { UserError, usageError } from "../errors.ts";
import type { Registry, RegistryRepository } from "../registry/registry.ts";
import { sha256 } from "../text/digest.ts";
import { anotherApps, type BuildDecision, NOTHING_PUBLISHED, settled, versionFor } from "./artifact-build.ts";
import { annotatedChart, copyChart, type ChartFolder } from "./chart-folder.ts";
import type { Checkout } from "./checkout.ts";
import type { ChartRepository, ChartSigning, Helm } from "./helm.ts";
import { imageLabels, REVISION_LABEL } from "./labels.ts";
import { withPackageTime } from "./package-time.ts";
import type { BranchOrTag, BuildSubject } from "./subject.ts";
import type { BuildVersion, VersionRequest } from "./version.ts";

export interface ChartRequest {
  readonly chart: ChartFolder;
  readonly repository: ChartRepository;
  readonly subject: BuildSubject | BranchOrTag;
  readonly version: VersionRequest;
  /** Further annotations; they win over the chart's own. */
  readonly annotations: Readonly<Record<string, string>>;
  readonly source: string;
  readonly licence: string | null;
  readonly signing: (Pick<ChartSigning, "key" | "keyring"> & { readonly passphrase: string | null }) | null;
  /** For helm, in docker's format; `null`: it finds a login by itself. */
  readonly login: { readonly username: string; readonly password: string } | null;
  readonly push: boolean;
  /** `false`: a version that was made from another commit may be replaced. */
  readonly immutable: boolean;
  readonly dryRun: boolean;
}

export interface ChartEffects {
  readonly registry: Registry;
  /** Asked for only when something is to be packaged. */
  helm(): Promise<Helm>;
  readonly log: Log;
}

/** The annotation in which helm keeps when the chart was pushed, where the chart does not say it (github.com/helm/helm/issues/11062). */
const CREATED = "org.opencontainers.image.created";

/** Where the chart lies in the registry. Throws a usage error for a name that no registry takes. */
export function chartPlace({ registry, namespace }: ChartRepository, name: string): RegistryRepository {
  const repository = namespace === "" ? name : `${namespace}/${name}`;
  const text = `${registry}/${repository}`;
  if (/[A-Z]/u.test(repository)) {
    throw usageError(
      `the chart would be pushed to "oci://${text}", and registries take lower case only; change the input \`chart-repository\`, or the \`name\` in Chart.yaml`,
    );
  }
  const meant = parseImageReference(text);
  // Docker's short names are none for helm: it would push to another place than the one that is asked.
  if (meant.registry !== registry || meant.repository !== repository) {
    throw usageError(
      `the chart would be pushed to "oci://${text}", which names no registry and repository in full; expected one such as oci://${meant.registry}/${meant.repository}`,
    );
  }
  return { registry, repository };
}

/**
 * Decides about the chart of one commit. Throws a UserError when the checkout is not what is to be packaged, and when the version was pushed from another commit; what it
 * decides throws when helm fails, and when the registry does not have afterwards what was pushed. The working tree is not written to.
 */
export async function decideChart(
  request: ChartRequest,
  checkout: Checkout,
  effects: ChartEffects,
): Promise<BuildDecision> {
  const { chart, repository } = request;
  const place = chartPlace(repository, chart.name);
  const version = versionFor(request, checkout, effects.log);
  if (version === null) return anotherApps(request.version);
  checkChartVersion(request, version);
  const what = `the chart ${chart.name} ${version.chartVersion}`;
  effects.log.info(`${what}: ${version.because}`);
  const tags = [chartTag(version.chartVersion)];
  if (request.push) {
    const digest = await standingDigest(request, place, version, effects.registry);
    if (digest !== null) {
      const reason = `${what} is in the registry already, packaged from this commit`;
      return settled({ ...NOTHING_PUBLISHED, version, tags, digest, result: "exists", reason });
    }
  }
  if (request.dryRun) {
    const would = request.push ? "would be packaged and pushed" : "would be packaged";
    return settled({ ...NOTHING_PUBLISHED, version, tags, result: "dry-run", reason: `${what} ${would}` });
  }
  return {
    kind: "due",
    async make(folder) {
      const helm = await effects.helm();
      const { archive, files } = await packageChart(request, checkout, version, helm, folder);
      const made = { ...NOTHING_PUBLISHED, version, tags };
      return {
        async publish() {
          if (!request.push) return { ...made, result: "built", reason: `${what} is packaged and not pushed` };
          const { login } = request;
          await helm.push(
            archive,
            repository,
            login === null ? null : await writeLogin(repository.registry, login, folder),
          );
          const digest = await provenDigest(place, version, files, effects.registry);
          return { ...made, digest, pushed: true, result: "pushed", reason: `${what} is pushed as ${digest}` };
        },
      };
    },
  };
}

/** A branch's build may be called otherwise as a chart; what somebody chose is taken or refused. */
function checkChartVersion({ version: asked }: ChartRequest, { subject, version, chartVersion }: BuildVersion): void {
  if (version === chartVersion || (asked.version === null && subject.kind !== "tag")) return;
  throw usageError(
    `${asked.version === null ? "the Git tag" : "the input `version`"} gives the version "${version}", which a chart cannot have; expected semver such as 1.2.0 or 1.2.0-rc.1`,
  );
}

/** A version as a registry's tag; helm reads it back the same way (helm.sh/docs/topics/registries). */
function chartTag(chartVersion: string): string {
  return chartVersion.replaceAll("+", "_");
}

/** `files`: the digests of what is to be found in the registry. */
async function packageChart(
  request: ChartRequest,
  { committedAt }: Checkout,
  version: BuildVersion,
  helm: Helm,
  folder: string,
): Promise<{ readonly archive: string; readonly files: readonly string[] }> {
  const { chart, subject } = request;
  const {
    [REVISION_LABEL]: revision = "",
    [CREATED]: created = "",
    ...labels
  } = imageLabels({
    ...request,
    repository: chartPlace(request.repository, chart.name),
    version: version.chartVersion,
    commit: subject.commit,
    committedAt,
    // helm writes Chart.yaml's `home` there.
    homepage: null,
  });
  const text = annotatedChart(chart, {
    otherwise: labels,
    always: { ...request.annotations, [REVISION_LABEL]: revision, [CREATED]: created },
  });
  const copy = join(folder, "chart");
  const destination = join(folder, "package");
  await copyChart(chart, text, copy);
  await mkdir(destination);
  const { archive, provenance } = await helm.package({
    folder: copy,
    name: chart.name,
    version: version.chartVersion,
    // The image of the same commit has this tag, which many charts take from here.
    appVersion: version.tag,
    destination,
    signing: await signingBy(request.signing, folder),
  });
  // A signature holds for the bytes as helm made them.
  if (provenance === null) {
    const seconds = Math.floor(committedAt.getTime() / 1000);
    await writeFile(archive, withPackageTime(await readFile(archive), seconds));
  }
  const made = provenance === null ? [archive] : [archive, provenance];
  return { archive, files: await Promise.all(made.map(async (path) => sha256(await readFile(path)))) };
}

async function signingBy(signing: ChartRequest["signing"], folder: string): Promise<ChartSigning | null> {
  if (signing === null) return null;
  const { key, keyring, passphrase } = signing;
  return {
    key,
    keyring,
    passphraseFile: passphrase === null ? null : await writeSecret(join(folder, "passphrase"), passphrase),
  };
}

/** For helm, which finds a login in a file of docker's format. */
async function writeLogin(
  registry: string,
  { username, password }: { readonly username: string; readonly password: string },
  folder: string,
): Promise<string> {
  // As docker calls its own registry.
  const server = registry === "docker.io" ? "https://index.docker.io/v1/" : registry;
  const auth = Buffer.from(`${username}:${password}`).toString("base64");
  return writeSecret(join(folder, "login.json"), JSON.stringify({ auths: { [server]: { auth } } }));
}

/** A secret in a file that only we can read, for as long as its folder is there: among the arguments everybody on the machine could read it. */
async function writeSecret(path: string, secret: string): Promise<string> {
  await writeFile(path, secret, { mode: 0o600, flag: "wx" });
  return path;
}

/** The digest that the version has in the registry, when it was made from this commit; `null` when it may be pushed. Throws a UserError when it was made from another. */
async function standingDigest(
  { chart, subject, immutable }: ChartRequest,
  place: RegistryRepository,
  { chartVersion }: BuildVersion,
  registry: Registry,
): Promise<string | null> {
  const manifest = await registry.manifest(place, chartTag(chartVersion));
  if (manifest === null) return null;
  const revision = manifest.annotations[REVISION_LABEL];
  if (revision === subject.commit) return manifest.digest;
  if (!immutable) return null;
  throw new UserError(
    `the chart ${chart.name} ${chartVersion} is in the registry as ${manifest.digest}, packaged from ${revision === undefined ? "a commit that its annotations do not name" : `the commit ${revision}`}, and this run would replace it with that of ${subject.commit}; a version is never overwritten: give the commit another version, or set \`immutable: false\``,
  );
}

/** The digest of the version, whose manifest names the very files that were made. */
async function provenDigest(
  place: RegistryRepository,
  { chartVersion }: BuildVersion,
  files: readonly string[],
  registry: Registry,
): Promise<string> {
  const manifest = await registry.manifest(place, chartTag(chartVersion));
  if (manifest !== null && files.every((digest) => manifest.layers.includes(digest))) return manifest.digest;
  throw new UserError(
    `helm pushed ${place.registry}/${place.repository}:${chartTag(chartVersion)} with the package ${files[0]}, and the registry has ${manifest === null ? "nothing" : `${manifest.digest} with ${manifest.layers.join(", ")}`} there; something else writes this version, or the push was lost: run it again`,
  );
}
