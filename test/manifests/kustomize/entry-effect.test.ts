import { describe, expect, test } from "vitest";
import type { Pin, PinScan } from "../../../src/manifests/pin.ts";
import { rewritePins } from "../../../src/manifests/rewrite.ts";
import { bytesOf, DIGEST, pinAt, scanTexts, version } from "../given.ts";

const pod = (images: readonly string[]) =>
  JSON.stringify({
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "a" },
    spec: { containers: images.map((image, index) => ({ name: `c${index}`, image })) },
  });

/** An overlay with these entries, a line each from the third on, over a base with these images. */
function overlay(entries: readonly string[], images: readonly string[], base: readonly string[] = []) {
  const list = (of: readonly string[]) => (of.length === 0 ? "" : `images:\n${of.map((one) => `- ${one}\n`).join("")}`);
  return {
    "base/pod.json": pod(images),
    "base/kustomization.yaml": `resources: [pod.json]\n${list(base)}`,
    "prod/kustomization.yaml": `resources: [../base]\n${list(entries)}`,
  };
}

function scan(entries: readonly string[], images: readonly string[], base: readonly string[] = []): PinScan {
  return scanTexts(overlay(entries, images, base), ["prod"]);
}

describe("an entry that is not there yet", () => {
  test("is refused where it would also be for an image that an entry renames", () => {
    const found = pinAt(scan(["{name: app, newName: side, newTag: v6}"], ["app:1", "side:2"]), "images[name=side]");
    expect(found).toMatchObject({
      style: "absent",
      version: { tag: "2" },
      doubt: null,
      refusal:
        "an entry for it would also override the one in prod/kustomization.yaml:3, whose image has the same name; set that one, or add an entry by hand",
    });
  });

  test.each([
    ["the other image keeps its name", ["{name: app, newTag: v6}"]],
    ["the other image gets another name", ["{name: app, newName: other, newTag: v6}"]],
  ])("is written where %s", (_, entries) => {
    const texts = overlay(entries, ["app:1", "side:2"]);
    const edit = { pin: pinAt(scanTexts(texts, ["prod"]), "images[name=side]"), to: version("v9") };
    const files = new Map(
      [...bytesOf(texts)].flatMap(([path, bytes]) => (bytes === null ? [] : [[path, bytes] as const])),
    );
    const [written] = rewritePins(files, [edit]).values();
    expect(new TextDecoder().decode(written)).toContain("\n- {name: side, newTag: v9}\n");
  });

  test("is written for an image that a base renames", () => {
    const found = pinAt(scan([], ["app:1"], ["{name: app, newName: side, newTag: v6}"]), "images[name=side]");
    expect(found).toMatchObject({ version: { tag: "v6" }, refusal: null, doubt: null });
  });

  test("is refused beside an entry of that name that nothing uses yet", () => {
    const found = pinAt(scan(["{name: web, newName: side, newTag: v6}"], ["side:2"]), "images[name=side]");
    expect(found.refusal).toContain("override the one in prod/kustomization.yaml:3");
  });

  test("is refused where it would override an entry for one tag", () => {
    const found = pinAt(scan(["{name: 'app:1', newTag: v6}"], ["app:1", "app:2"]), "images[name=app]");
    expect(found).toMatchObject({ version: { tag: "2" }, doubt: null });
    expect(found.refusal).toContain("override the one in prod/kustomization.yaml:3");
  });

  test("is refused where it would also be for an image of another version in the overlay itself", () => {
    const texts = overlay([], ["app:1"]);
    const own = {
      ...texts,
      "prod/kustomization.yaml": "resources: [../base, own.json]\n",
      "prod/own.json": pod(["app:2"]),
    };
    const scanned = scanTexts({ ...own, "prod/own.json": pod(["app:2"]).replace('"name":"a"', '"name":"b"') }, [
      "prod",
    ]);
    expect(pinAt(scanned, "images[name=app]").refusal).toContain(
      "two versions of it, 1 and 2; one entry would set both",
    );
    const same = scanTexts({ ...own, "prod/own.json": pod(["app:1"]).replace('"name":"a"', '"name":"b"') }, ["prod"]);
    expect(pinAt(same, "images[name=app]").refusal).toBeNull();
  });
});

describe("an entry whose image a later one takes up again", () => {
  const lines = (pin: Pin) => ({ refusal: pin.refusal, doubt: pin.doubt });

  test.each([
    ["by the name that it gives", "{name: app, newName: side, newTag: v6}", "{name: side, newTag: v7}", "side"],
    ["by that name and its tag", "{name: app, newName: side, newTag: v6}", "{name: 'side:v6', newTag: v7}", "side"],
    [
      "by that name and its digest",
      `{name: app, newName: side, digest: "${DIGEST}"}`,
      `{name: "side@${DIGEST}", newTag: v7}`,
      "side",
    ],
    ["and renames it", "{name: app, newName: side, newTag: v6}", "{name: side, newName: other}", "side"],
    ["though it has no version itself", "{name: app, newName: side}", "{name: side, newTag: v7}", "side"],
    ["without the tag that it is for", "{name: 'app:1', newTag: v6}", "{name: app, newTag: v7}", "app"],
    ["by what `newName` carries", "{name: app, newName: 'side:v6'}", "{name: side, newTag: v7}", "side"],
  ])("%s is refused and doubtful, whether or not the resources are known", (_, first, second, image) => {
    for (const texts of [
      overlay([first, second], ["app:1"]),
      { "kustomization.yaml": `images:\n\n- ${first}\n- ${second}\n` },
    ]) {
      const [earlier, later] = scanTexts({ ...texts, "base/pod.json": pod(["app"]) }).pins.filter(({ path }) =>
        path.startsWith("images["),
      );
      expect(earlier?.refusal).toContain(`two entries decide on "${image}", in lines 3 and 4: the one named "`);
      expect(earlier?.doubt).toBe(earlier?.refusal);
      expect(later === undefined ? null : lines(later)).toEqual({ refusal: null, doubt: null });
    }
  });

  test.each([
    ["stands before it", ["{name: side, newTag: v7}", "{name: app, newName: side, newTag: v6}"]],
    ["is for another tag", ["{name: app, newName: side, newTag: v6}", "{name: 'side:v5', newTag: v7}"]],
    ["changes nothing", ["{name: app, newName: side, newTag: v6}", "{name: side}"]],
    ["is for the old name", ["{name: app, newName: side, newTag: v6}", "{name: web, newTag: v7}"]],
  ])("is written where the other one %s", (_, entries) => {
    expect(lines(pinAt(scan(entries, ["app:1"]), "images[name=app]"))).toEqual({ refusal: null, doubt: null });
  });

  test("by a pattern is refused once the resources tell", () => {
    const entries = ["{name: app, newTag: v6}", "{name: 'a.*', newTag: v7}"];
    expect(pinAt(scan(entries, ["app:1"]), "images[name=app]").refusal).toBe(
      'two entries decide on "app", in lines 3 and 4: the one named "a.*" comes later and wins; keep one',
    );
    expect(pinAt(scan(entries, ["web:1"]), "images[name=app]").refusal).toBeNull();
  });

  test("without a version is refused also where the other is for one of its images only", () => {
    const pin = pinAt(
      scan(["{name: app, newName: side}", "{name: 'side:2', newTag: v7}"], ["app:1", "app:2"]),
      "images[name=app]",
    );
    expect(pin.refusal).toContain('two entries decide on "app", in lines 3 and 4');
    expect(pin.version).toEqual(version("1"));
  });

  test("is where a new version for one that changes nothing goes", () => {
    const pin = pinAt(scan(["{name: app, newName: side, newTag: v6}", "{name: side}"], ["app:1"]), "images[name=side]");
    expect(pin).toMatchObject({
      refusal: "the entry in line 3 sets the image already; change it there",
      version: { tag: "v6" },
    });
  });
});

describe("a version in `newName`", () => {
  const entry = "{name: app, newName: 'ghcr.io/acme/app:2.0.0'}";
  const reason =
    "`newName` in prod/kustomization.yaml:3 carries a version, and kustomize puts the one that the image has behind it; move the version to `newTag` or `digest` there";

  test.each(["app:1", `app@${DIGEST}`])("before that of %s is doubtful and refused", (image) => {
    expect(pinAt(scan([entry], [image]), "images[name=app]")).toMatchObject({ refusal: reason, doubt: reason });
  });

  test.each([
    ["the image has none", [entry], ["app"]],
    ["the image is not known", [entry], []],
  ])("is as good as any where %s", (_, entries, images) => {
    expect(pinAt(scan(entries, images), "images[name=app]")).toMatchObject({ refusal: null, doubt: null });
  });

  test("beside one of the entry's own is doubtful, whatever the image has", () => {
    const pin = pinAt(scan(["{name: app, newName: 'side:2.0.0', newTag: v5}"], []), "images[name=app]");
    expect(pin.doubt).toContain("`newName` carries a version beside `newTag` or `digest`");
  });

  test.each([
    ["without an entry of its own", [], "images[name=ghcr.io/acme/app:2.0.0:1]"],
    ["with one that only renames", ["{name: 'ghcr.io/.*', newName: other}"], "images[name=ghcr.io/.*]"],
  ])("in the base makes the image doubtful in an overlay %s", (_, entries, path) => {
    const pin = pinAt(scan(entries, ["app:1"], [entry]), path);
    expect(pin.doubt).toBe(reason.replace("prod/", "base/"));
    expect(pin.refusal).toBe(pin.doubt);
  });
});

test("a doubled version stays doubtful under another name", () => {
  const base = ["{name: app, newName: 'ghcr.io/acme/app:2.0.0'}", "{name: 'ghcr.io/.*', newName: other}"];
  expect(pinAt(scan([], ["app:1"], base), "images[name=other:2.0.0:1]").doubt).toContain(
    "`newName` in base/kustomization.yaml:3 carries a version",
  );
});

describe("an entry whose name is a pattern", () => {
  const entries = ["{name: 'acme/.*', newTag: v5}"];

  test("is the pin of the one image that it is for", () => {
    const pin = pinAt(scan(entries, ["acme/app:1", "acme/app:2", "web:1"]), "images[name=acme/.*]");
    expect(pin).toMatchObject({
      artifact: { name: "acme/app", id: "docker.io/acme/app" },
      version: { tag: "v5" },
      refusal: null,
    });
  });

  test("is refused where it is for several images, which keep it paired by the pattern", () => {
    const pin = pinAt(scan(entries, ["acme/app:1", "acme/web:2"]), "images[name=acme/.*]");
    expect(pin).toMatchObject({
      artifact: { id: "acme/.*" },
      doubt: null,
      refusal: 'the pattern "acme/.*" is for several images, "acme/app", "acme/web"; give each an entry of its own',
    });
  });

  test("names four of many images", () => {
    const pin = pinAt(
      scan(
        entries,
        ["a", "b", "c", "d", "e", "f"].map((name) => `acme/${name}`),
      ),
      "images[name=acme/.*]",
    );
    expect(pin.refusal).toContain('"acme/d", 2 more; give');
  });

  test("is the pin of what a later entry leaves to it", () => {
    const some = [...entries, "{name: acme/web, newTag: v6}"];
    expect(pinAt(scan(some, ["acme/app:1", "acme/web:2"]), "images[name=acme/.*]")).toMatchObject({
      artifact: { name: "acme/app" },
      refusal: null,
      doubt: null,
    });
    expect(pinAt(scan(some, ["acme/web:2"]), "images[name=acme/.*]").refusal).toContain(
      'two entries decide on "acme/web"',
    );
  });

  test.each([
    ["nothing is known that it is for", entries, [], "acme/.*"],
    [
      "it gives a new name",
      ["{name: 'acme/.*', newName: mirror/app, newTag: v5}"],
      ["acme/app:1", "acme/web:1"],
      "docker.io/mirror/app",
    ],
  ])("keeps its artifact where %s", (_, some, images, id) => {
    expect(pinAt(scan(some, images), "images[name=acme/.*]")).toMatchObject({ artifact: { id }, refusal: null });
  });

  test("in a component is the pin of what every overlay gives it", () => {
    const component = (second: string) =>
      scanTexts({
        "part/kustomization.yaml": "kind: Component\nimages: [{name: 'acme/.*', newTag: v5}]\n",
        "a/kustomization.yaml": "resources: [pod.json]\ncomponents: [../part]\n",
        "a/pod.json": pod(["acme/app:1"]),
        "b/kustomization.yaml": "resources: [pod.json]\ncomponents: [../part]\n",
        "b/pod.json": pod([second]),
      });
    expect(pinAt(component("acme/app:2"), "images[name=acme/.*]").artifact?.name).toBe("acme/app");
    expect(pinAt(component("acme/web:2"), "images[name=acme/.*]").refusal).toContain("several images");
  });
});

test("an entry without a version tells that of the resources, and doubts it where they have two", () => {
  const entries = ["{name: app, newName: mirror/app}"];
  expect(pinAt(scan(entries, ["app:1", "app:1"]), "images[name=app]")).toMatchObject({
    version: { tag: "1" },
    refusal: null,
  });
  const two = pinAt(scan(entries, ["app:1", "app:2"]), "images[name=app]");
  expect(two.refusal).toBe("the resources use two versions of it, 1 and 2; one entry would set both");
  expect(two.doubt).toBe(two.refusal);
});
