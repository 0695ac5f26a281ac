// The ground of the end-to-end tests: a local forge with an environment repository and an application repository, and steps on it by the committed actions.
import { startForge, type Forge } from "../forge/forge.ts";
import { runStep, type StepOptions, type StepResult } from "../support/runner.ts";

export const ENVIRONMENT = "acme/environment";
export const APPLICATION = "acme/hello";

/** What the environment repository's own job may do with its token. */
export const WRITE = {
  contents: "write",
  pull_requests: "write",
  statuses: "write",
  checks: "read",
  metadata: "read",
} as const;

export const CONFIGURATION = `environments:
  stage:
    path: apps/{app}/stage
  prod:
    path: apps/{app}/prod
    from: stage
`;

export const overlay = (app: string, tag: string): string =>
  `kind: Kustomization\nimages:\n  - name: ghcr.io/acme/${app}\n    newTag: ${tag}\n`;

/** One app in stage and prod, stage's version first. */
export const app = (name: string, stage: string, prod: string): Record<string, string> => ({
  [`apps/${name}/stage/kustomization.yaml`]: overlay(name, stage),
  [`apps/${name}/prod/kustomization.yaml`]: overlay(name, prod),
});

export interface Ground extends AsyncDisposable {
  readonly forge: Forge;
  /** Runs a step of a workflow in `repository` (default: the environment repository), with that job's token unless another is given. */
  step(options: Partial<StepOptions> & { readonly action: string }): Promise<StepResult>;
}

export async function makeGround(
  files: Readonly<Record<string, string>> = app("hello", "1.2.3", "1.2.3"),
): Promise<Ground> {
  const forge = await startForge();
  await forge.createRepository(ENVIRONMENT, {
    files: { "waybill.yaml": CONFIGURATION, ...files },
    actionsMayCreatePullRequests: true,
  });
  await forge.createRepository(APPLICATION, { files: { "hello.txt": "hello\n" } });
  return {
    forge,
    step: (options) => {
      const repository = options.repository ?? ENVIRONMENT;
      return runStep({
        with: {},
        token: forge.githubToken(repository, WRITE),
        repository,
        event: { name: "push", payload: { repository: { default_branch: "main" } } },
        serverUrl: forge.serverUrl,
        apiUrl: forge.apiUrl,
        graphqlUrl: forge.graphqlUrl,
        ...options,
      });
    },
    [Symbol.asyncDispose]: () => forge[Symbol.asyncDispose](),
  };
}

/** The lines of a log that a reader sees. */
export function shownLines(log: string): readonly string[] {
  return log.split("\n").filter((line) => line !== "" && !/^::(?:add-mask|debug)::/.test(line));
}
