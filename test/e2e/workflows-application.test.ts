// The READMEs' workflows of an application repository, read and executed by a runner: what is built, what is pushed, what the environment repository gets.
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { asArray, asRecord } from "../../src/text/canonical-json.ts";
import { workflowNamed, yamlOf } from "../support/documented-workflows.ts";
import { ENVIRONMENT } from "./ground.ts";
import { makeWorkflowGround, workflowTools, type Happening, type WorkflowGround } from "./workflow-ground.ts";

const APPLICATION = "acme/podinfo";
const STAGE = "apps/podinfo/overlays/stage/kustomization.yaml";
const DOCKERFILE = "FROM scratch\nCOPY hello.txt /\n";

const tools = workflowTools();

describe.skipIf(tools === null)(
  "an application's workflow under act, with buildah and docker-registry",
  { timeout: 120_000 },
  () => {
    const ground = (): Promise<WorkflowGround> =>
      makeWorkflowGround(tools ?? new Map(), {
        application: {
          name: APPLICATION,
          files: {
            Dockerfile: DOCKERFILE,
            "hello.txt": "hello\n",
            "podinfo/Dockerfile": DOCKERFILE,
            "podinfo/hello.txt": "hello\n",
          },
        },
        environment: {
          "waybill.yaml": yamlOf("README.md").find((text) => text.startsWith("environments:")) ?? "",
          [STAGE]: "kind: Kustomization\nimages:\n  - name: ghcr.io/acme/podinfo\n    newTag: 1.0.0\n",
        },
      });

    test("README.md: a push is one commit with the digest, and the same push again is nothing", async () => {
      await using at = await ground();
      const workflow = workflowNamed("README.md#1");
      const history = await at.forge.log(ENVIRONMENT, "main");
      const pushed = await push(at);
      const released = await at.run(workflow, APPLICATION, pushed);
      expect(released.succeeded, released.log).toBe(true);
      expect(released.steps).toMatchObject({
        "release/0": { result: "success" },
        "release/1": { result: "success" },
        "release/2": { result: "success", outputs: { result: "released", pushed: "true" } },
      });
      const { version = "", digest, commit } = released.steps["release/2"]?.outputs ?? {};
      expect(version).toMatch(new RegExp(`^\\d{8}\\.\\d{6}_${pushed.sha.slice(0, 12)}$`, "u"));
      expect(await at.pulled("acme/podinfo", version)).toBe(digest);
      expect(await stage(at)).toEqual([{ name: `${at.registry}/acme/podinfo`, newTag: version, digest }]);
      expect(released.steps["release/2"]?.summary).toContain("### Waybill release: released\n");
      const [newest, ...older] = await at.forge.log(ENVIRONMENT, "main");
      expect(older).toEqual(history);
      expect(newest?.message).toContain(`"source":{"repository":"${APPLICATION}","commit":"${pushed.sha}"}`);

      const again = await at.run(workflow, APPLICATION, pushed);
      expect(again.succeeded, again.log).toBe(true);
      expect(again.steps["release/2"]?.outputs).toMatchObject({
        result: "nothing",
        pushed: "false",
        digest,
        commit: "",
      });
      expect(await at.forge.branch(ENVIRONMENT, "main")).toBe(commit);
      expect(at.forge.violations).toEqual([]);
    });

    test("README.md, on pull requests too: what one pushes is never released", async () => {
      await using at = await ground();
      const workflow = workflowNamed("README.md#1").replace("\non:\n", "\non:\n  pull_request:\n");
      const head = await at.forge.branch(ENVIRONMENT, "main");
      const proposed = await propose(at);
      const built = await at.run(workflow, APPLICATION, proposed);
      expect(built.succeeded, built.log).toBe(true);
      const version = `pr-1-${proposed.head.slice(0, 12)}`;
      const digest = await at.pulled("acme/podinfo", version);
      expect(built.steps["release/2"]?.outputs).toMatchObject({
        result: "built",
        version,
        pushed: "true",
        digest,
        changed: "false",
      });
      expect(built.log).toContain("check out `ref: ${{ github.event.pull_request.head.sha }}` to build exactly that");
      expect(await at.forge.branch(ENVIRONMENT, "main")).toBe(head);
    });

    test("a build that fails fails the job: later steps are skipped, and those for failures know why", async () => {
      await using at = await ground();
      const workflow = `${workflowNamed("README.md#1").replace("- uses: acme/waybill", "- id: release\n        uses: acme/waybill")}
      - id: later
        run: "true"
      - id: afterwards
        if: failure()
        env:
          RESULT: \${{ steps.release.outputs.result }}
          REASON: \${{ steps.release.outputs.reason }}
        run: echo "$RESULT, $REASON" >> "$GITHUB_STEP_SUMMARY"
`;
      const head = await at.forge.branch(ENVIRONMENT, "main");
      const failed = await at.run(
        workflow,
        APPLICATION,
        await push(at, { Dockerfile: "FROM scratch\nCOPY missing.txt /\n" }),
      );
      expect(failed.succeeded, failed.log).toBe(false);
      expect(failed.steps).toMatchObject({
        "release/release": { result: "failure" },
        "release/afterwards": { result: "success" },
      });
      expect(failed.steps).not.toHaveProperty("release/later");
      expect(failed.steps["release/afterwards"]?.summary).toMatch(/^failed, .*missing\.txt/u);
      expect(await at.forge.branch(ENVIRONMENT, "main")).toBe(head);
    });

    test("actions/build: a Git tag is built, and `update` takes over what the build gave", async () => {
      await using at = await ground();
      const pushed = await push(at);
      const released = await at.run(
        workflowNamed("actions/build/README.md#1"),
        APPLICATION,
        await tag(at, pushed.sha, "v1.2.3"),
      );
      expect(released.succeeded, released.log).toBe(true);
      const digest = await at.pulled("acme/podinfo", "1.2.3");
      expect(released.steps).toMatchObject({
        "release/build": { outputs: { result: "pushed", version: "1.2.3", digest } },
        "release/3": { outputs: { result: "committed", previous: `${at.registry}/acme/podinfo=1.0.0` } },
      });
      expect(await stage(at)).toEqual([{ name: `${at.registry}/acme/podinfo`, newTag: "1.2.3", digest }]);
    });

    test("actions/build: a pull request is built under its own name, and `update` is skipped", async () => {
      await using at = await ground();
      const head = await at.forge.branch(ENVIRONMENT, "main");
      const proposed = await propose(at);
      const built = await at.run(workflowNamed("actions/build/README.md#1"), APPLICATION, proposed);
      expect(built.succeeded, built.log).toBe(true);
      const version = `pr-1-${proposed.head.slice(0, 12)}`;
      expect(built.steps["release/build"]?.outputs).toMatchObject({
        result: "built",
        version,
        pushed: "false",
        releasable: "false",
      });
      expect(built.steps).not.toHaveProperty("release/3");
      expect(await at.pulled("acme/podinfo", version)).toBeNull();
      expect(await at.forge.branch(ENVIRONMENT, "main")).toBe(head);
    });

    test("actions/update: what was built in another way is written", async () => {
      await using at = await ground();
      const pushed = await push(at);
      const written = await at.run(workflowNamed("actions/update/README.md#1"), APPLICATION, pushed);
      expect(written.succeeded, written.log).toBe(true);
      expect(written.steps["release/0"]?.outputs).toMatchObject({ result: "committed" });
      expect(await stage(at)).toEqual([{ name: `${at.registry}/acme/podinfo`, newTag: pushed.sha }]);
    });

    // GitHub's own cache, provenance and SBOM are buildx's, which has no daemon here; so is the image that docker would run.
    const withoutBuildx = (workflow: string): string =>
      workflow
        .replace(/^ *- uses: docker\/setup-buildx-action.*\n/mu, "")
        .replaceAll(/^ *(?:cache-from|cache-to|provenance|sbom): .*\n/gmu, "")
        .replace(/docker run .*/u, 'echo "tested $REFERENCE" >> "$GITHUB_STEP_SUMMARY"');

    test("actions/build in full: three jobs, and what the first built is what the others test and write", async () => {
      await using at = await ground();
      const pushed = await push(at);
      const workflow = withoutBuildx(workflowNamed("actions/build/README.md#2"));
      const released = await at.run(workflow, APPLICATION, await tag(at, pushed.sha, "podinfo/v1.4.0"));
      expect(released.succeeded, released.log).toBe(true);
      expect(released.jobs).toEqual({ build: "success", test: "success", update: "success" });
      const digest = await at.pulled("acme/podinfo", "1.4.0");
      const reference = `${at.registry}/acme/podinfo:1.4.0@${digest}`;
      expect(released.steps).toMatchObject({
        "build/build": { outputs: { result: "pushed", reference, tags: "1.4.0\n1.4\n1\nlatest" } },
        "test/1": { summary: `tested ${reference}\n` },
        "update/0": { outputs: { result: "committed" } },
      });
      expect(await stage(at)).toEqual([{ name: `${at.registry}/acme/podinfo`, newTag: "1.4.0", digest }]);
    });

    test("actions/build in full: what fails its test is not written", async () => {
      await using at = await ground();
      const pushed = await push(at);
      const head = await at.forge.branch(ENVIRONMENT, "main");
      const workflow = withoutBuildx(workflowNamed("actions/build/README.md#2")).replace(/echo "tested .*/u, "exit 1");
      const failed = await at.run(workflow, APPLICATION, await tag(at, pushed.sha, "podinfo/v1.4.0"));
      expect(failed.succeeded, failed.log).toBe(false);
      expect(failed.jobs).toEqual({ build: "success", test: "failure" });
      expect(await at.forge.branch(ENVIRONMENT, "main")).toBe(head);
    });

    const full = withoutBuildx(workflowNamed("actions/release/README.md#2"));

    test("actions/release in full: a Git tag is proposed, and the next step reads where", async () => {
      await using at = await ground();
      const pushed = await push(at);
      const released = await at.run(full, APPLICATION, await tag(at, pushed.sha, "podinfo/v1.3.0"));
      expect(released.succeeded, released.log).toBe(true);
      const {
        reference = "",
        "pull-request-url": address = "",
        ...outputs
      } = released.steps["release/release"]?.outputs ?? {};
      expect(outputs).toMatchObject({ result: "proposed", version: "1.3.0", tags: "1.3.0\nlatest" });
      expect(reference).toBe(`${at.registry}/acme/podinfo:1.3.0@${await at.pulled("acme/podinfo", "1.3.0")}`);
      expect(released.steps["release/3"]?.summary).toBe(`${reference} is proposed in ${address}\n`);
      const [proposal] = at.forge.pullRequests(ENVIRONMENT);
      expect(proposal).toMatchObject({ state: "open", base: "main", labels: ["release"], teams: ["platform"] });
      expect(address).toBe(`${at.forge.serverUrl}/${ENVIRONMENT}/pull/${proposal?.number}`);
    });

    test("actions/release in full: a pull request's head is built, and nothing is asked of the environment", async () => {
      await using at = await ground();
      const proposed = await propose(at);
      const mark = at.forge.mark();
      const built = await at.run(full, APPLICATION, proposed);
      expect(built.succeeded, built.log).toBe(true);
      expect(built.steps["release/release"]).toMatchObject({
        result: "success",
        outputs: {
          result: "built",
          version: `pr-1-${proposed.head.slice(0, 12)}`,
          pushed: "false",
          releasable: "false",
          changed: "false",
        },
      });
      // The login and the last step have conditions.
      expect(Object.keys(built.steps)).toEqual(["release/0", "release/release"]);
      expect(at.forge.since(mark).requests).toEqual([]);
      expect(at.forge.pullRequests(ENVIRONMENT)).toEqual([]);
    });
  },
);

/** A push to `main` of the application. */
async function push(
  at: WorkflowGround,
  files: Readonly<Record<string, string>> = { "hello.txt": "again\n" },
): Promise<Happening> {
  const sha = await at.forge.commit(APPLICATION, { files, by: "jonas" });
  return { name: "push", ref: "refs/heads/main", sha, payload: { ref: "refs/heads/main", after: sha } };
}

async function tag(at: WorkflowGround, sha: string, name: string): Promise<Happening> {
  const ref = `refs/tags/${name}`;
  await at.forge.repository(APPLICATION).git.swapRef(ref, sha, null);
  return { name: "push", ref, sha, payload: { ref, after: sha } };
}

/** A pull request of the application, with the merge commit that the service makes and runs it on. */
async function propose(at: WorkflowGround): Promise<Happening & { readonly head: string }> {
  const { forge } = at;
  const base = await forge.branch(APPLICATION, "main");
  const head = await forge.commit(APPLICATION, {
    branch: "better",
    files: { "podinfo/hello.txt": "better\n" },
    by: "jonas",
  });
  const { number } = await forge.openPullRequest(APPLICATION, { head: "better", title: "Say it better", by: "jonas" });
  const { git } = forge.repository(APPLICATION);
  const author = { name: "GitHub", email: "noreply@github.com" };
  const sha = await git.commitTree({
    tree: await git.git(["rev-parse", `${head}^{tree}`]),
    parents: [base ?? "", head],
    message: "Merge\n",
    author,
    committer: author,
    at: forge.now(),
  });
  const ref = `refs/pull/${number}/merge`;
  await git.swapRef(ref, sha, null);
  const payload = {
    number,
    pull_request: { number, head: { ref: "better", sha: head }, base: { ref: "main", sha: base } },
  };
  return { name: "pull_request", ref, sha, payload, head };
}

/** What stage pins: the `images` of its kustomization. */
async function stage(at: WorkflowGround): Promise<unknown> {
  const text = await at.forge.file(ENVIRONMENT, "main", STAGE);
  return asArray(asRecord(parse(text ?? ""), STAGE)["images"], "images");
}
