// The examples' two workflows, and the READMEs' of single actions, read and executed by a runner: from a Git tag in the application to a recorded promotion.
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, test } from "vitest";
import type { WorkflowRun } from "../support/act.ts";
import { workflowNamed } from "../support/documented-workflows.ts";
import { ENVIRONMENT } from "./ground.ts";
import { makeWorkflowGround, workflowTools, type Happening, type WorkflowGround } from "./workflow-ground.ts";

const APPLICATION = "acme/hello";
const examples = join(import.meta.dirname, "..", "..", "examples");

const tools = workflowTools();

describe.skipIf(tools === null)("an environment's workflow under act", { timeout: 120_000 }, () => {
  const ground = (): Promise<WorkflowGround> =>
    makeWorkflowGround(tools ?? new Map(), {
      application: { name: APPLICATION, files: filesBelow("application") },
      environment: filesBelow("environment"),
    });

  test("examples: a Git tag is built, promoted when somebody approved, and recorded", async () => {
    await using at = await ground();
    const { forge } = at;
    forge.addUser("maria", { [ENVIRONMENT]: "write" });
    await forge.protect(ENVIRONMENT, "main", {
      source: "ruleset",
      requiredChecks: [{ context: "waybill/gate", app: null }],
      bypass: ["waybill[bot]"],
    });
    const environment = workflowNamed("examples/environment/.github/workflows/waybill.yml");
    expect(environment).toBe(workflowNamed("README.md#2"));
    const begun = await at.run(environment, ENVIRONMENT, await pushed(at));
    expect(begun.succeeded, begun.log).toBe(true);

    const application = workflowNamed("examples/application/.github/workflows/release.yml");
    const released = await at.run(application, APPLICATION, await tagged(at, "v1.5.0"));
    expect(released.succeeded, released.log).toBe(true);
    expect(released.steps["release/2"]?.outputs).toMatchObject({ result: "released", version: "1.5.0" });
    const { digest = "" } = released.steps["release/2"]?.outputs ?? {};

    const promoted = await at.run(environment, ENVIRONMENT, await pushed(at));
    expect(promoted.succeeded, promoted.log).toBe(true);
    const [proposal] = forge.pullRequests(ENVIRONMENT);
    expect(proposal).toMatchObject({ state: "open", labels: ["promotion"] });
    const number = proposal?.number ?? 0;

    const judged = await at.run(environment, ENVIRONMENT, about(at, "pull_request", number));
    expect(judged.succeeded, judged.log).toBe(true);
    expect(gateOf(at, number)).toMatchObject({ state: "pending" });
    await forge.review(ENVIRONMENT, number, { by: "maria", event: "APPROVE" });
    const approved = await at.run(environment, ENVIRONMENT, about(at, "pull_request_review", number));
    expect(approved.succeeded, approved.log).toBe(true);
    expect(approved.steps["waybill/0"]?.summary).toContain(`#${number}`);
    expect(forge.pullRequest(ENVIRONMENT, number).mergedAt).not.toBeNull();
    const prod = await forge.file(ENVIRONMENT, "main", "apps/hello/overlays/prod/kustomization.yaml");
    expect(prod).toContain(`newTag: "1.5.0", digest: ${digest} }`);

    const recorded = await at.run(environment, ENVIRONMENT, await pushed(at));
    expect(recorded.succeeded, recorded.log).toBe(true);
    const head = await forge.branch(ENVIRONMENT, "main");
    expect(await forge.file(ENVIRONMENT, "waybill/records", `prod/hello/${head}.json`)).toContain(digest);
    expect(forge.violations).toEqual([]);
  });

  test("actions/record, promote and gate need no more than the permissions that their READMEs give", async () => {
    await using at = await ground();
    const { forge } = at;
    forge.addUser("maria", { [ENVIRONMENT]: "write" });
    const run = async (action: string, happening: Happening): Promise<WorkflowRun> => {
      const result = await at.run(workflowNamed(`actions/${action}/README.md#1`), ENVIRONMENT, happening);
      expect(result.succeeded, `${action}:\n${result.log}`).toBe(true);
      return result;
    };
    await run("record", await pushed(at));
    await forge.commit(ENVIRONMENT, {
      files: { "apps/cache/overlays/stage/release.yaml": await raised(at) },
      message: "Raise redis",
    });
    await run("record", await pushed(at));
    const promoted = await run("promote", await pushed(at));
    expect(promoted.steps["promote/0"]?.outputs).toMatchObject({ result: "promoted" });
    expect(gateOf(at, 1)).toMatchObject({ state: "pending" });
    await forge.review(ENVIRONMENT, 1, { by: "maria", event: "APPROVE" });
    await run("gate", about(at, "pull_request_review", 1));
    expect(gateOf(at, 1)).toMatchObject({ state: "success" });
    expect(forge.pullRequest(ENVIRONMENT, 1).mergedAt).not.toBeNull();
    expect(forge.violations).toEqual([]);
  });
});

/** The environment's branch as it is, pushed. */
async function pushed({ forge }: WorkflowGround): Promise<Happening> {
  const sha = (await forge.branch(ENVIRONMENT, "main")) ?? "";
  return { name: "push", ref: "refs/heads/main", sha, payload: { ref: "refs/heads/main", after: sha } };
}

async function tagged({ forge }: WorkflowGround, name: string): Promise<Happening> {
  const sha = (await forge.branch(APPLICATION, "main")) ?? "";
  const ref = `refs/tags/${name}`;
  await forge.repository(APPLICATION).git.swapRef(ref, sha, null);
  return { name: "push", ref, sha, payload: { ref, after: sha } };
}

/** An event of a pull request of the environment repository. */
function about({ forge }: WorkflowGround, name: "pull_request" | "pull_request_review", number: number): Happening {
  const { head, headCommit, base, baseCommit } = forge.pullRequest(ENVIRONMENT, number);
  const pullRequest = {
    number,
    head: { ref: head, sha: headCommit, repo: { full_name: ENVIRONMENT } },
    base: { ref: base, sha: baseCommit },
  };
  return { name, ref: `refs/pull/${number}/merge`, sha: headCommit, payload: { pull_request: pullRequest } };
}

function gateOf({ forge }: WorkflowGround, number: number): unknown {
  const { headCommit } = forge.pullRequest(ENVIRONMENT, number);
  return forge
    .repository(ENVIRONMENT)
    .statuses.findLast(({ commit, context }) => commit === headCommit && context === "waybill/gate");
}

/** The cache's release in stage with a newer chart. */
async function raised({ forge }: WorkflowGround): Promise<string> {
  const text = await forge.file(ENVIRONMENT, "main", "apps/cache/overlays/stage/release.yaml");
  return (text ?? "").replace("19.6.4", "19.6.5");
}

function filesBelow(example: string): Record<string, string> {
  const folder = join(examples, example);
  return Object.fromEntries(
    readdirSync(folder, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [relative(folder, path).replaceAll("\\", "/"), readFileSync(path, "utf8")]),
  );
}
