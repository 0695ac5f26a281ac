// What the command line prints, as files that a person can read: on the example environment, in which stage is one version ahead.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { EXAMPLE, makeFolder } from "./spawn-cli.ts";

const golden = (name: string): string => join(import.meta.dirname, "..", "fixtures", "entry", name);

const AHEAD = ["set", "ghcr.io/acme/hello=1.5.0", "apps/hello/overlays/stage"];

describe("the command line prints", () => {
  it.each([
    { args: ["--help"], name: "help.txt" },
    { args: ["pins", "--help"], name: "pins-help.txt" },
    { args: ["set", "--help"], name: "set-help.txt" },
    { args: ["plan", "--help"], name: "plan-help.txt" },
    { args: ["schema", "--help"], name: "schema-help.txt" },
    { args: ["pins"], name: "pins.txt" },
    { args: ["pins", "--artifact", "ghcr.io/acme/hello", "--json"], name: "pins.json" },
    { args: ["set", "ghcr.io/acme/hello=1.6.0", "--dry-run"], name: "set-dry-run.txt" },
    {
      args: ["set", "redis=7.4.0", "--kind", "image", "apps/cache/overlays/prod", "--dry-run", "--json"],
      name: "set-dry-run.json",
    },
    { args: ["plan"], name: "plan.txt" },
    { args: ["plan", "--app", "hello", "--json"], name: "plan.json" },
  ])("$args as $name shows", async ({ args, name }) => {
    await using folder = await makeFolder(EXAMPLE);
    expect((await folder.waybill(AHEAD)).exitCode).toBe(0);
    const { exitCode, out } = await folder.waybill(args);
    expect(exitCode).toBe(0);
    // The pull request's text has files of its own.
    await expect(out.replace(/"body": ".+"/, '"body": "..."')).toMatchFileSnapshot(golden(name));
  });

  it.each(["pins", "set", "plan"])("documents for %s --json exactly the keys that it has", async (command) => {
    await using folder = await makeFolder(EXAMPLE);
    await folder.waybill(AHEAD);
    const help = (await folder.waybill([command, "--help"])).out;
    const args = command === "set" ? ["set", "ghcr.io/acme/hello=1.6.0", "--dry-run"] : [command];
    const { out } = await folder.waybill([...args, "--json"]);
    const documented = new Set([...help.slice(help.indexOf("--json:")).matchAll(/"(\w+)"/g)].map(([, key]) => key));
    const own = keysOf(JSON.parse(out)).filter((key) => !SHARED.has(key));
    expect(own.filter((key) => !documented.has(key))).toEqual([]);
  });
});

/** Explained where `waybill set --json` is. */
const SHARED = new Set(["name", "id", "tag", "digest"]);

function keysOf(value: unknown): readonly string[] {
  if (typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(keysOf);
  return Object.entries(value).flatMap(([key, inner]) => [key, ...keysOf(inner)]);
}

describe("the version", () => {
  it.each(["--version", "-V"])("by %s is package.json's", async (option) => {
    await using folder = await makeFolder();
    const manifest: unknown = JSON.parse(await readFile(join(import.meta.dirname, "..", "..", "package.json"), "utf8"));
    const { out } = await folder.waybill([option]);
    expect(manifest).toMatchObject({ version: out.trim() });
  });
});
