// The image of a commit: what is asked of the registry and of the engine, in which order, and what is refused before anything is pushed.
import { describe, expect, it } from "vitest";
import { type BuildResult, NOTHING_PUBLISHED } from "../../src/build/artifact-build.ts";
import { type ArtifactBuild, buildAll } from "../../src/build/build-all.ts";
import { decideImage } from "../../src/build/build.ts";
import type { BuildRequest } from "../../src/build/image-request.ts";
import type { Checkout } from "../../src/build/checkout.ts";
import type { Engine, ImageBuild } from "../../src/build/engine.ts";
import type { Manifest, Registry } from "../../src/registry/registry.ts";
import { sha256 } from "../../src/text/digest.ts";
import { anImage } from "./engines/an-image.ts";

const COMMIT = "0123456789abcdef0123456789abcdef01234567";
const OTHER = "f".repeat(40);
const OURS = sha256("ours");
const THEIRS = sha256("theirs");
const NAME = "ghcr.io/acme/hello";

const CHECKOUT: Checkout = {
  commit: COMMIT,
  committedAt: new Date("2026-11-21T09:44:00Z"),
  isShallow: false,
  tags: ["v1.2.3"],
  tagsOfCommit: ["v1.2.3"],
  nearest: null,
};

const TAG = { kind: "tag", tag: "v1.2.3", commit: COMMIT } as const;
const BRANCH = { kind: "branch", branch: "main", commit: COMMIT } as const;
const BRANCH_TAG = "20261121.094400_0123456789ab";

const IMAGE = anImage();

function request(changes: Partial<BuildRequest> = {}): BuildRequest {
  return {
    givenName: NAME,
    name: NAME,
    repository: { registry: "ghcr.io", repository: "acme/hello" },
    subject: TAG,
    version: { version: null, pattern: "date", tagPrefix: "", allPrefixes: [], shortTags: false, latest: false },
    image: IMAGE,
    source: "https://github.example/acme/hello",
    licence: null,
    homepage: null,
    push: true,
    immutable: true,
    dryRun: false,
    ...changes,
  };
}

/** The image of a commit in the registry. */
interface Standing {
  readonly digest: string;
  readonly revision: string | null;
}

interface World {
  /** What was done, in order. */
  readonly did: string[];
  readonly built: ImageBuild[];
  readonly warnings: readonly string[];
  build(asked: BuildRequest): Promise<BuildResult>;
  /** Beside builds that write down only that they are made. */
  buildBeside(asked: BuildRequest, others: readonly string[]): Promise<readonly BuildResult[]>;
}

/** A registry that answers each look at a tag with the next of `looks`, and an engine that writes down what it is told; its push tells `OURS`. */
function world(
  looks: readonly (Standing | null)[],
  atOnce = false,
  annotates: Engine["annotates"] = "none",
  keepsImages = true,
): World {
  const did: string[] = [];
  const built: ImageBuild[] = [];
  const left = [...looks];
  const look = (what: string): Standing | null => {
    did.push(what);
    const answer = left.shift();
    if (answer === undefined) throw new Error("asked once more than expected");
    return answer;
  };
  const revisions = new Map<string, string | null>();
  const registry: Registry = {
    async manifest(_repository, tag): Promise<Manifest | null> {
      const standing = look(`look at ${tag}`);
      if (standing === null) return null;
      const { digest, revision } = standing;
      revisions.set(digest, revision);
      return { digest, mediaType: "", annotations: {}, config: null, layers: [], platforms: [] };
    },
    async labels(_repository, { digest }) {
      const revision = revisions.get(digest) ?? null;
      return revision === null ? {} : { "org.opencontainers.image.revision": revision };
    },
    digestOf: async (_repository, tag) => look(`prove ${tag}`)?.digest ?? null,
    requests: 0,
  };
  const engine: Engine = {
    name: atOnce ? "buildx" : "buildah",
    version: "1",
    pushesWhileBuilding: atOnce,
    keepsImages,
    annotates,
    async build(image) {
      did.push(
        `build${image.push ? " and push" : image.cacheOnly ? " into the cache" : ""} ${image.references.join(" ")}`,
      );
      built.push(image);
      return { digest: image.push ? OURS : null, metadata: { engine: "said" } };
    },
    async push(references) {
      did.push(`push ${references.join(" ")}`);
      return { digest: OURS };
    },
  };
  const warnings: string[] = [];
  const log = { info: () => {}, warning: (text: string) => void warnings.push(text), debug: () => {} };
  const once = { parallel: 1, signal: new AbortController().signal };
  const image = (asked: BuildRequest): ArtifactBuild => ({
    name: NAME,
    decide: () => decideImage(asked, CHECKOUT, { registry, log, engine: async () => engine }),
  });
  const another = (what: string): ArtifactBuild => ({
    name: what,
    decide: async () => ({
      kind: "due",
      async make() {
        did.push(what);
        return { publish: async () => ({ ...NOTHING_PUBLISHED, version: null, result: "built", reason: what }) };
      },
    }),
  });
  return {
    did,
    built,
    warnings,
    async build(asked) {
      const [result] = await buildAll([image(asked)], once);
      if (result === undefined) throw new Error("nothing came back");
      return result;
    },
    buildBeside: (asked, others) => buildAll([image(asked), ...others.map(another)], once),
  };
}

const ours: Standing = { digest: OURS, revision: COMMIT };
const theirs: Standing = { digest: THEIRS, revision: OTHER };

describe("an image that the registry does not have", () => {
  it("of a branch is looked for, built, pushed and proven: two questions, since only this commit is called so", async () => {
    const machine = world([null, ours]);
    expect(await machine.build(request({ subject: BRANCH }))).toMatchObject({
      result: "pushed",
      digest: OURS,
      tags: [BRANCH_TAG],
      metadata: { engine: "said" },
    });
    expect(machine.did).toEqual([
      `look at ${BRANCH_TAG}`,
      `build ${NAME}:${BRANCH_TAG}`,
      `push ${NAME}:${BRANCH_TAG}`,
      `prove ${BRANCH_TAG}`,
    ]);
  });

  it("of a Git tag is looked for again before the push, and its moving tags are pushed before its own", async () => {
    const machine = world([null, null, ours]);
    const version = { ...request().version, shortTags: true, latest: true };
    expect(await machine.build(request({ version }))).toMatchObject({ tags: ["1.2.3", "1.2", "1", "latest"] });
    expect(machine.did).toEqual([
      "look at 1.2.3",
      `build ${["1.2.3", "1.2", "1", "latest"].map((tag) => `${NAME}:${tag}`).join(" ")}`,
      "look at 1.2.3",
      `push ${["1.2", "1", "latest"].map((tag) => `${NAME}:${tag}`).join(" ")}`,
      `push ${NAME}:1.2.3`,
      "prove 1.2.3",
    ]);
  });

  it("for several platforms is pushed by the build, where the engine does both in one step", async () => {
    const machine = world([null, ours], true);
    const image = { ...IMAGE, platforms: ["linux/amd64", "linux/arm64"] };
    expect(await machine.build(request({ image }))).toMatchObject({ result: "pushed", digest: OURS });
    expect(machine.did).toEqual(["look at 1.2.3", `build and push ${NAME}:1.2.3`, "prove 1.2.3"]);
  });

  it("for several platforms beside other builds is pushed when all of them are made, and looked for again before", async () => {
    const machine = world([null, null, ours], true);
    const image = { ...IMAGE, platforms: ["linux/amd64", "linux/arm64"], cacheTo: ["type=gha"], load: true };
    const [pushed] = await machine.buildBeside(request({ image }), ["make another"]);
    expect(pushed).toMatchObject({ result: "pushed", digest: OURS });
    expect(machine.did).toEqual([
      "look at 1.2.3",
      `build into the cache ${NAME}:1.2.3`,
      "make another",
      "look at 1.2.3",
      `build and push ${NAME}:1.2.3`,
      "prove 1.2.3",
    ]);
    expect(machine.built).toMatchObject([
      { load: false, cacheTo: [], push: false },
      { load: true, cacheTo: ["type=gha"], cacheOnly: false },
    ]);
  });

  it("carries what explains it later, and what the call says over that", async () => {
    const machine = world([null, null, ours]);
    const labels = { "org.opencontainers.image.title": "Hello", team: "payments" };
    await machine.build(request({ image: { ...IMAGE, labels }, licence: "Apache-2.0" }));
    expect(machine.built).toMatchObject([
      {
        sourceDateEpoch: 1_795_254_240,
        labels: {
          "org.opencontainers.image.source": "https://github.example/acme/hello",
          "org.opencontainers.image.revision": COMMIT,
          "org.opencontainers.image.version": "1.2.3",
          "org.opencontainers.image.created": "2026-11-21T09:44:00Z",
          "org.opencontainers.image.licenses": "Apache-2.0",
          "org.opencontainers.image.title": "Hello",
          team: "payments",
        },
      },
    ]);
  });

  it.each([
    { engine: "that annotates", annotates: "every image", atOnce: false, isAnnotated: true },
    { engine: "that annotates what it pushes", annotates: "what it pushes by itself", atOnce: true, isAnnotated: true },
    { engine: "that annotates none", annotates: "none", atOnce: false, isAnnotated: false },
  ] as const)(
    "is annotated like it is labelled by an engine $engine; what the call annotates is always asked for",
    async ({ annotates, atOnce, isAnnotated }) => {
      const machine = world([null, null, ours].slice(atOnce ? 1 : 0), atOnce, annotates);
      await machine.build(request({ image: { ...IMAGE, annotations: { team: "payments" } } }));
      const [image] = machine.built;
      expect(image?.push).toBe(atOnce);
      expect(image?.annotations["org.opencontainers.image.revision"]).toBe(isAnnotated ? COMMIT : undefined);
      expect(image?.annotations["team"]).toBe("payments");
    },
  );

  it("is pushed while it is built by an engine that can keep none", async () => {
    const machine = world([null, ours], true, "none", false);
    expect(await machine.build(request())).toMatchObject({ result: "pushed", digest: OURS });
    expect(machine.did).toEqual(["look at 1.2.3", `build and push ${NAME}:1.2.3`, "prove 1.2.3"]);
  });

  it.each([
    { what: "nothing", after: null, says: `was pushed as ${OURS}, and the registry has nothing there` },
    { what: "another digest", after: theirs, says: `was pushed as ${OURS}, and the registry has ${THEIRS} there` },
  ])("is no success while the registry has $what after the push", async ({ after, says }) => {
    await expect(world([null, null, after]).build(request())).rejects.toThrow(says);
  });

  it.each([
    { change: { push: false }, result: "built", did: [`build ${NAME}:1.2.3`] },
    { change: { dryRun: true }, result: "dry-run", did: ["look at 1.2.3"] },
    { change: { dryRun: true, push: false }, result: "dry-run", did: [] },
  ])("is $result with $change, and nothing is pushed", async ({ change, result, did }) => {
    const machine = world([null]);
    expect(await machine.build(request(change))).toMatchObject({ result, digest: null, pushed: false });
    expect(machine.did).toEqual(did);
  });
});

describe("a version that the registry has", () => {
  it("from this commit is found, and nothing is built", async () => {
    const machine = world([ours]);
    expect(await machine.build(request())).toMatchObject({ result: "exists", digest: OURS, pushed: false });
    expect(machine.did).toEqual(["look at 1.2.3"]);
  });

  it("with tags that follow it has those that are where it is, and says which are not", async () => {
    const machine = world([ours, ours, theirs, null]);
    const version = { ...request().version, shortTags: true, latest: true };
    expect(await machine.build(request({ version }))).toMatchObject({ result: "exists", tags: ["1.2.3", "1.2"] });
    expect(machine.did).toEqual(["look at 1.2.3", "prove 1.2", "prove 1", "prove latest"]);
    expect(machine.warnings).toEqual([
      expect.stringContaining(`${NAME}:1 is ${THEIRS}, and stays so`),
      expect.stringContaining(`${NAME}:latest is not in the registry, and stays so`),
    ]);
  });

  it.each([
    { whose: "another commit", standing: theirs, says: `as ${THEIRS}, built from the commit ${OTHER}` },
    {
      whose: "nobody knows whose",
      standing: { ...theirs, revision: null },
      says: "built from a commit that its labels do not name",
    },
  ])("from $whose is never overwritten", async ({ standing, says }) => {
    const machine = world([standing]);
    await expect(machine.build(request())).rejects.toThrow(says);
    expect(machine.did).toEqual(["look at 1.2.3"]);
  });

  it("from another commit is replaced where the call means it", async () => {
    const machine = world([theirs, theirs, ours]);
    expect(await machine.build(request({ immutable: false }))).toMatchObject({ result: "pushed", digest: OURS });
  });

  it("since the build began, from another commit, is not overwritten either", async () => {
    const machine = world([null, theirs]);
    await expect(machine.build(request())).rejects.toThrow(`as ${THEIRS}, built from the commit ${OTHER}`);
    expect(machine.did).toEqual(["look at 1.2.3", `build ${NAME}:1.2.3`, "look at 1.2.3"]);
  });

  it("since the build began, from this commit, is the one that counts", async () => {
    const machine = world([null, { digest: THEIRS, revision: COMMIT }]);
    expect(await machine.build(request())).toMatchObject({ result: "exists", digest: THEIRS, pushed: false });
    expect(machine.did).not.toContain(`push ${NAME}:1.2.3`);
  });
});
