// dist/ keeps the licences of the packages that it holds.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const dist = join(import.meta.dirname, "..", "..", "dist");

/** The bundler writes a module's path above its code. */
const moduleOf = /^\s*\/\/ node_modules\/(?:.*\/node_modules\/)?((?:@[^/\s]+\/)?[^/\s]+)\//gm;

it("every package of which dist holds code stands in dist/LICENSES.txt with its licence", () => {
  const bundled = new Set(
    readdirSync(dist, { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".js"))
      .flatMap((path) => [...readFileSync(join(dist, path), "utf8").matchAll(moduleOf)])
      .map((match) => match[1]),
  );
  const licensed = readFileSync(join(dist, "LICENSES.txt"), "utf8")
    .split(/^-{80}$/m)
    .map((part) => part.trim())
    .filter((part) => part.split("\n").length > 5)
    .map((part) => part.slice(0, part.indexOf(" ")));
  expect(bundled.size).toBeGreaterThan(10);
  expect(new Set(licensed)).toEqual(bundled);
});
