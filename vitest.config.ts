// How the tests run: in parallel processes, with nothing of the machine's Git or runner configuration.
import { readFileSync } from "node:fs";
import { defineConfig } from "vitest/config";

/** Packages that point to source maps which they do not ship; each missing one would be a line of warning in every run. */
const withoutSourceMaps = /\/node_modules\/@actions\/(?:workflow-parser|expressions)\/.*\.js$/;

export default defineConfig({
  plugins: [
    {
      name: "no-pointers-to-missing-source-maps",
      load: (id) =>
        withoutSourceMaps.test(id) ? readFileSync(id, "utf8").replace(/^\/\/# sourceMappingURL=.*$/m, "") : null,
    },
  ],
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/support/missing-tools.ts"],
    pool: "forks",
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // The package imports JSON in a way that only a bundler understands.
    server: { deps: { inline: ["@actions/workflow-parser", "@actions/expressions"] } },
    env: {
      GIT_CONFIG_NOSYSTEM: "1",
      GIT_CONFIG_GLOBAL: "/dev/null",
      GITHUB_ACTIONS: "",
      NO_COLOR: "1",
    },
  },
});
