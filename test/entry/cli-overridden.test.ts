// Images of workloads that are no pins because an entry of a kustomization decides: what the command line says of them.
import { describe, expect, it } from "vitest";
import { type Folder, makeFolder } from "./spawn-cli.ts";

const FILES = {
  "prod/kustomization.yaml": "resources: [pod.yaml]\nimages:\n- {name: app, newName: acme/app, newTag: v2}\n",
  "prod/pod.yaml": `apiVersion: v1
kind: Pod
metadata: {name: p}
spec:
  containers:
  - {name: a, image: "app:1"}
  - {name: b, image: "web:1"}
`,
};
async function podFolder(): Promise<Folder> {
  const folder = await makeFolder();
  for (const [file, text] of Object.entries(FILES)) await folder.write(file, text);
  return folder;
}

const REASON = "kustomize sets this image by the entry in prod/kustomization.yaml:3; change it there";

describe("an image that an entry of a kustomization overrides", () => {
  it("is listed in its place, and counted apart", async () => {
    await using folder = await podFolder();
    const { out, err } = await folder.waybill(["pins"]);
    expect(out.split("\n").map((line) => line.trim().split(/ {2,}/))).toEqual([
      ["prod/kustomization.yaml:3", "acme/app", "v2"],
      ["prod/pod.yaml:6", "app", "1", `overridden: ${REASON}`],
      ["prod/pod.yaml:7", "web", "1"],
      [""],
    ]);
    expect(err).toBe("2 pins in 2 files; 1 image overridden by an entry\n");
  });

  it("is found by its name and by its kind like a pin", async () => {
    await using folder = await podFolder();
    const named = await folder.waybill(["pins", "--artifact", "app"]);
    expect([named.out.split(" ")[0], named.err]).toEqual([
      "prod/pod.yaml:6",
      "no pin, and 1 image overridden by an entry\n",
    ]);
    const charts = await folder.waybill(["pins", "--kind", "chart"]);
    expect(charts.out).toBe("");
    expect(charts.err).not.toContain("overridden");
  });

  it("is apart from the pins in --json", async () => {
    await using folder = await podFolder();
    const printed: unknown = JSON.parse((await folder.waybill(["pins", "--json"])).out);
    expect(printed).toMatchObject({ pins: [{ line: 3 }, { line: 7 }] });
    expect(printed).toMatchObject({
      overridden: [{ file: "prod/pod.yaml", line: 6, refusal: REASON, guarded: false }],
    });
  });

  it("is not what `set` sets", async () => {
    await using folder = await podFolder();
    const { exitCode, err } = await folder.waybill(["set", "app=2"]);
    expect([exitCode, err]).toEqual([expect.any(Number), expect.stringContaining('"app"')]);
    expect(exitCode).not.toBe(0);
  });
});
