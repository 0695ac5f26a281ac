import { expect, test } from "vitest";
import { rememberingReader } from "../../src/manifests/file-facts.ts";

const bytes = () => Buffer.from("images:\n  - name: ghcr.io/acme/podinfo\n    newTag: 1.0.0\n");

test("what was parsed is not parsed again, unless its bytes or its path are others", () => {
  const read = rememberingReader();
  const file = bytes();
  const first = read("stage/kustomization.yaml", file);
  expect(read("stage/kustomization.yaml", file)).toBe(first);
  expect(read("prod/kustomization.yaml", file)).not.toBe(first);
  const other = Buffer.from(bytes().toString().replace("1.0.0", "2.0.0"));
  const changed = read("stage/kustomization.yaml", other);
  expect(changed.pins.map((pin) => pin.version.tag)).toEqual(["2.0.0"]);
});
