// One version into an index: in the file's own style, with no byte changed beside it, or refused.
import {
  type Arbitrary,
  record,
  assert,
  boolean,
  constantFrom,
  dictionary,
  pre,
  property,
  uniqueArray,
} from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { withVersion } from "../../../src/build/chart-index/insert.ts";
import { readIndex } from "../../../src/build/chart-index/read.ts";
import type { IndexMap, IndexValue } from "../../../src/build/chart-index/value.ts";
import { asRecord } from "../../../src/text/canonical-json.ts";

const GENERATED = new Date("2026-11-21T09:44:00Z");

const entry = (chart: string, version: string): IndexMap =>
  new Map<string, IndexValue>([
    ["annotations", new Map([["org.opencontainers.image.revision", "0123456789abcdef0123456789abcdef01234567"]])],
    ["name", chart],
    ["urls", [`${chart}-${version}.tgz`]],
    ["version", version],
  ]);

const added = (text: string | null, version: string, chart = "hello"): string =>
  withVersion(readIndex("index.yaml", text === null ? null : Buffer.from(text)), {
    chart,
    version,
    entry: entry(chart, version),
    generated: GENERATED,
  }).source.text;

/** The entry's lines as Helm writes them. */
const block = (version: string, { chart = "hello", indent = "  ", dash = "- ", eol = "\n" } = {}): string => {
  const in2 = `${indent}${" ".repeat(dash.length)}`;
  return [
    `${indent}${dash}annotations:`,
    `${in2}  org.opencontainers.image.revision: "0123456789abcdef0123456789abcdef01234567"`.replaceAll('"', ""),
    `${in2}name: ${chart}`,
    `${in2}urls:`,
    `${in2}- ${chart}-${version}.tgz`,
    `${in2}version: ${version}`,
    "",
  ].join(eol);
};

const chartsIn = (text: string): Readonly<Record<string, unknown>> =>
  asRecord(asRecord(parse(text.replace(/^\uFEFF/u, "")), "index")["entries"] ?? {}, "entries");

const listed = (text: string, chart: string): readonly unknown[] => {
  const list: unknown = chartsIn(text)[chart];
  return Array.isArray(list) ? list : [];
};

const one = (version: string): string => `  - name: hello # ${version}\n    version: ${version}\n`;

describe("a new version", () => {
  it("begins an index where there is none", () => {
    const text = `apiVersion: v1\nentries:\n  hello:\n${block("1.2.3")}generated: "2026-11-21T09:44:00Z"\n`;
    expect(added(null, "1.2.3")).toBe(text);
    expect(added("", "1.2.3")).toBe(text);
    expect(added("# charts of acme", "1.2.3")).toBe(`# charts of acme\n${text}`);
  });

  it.each([
    { what: "stands above older ones", version: "1.2.3", at: 0 },
    { what: "stands between", version: "1.1.5", at: 1 },
    { what: "stands behind newer ones", version: "1.0.0-rc.1", at: 3 },
    { what: "of the same order stands behind", version: "1.1.0+5", at: 2 },
  ])("$what", ({ version, at }) => {
    const head = "apiVersion: v1\nentries:\n  hello:\n";
    const tail = 'generated: "2020-01-01T00:00:00Z" # by hand\n';
    const items = ["1.2.0", "1.1.0", "1.0.0"].map(one);
    expect(added(head + items.join("") + tail, version)).toBe(
      head + items.toSpliced(at, 0, block(version)).join("") + tail,
    );
  });

  it.each([
    { what: "first", chart: "alpha", at: 0 },
    { what: "between", chart: "hello", at: 1 },
    { what: "last", chart: "zeta", at: 2 },
  ])("of a chart that is not there yet stands $what by its name", ({ chart, at }) => {
    const charts = ["beta", "world"].map((name) => `  # about ${name}\n  ${name}:\n  - version: 1.0.0\n`);
    const head = "apiVersion: v1\nentries:\n";
    expect(added(`${head}${charts.join("")}generated: x\n`, "1.2.3", chart)).toBe(
      `${head}${charts.toSpliced(at, 0, `  ${chart}:\n${block("1.2.3", { chart })}`).join("")}generated: x\n`,
    );
  });

  it.each([
    { what: "an empty map", before: "entries: {}", after: "entries:" },
    { what: "nothing", before: "entries:", after: "entries:" },
    { what: "a null with a comment", before: "entries: ~ # none yet", after: "entries: # none yet" },
    { what: "an empty list", before: "entries:\n  hello: []", after: "entries:\n  hello:", listed: true },
    { what: "a chart without a list", before: "entries:\n  hello:", after: "entries:\n  hello:", listed: true },
  ])("fills $what", ({ before, after, listed = false }) => {
    const lines = `${listed ? "" : "  hello:\n"}${block("1.2.3")}`;
    expect(added(`apiVersion: v1\n${before}\ngenerated: x\n`, "1.2.3")).toBe(
      `apiVersion: v1\n${after}\n${lines}generated: x\n`,
    );
    // Without an end to the last line there is none afterwards.
    expect(added(`apiVersion: v1\n${before}`, "1.2.3")).toBe(`apiVersion: v1\n${after}\n${lines}`.trimEnd());
  });

  it("goes where no entries are", () => {
    expect(added("apiVersion: v1\ngenerated: x\n", "1.2.3")).toBe(
      `apiVersion: v1\nentries:\n  hello:\n${block("1.2.3")}generated: x\n`,
    );
  });

  it("takes the file's own style: line ends, a byte order mark, how far things stand in, quotes", () => {
    const before = [
      "\uFEFF# charts",
      "apiVersion: v1",
      "entries:",
      '    "world":',
      "      -   version: 1.0.0",
      "          urls: [x]",
    ].join("\r\n");
    const expected = [
      "\uFEFF# charts",
      "apiVersion: v1",
      "entries:",
      '    "hello":',
      "      -   annotations:",
      "              org.opencontainers.image.revision: 0123456789abcdef0123456789abcdef01234567",
      "          name: hello",
      "          urls:",
      "            -   hello-1.2.3.tgz",
      "          version: 1.2.3",
      '    "world":',
      "      -   version: 1.0.0",
      "          urls: [x]",
    ].join("\r\n");
    expect(added(before, "1.2.3")).toBe(expected);
  });

  it("goes into JSON as JSON, on lines of its own where the others have them", () => {
    const index = {
      apiVersion: "v1",
      entries: { hello: [{ version: "1.0.0" }] },
      generated: "x",
    };
    for (const [chart, version] of [
      ["hello", "2.0.0"],
      ["hello", "0.1.0"],
      ["alpha", "1.0.0"],
      ["zeta", "1.0.0"],
    ] as const) {
      for (const before of [
        JSON.stringify(index),
        JSON.stringify(index, null, 2),
        JSON.stringify({ ...index, entries: {} }),
        JSON.stringify({ ...index, entries: { [chart]: [] } }, null, 2),
        JSON.stringify({ apiVersion: "v1" }),
      ]) {
        const after = added(before, version, chart);
        expect(Object.keys(asRecord(JSON.parse(after), "index"))).toContain("entries");
        expect(after.split("\n").length > 1).toBe(before.includes("\n"));
      }
    }
    expect(added(JSON.stringify(index, null, 2), "2.0.0")).toContain(
      '    "hello": [\n      {\n        "annotations": {\n          "org',
    );
  });

  it("replaces an entry of the same version, and that alone", () => {
    const before = `apiVersion: v1\nentries:\n  hello:\n${one("2.0.0")}  - name: hello\n    description: |\n      old\n    version: 1.2.3\n    notes: |\n      much\n\n${one("1.0.0")}`;
    const after = `apiVersion: v1\nentries:\n  hello:\n${one("2.0.0")}${block("1.2.3").trimEnd()}\n\n${one("1.0.0")}`;
    expect(added(before, "1.2.3")).toBe(after);
    const json = JSON.stringify({ apiVersion: "v1", entries: { hello: [{ version: "1.2.3", old: "x" }] } });
    expect(parse(added(json, "1.2.3"))).toEqual({
      apiVersion: "v1",
      entries: { hello: [...listed(added(null, "1.2.3"), "hello")] },
    });
  });
});

describe("an index is refused", () => {
  const head = "apiVersion: v1\nentries:\n";
  it.each([
    {
      what: "that is no YAML",
      text: "apiVersion: v1\nentries: [\n",
      says: /line 3, cannot be read: it is not valid YAML/u,
    },
    { what: "without apiVersion", text: "entries: {}\n", says: /without `apiVersion`/u },
    { what: "that is a list", text: "- apiVersion: v1\n", says: /line 1 is no map/u },
    { what: "of two documents", text: "apiVersion: v1\n---\na: b\n", says: /line 3 begins a second document/u },
    { what: "with entries that are a text", text: "apiVersion: v1\nentries: none\n", says: /line 2 gives "entries"/u },
    { what: "with a chart that is a map", text: `${head}  hello: {a: b}\n`, says: /line 3 gives "hello"/u },
    {
      what: "with the chart twice",
      text: `${head}  hello: []\n  hello: []\n`,
      says: /"hello" twice, in lines 3 and 4/u,
    },
    {
      what: "with a key twice in another chart's entry",
      text: `${head}  other:\n  - version: 1.0.0\n    urls: []\n    urls: [x]\n`,
      says: /"urls" twice, in lines 5 and 6/u,
    },
    { what: "with entries twice", text: `${head}entries:\n`, says: /"entries" twice, in lines 2 and 3/u },
    {
      what: "with the version twice",
      text: `${head}  hello:\n  - version: 1.2.3\n  - version: 1.2.3\n`,
      says: /1\.2\.3 of "hello" twice, in lines 4 and 5/u,
    },
    { what: "with an alias for a chart", text: `${head}  a: &a []\n  hello: *a\n`, says: /gives "hello" by an alias/u },
    { what: "with a merge key", text: `x: &x {}\n${head}  <<: *x\n`, says: /merge key/u },
    { what: "with an entry that is a text", text: `${head}  hello:\n  - text\n`, says: /line 4 holds no entry/u },
    { what: "with an anchored entry", text: `${head}  hello:\n  - &a\n    version: 1.0.0\n`, says: /no safe way/u },
    { what: "with tabs", text: `${head}\thello: []\n`, says: /not valid YAML/u },
  ])("$what", ({ text, says }) => {
    expect(() => added(text, "1.2.3")).toThrow(says);
  });

  it("that is not UTF-8 or is too large", () => {
    expect(() => readIndex("index.yaml", Buffer.from([0x61, 0xff]))).toThrow("is not valid UTF-8");
    expect(() => readIndex("index.yaml", new Uint8Array(20_000_001))).toThrow("has 20000001 bytes");
  });
});

it("adds to an index of 5 MB", () => {
  const charts = Array.from({ length: 60 }, (_, chart) => {
    const versions = Array.from({ length: 60 }, (_item, minor) => [
      "  - apiVersion: v2",
      ...Array.from(
        { length: 20 },
        (_field, field) => `    field${field}: ${"all that a chart may say of itself ".repeat(2)}`,
      ),
      `    version: 1.${60 - minor}.0`,
    ]);
    return [`  chart${chart}:`, ...versions.flat(), ""].join("\n");
  });
  const before = `apiVersion: v1\nentries:\n${charts.join("")}generated: x\n`;
  expect(before.length).toBeGreaterThan(5_000_000);
  const start = before.indexOf("  - apiVersion", before.indexOf("  chart30:"));
  expect(added(before, "2.0.0", "chart30")).toBe(
    before.slice(0, start) + block("2.0.0", { chart: "chart30" }) + before.slice(start),
  );
}, 60_000);

/** An index in one of many hands, with what it says. */
interface Written {
  readonly text: string;
  /** Each entry's first line and the one behind its last, from 0, by chart and version. */
  readonly spans: ReadonlyMap<string, readonly [number, number]>;
  readonly charts: Readonly<Record<string, readonly string[]>>;
}

const version = constantFrom("0.1.0", "1.0.0", "1.2.3", "1.2.3-rc.1", "1.10.0", "2.0.0+b.1", "10.0.0");
const name = constantFrom("alpha", "hello", "zeta", "on", "1e3");
const written: Arbitrary<Written> = record({
  charts: dictionary(name, uniqueArray(version, { maxLength: 4 }), { maxKeys: 4 }),
  eol: constantFrom("\n", "\r\n"),
  mark: boolean(),
  step: constantFrom(1, 2, 4),
  dash: constantFrom(0, 2),
  gap: constantFrom(1, 3),
  quote: constantFrom("", '"', "'"),
  comments: boolean(),
  blank: boolean(),
  end: boolean(),
  first: constantFrom("version", "description", "urls"),
}).map(({ charts, eol, mark, step, dash, gap, quote, comments, blank, end, first }) => {
  const lines: string[] = ["apiVersion: v1", ...(comments ? ["# all of them"] : []), "entries:"];
  const at = " ".repeat(step);
  const spans = new Map<string, readonly [number, number]>();
  for (const [chart, versions] of Object.entries(charts)) {
    const bare = quote === "" && (chart === "on" || chart === "1e3") ? '"' : quote;
    if (comments) lines.push(`${at}# about ${chart}`);
    lines.push(`${at}${bare}${chart}${bare}:${versions.length === 0 ? " []" : ""}`);
    for (const each of versions) {
      const dashes = `${at}${" ".repeat(dash)}-${" ".repeat(gap)}`;
      const inner = " ".repeat(dashes.length);
      const fields: Record<string, readonly string[]> = {
        version: [`version: ${each}`],
        description: ["description: |-", "  it says", "", "  - hello:"],
        urls: [`urls: [${chart}.tgz]${comments ? " # one" : ""}`],
      };
      const ordered = [first, ...Object.keys(fields).filter((key) => key !== first)].flatMap(
        (key) => fields[key] ?? [],
      );
      if (comments) lines.push(`${at}${" ".repeat(dash)}# an entry`);
      spans.set(`${chart} ${each}`, [lines.length, lines.length + ordered.length]);
      lines.push(...ordered.map((line, index) => (line === "" ? "" : (index === 0 ? dashes : inner) + line)));
      if (blank) lines.push("");
    }
  }
  if (comments) lines.push("# the end");
  const text = (mark ? "\uFEFF" : "") + lines.join(eol) + (end ? eol : "");
  return { text, charts, spans };
});

it("adds just the entry to whatever index, and changes no byte of the rest", () => {
  assert(
    property(written, name, version, ({ text, charts }, chart, now) => {
      pre(charts[chart]?.includes(now) !== true);
      const after = added(text, now, chart);
      // One piece is new; the `[]` of an empty list makes room for it.
      const room = text.replace(new RegExp(`^( *["']?${chart}["']?:) \\[\\]`, "mu"), "$1");
      let same = 0;
      while (same < room.length && room[same] === after[same]) same += 1;
      expect(after.slice(same).endsWith(room.slice(same))).toBe(true);
      const list = listed(after, chart);
      const ours = list.findIndex((item) => asRecord(item, "item")["version"] === now);
      expect(list.toSpliced(ours, 1)).toEqual(listed(text, chart));
      expect({ ...chartsIn(after), [chart]: [] }).toEqual({ ...chartsIn(text), [chart]: [] });
      expect(list[ours]).toEqual(listed(added(null, now, chart), chart)[0]);
    }),
    { numRuns: 500 },
  );
});

it("replaces just the entry in whatever index, and changes no byte of the rest", () => {
  assert(
    property(written, ({ text, charts, spans }) => {
      const [chart, versions] = Object.entries(charts).find(([, all]) => all.length > 0) ?? [];
      pre(chart !== undefined);
      const now = versions?.at(-1) ?? "";
      const after = added(text, now, chart);
      const old = listed(text, chart);
      const at = old.findIndex((item) => asRecord(item, "item")["version"] === now);
      expect(listed(after, chart)).toEqual(old.with(at, listed(added(null, now, chart), chart)[0]));
      expect({ ...chartsIn(after), [chart]: [] }).toEqual({ ...chartsIn(text), [chart]: [] });
      const [first, end] = spans.get(`${chart} ${now}`) ?? [];
      const lines = text.split(/(?<=\n)/u);
      expect(after.startsWith(lines.slice(0, first).join(""))).toBe(true);
      expect(after.endsWith(lines.slice(end).join(""))).toBe(true);
    }),
    { numRuns: 200 },
  );
});
