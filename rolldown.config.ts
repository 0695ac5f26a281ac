// dist/: one entry per action and the command line over shared chunks, the same bytes on every machine.
import { resolve } from "node:path";
import { defineConfig } from "rolldown";

/** These packages only define things when they are loaded; saying so lets what no action calls be left out. */
const withoutSideEffects = /node_modules\/(?:@actions|@octokit|undici|tunnel|simple-git|yaml|semver|diff|before-after-hook|bottleneck|universal-user-agent|canonicalize)\//;

export default defineConfig({
  input: {
    waybill: "src/entry/waybill.ts",
    update: "src/entry/update.ts",
    promote: "src/entry/promote.ts",
    gate: "src/entry/gate.ts",
    record: "src/entry/record.ts",
    cli: "src/entry/cli.ts",
  },
  platform: "node",
  // The same code as ES modules: what is not called is left out, and nothing waits for a chain of requires.
  resolve: { alias: { yaml: resolve(import.meta.dirname, "node_modules/yaml/browser/index.js") } },
  treeshake: { moduleSideEffects: (id) => !withoutSideEffects.test(id) },
  output: {
    dir: "dist",
    format: "esm",
    entryFileNames: "[name].js",
    chunkFileNames: "chunks/[name].js",
    minify: false,
    cleanDir: true,
    comments: { legal: true, annotation: false, jsdoc: true },
  },
});
