// Names that end in `@sha256`, or hold a digest already, beside a tag.
import { describe, expect, test } from "vitest";
import { DIGEST, listed, OTHER_DIGEST, pinAt, scanTexts, setIn } from "../given.ts";

const HEX = DIGEST.slice("sha256:".length);
const OTHER_HEX = OTHER_DIGEST.slice("sha256:".length);
const FILE = "values.yaml";

const found = (text: string) => listed(scanTexts({ [FILE]: text })).map((line) => line.replace(/^\S+ /, ""));

describe("the digits of a digest", () => {
  test.each([
    ["a tag", `image:\n  repository: quay.io/p/at@sha256\n  tag: ${HEX} # v1\n`, "image quay.io/p/at"],
    ["a quoted tag", `image: {repository: "p/at@sha256", tag: "${HEX}"}\n`, "image docker.io/p/at"],
    ["with a registry", `image: {registry: quay.io, repository: p/at@sha256, tag: ${HEX}}\n`, "image quay.io/p/at"],
    ["with an image", `image: {repository: quay.io/p, image: at@sha256, tag: ${HEX}}\n`, "image quay.io/p/at"],
    ["named by image", `a: {image: quay.io/p/at@sha256, tag: ${HEX}}\n`, "a quay.io/p/at"],
    ["under a digest key", `image: {repository: quay.io/p/at@sha256, digest: ${HEX}}\n`, "image quay.io/p/at"],
    [
      "beside an empty digest",
      `image: {repository: quay.io/p/at@sha256, tag: ${HEX}, digest: ""}\n`,
      "image quay.io/p/at",
    ],
    ["of one of several", `aImage: quay.io/p/at@sha256\naImageTag: ${HEX}\n`, "aImageTag quay.io/p/at"],
    ["of a templated name", `image: {repository: "\${REGISTRY}/at@sha256", tag: ${HEX}}\n`, "image -"],
  ])("%s is a digest, and a new one takes its place", (_, text, place) => {
    expect(found(text)).toEqual([`${place} @${DIGEST} exact`]);
    const [path = ""] = place.split(" ");
    expect(setIn(FILE, text, { [path]: `@${OTHER_DIGEST}` })).toBe(text.replace(HEX, OTHER_HEX));
  });

  test("digits that look like a number are quoted", () => {
    const text = `image:\n  repository: p/at@sha256\n  tag: ${HEX}\n`;
    const number = "1".repeat(64);
    expect(setIn(FILE, text, { image: `@sha256:${number}` })).toBe(text.replace(HEX, `"${number}"`));
  });

  test.each(["v2", `v2@${OTHER_DIGEST}`, `@sha512:${"c".repeat(128)}`])("%s is refused in their place", (to) => {
    const text = `image:\n  repository: quay.io/p/at@sha256\n  tag: ${HEX}\n`;
    expect(() => setIn(FILE, text, { image: to })).toThrow(
      "values.yaml:3: the name beside it ends in @sha256, so `tag` takes the digits of a digest; give a digest alone, as @sha256:...",
    );
  });

  test.each(["v2", `sha256:${HEX}`, HEX.toUpperCase()])("%s is none, and is neither carried on nor replaced", (tag) => {
    const text = `image:\n  repository: quay.io/p/at@sha256\n  tag: ${tag}\n`;
    const reason = `the name beside it ends in @sha256, and "${tag}" is not the 64 hexadecimal digits of a digest; correct one of them by hand`;
    expect(pinAt(scanTexts({ [FILE]: text }), "image")).toMatchObject({ refusal: reason, doubt: reason });
  });

  test("twice is refused", () => {
    const text = `image: {repository: quay.io/p/at@sha256, tag: ${HEX}, digest: ${OTHER_HEX}}\n`;
    expect(() => setIn(FILE, text, { image: `@sha256:${"c".repeat(64)}` })).toThrow(
      "both `tag` and `digest` hold a digest",
    );
  });

  test("an empty tag is no pin, and the name alone neither", () => {
    expect(found("image: {repository: quay.io/p/at@sha256, tag: null}\nother: {image: quay.io/p/at@sha256}\n")).toEqual(
      [],
    );
  });
});

describe("a name with anything else behind @", () => {
  test.each([`sha256:${HEX}`, "", "sha512", "latest"])("%j is refused beside a tag", (behind) => {
    const text = `image:\n  repository: quay.io/p/at@${behind}\n  tag: v1\n`;
    expect(() => setIn(FILE, text, { image: "v2" })).toThrow(
      `values.yaml:3: \`repository\` beside it has "@${behind}" behind the name, and what the chart makes of both is not known; keep the version in one of them`,
    );
  });

  test("an @ inside a template divides nothing", () => {
    const text = 'image:\n  repository: "${HOST:-a@b}/app"\n  tag: v1\n';
    expect(found(text)).toEqual(["image - v1 exact"]);
    expect(setIn(FILE, text, { image: "v2" })).toBe(text.replace("v1", "v2"));
  });
});
