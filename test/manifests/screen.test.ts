import { describe, expect, test } from "vitest";
import { isManifestPath, withoutOtherDocuments } from "../../src/manifests/screen.ts";
import { pinAt, scanTexts, setIn } from "./given.ts";

describe("a path", () => {
  test.each(["a.yaml", "a/b.yml", "a.json", "Kustomization", "a/Kustomization", "A.YAML"])(
    "%s may be a manifest",
    (path) => {
      expect(isManifestPath(path)).toBe(true);
    },
  );

  test.each(["a.md", "yaml", "a.yaml.tmpl", "Kustomization/x", "Dockerfile", ""])("%s is none", (path) => {
    expect(isManifestPath(path)).toBe(false);
  });
});

describe("the documents of a bundle that no kind can be in", () => {
  const POD =
    "apiVersion: v1\nkind: Pod\nmetadata: {name: app}\nspec:\n  containers:\n    - {name: app, image: acme/app:1}\n";
  const OTHER = 'apiVersion: v1\nkind: ConfigMap\ndata: {a: "🚀", b: "---"}\n';

  test.each([
    ["one document", OTHER],
    ["content before the first ---", `${OTHER}---\n${POD}`],
    ["content behind ...", `---\n${POD}...\n${OTHER}`],
    ["nothing between two ---", "---\n---\n"],
    ["a document that may hold a pin", `---\n${POD}`],
  ])("are left as they are: %s", (_, text) => {
    expect(withoutOtherDocuments("a.yaml", text)).toBe(text);
  });

  test.each(["\n", "\r\n"])("are blank, and every offset stays (line ending %j)", (eol) => {
    const lines = (text: string) => text.replaceAll("\n", eol);
    const blank = lines(OTHER.replaceAll(/[^\n]/gu, (character) => " ".repeat(character.length)));
    const text = lines(`# c\n---\n${OTHER}--- # d\n${POD}---\n${OTHER}`);
    const screened = withoutOtherDocuments("a.yaml", text);
    expect(screened).toBe(lines("# c\n---\n") + blank + lines(`--- # d\n${POD}---\n`) + blank);
    expect(screened).toHaveLength(text.length);
  });

  test("do not change which document a pin is in, nor what is written", () => {
    const text = `---\n${OTHER}---\n${POD}---\na: [\n---\n${OTHER}`;
    const pin = pinAt(scanTexts({ "a.yaml": text }), "spec.containers[name=app].image");
    expect(pin).toMatchObject({ document: 1, line: 11 });
    expect(setIn("a.yaml", text, { [pin.path]: "2" })).toBe(text.replace("acme/app:1", "acme/app:2"));
  });
});
