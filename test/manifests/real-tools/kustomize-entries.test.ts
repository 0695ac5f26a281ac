// Whatever entries an overlay, its component and its base have: what a pin says is what `kustomize build` gives, before and after it is set.
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatVersion } from "../../../src/artifacts/version.ts";
import type { Pin } from "../../../src/manifests/pin.ts";
import { groupBy } from "../../../src/text/group-by.ts";
import { findTool } from "../../support/tools.ts";
import { DIGEST, OTHER_DIGEST, scanTexts } from "../given.ts";
import { edited, imageOf } from "./edited-files.ts";
import { kustomizeBuild, type Files } from "./programs.ts";

describe.skipIf(findTool("kustomize") === null)("kustomize build", () => {
  test("gives what a pin says, whatever entries the overlay, its component and its base have", () => {
    fc.assert(
      fc.property(anyOverlay, (files) => {
        const imagesOf = (texts: Files) => kustomizeBuild(texts, "prod").split("\n").map(imageOf);
        const before = imagesOf(new Map(Object.entries(files)));
        const { pins } = scanTexts(files, ["prod"]);
        for (const image of before)
          expect(image === null || pins.some((pin) => accountsFor(pin, image)), String(image)).toBe(true);
        const open = pins.filter(({ refusal }) => refusal === null);
        for (const pin of open) {
          const after = imagesOf(edited(files, "prod", { [pin.path]: "9.10" }));
          const changed = before.flatMap((image, index) => (image === after[index] ? [] : [[image, after[index]]]));
          expect(changed).toEqual(changed.map(() => [referenceOf(pin), `${nameOf(pin)}:9.10`]));
        }
        for (const [name, same] of groupBy(pins, nameOf)) {
          if (same.some(({ refusal }) => refusal !== null)) continue;
          const after = imagesOf(edited(files, "prod", Object.fromEntries(same.map(({ path }) => [path, "9.10"]))));
          const called = after.filter((image) => image !== null && isCalled(image, name));
          expect(called).toEqual(called.map(() => `${name}:9.10`));
        }
      }),
      { numRuns: 40 },
    );
  });
});

function nameOf({ artifact }: Pin): string {
  return artifact?.name ?? "";
}

/** The image that a pin says is built. */
function referenceOf(pin: Pin): string {
  const held = formatVersion(pin.version);
  return /^(?:@|$)/.test(held) ? nameOf(pin) + held : `${nameOf(pin)}:${held}`;
}

function isCalled(image: string, name: string): boolean {
  return /^$|^[:@]/.test(image.startsWith(name) ? image.slice(name.length) : "no");
}

/** The pin says that the image is built; or it says that it cannot be set, and is of the image's name, or tells of it. */
function accountsFor(pin: Pin, image: string): boolean {
  if (referenceOf(pin) === image) return true;
  const [name = ""] = image.split(/:(?!5000)|@/);
  return pin.refusal !== null && (isCalled(image, nameOf(pin)) || pin.refusal.includes(`"${name}"`));
}

const anyVersion = fc.record(
  { newTag: fc.constantFrom("v5", "1.10"), digest: fc.constant(OTHER_DIGEST) },
  { requiredKeys: [] },
);

/** New names: of its own, one that other images and entries have, and with a version behind each of them. */
const anyNewName = (name: string, renamed: string) =>
  fc
    .tuple(
      fc.constantFrom(`${renamed}/${name.replace(/\W.*/, "-1")}`, "side", "acme/app"),
      fc.constantFrom("", "", ":2.0.0", `@${OTHER_DIGEST}`),
    )
    .map((parts) => parts.join(""));

const anyEntries = (names: readonly string[], renamed: string) =>
  fc.uniqueArray(
    fc
      .constantFrom(...names)
      .chain((name) =>
        fc
          .tuple(fc.option(anyNewName(name, renamed), { nil: undefined }), anyVersion)
          .map(([newName, to]) => ({ name, ...(newName === undefined ? {} : { newName }), ...to })),
      ),
    { selector: ({ name }) => name, maxLength: 4 },
  );

const NAMES = ["app", "side", "acme/app", "acme/.*", "localhost:5000/app"];

const anyOverlay = fc
  .record({
    images: fc.array(
      fc.constantFrom("app", "app:1", `app@${DIGEST}`, "side:2", "acme/app:3", "acme/web:3", `acme/app:3@${DIGEST}`),
      {
        minLength: 1,
        maxLength: 3,
      },
    ),
    base: anyEntries([...NAMES, "app:1"], "mid"),
    part: anyEntries([...NAMES, "mid/app"], "part"),
    prod: anyEntries([...NAMES, "app:1", "mid/app", "part/app", "s.*e"], "last"),
  })
  .map(({ images, base, part, prod }): Readonly<Record<string, string>> => {
    const containers = images.map((image, index) => ({ name: `c${index}`, image }));
    return {
      "base/pod.json": JSON.stringify({ apiVersion: "v1", kind: "Pod", metadata: { name: "a" }, spec: { containers } }),
      "base/kustomization.yaml": `resources: [pod.json]\nimages: ${JSON.stringify(base)}\n`,
      "part/kustomization.yaml": `apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nimages: ${JSON.stringify(part)}\n`,
      "prod/kustomization.yaml": `resources: [../base]\ncomponents: [../part]\nimages: ${JSON.stringify(prod)}\n`,
    };
  });
