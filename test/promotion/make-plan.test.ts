import { describe, expect, test } from "vitest";
import type { Pin } from "../../src/manifests/pin.ts";
import { lacksApp, makePlan, type PlanInput } from "../../src/promotion/make-plan.ts";
import type { AppPlan } from "../../src/promotion/plan.ts";
import { formatVersion } from "../../src/artifacts/version.ts";
import { chart, DIGEST_A, DIGEST_B, environment, history, image, loneTag, scan } from "./pins.ts";

const COMMIT = "c".repeat(40);
const GIT_A = "a".repeat(40);
const GIT_B = "b".repeat(40);

function planOf(from: readonly Pin[], to: readonly Pin[], more: Partial<PlanInput> = {}): AppPlan {
  const plan = makePlan({
    from: environment("stage", from),
    to: environment("prod", to),
    sourceCommit: COMMIT,
    ...more,
  });
  const [app] = plan.apps;
  if (app === undefined || plan.apps.length !== 1) throw new Error("expected one app");
  return app;
}

/** `path: from -> to (step)` of every change. */
function changesOf(plan: AppPlan): readonly string[] {
  if (plan.kind !== "promote") return [];
  return plan.changes.map(
    ({ pin, from, to, step }) => `${pin.file} ${pin.path}: ${formatVersion(from)} -> ${formatVersion(to)} (${step})`,
  );
}

/** Why nothing is promoted. */
function reasonOf(plan: AppPlan): string {
  return plan.kind === "promote" ? "" : plan.reason;
}

test("a version that its file says twice is not carried on, and the lines are named", () => {
  const doubt = 'the key "newTag" stands twice, in lines 4 and 5; keep one';
  const plan = planOf([image("podinfo", "1.3.0", { doubt })], [image("podinfo", "1.2.9")]);
  expect(plan.kind).toBe("refused");
  expect(reasonOf(plan)).toBe(`which version of podinfo stage has cannot be told (kustomization.yaml:5): ${doubt}`);
});

/** An object without a name: two of them in one environment are not the same. */
const KUSTOMIZATION = { apiVersion: "", kind: "Kustomization", namespace: "", name: "" };

describe("what is promoted", () => {
  const podinfo = "kustomization.yaml images[name=podinfo]";
  test.each<[string, Pin[], Pin[], string[]]>([
    ["a newer tag", [image("podinfo", "1.3.0")], [image("podinfo", "1.2.9")], [`${podinfo}: 1.2.9 -> 1.3.0 (minor)`]],
    [
      "1.10 is newer than 1.9",
      [image("podinfo", "1.10")],
      [image("podinfo", "1.9")],
      [`${podinfo}: 1.9 -> 1.10 (minor)`],
    ],
    [
      "tag and digest together",
      [image("podinfo", `1.3.0@${DIGEST_B}`)],
      [image("podinfo", `1.2.0@${DIGEST_A}`)],
      [`${podinfo}: 1.2.0@${DIGEST_A} -> 1.3.0@${DIGEST_B} (minor)`],
    ],
    [
      "a tag without a digest takes the digest away",
      [image("podinfo", "1.3.0")],
      [image("podinfo", `1.2.0@${DIGEST_A}`)],
      [`${podinfo}: 1.2.0@${DIGEST_A} -> 1.3.0 (minor)`],
    ],
    [
      "the same tag with another digest",
      [image("podinfo", `1.3.0@${DIGEST_B}`)],
      [image("podinfo", `1.3.0@${DIGEST_A}`)],
      [`${podinfo}: 1.3.0@${DIGEST_A} -> 1.3.0@${DIGEST_B} (digest)`],
    ],
    [
      "a pre-release, for a person to merge",
      [image("podinfo", "2.0.0-rc.1")],
      [image("podinfo", "1.2.3")],
      [`${podinfo}: 1.2.3 -> 2.0.0-rc.1 (prerelease)`],
    ],
    [
      "commit ids, of which nothing is known",
      [image("podinfo", GIT_B)],
      [image("podinfo", GIT_A)],
      [`${podinfo}: ${GIT_A} -> ${GIT_B} (unordered)`],
    ],
    [
      "every place of the artifact in the receiving environment",
      [image("podinfo", "1.3.0")],
      [
        image("podinfo", "1.2.0"),
        image("podinfo", "1.1.0", { file: "job.yaml" }),
        image("podinfo", "1.3.0", { file: "done.yaml" }),
      ],
      [`${podinfo}: 1.2.0 -> 1.3.0 (minor)`, "job.yaml images[name=podinfo]: 1.1.0 -> 1.3.0 (minor)"],
    ],
    [
      "an entry that the receiving overlay lacks",
      [image("podinfo", "1.3.0")],
      [image("podinfo", "1.2.0", { style: "absent" })],
      [`${podinfo}: 1.2.0 -> 1.3.0 (minor)`],
    ],
    [
      "a version where there was none",
      [image("podinfo", "1.3.0")],
      [image("podinfo", "", { style: "absent" })],
      [`${podinfo}:  -> 1.3.0 (unordered)`],
    ],
    [
      "an image by another spelling of the same name",
      [image("docker.io/library/nginx", "1.27")],
      [image("nginx", "1.26")],
      ["kustomization.yaml images[name=nginx]: 1.26 -> 1.27 (minor)"],
    ],
    [
      "a lone tag, by the object and the path",
      [loneTag("demo", "1.3.0", { file: "stage/demo.yaml" })],
      [loneTag("demo", "1.2.0", { file: "prod/demo.yaml" }), loneTag("other", "1.0.0")],
      ["prod/demo.yaml spec.values.image.tag: 1.2.0 -> 1.3.0 (minor)"],
    ],
    [
      "a lone tag from a place that names the image",
      [{ ...loneTag("demo", "1.3.0"), artifact: image("acme/demo", "1").artifact }],
      [loneTag("demo", "1.2.0")],
      ["demo.yaml spec.values.image.tag: 1.2.0 -> 1.3.0 (minor)"],
    ],
    [
      "a place that names the image from a lone tag",
      [loneTag("demo", "1.3.0")],
      [{ ...loneTag("demo", "1.2.0"), artifact: image("acme/demo", "1").artifact }],
      ["demo.yaml spec.values.image.tag: 1.2.0 -> 1.3.0 (minor)"],
    ],
    [
      "charts and images of one app at once",
      [chart("redis", "18.0.1"), image("podinfo", "2.0.0")],
      [chart("redis", "18.0.0"), image("podinfo", "1.0.0")],
      ["redis.yaml spec.chart.spec.version: 18.0.0 -> 18.0.1 (patch)", `${podinfo}: 1.0.0 -> 2.0.0 (major)`],
    ],
  ])("%s", (_, from, to, expected) => {
    const plan = planOf(from, to);
    expect(plan.kind).toBe("promote");
    expect(changesOf(plan)).toEqual(expected);
  });

  test("an app's step is the greatest of its changes, and the plan names the commit it is from", () => {
    const plan = planOf(
      [chart("redis", "18.0.1"), image("podinfo", "2.0.0")],
      [chart("redis", "18.0.0"), image("podinfo", "1.0.0")],
    );
    expect(plan).toMatchObject({ kind: "promote", step: "major", source: COMMIT });
  });
});

describe("what there is nothing to do for, with the reason", () => {
  const range = { style: "range" } as const;
  const git = (tag: string, more: Partial<Pin> = {}): Pin =>
    image("base", "", {
      artifact: { kind: "git", name: "https://git.acme.dev/base", id: "git.acme.dev/base" },
      takes: "git",
      version: { tag, digest: null },
      ...more,
    });
  const absent = { style: "absent" } as const;
  test.each<[string, Pin[], Pin[], RegExp, RegExp | null]>([
    [
      "equal versions",
      [image("podinfo", "1.2.3")],
      [image("podinfo", "1.2.3")],
      /prod has everything that stage has/,
      null,
    ],
    [
      "an artifact that prod lacks is told, never created",
      [image("redis", "7")],
      [image("podinfo", "1.2.3")],
      /^nothing is left to promote from stage to prod: /,
      /prod has no pin of redis \(stage: "7" at .*\); it is not created/,
    ],
    [
      "a range in prod is policy",
      [chart("redis", "18.0.1")],
      [chart("redis", "~18", range)],
      /^nothing is left to promote from stage to prod: /,
      /follows the range "~18".*stays as it is/,
    ],
    [
      "a range in stage is no version",
      [chart("redis", "~18", range)],
      [chart("redis", "18.0.0")],
      /^nothing is left to promote from stage to prod: /,
      /no version to promote/,
    ],
    [
      "a branch in stage is no version",
      [git("main", range)],
      [git("v1.0.0")],
      /^nothing is left/,
      /stage follows the branch "main" for .*; there is no version to promote/,
    ],
    [
      "a branch in prod is policy",
      [git("v1.0.0")],
      [git("main", range)],
      /^nothing is left/,
      /prod follows the branch "main" .*a branch is policy and stays as it is/,
    ],
    [
      "a range over a base's chart, in a patch that does not name it",
      [{ ...loneTag("podinfo", "1.0.0-alpha"), version: { tag: ">=1.0.0-alpha", digest: null }, ...range }],
      [{ ...loneTag("podinfo", "1.0.0"), version: { tag: ">=1.0.0", digest: null }, ...range }],
      /stage follows the range ">=1\.0\.0-alpha" for .*; there is no version to promote/,
      /there is no version to promote/,
    ],
    [
      "equal ranges are not worth a word",
      [chart("redis", "~18", range)],
      [chart("redis", "~18", range)],
      /everything/,
      null,
    ],
    [
      "what stage's base says is no version that was written to stage",
      [image("podinfo", "1.3.0", absent)],
      [image("podinfo", "1.2.0")],
      /^nothing is left to promote from stage to prod: /,
      /stage sets no version of podinfo itself/,
    ],
    [
      "both rest on their bases",
      [image("podinfo", "1.3.0", absent)],
      [image("podinfo", "1.3.0", absent)],
      /everything/,
      null,
    ],
    ["an entry without a version offers none", [image("podinfo", "")], [image("podinfo", "1.2.0")], /everything/, null],
    [
      "the same artifact by another registry is another artifact",
      [image("quay.io/acme/app", "2")],
      [image("ghcr.io/acme/app", "1")],
      /^nothing is left to promote from stage to prod: /,
      /no pin of quay\.io\/acme\/app/,
    ],
    [
      "a kustomization is no place to pair by",
      [{ ...loneTag("x", "2"), object: KUSTOMIZATION }],
      [{ ...loneTag("x", "1"), object: KUSTOMIZATION, artifact: image("b", "1").artifact }],
      /^nothing is left to promote from stage to prod: /,
      /no pin of/,
    ],
  ])("%s", (_, from, to, reason, remark) => {
    const plan = planOf(from, to);
    expect(plan.kind).toBe("nothing");
    expect(reasonOf(plan)).toMatch(reason);
    expect(plan.remarks.join("\n")).toMatch(remark ?? /^$/);
  });

  test("an app that prod lacks is missing, never created", () => {
    const to = { environment: "prod", apps: new Map([["app", scan([])]]) };
    const plan = planOf([image("podinfo", "1")], [], { to });
    expect(plan.kind).toBe("nothing");
    expect(reasonOf(plan)).toMatch(/prod has no app "app"; it is never created/);
    expect(lacksApp(to, "app")).toBe(true);
    expect(lacksApp({ environment: "prod", apps: new Map() }, "app")).toBe(true);
    expect(lacksApp(environment("prod", [image("podinfo", "1")]), "app")).toBe(false);
  });

  test("an app that only prod has stays", () => {
    const from = { environment: "stage", apps: new Map() };
    expect(planOf([], [image("podinfo", "1")], { from })).toMatchObject({
      kind: "nothing",
      reason: 'stage has no app "app"',
    });
  });

  test("apps of both environments are listed once, by name", () => {
    const plan = makePlan({
      from: {
        environment: "stage",
        apps: new Map([
          ["b", scan([])],
          ["a", scan([])],
        ]),
      },
      to: {
        environment: "prod",
        apps: new Map([
          ["c", scan([])],
          ["a", scan([])],
        ]),
      },
      sourceCommit: COMMIT,
    });
    expect(plan.apps.map(({ app }) => app)).toEqual(["a", "b", "c"]);
  });
});

describe("what is refused, with the reason", () => {
  test.each<[string, Pin[], Pin[], RegExp]>([
    [
      "two versions of one artifact in stage",
      [image("podinfo", "1.3.0"), image("podinfo", "1.4.0", { file: "job.yaml", line: 9 })],
      [image("podinfo", "1.2.0")],
      /stage has two versions of podinfo: "1\.3\.0" at kustomization\.yaml:5, "1\.4\.0" at job\.yaml:9/,
    ],
    [
      "an older version",
      [image("podinfo", "1.2.3")],
      [image("podinfo", "1.2.4")],
      /stage has "1\.2\.3" of podinfo, older than "1\.2\.4" in prod.*use rollback/,
    ],
    [
      "a pre-release of what prod has",
      [image("podinfo", "2.0.0-rc.1")],
      [image("podinfo", "2.0.0")],
      /older than "2\.0\.0"/,
    ],
    [
      "a version that prod's own filter excludes",
      [image("podinfo", "stg-1a2b3c4")],
      [image("podinfo", "0.4.11", { filter: "semver:~0.4" })],
      /admits only "semver:~0\.4" for podinfo, which excludes "stg-1a2b3c4"/,
    ],
    [
      "a digest alone, that no filter can judge",
      [image("podinfo", `@${DIGEST_A}`)],
      [image("podinfo", "0.4.11", { filter: "glob:*" })],
      /excludes "@sha256:/,
    ],
    [
      "a filter that cannot be evaluated",
      [image("podinfo", "0.5.0")],
      [image("podinfo", "0.4.11", { filter: "semver:nonsense" })],
      /not a semver range/,
    ],
    [
      "a place that cannot be rewritten",
      [image("podinfo", "1.3.0")],
      [image("podinfo", "1.2.0", { refusal: "the value is an alias" })],
      /kustomization\.yaml:5 cannot be rewritten: the value is an alias/,
    ],
    [
      "a template where the version should be",
      [image("podinfo", "", { version: { tag: "${TAG}", digest: null } })],
      [image("podinfo", "1.2.0")],
      /"\$\{TAG\}" of podinfo.*not a version/,
    ],
    [
      "a tag that no image can have",
      [image("podinfo", "", { version: { tag: "a/b", digest: null } })],
      [image("podinfo", "1.2.0")],
      /not a version/,
    ],
    [
      "a digest that is none",
      [image("podinfo", "", { version: { tag: "1", digest: "sha256:x" } })],
      [image("podinfo", "0.9")],
      /not a version/,
    ],
  ])("%s", (_, from, to, reason) => {
    const plan = planOf(from, to);
    expect(plan.kind).toBe("refused");
    expect(reasonOf(plan)).toMatch(reason);
  });

  test("one refusal stops the whole app, and all of them are named", () => {
    const plan = planOf(
      [image("podinfo", "1.3.0"), image("redis", "6"), image("nginx", "1.0")],
      [image("podinfo", "1.2.0"), image("redis", "7"), image("nginx", "1.1")],
    );
    expect(plan.kind).toBe("refused");
    expect(reasonOf(plan)).toMatch(/redis.*; .*nginx/);
  });

  test("a file that could not be read may hold the pin that was not found", () => {
    const to = environment("prod", [], [{ file: "broken.yaml", line: 3, reason: "a duplicate key" }]);
    expect(planOf([image("podinfo", "1.3.0")], [], { to })).toMatchObject({
      kind: "refused",
      reason: "broken.yaml:3 could not be read: a duplicate key",
    });
  });

  test("a file that could not be read is only told where everything else was found", () => {
    const to = environment("prod", [image("podinfo", "1.2.0")], [{ file: "broken.yaml", line: null, reason: "no" }]);
    expect(planOf([image("podinfo", "1.3.0")], [], { to })).toMatchObject({
      kind: "promote",
      remarks: ["broken.yaml could not be read: no"],
    });
  });
});

describe("order where versions have none", () => {
  const key = "image:docker.io/library/podinfo";
  const from = [image("podinfo", GIT_B)];
  const to = [image("podinfo", GIT_A)];

  test("stage had prod's version first: forward, and since when is known", () => {
    const standing = () => history(key, [GIT_A, GIT_B]);
    expect(planOf(from, to, { standing })).toMatchObject({
      kind: "promote",
      step: "unordered",
      changes: [{ since: "2026-01-02T00:00:00Z" }],
    });
  });

  test("stage had prod's version later: refused", () => {
    const plan = planOf(from, to, { standing: () => history(key, [GIT_B, GIT_A]) });
    expect(plan.kind).toBe("refused");
    expect(reasonOf(plan)).toMatch(/older/);
  });

  test("stage went back to a version it had before: still the older one", () => {
    expect(planOf(from, to, { standing: () => history(key, [GIT_B, GIT_A, GIT_B]) }).kind).toBe("refused");
  });

  test("a rebuilt tag goes back by digest just as well", () => {
    const [older, newer] = [`1.0@${DIGEST_A}`, `1.0@${DIGEST_B}`];
    const standing = () => history(key, [older, newer, older]);
    expect(planOf([image("podinfo", older)], [image("podinfo", newer)], { standing }).kind).toBe("refused");
  });

  test("a version that stage never had cannot be placed: promoted, as a step without order", () => {
    expect(planOf(from, to, { standing: () => history(key, [GIT_B]) })).toMatchObject({
      kind: "promote",
      step: "unordered",
    });
  });

  test("the ancestry of the source commits goes before the records", () => {
    const standing = () => history(key, [GIT_B, GIT_A]);
    expect(planOf(from, to, { standing, isNewer: () => true }).kind).toBe("promote");
    expect(planOf(from, to, { isNewer: () => false }).kind).toBe("refused");
    expect(planOf(from, to, { isNewer: () => null }).kind).toBe("promote");
  });

  test("versions that order themselves are not asked about", () => {
    const plan = planOf([image("podinfo", "1.3.0")], [image("podinfo", "1.2.0")], { isNewer: () => false });
    expect(plan.kind).toBe("promote");
  });
});

describe("what the records say of a version", () => {
  const key = "image:docker.io/library/podinfo";
  const source = { repository: "acme/podinfo", commit: GIT_A };

  test("since the first of its unbroken run of records, and built from the recorded source", () => {
    const standing = () => history(key, ["1.3.0", "1.2.0", "1.3.0", "1.3.0"], source);
    expect(planOf([image("podinfo", "1.3.0")], [image("podinfo", "1.2.0")], { standing })).toMatchObject({
      changes: [{ since: "2026-01-03T00:00:00Z", source }],
    });
  });

  test("no record: not known", () => {
    expect(planOf([image("podinfo", "1.3.0")], [image("podinfo", "1.2.0")])).toMatchObject({
      changes: [{ since: null, source: null }],
    });
  });

  test("records that end before the version: not known", () => {
    const standing = () => history(key, ["1.2.0"], source);
    expect(planOf([image("podinfo", "1.3.0")], [image("podinfo", "1.2.0")], { standing })).toMatchObject({
      changes: [{ since: null, source: null }],
    });
  });
});

test("other automation at the place is told", () => {
  const plan = planOf([image("podinfo", "1.3.0")], [image("podinfo", "1.2.0", { automation: "Flux writes here too" })]);
  expect(plan).toMatchObject({ kind: "promote", remarks: ["kustomization.yaml:5: Flux writes here too"] });
});
