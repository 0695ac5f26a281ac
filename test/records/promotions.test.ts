import { describe, expect, it, beforeEach } from "vitest";
import { commitMessage } from "../../src/git/trailers.ts";
import { NOTE_MARKER, noteBody, readNote } from "../../src/records/note.ts";
import { recordCommits } from "../../src/records/record-commits.ts";
import { configurationOf, HOME, kustomization } from "../promotion/world.ts";
import { version } from "./fixtures.ts";
import { configuration, PODINFO, recordedWorld } from "./recorded-world.ts";

const here = recordedWorld();
const { record, set, standing, files } = here;

describe("a promotion through a pull request", () => {
  let source = "";

  beforeEach(async () => {
    await record();
    source = await set("stage", "1.1.0");
    here.forge.addUser("grace", { [HOME]: "write" });
    here.forge.addUser("linus", { [HOME]: "read" });
    here.forge.addUser("ada", { [HOME]: "write" });
  });

  const trailers = (to = "1.1.0", from = source) => ({
    changes: [
      {
        environment: "prod",
        app: "podinfo",
        artifact: `image:${PODINFO}`,
        from: version("1.0.0"),
        to: version(to),
        source: { repository: "acme/podinfo", commit: "f".repeat(40) },
      },
    ],
    from,
    run: null,
  });

  /** A squash-merged promotion whose merge message is the commit's. */
  async function promote(
    message = commitMessage("Promote podinfo", "", trailers()),
    method: "squash" | "merge" = "squash",
  ): Promise<{ number: number; commit: string; head: string }> {
    const head = await set("prod", "1.1.0", { branch: "waybill/app/prod/podinfo", message });
    const { number } = await here.forge.openPullRequest(HOME, {
      head: "waybill/app/prod/podinfo",
      title: "Promote podinfo @everyone",
      by: "ada",
    });
    for (const by of ["grace", "linus", "ada"])
      await here.forge.review(HOME, number, { by, event: "APPROVE" }).catch(() => {});
    await here.forge.setStatus(HOME, head, {
      context: "waybill/gate",
      state: "success",
      description: "all open",
      by: "ada",
    });
    await here.forge.setStatus(HOME, source, { context: "kustomization/apps", state: "success" });
    here.forge.now = () => Date.parse("2026-05-02T08:00:00Z");
    const commit = await here.forge.merge(HOME, number, { by: "grace", method });
    here.forge.now = () => Date.parse("2026-05-02T09:30:00Z");
    return { number, commit, head };
  }

  it("is recorded with its approvals, its gate, its tests, its source, and since the merge", async () => {
    here.forge.repository(HOME).squashText = "commits";
    const withStatuses = configurationOf({
      gates: { soakMs: null, approvals: null, statuses: ["kustomization/*"], images: null },
    });
    const { number, commit, head } = await promote();
    await record({ configuration: withStatuses });
    expect((await standing("prod"))[0]).toMatchObject({
      commit,
      since: "2026-05-02T08:00:00Z",
      sinceBy: "merge",
      pullRequest: { number, author: "ada", mergedBy: "grace", head },
      // Not linus, who may not write; not ada, whose change it is.
      approvals: [{ user: "grace", commit: head }],
      gate: { state: "success", description: "all open", by: "ada" },
      tests: [{ context: "kustomization/apps", commit: source, state: "success" }],
      promotedFrom: { environment: "stage", commit: source },
      changes: [{ source: { repository: "acme/podinfo", commit: "f".repeat(40) } }],
    });
  });

  it.each(["squash", "merge"] as const)(
    "is known by its head where a person's %s says something else",
    async (method) => {
      const { commit } = await promote(undefined, method);
      await record();
      expect((await standing("prod"))[0]).toMatchObject({
        commit,
        promotedFrom: { environment: "stage", commit: source },
        changes: [{ source: { repository: "acme/podinfo" } }],
      });
    },
  );

  it.each([
    ["a commit where stage had another version", async () => (await here.forge.log(HOME, "main")).at(-1)?.commit ?? ""],
    ["a commit that is nowhere", async () => "0123456789".repeat(4)],
    ["a commit of a side branch", async () => set("stage", "1.1.0", { branch: "side" })],
  ])("is not believed to come from %s", async (_, claimed) => {
    await set("prod", "1.1.0", { message: commitMessage("Promote", "", trailers("1.1.0", await claimed())) });
    await record();
    expect((await standing("prod"))[0]).toMatchObject({
      commit: await here.forge.branch(HOME, "main"),
      promotedFrom: null,
    });
  });

  it("lends its approvals to no commit that somebody pushed while it was open", async () => {
    await set("prod", "1.1.0", {
      branch: "waybill/app/prod/podinfo",
      message: commitMessage("Promote", "", trailers()),
    });
    const { number } = await here.forge.openPullRequest(HOME, {
      head: "waybill/app/prod/podinfo",
      title: "P",
      by: "ada",
    });
    await here.forge.review(HOME, number, { by: "grace", event: "APPROVE" });
    const pushed = await here.forge.commit(HOME, {
      files: { "apps/web/prod/kustomization.yaml": kustomization("ghcr.io/acme/web", "9.9.9") },
      message: `Unseen (#${number})`,
    });
    await here.forge.merge(HOME, number, { by: "ada", method: "rebase" });
    await record();
    expect((await standing("prod", "web"))[0]).toMatchObject({
      commit: pushed,
      pullRequest: null,
      approvals: [],
      sinceBy: "observation",
    });
    expect((await standing("prod"))[0]).toMatchObject({ pullRequest: { number }, approvals: [{ user: "grace" }] });
  });

  it("is recorded as what it is when the message says something else", async () => {
    await set("prod", "1.1.0", { message: commitMessage("Promote", "", trailers("9.9.9")) });
    await record();
    expect((await standing("prod"))[0]?.changes).toMatchObject([{ to: version("1.1.0"), source: null }]);
  });

  it("completes the pull request's note beside the gate's section, once", async () => {
    const { number, commit } = await promote();
    await record();
    const notes = here.forge.repository(HOME).comments.filter(({ body }) => body.startsWith(NOTE_MARKER));
    expect(notes).toHaveLength(1);
    expect(notes[0]).toMatchObject({ number });
    expect(notes[0]?.body).toContain(`prod/podinfo/${commit}.json`);
    expect(notes[0]?.body).toContain("approved by: grace");
  });

  it("finds its own note behind 150 comments and false ones, and keeps the gate's section", async () => {
    const { number } = await promote();
    const others = { by: "mallory", body: noteBody({ record: "forged" }) };
    for (let count = 0; count < 150; count += 1) await here.forge.comment(HOME, number, others);
    const id = await here.forge.comment(HOME, number, { by: "waybill-user", body: noteBody({ gate: "all is open" }) });
    await record();
    const { comments } = here.forge.repository(HOME);
    expect(comments).toHaveLength(151);
    const body = comments.find((each) => each.id === id)?.body ?? "";
    expect(readNote(body).gate).toBe("all is open");
    expect(readNote(body).record).toContain("### Recorded");
    expect(comments.filter((each) => each.body !== others.body)).toHaveLength(1);
  });

  it("writes the record all the same when the note cannot be written, and fails visibly", async () => {
    const { commit } = await promote();
    here.forge.fault({
      method: "POST",
      path: "**/comments",
      when: "instead",
      status: 403,
      body: { message: "no" },
      times: 9,
    });
    await expect(record()).rejects.toThrow(
      /the records are written, but not the notes on their pull requests: acme\/environment#1: .*pull-requests: write/,
    );
    expect((await standing("prod"))[0]).toMatchObject({ commit });
    here.forge.clearFaults();
  });

  it("writes nothing when the reviews cannot be read: what is unknown is not recorded as absent", async () => {
    await promote();
    here.forge.fault({
      method: "GET",
      path: "**/reviews",
      when: "instead",
      status: 403,
      body: { message: "no" },
      times: 9,
    });
    await expect(record()).rejects.toThrow();
    expect(await files()).toHaveLength(2);
    here.forge.clearFaults();
    expect(await record()).toMatchObject({ result: "recorded" });
  });

  it("asks the forge only what the record and the note need", async () => {
    const { number, commit, head } = await promote();
    const { counted } = await here.counted((effects) => recordCommits({ configuration, dryRun: false }, effects));
    expect(counted.requests.map(({ method, path }) => `${method} ${path.replace(`/repos/${HOME}`, "")}`)).toEqual([
      `GET /commits/${source}/pulls`,
      `GET /commits/${commit}/pulls`,
      `GET /pulls/${number}`,
      `GET /pulls/${number}/reviews`,
      "GET /collaborators/grace/permission",
      "GET /collaborators/linus/permission",
      `GET /commits/${head}/status`,
      "POST /graphql",
      `GET /issues/${number}/comments`,
      `POST /issues/${number}/comments`,
      // Whether another run has written the first note at the same moment.
      `GET /issues/${number}/comments`,
    ]);
  });

  it("asks again, and not for ever, while the forge does not link a merge to its commit yet", async () => {
    const { number } = await promote();
    here.forge.fault({ method: "GET", path: "**/pulls", when: "instead", status: 200, body: [], times: 2 });
    await record();
    expect((await standing("prod"))[0]).toMatchObject({ pullRequest: { number } });
  });
});
