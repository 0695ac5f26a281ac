// The lint rules keep the direction of imports, forbid cycles and keep pure folders pure: shown by breaking each of them on purpose.
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "..", "..");
let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "waybill-layers-"));
  cpSync(join(root, ".oxlintrc.json"), join(folder, ".oxlintrc.json"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function lint(files: Readonly<Record<string, string>>): string {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const run = spawnSync(join(root, "node_modules", ".bin", "oxlint"), ["."], { cwd: folder, encoding: "utf8" });
  rmSync(join(folder, "src"), { recursive: true });
  return `${run.status}\n${run.stdout}`;
}

describe("the direction of imports", () => {
  it.each([
    { what: "manifests importing git", path: "src/manifests/a.ts", from: "../git/b.ts" },
    { what: "git importing promotion", path: "src/git/a.ts", from: "../promotion/b.ts" },
    { what: "promotion importing an entry", path: "src/promotion/a.ts", from: "../entry/b.ts" },
    { what: "records importing the runner", path: "src/records/a.ts", from: "../runner/b.ts" },
    { what: "a deeper folder importing upwards", path: "src/manifests/kinds/a.ts", from: "../../github/b.ts" },
    { what: "config importing manifests", path: "src/config/a.ts", from: "../manifests/b.ts" },
    { what: "a pure folder reading files", path: "src/artifacts/a.ts", from: "node:fs" },
  ])("refuses $what", ({ path, from }) => {
    const output = lint({ [path]: `import { b } from "${from}";\nexport const a = b;\n` });
    expect(output).toMatch(/^1\n/);
    expect(output).toContain("no-restricted-imports");
  });

  it("accepts imports downwards", () => {
    const output = lint({
      "src/promotion/a.ts": `import { b } from "../git/b.ts";\nexport const a = b;\n`,
      "src/git/b.ts": `import { c } from "../manifests/c.ts";\nexport const b = c;\n`,
      "src/manifests/c.ts": "export const c = 1;\n",
    });
    expect(output).toMatch(/^0\n/);
  });

  it("refuses a cycle", () => {
    const output = lint({
      "src/text/a.ts": `import { b } from "./b.ts";\nexport const a = (): number => b();\n`,
      "src/text/b.ts": `import { a } from "./a.ts";\nexport const b = (): number => a();\n`,
    });
    expect(output).toContain("no-cycle");
  });

  it("refuses the clock in a use case", () => {
    expect(lint({ "src/gates/a.ts": "export const a = Date.now();\n" })).toContain("no-restricted-properties");
  });
});
