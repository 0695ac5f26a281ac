// Decides, packages and publishes the chart of one commit as a version that never changes: nothing twice, nothing overwritten, the package proven by where it was published.
import type { Log } from "../effects.ts";
import { UserError, usageError } from "../errors.ts";
import { anotherApps, type BuildDecision, NOTHING_PUBLISHED, settled, versionFor } from "./artifact-build.ts";
import type { ChartFolder } from "./chart-folder.ts";
import type { ChartStore, StandingVersion } from "./chart-store.ts";
import type { Checkout } from "./checkout.ts";
import type { ClassicPlace } from "./classic-charts.ts";
import type { ChartRepository, ChartSigning, Helm } from "./helm.ts";
import { packageChart } from "./package-chart.ts";
import type { BranchOrTag, BuildSubject } from "./subject.ts";
import { type BuildVersion, mayBeShared, type VersionRequest } from "./version.ts";

/** Where a chart is published to. */
export type ChartDestination =
  | ({ readonly kind: "oci" } & ChartRepository)
  | ({ readonly kind: "classic" } & ClassicPlace);

export interface ChartRequest {
  readonly chart: ChartFolder;
  readonly destination: ChartDestination;
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
  readonly store: ChartStore;
  /** Asked for only when something is to be packaged. */
  helm(): Promise<Helm>;
  readonly log: Log;
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
  const { chart, push } = request;
  const { store, log } = effects;
  const version = versionFor(request, checkout, log);
  if (version === null) return anotherApps(request.version);
  checkChartVersion(request, version);
  const what = `the chart ${chart.name} ${version.chartVersion}`;
  log.info(`${what}: ${version.because}`);
  const known = { ...NOTHING_PUBLISHED, version, tags: [store.tag(version.chartVersion)] };
  if (push) {
    const standing = await store.standing(version.chartVersion);
    if (judge(request, what, store.where, standing, null) === "exists") {
      const reason = `${what} is ${store.where} already, packaged from this commit`;
      return settled({ ...known, digest: standing?.digest ?? null, result: "exists", reason });
    }
  }
  if (request.dryRun) {
    const would = push ? "would be packaged and pushed" : "would be packaged";
    return settled({ ...known, result: "dry-run", reason: `${what} ${would}` });
  }
  return {
    kind: "due",
    async make({ folder }) {
      const helm = await effects.helm();
      const files = await packageChart(request, checkout, version, helm, folder);
      return {
        async publish() {
          if (!push) return { ...known, result: "built", reason: `${what} is packaged and not pushed` };
          const { result, digest, metadata } = await store.publish({
            ...files,
            version: version.chartVersion,
            committedAt: checkout.committedAt,
            helm,
            folder,
            mayBeShared: mayBeShared(version.subject, request.version),
            judge: (standing, ours) => judge(request, what, store.where, standing, ours),
          });
          const pushed = result === "pushed";
          const reason = pushed
            ? `${what} is pushed, and ${store.where} as ${digest}`
            : `${what} came meanwhile, packaged from this commit, and is ${store.where}`;
          return { ...known, result, digest, metadata, pushed, reason };
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

/**
 * Whether the version is there already, made from this commit, or is to be published. `digest`: that of the package, where it is made. Throws a UserError when it was made
 * from another commit.
 */
function judge(
  { subject, immutable }: ChartRequest,
  what: string,
  where: string,
  standing: StandingVersion | null,
  digest: string | null,
): "exists" | "publish" {
  if (standing === null) return "publish";
  if (standing.revision === subject.commit) {
    if (standing.objection === null) return "exists";
    if (!immutable) return "publish";
    throw new UserError(`${standing.objection}; put it right, or write it anew with \`immutable: false\``);
  }
  if (!immutable) return "publish";
  throw new UserError(
    `${what} is ${where} as ${standing.digest ?? "a package without a digest"}, packaged from ${standing.revision === null ? "a commit that its annotations do not name" : `the commit ${standing.revision}`}, and this run would replace it with that of ${subject.commit}${digest === null ? "" : ` (${digest})`}; a version is never overwritten: give the commit another version, or set \`immutable: false\``,
  );
}
