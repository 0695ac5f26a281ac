// Whatever entries an overlay, its component and its base have: what a pin says is what `kustomize build` gives, before and after it is set.
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatVersion } from "../../../src/artifacts/version.ts";
import { findTool } from "../../support/tools.ts";
import { DIGEST, OTHER_DIGEST, scanTexts } from "../given.ts";
import { edited, imageOf } from "./edited-files.ts";
import { kustomizeBuild, type Files } from "./programs.ts";

describe.skipIf(findTool("kustomize") === null)("kustomize build", () => {
  test("gives what a pin says, whatever entries the overlay, its component and its base have", () => {
    fc.assert(
      fc.property(anyOverlay, (files) => {
        const lines = (texts: Files) => kustomizeBuild(texts, "prod").split("\n").map(imageOf);
        const before = lines(new Map(Object.entries(files)));
        for (const pin of scanTexts(files, ["prod"]).pins.filter(({ refusal }) => refusal === null)) {
          const name = pin.artifact?.name ?? "";
          const old = formatVersion(pin.version);
          const from = /^(?:@|$)/.test(old) ? name + old : `${name}:${old}`;
          const after = lines(edited(files, "prod", { [pin.path]: "9.10" }));
          const changed = before.flatMap((image, index) => (image === after[index] ? [] : [[image, after[index]]]));
          expect(changed).toEqual(changed.map(() => [from, `${name}:9.10`]));
          // An entry for one tag alone leaves the same name with another tag; every other pin decides all that it names.
          const isForOneTag = pin.path === "images[name=app:1]";
          expect(after.filter((image) => image === from && !isForOneTag)).toEqual([]);
        }
      }),
      { numRuns: 25 },
    );
  });
});

const anyVersion = fc.record(
  { newTag: fc.constantFrom("v5", "1.10"), digest: fc.constant(OTHER_DIGEST) },
  { requiredKeys: [] },
);

/** Entries for some of `names`. Each is renamed to a name that no other entry of the same list has. */
const anyEntries = (names: readonly string[], renamed: string) =>
  fc
    .uniqueArray(fc.tuple(fc.constantFrom(...names), fc.boolean(), anyVersion), { selector: ([name]) => name })
    .map((entries) =>
      entries.map(([name, renames, to]) => ({
        name,
        ...(renames ? { newName: `${renamed}/${name.replace(/:.*/, "-1")}` } : {}),
        ...to,
      })),
    );

const NAMES = ["app", "side", "acme/app", "localhost:5000/app"];

const anyOverlay = fc
  .record({
    images: fc.array(fc.constantFrom("app", "app:1", `app@${DIGEST}`, "side:2", "acme/app:3", `acme/app:3@${DIGEST}`), {
      minLength: 1,
      maxLength: 3,
    }),
    base: anyEntries([...NAMES, "app:1"], "mid"),
    part: anyEntries([...NAMES, "mid/app"], "part"),
    prod: anyEntries([...NAMES, "app:1", "mid/app", "part/app", "part/mid/app"], "last"),
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
