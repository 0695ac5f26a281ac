// The licences of the packages that dist/ holds: theirs ask to be kept with every copy, and a bundle is one.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "rolldown";
import { asRecord, asString, parseJson } from "../src/text/canonical-json.ts";

/** The innermost package that a module's path is in: a nested copy may be another version, and have another licence. */
const packageFolder = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/;

/** Writes one file beside the bundles: every package of which code is in them, with its version and licence, by name. Throws for a package without one. */
export function bundledLicences(fileName: string): Plugin {
  return {
    name: "bundled-licences",
    generateBundle(_options, bundle) {
      const folders = new Set<string>();
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== "chunk") continue;
        for (const [id, { renderedLength }] of Object.entries(chunk.modules)) {
          const folder = renderedLength > 0 ? packageFolder.exec(id)?.[0] : undefined;
          if (folder !== undefined) folders.add(folder);
        }
      }
      const texts = new Set([...folders].map(licenceIn));
      this.emitFile({ type: "asset", fileName, source: [...texts].toSorted().join(`\n${"-".repeat(80)}\n\n`) });
    },
  };
}

function licenceIn(folder: string): string {
  const manifest = asRecord(parseJson(readFileSync(join(folder, "package.json"), "utf8")), folder);
  const name = `${asString(manifest["name"], folder)} ${asString(manifest["version"], folder)}`;
  const file = readdirSync(folder).find((entry) => /^licen[cs]e(?:\.|$)/i.test(entry));
  if (file === undefined) throw new Error(`${name} has no licence in ${folder}; nothing of it may be bundled`);
  const text = readFileSync(join(folder, file), "utf8").replaceAll("\r\n", "\n").trim();
  return `${name}\n\n${text}\n`;
}
