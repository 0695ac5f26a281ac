// `npm run demo`: one version carried from a commit in an application repository to a merged promotion in production with its record, then a second
// that is superseded by a third; on a local forge, by the committed actions as the runner would run them. Where the machine has an engine the images are built and pushed.
import { execFile } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { once } from "node:events";
import { parseArgs, promisify } from "node:util";
import { asRecord, parseJson } from "../src/text/canonical-json.ts";
import { makeGround } from "./ground.ts";
import type { Images } from "./images.ts";
import { APPLICATION, ENVIRONMENT, type Stage } from "./stage.ts";
import { teller, word } from "./teller.ts";

const run = promisify(execFile);
const root = join(import.meta.dirname, "..");
const { values } = parseArgs({ options: { keep: { type: "boolean" } } });
const tell = teller(
  (text) => process.stdout.write(text),
  process.stdout.isTTY && (process.env["NO_COLOR"] ?? "") === "",
);
const started = performance.now();
await using ground = await makeGround();
const { folder, images, stage } = ground;
const { forge } = stage;

tell.step("A forge, an application repository and an environment repository");
tell.say(`${forge.serverUrl} speaks GitHub's API and Git over HTTP; nothing leaves this machine.`);
tell.say(
  `${APPLICATION} is the application; ${ENVIRONMENT} has hello and cache in stage and prod (examples/environment).`,
);
tell.say(ground.what);
tell.say("The rules of its branch main require the status waybill/gate.");
await environmentStep("push");
tell.say("The first run adopted the repository: one genesis record for each app and environment.");

tell.step(
  `Jonas releases hello 1.5.0: ${images === null ? "update writes" : "release builds it, pushes it and writes"} it into stage`,
);
await release("Say hello better", "1.5.0");

tell.step("The environment repository's step records it and proposes it to prod");
const proposal = await promotion();
tell.say(`Pull request #${proposal.number}: ${proposal.title}`);
tell.quote(await diff(await head(), forge.pullRequest(ENVIRONMENT, proposal.number).headCommit));
await verdict(proposal.number);

tell.step("Maria approves; the gate opens and Waybill merges");
await forge.review(ENVIRONMENT, proposal.number, { by: "maria", event: "APPROVE", body: "Looks right." });
await environmentStep("pull_request_review", proposal.number);
await verdict(proposal.number);
const merged = forge.pullRequest(ENVIRONMENT, proposal.number);
tell.say(`#${merged.number} is ${merged.mergedAt === null ? merged.state : "merged"}; prod now has:`);
tell.quote(await grep("apps/hello/overlays/prod/kustomization.yaml", /newTag|digest/));
if (images !== null) await proveDigest(images, "1.5.0");

tell.step("The record: who, what, when, on whose approval, and how to go back");
await environmentStep("push");
await showRecord();

tell.step("1.6.0 is released, and before anybody approved it, 1.6.1: the same pull request carries the newer one");
await release("Add a feature", "1.6.0");
const second = await promotion();
tell.say(`Pull request #${second.number}: ${second.title}`);
await release("Mend the feature", "1.6.1");
const refreshed = await promotion();
tell.say(`Pull request #${refreshed.number}: ${refreshed.title}`);
await verdict(refreshed.number);

tell.step("The same on a laptop, before any workflow exists: waybill plan");
const clone = join(folder, "environment");
await run("git", ["clone", "--quiet", forge.repository(ENVIRONMENT).git.folder, clone]);
const plan = await run(process.execPath, [join(root, "dist", "cli.js"), "plan"], { cwd: clone });
tell.ran("waybill plan");
tell.quote(plan.stdout);

const mirror = join(folder, "environment.git");
await run("git", ["clone", "--quiet", "--mirror", forge.repository(ENVIRONMENT).git.folder, mirror]);
await keepPullRequests();
tell.step(`Done in ${((performance.now() - started) / 1000).toFixed(1)} s. Look around in ${folder}`);
tell.say("steps/            every step's log and job summary");
tell.say("pull-requests/    what a reviewer reads: the texts of both, and their compliance notes");
tell.say(`environment/      a clone; try: cd ${word(clone)} && node ${word(join(root, "dist", "cli.js"))} pins`);
tell.say(`environment.git/  every branch, waybill/records among them: git clone ${word(mirror)}`);
if (values.keep === true) {
  tell.say(`git clone ${forge.cloneUrl(ENVIRONMENT).replace("://", `://x-access-token:${forge.userToken("maria")}@`)}`);
  tell.say(
    `${forge.apiUrl}/repos/${ENVIRONMENT}/pulls        the API, as Maria (the token above). Ctrl-C ends the forge.`,
  );
  ground.keep();
  await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
} else {
  tell.say("Next: npm run demo -- --keep leaves the forge running, to clone, push and open pull requests yourself.");
}

/** A commit in the application repository, and the step of its workflow: `release`, or `update` where nothing can be built. */
async function release(message: string, version: string): Promise<void> {
  const sha = await stage.commitToApplication(message, `Hello, ${version}.`);
  const before = await head();
  const { outputs, durationMs } = await (images === null
    ? updateStep(sha, version)
    : releaseStep(sha, version, images.environment));
  tell.say(`${outputs["result"]}: ${outputs["reason"]} (${Math.round(durationMs)} ms)`);
  if (images !== null) tell.say(`pushed: ${outputs["reference"]}`);
  tell.quote(await diff(before, await head()));
}

async function updateStep(sha: string, version: string): ReturnType<Stage["step"]> {
  const image = `${stage.image}:${version}`;
  tell.ran(`uses: acme/waybill/actions/update   image: ${image}`);
  return stage.step({
    action: "update",
    repository: APPLICATION,
    event: "push",
    sha,
    with: { image, "environment-repository": ENVIRONMENT },
  });
}

async function releaseStep(
  sha: string,
  version: string,
  env: Readonly<Record<string, string>>,
): ReturnType<Stage["step"]> {
  const tag = `v${version}`;
  const workspace = await stage.tagApplication(tag, sha);
  tell.ran(`uses: acme/waybill/actions/release   image: ${stage.image}   on: push of the tag ${tag}`);
  return stage.step({
    action: "release",
    repository: APPLICATION,
    event: "push",
    sha,
    ref: `refs/tags/${tag}`,
    workspace,
    env,
    with: { image: stage.image, "environment-repository": ENVIRONMENT },
  });
}

/** What prod pins is what the registry has. Throws when it is not. */
async function proveDigest({ registry, digestOf }: Images, version: string): Promise<void> {
  const digest = await digestOf("acme/hello", version);
  const pinned = (await forge.file(ENVIRONMENT, "main", "apps/hello/overlays/prod/kustomization.yaml")) ?? "";
  if (!pinned.includes(digest))
    throw new Error(`${registry} has acme/hello:${version} as ${digest}, and prod pins\n${pinned}`);
  tell.say(`That digest is the one that ${registry} has for acme/hello:${version}.`);
}

/** The root action as the environment repository's workflow runs it. */
async function environmentStep(
  event: "push" | "pull_request_review",
  number?: number,
): Promise<Awaited<ReturnType<Stage["step"]>>> {
  tell.ran(`uses: acme/waybill   on: ${event}`);
  const result = await stage.step({
    action: "waybill",
    repository: ENVIRONMENT,
    event,
    sha: await head(),
    ...(number === undefined ? {} : { payload: { pull_request: { number } } }),
  });
  tell.say(`${result.outputs["result"]}: ${result.outputs["reason"]} (${Math.round(result.durationMs)} ms)`);
  return result;
}

async function promotion(): Promise<{ readonly number: number; readonly title: string }> {
  await environmentStep("push");
  const open = forge.pullRequests(ENVIRONMENT).filter((pullRequest) => pullRequest.state === "open");
  const [one] = open;
  if (one === undefined || open.length !== 1) throw new Error(`expected one open promotion, found ${open.length}`);
  return one;
}

async function verdict(number: number): Promise<void> {
  const commit = forge.pullRequest(ENVIRONMENT, number).headCommit;
  const status = forge
    .repository(ENVIRONMENT)
    .statuses.findLast((candidate) => candidate.commit === commit && candidate.context === "waybill/gate");
  tell.say(`waybill/gate on ${commit.slice(0, 7)}: ${status?.state ?? "none"}, ${status?.description ?? ""}`);
}

/** What an auditor asks first; the record has more. */
async function showRecord(): Promise<void> {
  const main = await head();
  const path = `prod/hello/${main}.json`;
  const record = await forge.file(ENVIRONMENT, "waybill/records", path);
  if (record === null) throw new Error(`there is no record ${path}`);
  const { predicate } = asRecord(parseJson(record), path);
  const facts = asRecord(predicate, `${path}: predicate`);
  tell.say(`waybill/records: ${path}, an in-toto Statement; of it:`);
  for (const name of ["commit", "since", "changes", "approvals", "gate", "promotedFrom", "undo", "run"])
    tell.quote(`${name}: ${JSON.stringify(facts[name])}`);
}

/** The pull requests as their readers see them, for the folder that stays. */
async function keepPullRequests(): Promise<void> {
  await mkdir(join(folder, "pull-requests"));
  const { comments } = forge.repository(ENVIRONMENT);
  for (const { number, title, body } of forge.pullRequests(ENVIRONMENT)) {
    const notes = comments.filter((comment) => comment.number === number).map((comment) => comment.body);
    await writeFile(
      join(folder, "pull-requests", `${number}.md`),
      `${[`# ${title} (#${number})`, body, ...notes].join("\n\n---\n\n")}\n`,
    );
  }
}

async function head(): Promise<string> {
  const commit = await forge.branch(ENVIRONMENT, "main");
  if (commit === null) throw new Error(`${ENVIRONMENT} has no branch main`);
  return commit;
}

async function diff(from: string, to: string): Promise<string> {
  const text = await forge.repository(ENVIRONMENT).git.git(["diff", "--unified=1", from, to]);
  return text
    .split("\n")
    .filter((line) => !/^(?:diff|index|---|\+\+\+ b)/.test(line) || line.startsWith("+++"))
    .join("\n");
}

async function grep(path: string, pattern: RegExp): Promise<string> {
  const text = (await forge.file(ENVIRONMENT, "main", path)) ?? "";
  return text
    .split("\n")
    .filter((line) => pattern.test(line))
    .join("\n");
}
