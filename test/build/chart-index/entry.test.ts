// The entry of a packaged chart: what the real helm writes of the same package, with the time that is given.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, it, test } from "vitest";
import { parse } from "yaml";
import { entryOf } from "../../../src/build/chart-index/entry.ts";
import { withVersion } from "../../../src/build/chart-index/insert.ts";
import { readIndex } from "../../../src/build/chart-index/read.ts";
import { mapLines, HELM_STYLE } from "../../../src/build/chart-index/value.ts";
import { asArray, asRecord } from "../../../src/text/canonical-json.ts";
import { findTool } from "../../support/tools.ts";

const CREATED = new Date("2026-11-21T09:44:00Z");

const FULL = `apiVersion: v2
name: hello
version: 1.2.3+5
appVersion: "1.10"
kubeVersion: ">=1.22.0-0 <2"
type: library
deprecated: true
condition: hello.enabled
tags: a,b
home: https://acme.example/#top
icon: data:image/png;base64,AAAA==
description: "Greets: 'all' of # them – \\u00e4\\tyes"
keywords: ["yes", "1e3", "0x1f", "12:30:45", "~", hello world, "- no", ""]
sources: ["https://acme.example/a?b=c&d"]
maintainers:
  - { name: "Ann, of Acme", email: ann@acme.example, url: "https://acme.example/~ann" }
  - name: "null"
annotations:
  acme.example/long: ${"very long words ".repeat(20)}
  acme.example/digits: "20261121"
  acme.example/time: "2026-11-21T09:44:00Z"
  acme.example/changes: |
    - kind: added
      description: "more: of it"

    # and no comment
`;

const DEPENDENCIES = `dependencies:
  - name: common
    version: 2.x.x
    repository: https://charts.acme.example
    condition: common.enabled
    tags: [one, "2"]
    alias: other
    import-values: [data, { child: a.b, parent: c }]
`;

test.skipIf(findTool("helm") === null).each([
  { what: "every field", chart: FULL + DEPENDENCIES, requirements: null },
  { what: "hardly any field", chart: "apiVersion: v2\nname: hello\nversion: 1.2.3+5\n", requirements: null },
  {
    what: "the dependencies of the first format",
    chart: "apiVersion: v1\nname: hello\nversion: 1.2.3+5\n",
    requirements: DEPENDENCIES,
  },
])("an entry with $what is the one that helm writes", ({ chart, requirements }) => {
  const folder = mkdtempSync(join(tmpdir(), "waybill-entry-"));
  try {
    const inner = join(folder, "hello");
    const dependency = join(inner, "charts", "common");
    mkdirSync(dependency, { recursive: true });
    writeFileSync(join(dependency, "Chart.yaml"), "apiVersion: v2\nname: common\nversion: 2.0.0\n");
    writeFileSync(join(inner, "Chart.yaml"), chart);
    if (requirements !== null) writeFileSync(join(inner, "requirements.yaml"), requirements);
    const options = { cwd: folder, env: { PATH: process.env["PATH"], HOME: folder } };
    execFileSync("helm", ["package", "hello"], options);
    const file = "hello-1.2.3+5.tgz";
    execFileSync("helm", ["repo", "index", "."], options);
    const entries = asRecord(
      asRecord(parse(readFileSync(join(folder, "index.yaml"), "utf8")), "index")["entries"],
      "entries",
    );
    const [helms] = asArray(entries["hello"], "hello");
    const ours = entryOf({ archive: readFileSync(join(folder, file)), file, created: CREATED });
    expect(parse(mapLines(ours, 0, HELM_STYLE).join("\n"))).toEqual({
      ...asRecord(helms, "entry"),
      created: "2026-11-21T09:44:00Z",
    });
    expect([...ours.keys()]).toEqual(Object.keys(asRecord(helms, "entry")));
  } finally {
    rmSync(folder, { recursive: true });
  }
});

/** A package with nothing but this Chart.yaml. */
function packaged(chart: string): Uint8Array {
  const content = Buffer.from(chart);
  const tar = Buffer.alloc(512 * 2 + Math.ceil(content.length / 512) * 512);
  tar.write("hello/Chart.yaml");
  tar.write(content.length.toString(8).padStart(11, "0"), 124);
  content.copy(tar, 512);
  return gzipSync(tar);
}

it("is JSON in an index that is JSON, whose versions look like numbers", () => {
  const chart =
    'apiVersion: v2\nname: hello\nversion: 1.2.3\nappVersion: 1.2.3.4\ndescription: "1.2"\ndeprecated: true\n';
  const entry = entryOf({ archive: packaged(chart), file: "hello-1.2.3.tgz", created: CREATED });
  const added = { chart: "hello", version: "1.2.3", entry, generated: CREATED };
  const { source } = withVersion(readIndex("index.yaml", Buffer.from('{"apiVersion":"v1","entries":{}}')), added);
  expect(JSON.parse(source.text)).toMatchObject({
    entries: { hello: [{ version: "1.2.3", appVersion: "1.2.3.4", description: "1.2", deprecated: true }] },
  });
});

it("is none of a package without Chart.yaml", () => {
  const archive = gzipSync(Buffer.alloc(1024));
  expect(() => entryOf({ archive, file: "hello-1.tgz", created: CREATED })).toThrow("has no Chart.yaml");
});
