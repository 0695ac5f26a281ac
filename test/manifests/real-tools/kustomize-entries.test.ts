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
          // An entry may give the image of a patch file another name, and leave its version to it.
          const isCalledSo = pin.file === "prod/kustomization.yaml";
          const name = (was: string | null | undefined) =>
            isCalledSo ? nameOf(pin) : (was ?? "").split(/:(?!5000)|@/)[0];
          const held = (was: string | null | undefined) => (isCalledSo ? referenceOf(pin) : was);
          expect(changed).toEqual(changed.map(([was]) => [held(was), `${name(was)}:9.10`]));
        }
        for (const [name, same] of groupBy(pins, nameOf)) {
          if (same.some(({ refusal }) => refusal !== null)) continue;
          const after = imagesOf(edited(files, "prod", Object.fromEntries(same.map(({ path }) => [path, "9.10"]))));
          const called = after.filter((image) => image !== null && isCalled(image, name));
          expect(called).toEqual(called.map(() => `${name}:9.10`));
        }
      }),
      // The same draws in every run: what a longer hunt finds becomes a case of its own.
      {
        numRuns: Number(process.env["WAYBILL_PROPERTY_RUNS"] ?? 40),
        seed: Number(process.env["WAYBILL_PROPERTY_SEED"] ?? 1),
      },
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

/**
 * The pin says that the image is built; or it says that it cannot be set, and is of the image's name, or tells of it. Where a patch may have made
 * anything of a pin's image, and the pin says so, that pin stands for whatever is built.
 */
function accountsFor(pin: Pin, image: string): boolean {
  if (referenceOf(pin) === image || pin.refusal?.includes("whether it does cannot be told") === true) return true;
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

/** Patches of the pod `a`: a merge or a JSON patch of its first container, or a merge that brings one, in the text or in a file. */
const anyPatches = fc.array(
  fc
    .record({
      form: fc.constantFrom("merge", "merge with a target", "operation", "new container"),
      list: fc.constantFrom("patches", "old"),
      isFile: fc.boolean(),
      image: fc.constantFrom("app:7", "side:8", "acme/app:7", "patched/app:7", `app@${OTHER_DIGEST}`),
    })
    // A JSON patch in a file is no manifest, and has no pin that could account for its image.
    .map((patch) => ({ ...patch, isFile: patch.isFile && patch.form !== "operation" })),
  { maxLength: 2 },
);

type Patch = typeof anyPatches extends fc.Arbitrary<readonly (infer P)[]> ? P : never;

function patchText({ form, image }: Patch): string {
  if (form === "operation") return JSON.stringify([{ op: "replace", path: "/spec/containers/0/image", value: image }]);
  const containers = [{ name: form === "new container" ? "new" : "c0", image }];
  return JSON.stringify({ apiVersion: "v1", kind: "Pod", metadata: { name: "a" }, spec: { containers } });
}

function patchFiles(folder: string, patches: readonly Patch[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    patches.flatMap((patch, index) => (patch.isFile ? [[`${folder}/patch-${index}.json`, patchText(patch)]] : [])),
  );
}

/** The lists of a kustomization's patches, each in its line. */
function patchLists(patches: readonly Patch[]): string {
  const items = patches.map((patch, index): readonly [string, unknown] => {
    const { form, list, isFile } = patch;
    const text = isFile ? `patch-${index}.json` : patchText(patch);
    const target = { version: "v1", kind: "Pod", name: "a" };
    if (list === "old" && form !== "operation" && form !== "merge with a target")
      return ["patchesStrategicMerge", text];
    const isTargeted = form === "operation" || form === "merge with a target";
    const item = { ...(isFile ? { path: text } : { patch: text }), ...(isTargeted ? { target } : {}) };
    return [list === "old" && form === "operation" ? "patchesJson6902" : "patches", item];
  });
  return [...groupBy(items, ([list]) => list)]
    .map(([list, same]) => `${list}: ${JSON.stringify(same.map(([, item]) => item))}\n`)
    .join("");
}

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
    // Which container an index means where a patch has brought one, the pins leave open: they refuse, and name only what they know.
    patches: fc.record({ base: anyPatches, part: anyPatches, prod: anyPatches }).filter((lists) => {
      const forms = new Set(Object.values(lists).flatMap((list) => list.map(({ form }) => form)));
      return !(forms.has("new container") && forms.has("operation"));
    }),
  })
  .map(({ images, base, part, prod, patches }): Readonly<Record<string, string>> => {
    const containers = images.map((image, index) => ({ name: `c${index}`, image }));
    return {
      "base/pod.json": JSON.stringify({ apiVersion: "v1", kind: "Pod", metadata: { name: "a" }, spec: { containers } }),
      ...patchFiles("base", patches.base),
      ...patchFiles("part", patches.part),
      ...patchFiles("prod", patches.prod),
      "base/kustomization.yaml": `resources: [pod.json]\n${patchLists(patches.base)}images: ${JSON.stringify(base)}\n`,
      "part/kustomization.yaml": `apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n${patchLists(patches.part)}images: ${JSON.stringify(part)}\n`,
      "prod/kustomization.yaml": `resources: [../base]\ncomponents: [../part]\n${patchLists(patches.prod)}images: ${JSON.stringify(prod)}\n`,
    };
  });
