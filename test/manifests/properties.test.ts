// What holds for every kind of manifest in every style: a version that is set changes only its own characters, and can be set back.
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { UserError } from "../../src/errors.ts";
import { formatVersion, type Version } from "../../src/artifacts/version.ts";
import { KINDS } from "../../src/manifests/kinds.ts";
import type { Pin } from "../../src/manifests/pin.ts";
import { rewritePins } from "../../src/manifests/rewrite.ts";
import { rememberingReader } from "../../src/manifests/file-facts.ts";
import { scanPins } from "../../src/manifests/scan.ts";
import {
  differenceBesideKeys,
  differenceBeyond,
  keepsItsKeys,
  offsetOf,
  scalarAt,
  type MadeEdit,
} from "./byte-difference.ts";
import { fileOf, GENERATORS, TARGETS, type GeneratedFile, type Generator, type Takes } from "./documents.ts";

/** `WAYBILL_PROPERTY_RUNS=20000` for a long search. */
const RUNS = Number(process.env["WAYBILL_PROPERTY_RUNS"] ?? 50);

/** How often `shrink` may retry is minutes for files of this size: a failure is reported as drawn, with its seed. */
fc.configureGlobal({ endOnFailure: process.env["WAYBILL_PROPERTY_SHRINK"] === undefined });

const ROWS: readonly (readonly [string, Generator])[] = Object.entries(GENERATORS).flatMap(([kind, generators]) =>
  generators.map((generator, index) => [`${kind}${index === 0 ? "" : ` (${index + 1})`}`, generator] as const),
);

/** A file, and a version for each of its pins, in the order of the file. */
interface Draw {
  readonly given: GeneratedFile;
  readonly targets: Readonly<Record<Takes, readonly Version[]>>;
  readonly at: number;
}

function drawOf(generator: Generator): fc.Arbitrary<Draw> {
  const some = (takes: Takes) => fc.array(TARGETS[takes], { minLength: 3, maxLength: 3 });
  return fc.record({
    given: fileOf(generator),
    targets: fc.record({
      image: some("image"),
      "image with a tag": some("image with a tag"),
      chart: some("chart"),
      git: some("git"),
      text: some("text"),
    }),
    at: fc.nat(20),
  });
}

/** The pins of a text, those that are guarded named, so that they can be set; a place that was named in `earlier` still is. */
function scanText(file: string, text: string, earlier: readonly Pin[] = []): readonly Pin[] {
  const files = new Map([[file, new TextEncoder().encode(text)]]);
  const { pins } = scanPins(files, { scope: ["."] });
  const guarded = earlier.length > 0 ? earlier.filter((pin) => pin.named) : pins.filter((pin) => pin.guarded);
  const named = guarded.map(({ document, path, artifact }) => ({ document, path, artifact }));
  return named.length === 0 ? pins : scanPins(files, { scope: ["."], reader: rememberingReader(() => named) }).pins;
}

/** The text with the edits made; a draw in which a key cannot go without the comment beside it is passed over: that is refused, as it has to be. */
function setPins(file: string, text: string, edits: readonly (readonly [Pin, Version])[]): string {
  const bytes = new TextEncoder().encode(text);
  try {
    const result = rewritePins(
      new Map([[file, bytes]]),
      edits.map(([pin, to]) => ({ pin, to })),
    ).get(file);
    return result === undefined ? text : new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(result);
  } catch (error) {
    fc.pre(!(error instanceof UserError && error.message.includes("a comment stands between the keys")));
    throw error;
  }
}

function contentOf(pins: readonly Pin[]): readonly string[] {
  return pins.map((pin) => `${pin.document} ${pin.path} ${pin.artifact?.id} ${formatVersion(pin.version)}`).sort();
}

/** What a scan must say when some of the pins hold something else. */
function expectedContent(pins: readonly Pin[], edits: readonly (readonly [Pin, Version])[]): readonly string[] {
  const versions = new Map(edits.map(([pin, to]) => [`${pin.document} ${pin.path}`, to]));
  return contentOf(
    pins.map((pin) => ({ ...pin, version: versions.get(`${pin.document} ${pin.path}`) ?? pin.version })),
  );
}

/** The sort of versions that a found pin takes: that of the equal version that was written; where both sorts of image have it, the lesser. */
function takesOf(pin: Pin, given: GeneratedFile): Takes {
  const same = given.pins.filter((one) => formatVersion(one.version) === formatVersion(pin.version));
  const isTagged = same.some(({ takes }) => takes === "image with a tag");
  return pin.takes === "image" && isTagged ? "image with a tag" : pin.takes;
}

function targetsFor(pins: readonly Pin[], { given, targets }: Draw): readonly (readonly [Pin, Version])[] {
  return pins.map((pin, index) => {
    const to = targets[takesOf(pin, given)][index % 3];
    if (to === undefined) throw new Error("three versions are drawn");
    return [pin, to] as const;
  });
}

/** The edits together with what a scan finds in their places afterwards. */
function madeIn(after: readonly Pin[], edits: readonly (readonly [Pin, Version])[]): readonly MadeEdit[] {
  return edits.map(([pin, to]) => {
    const now = after.find((one) => one.document === pin.document && one.path === pin.path);
    if (now === undefined) throw new Error(`${pin.path} is gone`);
    return { pin, to, now };
  });
}

test("every kind of the table has a generator, and no other", () => {
  expect(Object.keys(GENERATORS).sort()).toEqual(KINDS.map((kind) => kind.name).sort());
});

describe.each(ROWS)("for every %s", (_, generator) => {
  test("a scan finds what was written, at its line and column", () => {
    fc.assert(
      fc.property(fileOf(generator), (given) => {
        const pins = scanText(given.file, given.text);
        const found = pins.map((pin) => formatVersion(pin.version)).sort();
        expect(found).toEqual(given.pins.map((pin) => formatVersion(pin.version)).sort());
        expect(new Set(pins.map((pin) => `${pin.document} ${pin.path}`)).size).toBe(pins.length);
        for (const pin of pins) {
          const { text } = scalarAt(given.text, offsetOf(given.text, pin));
          expect(text).toContain(pin.version.tag ?? pin.version.digest);
        }
      }),
      { numRuns: RUNS },
    );
  });

  test("setting one changes only that, setting it again nothing, and setting it back restores the text", () => {
    fc.assert(
      fc.property(drawOf(generator), (draw) => {
        const { file, text } = draw.given;
        const before = scanText(file, text);
        const all = targetsFor(before, draw);
        const edit = all[draw.at % all.length];
        if (edit === undefined) throw new Error("every generated file has a pin");
        const [pin, to] = edit;
        const changed = setPins(file, text, [edit]);
        const after = scanText(file, changed, before);
        expect(differenceBeyond(text, changed, madeIn(after, [edit]))).toBeNull();
        expect(contentOf(after)).toEqual(expectedContent(before, [edit]));
        const again = after.filter((one) => one.path === pin.path && one.document === pin.document);
        expect(
          setPins(
            file,
            changed,
            again.map((one) => [one, to]),
          ),
        ).toBe(changed);
        const restored = setPins(
          file,
          changed,
          again.map((one) => [one, pin.version]),
        );
        expect(contentOf(scanText(file, restored, before))).toEqual(contentOf(before));
        const back = madeIn(scanText(file, restored, before), [[pin, pin.version]]);
        expect(differenceBesideKeys(text, restored, back)).toBeNull();
        // Keys that go and come again may stand elsewhere; nothing else may.
        expect(keepsItsKeys({ pin, to }) ? [text, ...withQuotes(text, pin)] : [restored]).toContain(restored);
      }),
      { numRuns: RUNS },
    );
  });

  test("setting all at once equals setting one by one, in any order", () => {
    fc.assert(
      fc.property(drawOf(generator), (draw) => {
        const { file, text } = draw.given;
        const before = scanText(file, text);
        const all = targetsFor(before, draw);
        const together = setPins(file, text, all);
        const after = scanText(file, together, before);
        expect(differenceBeyond(text, together, madeIn(after, all))).toBeNull();
        expect(contentOf(after)).toEqual(expectedContent(before, all));
        for (const order of [all, all.toReversed(), [...all.slice(1), ...all.slice(0, 1)]]) {
          expect(order.reduce((now, edit) => setPins(file, now, [edit]), text)).toBe(together);
        }
      }),
      { numRuns: Math.ceil(RUNS / 4) },
    );
  });
});

/** The text with quotes around the plain scalars that hold the pin's version: a version that needs none keeps those that another needed. */
function withQuotes(text: string, pin: Pin): readonly string[] {
  const own = offsetOf(text, pin);
  const digest = pin.version.digest === null ? -1 : text.indexOf(pin.version.digest);
  const offsets = [[own], [digest], [own, digest].toSorted((a, b) => b - a)];
  return offsets.map((places) => {
    let quoted = text;
    for (const at of new Set(places)) {
      if (at < 0) continue;
      const { raw } = scalarAt(quoted, at);
      if (!/^["']/.test(raw)) quoted = `${quoted.slice(0, at)}"${raw}"${quoted.slice(at + raw.length)}`;
    }
    return quoted;
  });
}
