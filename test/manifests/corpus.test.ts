// Every real manifest that lies beside the project: each of its pins set to versions of every form, and not a character changed besides.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { matchesFilter } from "../../src/artifacts/filter.ts";
import { equalVersions, formatVersion, type Version } from "../../src/artifacts/version.ts";
import type { Pin } from "../../src/manifests/pin.ts";
import { readFacts, rememberingReader, type ManifestReader } from "../../src/manifests/file-facts.ts";
import { readManifest } from "../../src/manifests/reading.ts";
import { rewritePins } from "../../src/manifests/rewrite.ts";
import { scanPins } from "../../src/manifests/scan.ts";
import { differenceBeyond, offsetOf, scalarAt } from "./byte-difference.ts";
import { DIGEST, version } from "./given.ts";

const CORPUS = join(import.meta.dirname, "../../../shared/corpus");
const present = existsSync(CORPUS);

/** Each pin alone takes minutes: all of them with `WAYBILL_CORPUS=long`, otherwise one in so many. */
const ALONE_STEP = process.env["WAYBILL_CORPUS"] === "long" ? 1 : 12;

type Bytes = Uint8Array<ArrayBuffer>;
type Files = ReadonlyMap<string, Bytes>;

function readTree(root: string): Files {
  const files = new Map<string, Bytes>();
  for (const entry of readdirSync(root, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    files.set(path.slice(root.length + 1), readFileSync(path));
  }
  return files;
}

const repositories = (present ? readdirSync(CORPUS, { withFileTypes: true }) : [])
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => {
    const files = readTree(join(CORPUS, name));
    const reader = rememberingReader();
    const { pins, problems } = scanPins(files, { scope: ["."], reader });
    const kinds = new Map(
      [...files].flatMap(([path, bytes]) =>
        readManifest(path, bytes).objects.flatMap(({ kind, sites }) =>
          sites.map((site) => [keyOf(site.pin), kind.name] as const),
        ),
      ),
    );
    return { name, files, reader, pins, problems, kinds };
  });

/** Four versions for each kind of artifact, of the forms that its places take. */
const TARGETS: Readonly<Record<Pin["takes"], readonly string[]>> = {
  image: ["1.10", "v2.0.0", "0015411038700220022866760928708500900682", `1.10@${DIGEST}`],
  chart: ["1.10.0", "v2.0.0", "0.0.0-0e15411", "20.0.0-rc.1"],
  git: ["v1.10.0", "2.0.0", "0e15411f387bb2a2286676b92a87fd85aa9b682a", "0015411038700220022866760928708500900682"],
  text: ["1.10.0", "v2.0.0", "0.0.0-0e15411", "20.0.0-rc.1"],
};

/** The version at `index` for a pin; for one whose manifest filters versions, one that passes. */
function targetOf(pin: Pin, index: number): Version {
  const wanted = version(TARGETS[pin.takes][index] ?? "");
  const { filter } = pin;
  if (filter === null) return wanted;
  const tags = [wanted.tag ?? "", filter.replace(/^\w+:/, "").replaceAll("*", `x${index}`)];
  const numbers = [...Array(20).keys()].flatMap((n) => [`${n}.${index}`, `0.${n}.${index}`, `${n}.${index}.0`]);
  const tag = [...tags, ...numbers].find((one) => matchesFilter(filter, one));
  return { ...wanted, tag: tag ?? "no version passes" };
}

function keyOf(pin: Pin): string {
  return `${pin.file}#${pin.document}#${pin.path}`;
}

function textOf(bytes: Uint8Array | undefined): string {
  return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
}

function byKey(pins: readonly Pin[]): ReadonlyMap<string, Pin> {
  return new Map(pins.map((pin) => [keyOf(pin), pin]));
}

interface Edit {
  readonly pin: Pin;
  readonly to: Version;
}

/** What is wrong with a file after edits: another character changed, a pin came or went, a version is not the one asked for. */
function faultOf(
  reader: ManifestReader,
  path: string,
  { before, after, edits }: { before: Bytes; after: Uint8Array; edits: readonly Edit[] },
): string | null {
  const [was, is] = [byKey(reader(path, before).pins), byKey(readFacts(path, after).pins)];
  if ([...was.keys()].sort().join("\n") !== [...is.keys()].sort().join("\n")) return `${path}: other pins than before`;
  const asked = new Map(edits.map(({ pin, to }) => [keyOf(pin), to]));
  for (const [key, pin] of is) {
    const wanted = asked.get(key) ?? was.get(key)?.version;
    if (wanted === undefined || !equalVersions(wanted, pin.version))
      return `${key}: holds ${formatVersion(pin.version)}`;
  }
  const made = edits.map(({ pin, to }) => ({ pin: was.get(keyOf(pin)) ?? pin, to, now: is.get(keyOf(pin)) ?? pin }));
  const difference = differenceBeyond(textOf(before), textOf(after), made);
  return difference === null ? null : `${path}: ${difference}`;
}

function isRewritable(pin: Pin): boolean {
  return pin.refusal === null && pin.style !== "absent";
}

/** A text without the lines that an added entry may have. */
function withoutNewLines(bytes: Uint8Array = new Uint8Array()): string {
  return Buffer.from(bytes)
    .toString("latin1")
    .replaceAll(/^(?:images:|[ \t]*(?:- )?(?:name|newTag|digest): .*)(?:\r?\n|$)/gm, "");
}

describe.skipIf(!present)("the corpus (../shared/corpus)", () => {
  describe.each(repositories)("$name", ({ files, reader, pins, problems }) => {
    const rewritable = pins.filter(isRewritable);

    test("every version that is found stands at its line and column, and no two pins share a place", () => {
      expect(new Set(pins.map(keyOf)).size).toBe(pins.length);
      const misplaced = pins.filter((pin) => {
        // A folded or quoted text has no lines of its own: what is inside it stands at its start.
        if (pin.style === "absent" || /folded or quoted text/.test(pin.refusal ?? "")) return false;
        const text = textOf(files.get(pin.file));
        const at = offsetOf(text, pin);
        const wanted = pin.version.tag ?? pin.version.digest ?? "";
        return !scalarAt(text, at).text.includes(wanted) && !text.slice(at).startsWith(wanted);
      });
      expect(misplaced.map((pin) => `${pin.file}:${pin.line}:${pin.column} ${formatVersion(pin.version)}`)).toEqual([]);
    });

    test("the order of the files makes no difference", () => {
      const turned = scanPins(new Map([...files].reverse()), { scope: ["."], reader });
      expect(turned.pins).toEqual(pins);
      const listed = (list: typeof problems) =>
        list.map(({ file, line, reason }) => `${file}:${line}: ${reason}`).sort();
      expect(listed(turned.problems)).toEqual(listed(problems));
    });

    test.each([0, 1, 2, 3])("every pin at once takes a version of form %i, and nothing else changes", (form) => {
      const edits = rewritable.map((pin) => ({ pin, to: targetOf(pin, form) }));
      const rewritten = rewritePins(files, edits);
      const faults: string[] = [];
      for (const [path, before] of files) {
        const after = rewritten.get(path);
        if (after === undefined) continue;
        const own = edits.filter(({ pin }) => pin.file === path);
        const fault = faultOf(reader, path, { before, after, edits: own });
        if (fault !== null) faults.push(fault);
      }
      expect(faults).toEqual([]);
      const changed = edits.filter(({ pin, to }) => !equalVersions(pin.version, to));
      expect([...rewritten.keys()].sort()).toEqual([...new Set(changed.map(({ pin }) => pin.file))].sort());
    });

    test("a pin alone takes a version of each form, and nothing else changes", { timeout: 1_800_000 }, () => {
      const faults: string[] = [];
      for (const [index, pin] of rewritable.entries()) {
        if (index % ALONE_STEP !== 0) continue;
        for (const form of [0, 1, 2, 3]) {
          const edit = { pin, to: targetOf(pin, form) };
          const before = files.get(pin.file) ?? new Uint8Array();
          const after = rewritePins(new Map([[pin.file, before]]), [edit]).get(pin.file);
          const fault = after === undefined ? null : faultOf(reader, pin.file, { before, after, edits: [edit] });
          if (fault !== null) faults.push(fault);
        }
      }
      expect(faults).toEqual([]);
    });

    test("what is refused stays as it is, with its reason", () => {
      const refused = pins.filter((pin) => pin.refusal !== null);
      const accepted = refused.filter((pin) => {
        const to = version(pin.version.tag === "9.9.9" ? "9.9.8" : "9.9.9");
        try {
          rewritePins(files, [{ pin, to }]);
          return true;
        } catch {
          return false;
        }
      });
      expect(accepted.map(keyOf)).toEqual([]);
      expect(refused.filter((pin) => (pin.refusal ?? "").length < 10).map(keyOf)).toEqual([]);
    });

    test("a guarded place that is named takes a version, and nothing else changes", () => {
      const faults: string[] = [];
      for (const pin of pins.filter((one) => one.guarded && one.object.kind !== "GitRepository")) {
        const before = files.get(pin.file) ?? new Uint8Array();
        const { document, path, artifact } = pin;
        const named = readFacts(pin.file, before, [{ document, path, artifact }]);
        const open = byKey(named.pins).get(keyOf(pin));
        // What refuses it besides its guard, naming does not lift.
        if (open === undefined || open.refusal !== null) continue;
        const to = targetOf(open, 0);
        const after = rewritePins(new Map([[pin.file, before]]), [{ pin: open, to }]).get(pin.file) ?? before;
        const now = byKey(readFacts(pin.file, after, [{ document, path, artifact }]).pins).get(keyOf(pin)) ?? open;
        if (!equalVersions(now.version, to)) faults.push(`${keyOf(pin)}: holds ${formatVersion(now.version)}`);
        const difference = differenceBeyond(textOf(before), textOf(after), [{ pin: open, to, now }]);
        if (difference !== null) faults.push(`${keyOf(pin)}: ${difference}`);
      }
      expect(faults).toEqual([]);
    });

    test("an entry that is added is all that is new", () => {
      const missing = pins.filter((pin) => pin.style === "absent" && pin.refusal === null);
      const rewritten = rewritePins(
        files,
        missing.map((pin) => ({ pin, to: { tag: "1.10", digest: DIGEST } })),
      );
      for (const [path, bytes] of rewritten) {
        expect(withoutNewLines(bytes)).toBe(withoutNewLines(files.get(path)));
      }
      expect(rewritten.size).toBe(new Set(missing.map((pin) => pin.file)).size);
    });
  });

  describe("Argo CD's parent charts and generated values", () => {
    const listed = (repository: string) => {
      const found = repositories.find(({ name }) => name === repository);
      const pins = (found?.pins ?? []).map((pin) => [
        `${pin.file}:${pin.line}`,
        formatVersion(pin.version),
        pin.refusal,
      ]);
      const problems = (found?.problems ?? []).map((problem) => [`${problem.file}:${problem.line}`, problem.reason]);
      return { pins, problems };
    };

    test("niqdev__gitops-k8s: the parent's requirement is a pin, its Application is data but for the template, the others are templates", () => {
      const { pins, problems } = listed("niqdev__gitops-k8s");
      expect(pins).toEqual([
        ["charts/seed/requirements.yaml:3", "1.1.1-0", null],
        [
          "charts/seed/templates/applications.yaml:10",
          "{{ .Values.repository.targetRevision }}",
          "the value is a template ({{ .Values.repository.targetRevision }})",
        ],
      ]);
      expect(new Set(problems.map(([place]) => place?.split(":")[0]))).toEqual(
        new Set(["applications/templates/ambassador/ambassador.yaml"]),
      );
      for (const [, reason] of problems) expect(reason).toContain("it is a template ({{ }}), not YAML");
    });

    test("vfarcic__devops-toolkit: an image in values that a generator fills in is refused, a block that is no YAML before that is a problem", () => {
      const { pins, problems } = listed("vfarcic__devops-toolkit");
      const filledIn = pins.filter(([, held]) => held === "{{.IMAGE_TAG}}");
      expect(filledIn).toEqual(
        [
          "orig/production-manual.yaml",
          "orig/production-rollouts.yaml",
          "orig/production.yaml",
          "orig/staging.yaml",
          "production.yaml",
          "staging.yaml",
        ].map((file) => [`${file}:18`, "{{.IMAGE_TAG}}", "the value is a template ({{.IMAGE_TAG}})"]),
      );
      const inBlocks = problems.filter(([place]) => place?.startsWith("preview"));
      expect(inBlocks.map(([place]) => place)).toEqual(["preview-manual.yaml:20", "preview.yaml:20"]);
      for (const [, reason] of inBlocks)
        expect(reason).toContain("the YAML inside the text cannot be read: it is a template");
      expect(pins).toContainEqual(["helm/values.yaml:3", "latest", null]);
      expect(pins).toContainEqual(["k8s/deployment.yaml:23", "5.0.5", null]);
      expect(pins.filter(([place]) => place?.startsWith("helm/templates"))).toEqual([]);
    });
  });

  test("no kind finds fewer pins than it did", () => {
    const none = { pins: 0, rewritable: 0, guarded: 0, refused: 0, range: 0, absent: 0 };
    const counts: Record<string, Record<keyof typeof none, number>> = {};
    for (const { pins, kinds } of repositories) {
      for (const pin of pins) {
        // An absent entry is no site of its file yet.
        const count = (counts[kinds.get(keyOf(pin)) ?? "kustomization"] ??= { ...none });
        count.pins += 1;
        count[sortOf(pin)] += 1;
      }
    }
    console.table(counts);
    for (const [kind, floor] of Object.entries(FLOORS)) {
      expect(counts[kind]?.pins, kind).toBeGreaterThanOrEqual(floor.pins);
      expect(counts[kind]?.rewritable, kind).toBeGreaterThanOrEqual(floor.rewritable);
    }
  });
});

function sortOf(pin: Pin): "rewritable" | "guarded" | "refused" | "range" | "absent" {
  if (pin.style === "absent") return "absent";
  if (pin.guarded) return "guarded";
  if (pin.style === "range") return "range";
  return pin.refusal === null ? "rewritable" : "refused";
}

/** What the kinds found when they were written, and how much of it could be written; more is better. */
const FLOORS: Readonly<Record<string, { readonly pins: number; readonly rewritable: number }>> = {
  kustomization: { pins: 215, rewritable: 155 },
  "HelmRelease (Flux v1)": { pins: 27, rewritable: 22 },
  "HelmRelease (Flux v2)": { pins: 701, rewritable: 657 },
  "OCIRepository (Flux)": { pins: 78, rewritable: 74 },
  "HelmChart (Flux)": { pins: 8, rewritable: 1 },
  "GitRepository (Flux)": { pins: 54, rewritable: 16 },
  "Kustomization (Flux)": { pins: 68, rewritable: 0 },
  "Application (Argo CD)": { pins: 27, rewritable: 2 },
  "ApplicationSet (Argo CD)": { pins: 415, rewritable: 3 },
  workload: { pins: 447, rewritable: 413 },
  "Helm chart": { pins: 27, rewritable: 16 },
  "Helm values": { pins: 86, rewritable: 86 },
  helmfile: { pins: 5, rewritable: 0 },
};
