import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { equalVersions, type Version } from "../../src/artifacts/version.ts";
import { rewritePins } from "../../src/manifests/rewrite.ts";
import { scanPins } from "../../src/manifests/scan.ts";

const tag = fc.oneof(
  fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,12}$/),
  fc.constantFrom("1.10", "1e3", "0123", "true", "no", "null", "12345e6", "v1.2.3", "1.2.3", "2024-01-01", "0x1f"),
);
const digest = fc.stringMatching(/^[0-9a-f]{64}$/).map((hex) => `sha256:${hex}`);
const name = fc.stringMatching(/^[a-z][a-z0-9]{0,6}$/);
const comment = fc.constantFrom("", " # 1.2.3", " #\ttab", " # 🚀");
const quote = fc.constantFrom('"', "'");
const indent = fc.constantFrom("", "  ", "    ");

const written = (text: string, mark: string) => `${mark}${text}${mark}`;

/** A file of each kind, in a style drawn at random; its pins' names are all different. */
const files = fc
  .record({
    names: fc.uniqueArray(name, { minLength: 1, maxLength: 4 }),
    tags: fc.array(tag, { minLength: 4, maxLength: 4 }),
    digests: fc.array(fc.option(digest), { minLength: 4, maxLength: 4 }),
    comments: fc.array(comment, { minLength: 4, maxLength: 4 }),
    quote,
    indent,
    flow: fc.boolean(),
    kind: fc.constantFrom("kustomization", "values", "workload"),
    eol: fc.constantFrom("\n", "\r\n"),
    bom: fc.boolean(),
    final: fc.boolean(),
    second: fc.boolean(),
  })
  .map((draw) => {
    const lines = draw.names.flatMap((app, i) => {
      const text = draw.tags[i] ?? "v1";
      const sum = draw.digests[i] ?? null;
      const note = draw.comments[i] ?? "";
      const value = written(text, draw.quote);
      if (draw.kind === "kustomization") {
        const end = sum === null ? "" : draw.flow ? `, digest: ${sum}` : `\n${draw.indent}  digest: ${sum}`;
        return draw.flow
          ? [`${draw.indent}- {name: ${app}, newTag: ${value}${end}}${note}`]
          : [`${draw.indent}- name: ${app}`, `${draw.indent}  newTag: ${value}${note}${end}`];
      }
      if (draw.kind === "values") {
        const end = sum === null ? "" : draw.flow ? `, digest: "${sum}"` : `\n      digest: "${sum}"`;
        return draw.flow
          ? [`    ${app}: {repository: acme/${app}, tag: ${value}${end}}${note}`]
          : [`    ${app}:`, `      repository: acme/${app}`, `      tag: ${value}${note}${end}`];
      }
      const image = `acme/${app}:${text}${sum === null ? "" : `@${sum}`}`;
      return draw.flow
        ? [`${draw.indent}  - {name: ${app}, image: ${written(image, draw.quote)}}${note}`]
        : [`${draw.indent}  - name: ${app}`, `${draw.indent}    image: ${written(image, draw.quote)}${note}`];
    });
    const heads: Readonly<Record<string, readonly string[]>> = {
      kustomization: ["kind: Kustomization", "images:"],
      values: ["apiVersion: helm.toolkit.fluxcd.io/v2", "kind: HelmRelease", "spec:", "  values:"],
      workload: ["apiVersion: v1", "kind: Pod", "spec:", "  containers:"],
    };
    const text = [...(heads[draw.kind] ?? []), ...lines, ...(draw.second ? ["---", "a: [1.2.3]"] : [])].join("\n");
    const file = draw.kind === "kustomization" ? "kustomization.yaml" : "app.yaml";
    const whole = `${draw.bom ? "\uFEFF" : ""}${text}${draw.final ? "\n" : ""}`.replaceAll("\n", draw.eol);
    return { file, bytes: new TextEncoder().encode(whole), count: draw.names.length };
  });

const target: fc.Arbitrary<Version> = fc.record({ tag, digest: fc.option(digest) });

function scanOne(file: string, bytes: Uint8Array) {
  return scanPins(new Map([[file, bytes]]), { scope: ["."] }).pins;
}

function set(file: string, bytes: Uint8Array, index: number, to: Version): Uint8Array {
  const pin = scanOne(file, bytes)[index];
  if (pin === undefined) throw new Error("the pin is gone");
  return rewritePins(new Map([[file, bytes]]), [{ pin, to }]).get(file) ?? bytes;
}

describe("for files of every kind and style", () => {
  test("setting a version changes only that pin, setting it twice changes nothing, setting it back restores the bytes", () => {
    fc.assert(
      fc.property(files, target, fc.nat(3), ({ file, bytes, count }, to, at) => {
        const before = scanOne(file, bytes);
        expect(before).toHaveLength(count);
        const index = at % count;
        const changed = set(file, bytes, index, to);
        const after = scanOne(file, changed);
        expect(after.map((pin) => pin.path)).toEqual(before.map((pin) => pin.path));
        for (const [i, pin] of after.entries()) {
          const expected = i === index ? to : before[i]?.version;
          expect(expected !== undefined && equalVersions(pin.version, expected)).toBe(true);
        }
        expect(set(file, changed, index, to)).toBe(changed);
        const old = before[index]?.version;
        if (old === undefined) throw new Error("the pin is gone");
        expect(new TextDecoder().decode(set(file, changed, index, old))).toBe(new TextDecoder().decode(bytes));
      }),
      { numRuns: 400 },
    );
  });
});
