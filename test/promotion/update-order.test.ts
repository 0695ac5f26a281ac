import { describe, expect, test } from "vitest";
import { parseAssignments } from "../../src/artifacts/assignment.ts";
import { UserError } from "../../src/errors.ts";
import { connectForge } from "../../src/github/connect.ts";
import type { Effects } from "../../src/github/connections.ts";
import { update, type UpdateResult } from "../../src/promotion/update.ts";
import type { AskAncestry } from "../../src/promotion/update-order.ts";
import { runStep } from "../support/runner.ts";
import { configurationOf, HOME, kustomization, startWorld, type World } from "./world.ts";

const APPLICATION = "acme/podinfo";
const FILE = "apps/podinfo/stage/kustomization.yaml";
const IMAGE = "ghcr.io/acme/podinfo";

/** An environment at `tag`, and an application repository whose second commit descends from its first. */
async function startBoth(tag: string): Promise<{ world: World; older: string; newer: string }> {
  const world = await startWorld({
    [HOME]: {
      "waybill.yaml": "environments:\n  stage:\n    path: apps/{app}/stage\n",
      "apps/podinfo/base/kustomization.yaml": "resources: []\n",
      [FILE]: kustomization(IMAGE, tag),
    },
    [APPLICATION]: { "main.go": "package main\n" },
  });
  const older = await world.forge.commit(APPLICATION, { files: { "main.go": "package main // 1\n" } });
  const newer = await world.forge.commit(APPLICATION, { files: { "main.go": "package main // 2\n" } });
  return { world, older, newer };
}

function asking({ forge }: World, token: string): AskAncestry {
  return async (repository, present, offered) => {
    const [owner = "", name = ""] = repository.split("/");
    const { apiUrl, graphqlUrl, serverUrl } = forge;
    const log = { info: () => {}, warning: () => {}, debug: () => {} };
    const clock = { now: () => Date.now(), sleep: async () => {}, random: Math.random };
    const api = await connectForge({ repository: { owner, name }, token, apiUrl, graphqlUrl, serverUrl, log, clock });
    const related = await api.compare(present, offered);
    return related === "ahead" ? true : related === "behind" ? false : null;
  };
}

interface Call {
  readonly repository: string;
  readonly commit: string;
  readonly tag?: string;
  readonly mode?: "commit" | "pull-request";
  readonly ancestry?: AskAncestry;
}

function updating({ repository, commit, tag, mode, ancestry }: Call): (effects: Effects) => Promise<UpdateResult> {
  return (effects) =>
    update(
      {
        artifacts: parseAssignments(`${IMAGE}:${tag ?? commit}`, "image"),
        places: [],
        configuration: configurationOf(),
        environment: null,
        path: null,
        app: null,
        branch: null,
        mode: mode ?? "commit",
        labels: [],
        reviewers: [],
        source: { repository, commit },
        dryRun: false,
      },
      { ...effects, ...(ancestry === undefined ? {} : { ancestry }) },
    );
}

describe("the build of a commit ends after the build of its descendant", () => {
  test("in another repository: superseded, by what is said, for one request", async () => {
    const { world, older, newer } = await startBoth("1.0.0");
    await using _ = world;
    const ancestry = asking(world, world.forge.userToken("waybill-user"));
    const call = { repository: APPLICATION, ancestry };
    expect((await world.run(updating({ ...call, commit: newer }))).result).toBe("committed");
    const { result, counted } = await world.counted(updating({ ...call, commit: older }));
    expect(result).toMatchObject({ result: "superseded", changed: false });
    expect(result.reason).toBe(`${FILE}:8 has ${IMAGE} "${newer}", newer than "${older}"`);
    expect(counted.requests).toHaveLength(1);
    expect(await world.file("main", FILE)).toContain(newer);
  });

  test("in another repository, with the newer one proposed and not merged yet: superseded", async () => {
    const { world, older, newer } = await startBoth("1.0.0");
    await using _ = world;
    const call = {
      repository: APPLICATION,
      mode: "pull-request",
      ancestry: asking(world, world.forge.userToken("waybill-user")),
    } as const;
    // The tags tell nothing of the commits: only the proposal's own words do.
    expect((await world.run(updating({ ...call, commit: newer, tag: "build-b" }))).result).toBe("proposed");
    const result = await world.run(updating({ ...call, commit: older, tag: "build-a" }));
    expect(result).toMatchObject({ result: "superseded", pullRequestNumber: 1 });
    expect(result.reason).toContain('proposes ghcr.io/acme/podinfo "build-b", newer than "build-a"');
  });

  test("in the environment's own repository: superseded, without any request", async () => {
    const { world } = await startBoth("1.0.0");
    await using _ = world;
    const older = await world.forge.commit(HOME, { files: { "main.go": "1\n" } });
    const newer = await world.forge.commit(HOME, { files: { "main.go": "2\n" } });
    expect((await world.run(updating({ repository: HOME, commit: newer }))).result).toBe("committed");
    const { result, counted } = await world.counted(updating({ repository: HOME, commit: older }));
    expect(result.result).toBe("superseded");
    expect(counted.requests).toEqual([]);
  });

  test("in the environment's own repository, which cannot be read just then: nothing is written", async () => {
    const { world } = await startBoth("1.0.0");
    await using _ = world;
    const older = await world.forge.commit(HOME, { files: { "main.go": "1\n" } });
    const newer = await world.forge.commit(HOME, { files: { "main.go": "2\n" } });
    await world.forge.commit(HOME, { files: { [FILE]: kustomization(IMAGE, newer) } });
    const isAncestor = async () => {
      throw new UserError("acme/environment could not be reached");
    };
    const cut = world.run(async (effects) => {
      const { home } = effects.connections;
      const deaf = { ...home, git: { ...home.git, isAncestor } };
      const connections = { home: deaf, of: async () => deaf };
      return updating({ repository: HOME, commit: older })({ ...effects, connections });
    });
    await expect(cut).rejects.toThrow("could not be reached");
    expect(await world.file("main", FILE)).toContain(newer);
  });

  test("a commit id that somebody else wrote is taken for the source", async () => {
    const { world, older, newer } = await startBoth("1.0.0");
    await using _ = world;
    await world.forge.commit(HOME, { files: { [FILE]: kustomization(IMAGE, newer) } });
    const call = { repository: APPLICATION, ancestry: asking(world, world.forge.userToken("waybill-user")) };
    expect((await world.run(updating({ ...call, commit: older }))).result).toBe("superseded");
  });

  test("by the committed action: superseded, with exit code 0", async () => {
    const { world, older, newer } = await startBoth("1.0.0");
    await using _ = world;
    const { forge } = world;
    const step = async (commit: string) =>
      runStep({
        action: "update",
        repository: APPLICATION,
        token: forge.userToken("waybill-user"),
        with: {
          image: `${IMAGE}:${commit}`,
          "environment-repository": HOME,
          environment: "stage",
          "source-commit": commit,
        },
        event: { name: "push", payload: {} },
        serverUrl: forge.serverUrl,
        apiUrl: forge.apiUrl,
        graphqlUrl: forge.graphqlUrl,
      });
    expect(await step(newer)).toMatchObject({ exitCode: 0, outputs: { result: "committed" } });
    const late = await step(older);
    expect(late).toMatchObject({ exitCode: 0, outputs: { result: "superseded", changed: "false" } });
    expect(late.outputs["reason"]).toContain(`newer than "${older}"`);
  });
});

test("the descendant goes over its ancestor", async () => {
  const { world, older, newer } = await startBoth("1.0.0");
  await using _ = world;
  const call = { repository: APPLICATION, ancestry: asking(world, world.forge.userToken("waybill-user")) };
  await world.run(updating({ ...call, commit: older }));
  expect((await world.run(updating({ ...call, commit: newer }))).result).toBe("committed");
});

test("versions that order themselves are not asked for", async () => {
  const { world, older, newer } = await startBoth("1.0.0");
  await using _ = world;
  const call = { repository: APPLICATION, ancestry: asking(world, world.forge.userToken("waybill-user")) };
  await world.run(updating({ ...call, commit: newer, tag: "1.1.0" }));
  const { result, counted } = await world.counted(updating({ ...call, commit: older, tag: "1.2.0" }));
  expect(result.result).toBe("committed");
  expect(counted.requests).toEqual([]);
});

test("a repository that the token cannot read leaves the call's word", async () => {
  const { world, older, newer } = await startBoth("1.0.0");
  await using _ = world;
  world.forge.addUser("stranger", {});
  world.forge.repository(APPLICATION).private = true;
  const call = { repository: APPLICATION, ancestry: asking(world, world.forge.userToken("stranger")) };
  await world.run(updating({ ...call, commit: newer }));
  expect((await world.run(updating({ ...call, commit: older }))).result).toBe("committed");
});
