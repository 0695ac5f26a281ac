// dist/: one entry per action and the command line over shared chunks, the same bytes on every machine.
import { chmodSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { defineConfig } from "rolldown";
import { minifySync } from "rolldown/utils";
import { bundledLicences } from "./scripts/bundled-licences.ts";
import { asRecord, asString, parseJson } from "./src/text/canonical-json.ts";

const root = import.meta.dirname;
const manifest = asRecord(parseJson(readFileSync(resolve(root, "package.json"), "utf8")), "package.json");

/** These packages only define things when they are loaded; saying so lets what no action calls be left out. */
const withoutSideEffects =
  /node_modules\/(?:@actions|@octokit|undici|tunnel|simple-git|yaml|semver|diff|before-after-hook|bottleneck|universal-user-agent|canonicalize)\//;

export default defineConfig({
  input: {
    waybill: "src/entry/waybill.ts",
    build: "src/entry/build.ts",
    update: "src/entry/update.ts",
    release: "src/entry/release.ts",
    promote: "src/entry/promote.ts",
    gate: "src/entry/gate.ts",
    record: "src/entry/record.ts",
    cli: "src/entry/cli.ts",
  },
  platform: "node",
  // The same code as ES modules: what is not called is left out, and nothing waits for a chain of requires.
  resolve: { alias: { yaml: resolve(root, "node_modules/yaml/browser/index.js") } },
  transform: {
    // The command line runs on what a laptop has: any Node from 20.
    target: "node20",
    define: { WAYBILL_VERSION: JSON.stringify(asString(manifest["version"], "package.json's version")) },
  },
  treeshake: { moduleSideEffects: (id) => !withoutSideEffects.test(id) },
  plugins: [
    {
      // Nobody reviews the parser here, and the engine reads half as much: 2 ms of every start.
      name: "smaller-yaml",
      renderChunk: (code, chunk) =>
        chunk.name === "yaml"
          ? `// node_modules/yaml/browser/, minified; its licence stands in LICENSES.txt\n${minifySync("yaml.js", code, { module: true }).code}`
          : null,
    },
    bundledLicences("LICENSES.txt"),
    {
      name: "executable-command-line",
      writeBundle: (output) => chmodSync(resolve(output.dir ?? "dist", "cli.js"), 0o755),
    },
  ],
  output: {
    dir: "dist",
    format: "esm",
    entryFileNames: "[name].js",
    chunkFileNames: "chunks/[name].js",
    minify: false,
    // What every action runs before its use case is known, in one file: each file more takes its share of the start.
    codeSplitting: {
      groups: [
        { name: "yaml", test: /node_modules\/yaml\// },
        {
          name: "start",
          test: /src\/(?:errors|runner\/(?:action|context|log|run-action|system-clock)\.ts|config\/(?!builds\.ts)|artifacts\/(?:artifact|assignment|image-reference|version)\.ts|git\/ref-name|text\/(?!diff|changed-lines)|entry\/(?:actions|access|preflight|identity|event|gate-subject|proposal-events|update-request)\.ts)/,
        },
        {
          name: "builds-request",
          test: /src\/(?:entry\/(?:artifact-request|build-request|builds-request)|build\/(?:event-subject|followed-run|labels|subject))\.ts/,
        },
      ],
    },
    cleanDir: true,
    comments: { legal: true, annotation: false, jsdoc: true },
  },
});
