// The package as `npx` takes it: dist alone, on any Node from 20, with nothing else to install.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { builtinModules } from "node:module";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { asRecord, parseJson } from "../../src/text/canonical-json.ts";

const root = join(import.meta.dirname, "..", "..");
const manifest = asRecord(parseJson(readFileSync(join(root, "package.json"), "utf8")), "package.json");
const bundles = readdirSync(join(root, "dist"), { recursive: true, encoding: "utf8" }).filter((path) =>
  path.endsWith(".js"),
);

describe("the package", () => {
  it("depends on nothing: dist holds what it needs", () => {
    expect(manifest["dependencies"]).toBeUndefined();
    expect(manifest["scripts"]).not.toHaveProperty("postinstall");
  });

  it("has the command line as an executable program", () => {
    expect(manifest["bin"]).toEqual({ waybill: "dist/cli.js" });
    const cli = join(root, "dist", "cli.js");
    expect(readFileSync(cli, "utf8").split("\n", 1)).toEqual(["#!/usr/bin/env node"]);
    expect(statSync(cli).mode & 0o111).toBe(0o111);
  });

  it.each(bundles)("imports in dist/%s only what Node has or dist holds", (path) => {
    const text = readFileSync(join(root, "dist", path), "utf8").replaceAll(/^\s*\*.*$/gm, "");
    const statements = /^(?:import|export)\b.* from "([^"]+)";$|^import "([^"]+)";$|\bimport\("([^"]+)"\)/gm;
    const imported = [...text.matchAll(statements)]
      .map(([, from, bare, dynamic]) => from ?? bare ?? dynamic ?? "")
      .filter((name) => !name.startsWith("./") && !name.startsWith("../"));
    const builtin = new Set(builtinModules.flatMap((name) => [name, `node:${name}`]));
    expect(imported.filter((name) => !builtin.has(name))).toEqual([]);
  });

  it("keeps no syntax that Node 20 does not know", () => {
    const using = bundles.filter((path) =>
      /^\s*(?:await )?using \w+ =/m.test(readFileSync(join(root, "dist", path), "utf8")),
    );
    expect(using).toEqual([]);
  });
});
