// How the tests run: in parallel processes, with nothing of the machine's Git or runner configuration.
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
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
