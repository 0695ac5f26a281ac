// The run as the runner tells it: what is needed, what has a usual value, and files of the workspace that are no plain files.
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readContext, workspaceFile } from "../../src/runner/context.ts";

const JOB = { GITHUB_REPOSITORY: "acme/environment", GITHUB_EVENT_NAME: "push" };

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "waybill-context-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe("the context of a run", () => {
  it("is github.com's where the runner names no host", () => {
    expect(readContext({ ...JOB, GITHUB_API_URL: "" })).toMatchObject({
      serverUrl: "https://github.com",
      apiUrl: "https://api.github.com",
      graphqlUrl: "https://api.github.com/graphql",
      runUrl: null,
      workspace: "",
    });
  });

  it("is the runner's host's, without a slash at the end", () => {
    const context = readContext({
      ...JOB,
      GITHUB_SERVER_URL: "https://ghes.acme.example/",
      GITHUB_API_URL: "https://ghes.acme.example/api/v3/",
      GITHUB_GRAPHQL_URL: "https://ghes.acme.example/api/graphql",
      GITHUB_RUN_ID: "7",
    });
    expect(context.apiUrl).toBe("https://ghes.acme.example/api/v3");
    expect(context.runUrl).toBe("https://ghes.acme.example/acme/environment/actions/runs/7");
  });

  it.each(["GITHUB_REPOSITORY", "GITHUB_EVENT_NAME"])("needs %s", (name) => {
    expect(() => readContext({ ...JOB, [name]: "" })).toThrow(`the variable ${name} is not set`);
  });

  it("has an empty event where the runner gives none", () => {
    expect(readContext(JOB).event()).toEqual({});
  });
});

describe("a file of the workspace", () => {
  const read = (path: string): Uint8Array | null =>
    workspaceFile(readContext({ ...JOB, GITHUB_WORKSPACE: folder }), path);

  it("is read with its bytes", async () => {
    await mkdir(join(folder, "a"));
    await writeFile(join(folder, "a", "images.txt"), "x");
    expect(read("a/images.txt")).toEqual(Buffer.from("x"));
    expect(read("./a/../a/images.txt")).toEqual(Buffer.from("x"));
  });

  it.each(["images.txt", "no/images.txt"])("that is not there is none: %s", (path) => {
    expect(read(path)).toBeNull();
  });

  it("is none without a workspace", () => {
    expect(workspaceFile(readContext(JOB), "waybill.yaml")).toBeNull();
  });

  it.each([
    { path: "link", says: "it is a symbolic link, or behind one" },
    { path: "linked/secret", says: "it is a symbolic link, or behind one" },
    { path: "folder", says: "it is no regular file" },
    { path: "../secret", says: "it is outside of the workspace" },
    { path: "/etc/hostname", says: "it is outside of the workspace" },
  ])("is never $path", async ({ path, says }) => {
    await mkdir(join(folder, "folder"));
    await mkdir(join(folder, "elsewhere"));
    await writeFile(join(folder, "elsewhere", "secret"), "s3cr3t");
    await symlink("/proc/self/environ", join(folder, "link"));
    await symlink(join(folder, "elsewhere"), join(folder, "linked"));
    expect(() => read(path)).toThrow(`"${path}" in the workspace cannot be used: ${says}; expected a regular file`);
  });
});
