// Packages a chart of one commit: of a copy that says what the run has to say, and to the same bytes each time where nothing signs it.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { annotatedChart, copyChart } from "./chart-folder.ts";
import type { ChartRequest } from "./chart.ts";
import type { Checkout } from "./checkout.ts";
import type { ChartPackage, Helm } from "./helm.ts";
import { imageLabels, REVISION_LABEL } from "./labels.ts";
import { withPackageTime } from "./package-time.ts";
import { secretFile } from "./secret-file.ts";
import type { BuildVersion } from "./version.ts";

/** The annotation in which helm keeps when the chart was pushed, where the chart does not say it (github.com/helm/helm/issues/11062). */
const CREATED = "org.opencontainers.image.created";

/** The paths of the package and of its provenance, below `folder`. Throws a UserError when helm fails. */
export async function packageChart(
  request: ChartRequest,
  { committedAt }: Checkout,
  version: BuildVersion,
  helm: Helm,
  folder: string,
): Promise<{ readonly archive: string; readonly provenance: string | null }> {
  const { chart, subject } = request;
  const {
    [REVISION_LABEL]: revision = "",
    [CREATED]: created = "",
    ...labels
  } = imageLabels({
    ...request,
    repository: { registry: "", repository: chart.name },
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
  const { archive, provenance } = await packageSigned(request.signing, helm, folder, {
    folder: copy,
    name: chart.name,
    version: version.chartVersion,
    // The image of the same commit has this tag, which many charts take from here.
    appVersion: version.tag,
    destination,
  });
  // A signature holds for the bytes as helm made them.
  if (provenance === null) {
    const seconds = Math.floor(committedAt.getTime() / 1000);
    await writeFile(archive, withPackageTime(await readFile(archive), seconds));
  }
  return { archive, provenance };
}

async function packageSigned(
  signing: ChartRequest["signing"],
  helm: Helm,
  folder: string,
  chart: Omit<ChartPackage, "signing">,
): ReturnType<Helm["package"]> {
  if (signing === null) return helm.package({ ...chart, signing: null });
  const { key, keyring, passphrase } = signing;
  if (passphrase === null) return helm.package({ ...chart, signing: { key, keyring, passphraseFile: null } });
  await using file = await secretFile(passphrase, folder);
  return await helm.package({ ...chart, signing: { key, keyring, passphraseFile: file.path } });
}
