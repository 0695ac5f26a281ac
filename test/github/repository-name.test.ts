// Repository names from outside: what is one, and what only looks like one.
import { describe, expect, it } from "vitest";
import { UserError } from "../../src/errors.ts";
import { parseRepositoryName, remoteUrl } from "../../src/github/repository-name.ts";

describe("parseRepositoryName", () => {
  it.each([
    ["acme/environment", "acme", "environment"],
    ["Acme-Corp/.github", "Acme-Corp", ".github"],
    ["a/b", "a", "b"],
    ["mona_acme/app.web_2", "mona_acme", "app.web_2"],
    ["acme/-x", "acme", "-x"],
  ])("reads %s", (text, owner, name) => {
    expect(parseRepositoryName(text)).toEqual({ owner, name });
  });

  it.each([
    "",
    "org",
    "/",
    "org/",
    "/app",
    "org/app/",
    "org/app/more",
    "org/app.git",
    "org/app.GIT",
    "org/app.wiki",
    "org/app.git/../../evil",
    "org/..",
    "../app",
    "org/.",
    "o..rg/app",
    "-org/app",
    "--upload-pack=touch PWNED/app",
    "org/app?x",
    "org/app#",
    "org/app%2f..",
    "org/app name",
    "org/app\n",
    "org/app\0",
    "org\\app",
    "user:secret@host/app",
    "ext::sh -c touch% PWNED",
    "https://github.com/org/app",
    "git@github.com:org/app",
    "órg/app",
    `org/${"x".repeat(101)}`,
  ])("refuses %j", (text) => {
    const read = (): unknown => parseRepositoryName(text);
    expect(read).toThrow(UserError);
    expect(read).toThrow(/expected `owner\/name`/);
  });
});

describe("remoteUrl", () => {
  const repository = { owner: "acme", name: "environment" };

  it.each([
    ["https://github.com", "https://github.com/acme/environment.git"],
    ["https://ghes.acme.example/", "https://ghes.acme.example/acme/environment.git"],
    ["https://acme.example/git", "https://acme.example/git/acme/environment.git"],
    ["http://127.0.0.1:4711", "http://127.0.0.1:4711/acme/environment.git"],
    ["https://user:secret@github.com", "https://github.com/acme/environment.git"],
  ])("puts the repository below %s", (server, expected) => {
    expect(remoteUrl(server, repository)).toBe(expected);
  });

  it.each(["", "github.com", "ext::sh -c id", "file:///etc", "ssh://github.com"])("refuses %j", (server) => {
    expect(() => remoteUrl(server, repository)).toThrow(/expected one such as/);
  });
});
