// The command line in a folder of a clone: what it reads, how files are named, and links on the way.
import { spawnSync } from "node:child_process";
import { readFile, symlink } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Folder, makeFolder } from "./spawn-cli.ts";

const BASE = "kind: Kustomization\nresources: [app.yaml]\n";
const OVERLAY = "kind: Kustomization\nresources: [../../base]\n";
const APP =
  "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec:\n  template:\n    spec:\n      containers: [{name: a, image: ghcr.io/acme/otel:1.0.0}]\n";
const SET = ["set", "ghcr.io/acme/otel=2.0.0"];

async function makeTree(isClone = true): Promise<Folder> {
  const folder = await makeFolder();
  if (isClone) spawnSync("git", ["init", "-q"], { cwd: folder.path });
  await folder.write("base/kustomization.yaml", BASE);
  await folder.write("base/app.yaml", APP);
  await folder.write("ov/prod/kustomization.yaml", OVERLAY);
  return folder;
}

const textOf = (folder: Folder, file: string): Promise<string> => readFile(join(folder.path, file), "utf8");

describe("in a folder of a clone", () => {
  const below = "ov/prod";

  it("the overlay there is set, by what its base outside of the folder holds", async () => {
    await using folder = await makeTree();
    const { exitCode, err } = await folder.waybill(SET, { below });
    expect({ exitCode, err }).toEqual({
      exitCode: 0,
      err: `files are shown with their paths from "${folder.path}"\nchanged 1 pin in 1 file, 3 lines\n`,
    });
    expect(await textOf(folder, "ov/prod/kustomization.yaml")).toContain("newTag: 2.0.0");
    expect(await textOf(folder, "base/app.yaml")).toBe(APP);
  });

  it("the base is no problem, and only the folder's pins are listed", async () => {
    await using folder = await makeTree();
    const { out, err } = await folder.waybill(["pins"], { below });
    expect(out).toMatch(/^ov\/prod\/kustomization\.yaml:\d+ .*no entry yet.*\n$/);
    expect(err).not.toContain("outside");
  });

  it.each(["../../base", "base"])("PATH %s starts from the folder, or from the root as it is shown", async (path) => {
    await using folder = await makeTree();
    expect((await folder.waybill(["pins", path], { below })).out).toMatch(/^base\/app\.yaml:7 .*\n$/);
  });

  it.each([
    ["app.yaml", "base"],
    ["base/app.yaml", "ov/prod"],
    ["../../base/app.yaml", "ov/prod"],
  ])("FILE %s from %s is the file", async (file, from) => {
    await using folder = await makeTree();
    const place = `${file}#spec.template.spec.containers[0].image=2.0.0`;
    expect((await folder.waybill(["set", place], { below: from })).exitCode).toBe(0);
    expect(await textOf(folder, "base/app.yaml")).toBe(APP.replace("1.0.0", "2.0.0"));
  });

  it("the root's waybill.yaml says what is ignored, and is where `plan` finds its environments", async () => {
    await using folder = await makeTree();
    await folder.write(
      "waybill.yaml",
      "environments:\n  stage: {path: 'stage/{app}'}\n  prod: {path: 'ov/{app}', from: stage}\nignore: [ov/**]\n",
    );
    expect((await folder.waybill(["pins"], { below })).out).toBe("");
    expect(await folder.waybill(["plan"], { below })).toMatchObject({ exitCode: 0 });
  });

  it("a path that leaves the clone is refused", async () => {
    await using folder = await makeTree();
    const { exitCode, err } = await folder.waybill(["pins", "../../.."], { below });
    expect(err).toContain('the path "../../.." leaves the folder');
    expect(exitCode).toBe(2);
  });
});

it("outside of a clone the folder is all there is, and what it lacks is told where nothing is found", async () => {
  await using folder = await makeTree(false);
  const { exitCode, err } = await folder.waybill(SET, { below: "ov/prod" });
  expect(err).toMatch(/no pin of .*\n.*kustomization\.yaml(:\d+)? could not be read as a whole: .*\.\.\/\.\.\/base/);
  expect(exitCode).toBe(2);
});

describe("a symbolic link", () => {
  it.each([
    { args: [...SET, "link"], says: 'the path "link" is a symbolic link, and links are not followed' },
    { args: ["pins", "link"], says: 'the path "link" is a symbolic link' },
    { args: ["pins", "link/app.yaml"], says: 'the path "link/app.yaml" goes through "link", a symbolic link' },
    { args: ["set", "link/app.yaml#a.b=1"], says: 'goes through "link", a symbolic link, and links are not followed' },
    { args: ["set", "ov/app.yaml#a.b=1"], says: 'the path "ov/app.yaml" is a symbolic link' },
  ])("in $args is refused in words", async ({ args, says }) => {
    await using folder = await makeTree();
    await symlink("base", join(folder.path, "link"));
    await symlink("../base/app.yaml", join(folder.path, "ov", "app.yaml"));
    const { exitCode, err } = await folder.waybill(args);
    expect(err).toContain(says);
    expect(exitCode).toBe(2);
  });
});
