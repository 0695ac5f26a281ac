// The chart of a commit: what is asked of the registry and of helm, in which order, and what is refused before anything is pushed.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { BuildResult } from "../../src/build/artifact-build.ts";
import { buildAll } from "../../src/build/build-all.ts";
import { decideChart, type ChartRequest } from "../../src/build/chart.ts";
import { chartPlace, ociCharts } from "../../src/build/oci-charts.ts";
import type { Checkout } from "../../src/build/checkout.ts";
import type { ChartPackage, Helm } from "../../src/build/helm.ts";
import type { Manifest, Registry } from "../../src/registry/registry.ts";
import { sha256 } from "../../src/text/digest.ts";

const COMMIT = "0123456789abcdef0123456789abcdef01234567";
const OTHER = "f".repeat(40);
const DIGEST = sha256("manifest");
/** An archive without files, which has no times. */
const PACKAGE = gzipSync(Buffer.alloc(1024));

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "waybill-chart-"));
  writeFileSync(join(folder, "Chart.yaml"), "name: hello\n");
});
afterEach(() => rmSync(folder, { recursive: true }));

const CHECKOUT: Checkout = {
  commit: COMMIT,
  committedAt: new Date("2026-11-21T09:44:00Z"),
  isShallow: false,
  tags: [],
  tagsOfCommit: [],
  nearest: null,
};

function request(changes: Partial<ChartRequest> = {}): ChartRequest {
  return {
    chart: { folder, name: "hello", text: "name: hello\n" },
    destination: { kind: "oci", registry: "ghcr.io", namespace: "acme/charts" },
    subject: { kind: "tag", tag: "v1.2.3", commit: COMMIT },
    version: { version: null, pattern: "date", tagPrefix: "", allPrefixes: [], shortTags: false, latest: false },
    annotations: {},
    source: "https://github.example/acme/hello",
    licence: null,
    signing: null,
    login: null,
    push: true,
    immutable: true,
    dryRun: false,
    ...changes,
  };
}

function manifest(changes: Partial<Manifest>): Manifest {
  return {
    digest: DIGEST,
    mediaType: "application/vnd.oci.image.manifest.v1+json",
    annotations: {},
    config: null,
    layers: [],
    platforms: [],
    ...changes,
  };
}

interface World {
  readonly registry: Registry;
  readonly helm: () => Promise<Helm>;
  /** What was done, in order. */
  readonly did: string[];
  readonly packaged: ChartPackage[];
}

/** A registry that answers one question after the other, and a helm that writes down what it is called for. `onPush` sees the path of the login. */
function world(answers: readonly (Manifest | null)[], onPush: (login: string | null) => void = () => {}): World {
  const did: string[] = [];
  const packaged: ChartPackage[] = [];
  const left = [...answers];
  const never = (): Promise<never> => Promise.reject(new Error("is not asked"));
  return {
    did,
    packaged,
    registry: {
      async manifest({ registry, repository }, tag) {
        did.push(`ask ${registry}/${repository}:${tag}`);
        const answer = left.shift();
        if (answer === undefined) throw new Error("asked once more than expected");
        return answer;
      },
      digestOf: never,
      labels: never,
      requests: 0,
    },
    helm: async () => ({
      async package(chart) {
        did.push(`package ${chart.version}`);
        packaged.push(chart);
        const archive = join(chart.destination, "hello.tgz");
        writeFileSync(archive, PACKAGE);
        if (chart.signing === null) return { archive, provenance: null };
        writeFileSync(`${archive}.prov`, "provenance");
        return { archive, provenance: `${archive}.prov` };
      },
      async push(_archive, { registry, namespace }, login) {
        did.push(`push to ${registry}/${namespace}`);
        onPush(login);
      },
    }),
  };
}

const log = { info: () => {}, warning: () => {}, debug: () => {} };
const build = async (asked: ChartRequest, { registry, helm }: World, checkout = CHECKOUT): Promise<BuildResult> => {
  const { destination, chart: named, login } = asked;
  if (destination.kind !== "oci") throw new Error("this world has a registry alone");
  const store = ociCharts({ repository: destination, name: named.name, login, registry });
  const chart = { name: "the chart", decide: () => decideChart(asked, checkout, { store, helm, log }) };
  const [result] = await buildAll([chart], { parallel: 1, signal: new AbortController().signal });
  if (result === undefined) throw new Error("nothing came back");
  return result;
};

describe("a version that the registry does not have", () => {
  const there = manifest({ layers: [sha256(PACKAGE)] });

  it("is packaged, pushed and looked at again", async () => {
    const machine = world([null, null, there]);
    expect(await build(request(), machine)).toMatchObject({
      result: "pushed",
      digest: DIGEST,
      pushed: true,
      tags: ["1.2.3"],
    });
    expect(machine.did).toEqual([
      "ask ghcr.io/acme/charts/hello:1.2.3",
      "package 1.2.3",
      "ask ghcr.io/acme/charts/hello:1.2.3",
      "push to ghcr.io/acme/charts",
      "ask ghcr.io/acme/charts/hello:1.2.3",
    ]);
    expect(machine.packaged).toMatchObject([{ name: "hello", version: "1.2.3", appVersion: "1.2.3", signing: null }]);
    expect(readdirSync(folder)).toEqual(["Chart.yaml"]);
    expect(readFileSync(join(folder, "Chart.yaml"), "utf8")).toBe("name: hello\n");
  });

  it.each([
    { what: "nothing", after: null, says: "the registry has nothing there" },
    {
      what: "another package",
      after: manifest({ layers: [sha256("x")] }),
      says: `${DIGEST} with ${sha256("x")} there`,
    },
  ])("is no success while the registry has $what afterwards", async ({ after, says }) => {
    await expect(build(request(), world([null, null, after]))).rejects.toThrow(says);
  });

  it("is proven with its provenance, where it is signed", async () => {
    const signing = { key: "Acme", keyring: "/k", passphrase: "open sesame" };
    const both = manifest({ layers: [sha256(PACKAGE), sha256("provenance")] });
    const machine = world([null, null, both]);
    expect(await build(request({ signing }), machine)).toMatchObject({ result: "pushed" });
    expect(machine.packaged[0]?.signing).toMatchObject({ key: "Acme", keyring: "/k" });
    await expect(build(request({ signing }), world([null, null, there]))).rejects.toThrow(
      "something else writes this version",
    );
  });

  it.each([
    { registry: "ghcr.io", server: "ghcr.io" },
    { registry: "localhost:5000", server: "localhost:5000" },
    { registry: "docker.io", server: "https://index.docker.io/v1/" },
  ])("is pushed to $registry with a login that only its owner can read, and that is gone afterwards", async (place) => {
    let file = "";
    const machine = world([null, null, there], (path) => {
      file = path ?? "";
      expect(statSync(file).mode & 0o777).toBe(0o600);
      expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({
        auths: { [place.server]: { auth: Buffer.from("robot:a:b").toString("base64") } },
      });
    });
    const destination = { kind: "oci", registry: place.registry, namespace: "acme" } as const;
    await build(request({ destination, login: { username: "robot", password: "a:b" } }), machine);
    expect(file).not.toBe("");
    expect(() => statSync(file)).toThrow("ENOENT");
  });

  it("is not pushed without `push`, and not even packaged in a dry run", async () => {
    const unpushed = world([]);
    expect(await build(request({ push: false }), unpushed)).toMatchObject({ result: "built", digest: null });
    expect(unpushed.did).toEqual(["package 1.2.3"]);
    const dry = world([null]);
    expect(await build(request({ dryRun: true }), dry)).toMatchObject({ result: "dry-run", pushed: false });
    expect(dry.did).toEqual(["ask ghcr.io/acme/charts/hello:1.2.3"]);
  });
});

describe("a version that comes into the registry while its chart is packaged", () => {
  const of = (commit: string): Manifest => manifest({ annotations: { "org.opencontainers.image.revision": commit } });

  it("from this commit is taken as it is", async () => {
    const machine = world([null, of(COMMIT)]);
    expect(await build(request(), machine)).toMatchObject({ result: "exists", digest: DIGEST, pushed: false });
    expect(machine.did.at(-1)).toBe("ask ghcr.io/acme/charts/hello:1.2.3");
  });

  it("from another commit is not overwritten", async () => {
    await expect(build(request(), world([null, of(OTHER)]))).rejects.toThrow(`from the commit ${OTHER}`);
  });

  it("is not asked for again where its name holds its commit", async () => {
    const subject = { kind: "branch", branch: "main", commit: COMMIT } as const;
    const machine = world([null, manifest({ layers: [sha256(PACKAGE)] })]);
    expect(await build(request({ subject }), machine)).toMatchObject({ result: "pushed" });
    expect(machine.did).toHaveLength(4);
  });
});

describe("a version that the registry has", () => {
  const of = (commit: string): Manifest =>
    manifest({ annotations: { "org.opencontainers.image.revision": commit }, layers: [sha256(PACKAGE)] });

  it("from this commit is not made again", async () => {
    const machine = world([of(COMMIT)]);
    expect(await build(request(), machine)).toMatchObject({ result: "exists", digest: DIGEST, pushed: false });
    expect(machine.did).toHaveLength(1);
  });

  it.each([
    { what: "another commit", standing: of(OTHER), says: `from the commit ${OTHER}` },
    { what: "nobody knows where", standing: manifest({}), says: "from a commit that its annotations do not name" },
  ])("from $what is not overwritten, but where that is meant", async ({ standing, says }) => {
    const machine = world([standing]);
    await expect(build(request(), machine)).rejects.toThrow(says);
    expect(machine.did).toHaveLength(1);
    expect(await build(request({ immutable: false }), world([standing, standing, of(COMMIT)]))).toMatchObject({
      result: "pushed",
    });
  });
});

describe("the version of a chart", () => {
  const versionOf = async (changes: Partial<ChartRequest>): Promise<readonly unknown[]> => {
    const { version, tags } = await build(request({ ...changes, push: false, dryRun: true }), world([]));
    return [version?.chartVersion, ...tags];
  };
  const branch = { kind: "branch", branch: "main", commit: COMMIT } as const;
  const given = (version: string): ChartRequest["version"] => ({ ...request().version, version });

  it("is semver, whatever the image of a branch is called", async () => {
    const version = "0.0.0-20261121094400.g0123456789ab";
    expect(await versionOf({ subject: branch })).toEqual([version, version]);
  });

  it("has its plus sign as an underscore in the registry", async () => {
    expect(await versionOf({ version: given("1.2.3+5") })).toEqual(["1.2.3+5", "1.2.3_5"]);
  });

  it.each([
    { what: "the Git tag", changes: { subject: { kind: "tag", tag: "v1.2", commit: COMMIT } } as const },
    { what: "the input `version`", changes: { subject: branch, version: given("1.2") } },
  ])("that $what names is refused where it is not semver", async ({ what, changes }) => {
    await expect(versionOf(changes)).rejects.toThrow(`${what} gives the version "1.2"`);
  });

  it("is none for another app's Git tag", async () => {
    const version = { ...request().version, tagPrefix: "hello/" };
    expect(await build(request({ version }), world([]))).toMatchObject({ result: "skipped", version: null });
  });
});

it("is not packaged of another commit than the run's", async () => {
  await expect(build(request(), world([]), { ...CHECKOUT, commit: OTHER })).rejects.toThrow("the run is about");
});

describe("the place of a chart", () => {
  it.each([
    { registry: "ghcr.io", namespace: "acme/charts", repository: "acme/charts/hello" },
    { registry: "localhost:5000", namespace: "", repository: "hello" },
    { registry: "docker.io", namespace: "acme", repository: "acme/hello" },
  ])("is $repository in $registry", ({ registry, namespace, repository }) => {
    expect(chartPlace({ registry, namespace }, "hello")).toEqual({ registry, repository });
  });

  it.each([
    { registry: "ghcr.io", namespace: "Acme", says: "lower case only" },
    { registry: "ghcr", namespace: "acme", says: "expected one such as oci://docker.io/ghcr/acme/hello" },
    { registry: "docker.io", namespace: "", says: "expected one such as oci://docker.io/library/hello" },
    { registry: "ghcr.io", namespace: "acme:1", says: "which is no place in a registry" },
    { registry: "ghcr.io", namespace: "acme/../evil", says: "which is no place in a registry" },
    { registry: "ghcr.io@evil.example", namespace: "acme", says: "which is no place in a registry" },
  ])("is refused as $registry/$namespace", ({ registry, namespace, says }) => {
    expect(() => chartPlace({ registry, namespace }, "hello")).toThrow(says);
  });
});
