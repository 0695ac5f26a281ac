// `waybill set` where an image and the resources of its kustomization come from one commit.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { makeFolder } from "./spawn-cli.ts";

const OLD = "99b0460a4df153acf8372eec425837703e3ae94e";
const NEW = "0e15411f387bb2a2286676b92a87fd85aa9b682a";
const FILE = "prod/kustomization.yaml";
const PLACE = `${FILE}#resources[https://github.com/acme/app//deploy]`;

const overlay = (tag: string, ref: string): string =>
  `resources:\n- https://github.com/acme/app//deploy?ref=${ref}\nimages:\n- name: ghcr.io/acme/app\n  newTag: ${tag}\n`;

it.each([
  { args: [`ghcr.io/acme/app=${NEW}`], after: overlay(NEW, NEW) },
  { args: [`https://github.com/acme/app//deploy=${NEW}`], after: overlay(NEW, NEW) },
  { args: [`${PLACE}=${NEW}`], after: overlay(NEW, NEW) },
  { args: ["ghcr.io/acme/app=v2.0.0", `${PLACE}=v2.0.0`], after: overlay("v2.0.0", "v2.0.0") },
  { args: ["ghcr.io/acme/app=v2.0.0", `${PLACE}=${OLD}`], after: overlay("v2.0.0", OLD) },
])("set $args moves what has the same commit, unless it is set too", async ({ args, after }) => {
  await using folder = await makeFolder();
  await folder.write(FILE, overlay(OLD, OLD));
  expect(await folder.waybill(["set", ...args])).toMatchObject({ exitCode: 0 });
  expect(await readFile(join(folder.path, FILE), "utf8")).toBe(after);
});

it("lists both as changed", async () => {
  await using folder = await makeFolder();
  await folder.write(FILE, overlay(OLD, OLD));
  const { out } = await folder.waybill(["set", `ghcr.io/acme/app=${NEW}`, "--dry-run"]);
  expect(out).toContain(`${FILE}:5`);
  expect(out).toContain(`${FILE}:2`);
});

it("changes nothing where what follows cannot be told, and says how to go on", async () => {
  await using folder = await makeFolder();
  await folder.write(FILE, overlay(OLD, OLD));
  const { exitCode, err } = await folder.waybill(["set", "ghcr.io/acme/app=v2.0.0"]);
  expect(exitCode).toBe(1);
  expect(err).toContain(`${FILE}:2 (https://github.com/acme/app//deploy) and ${FILE}:5 (ghcr.io/acme/app)`);
  expect(err).toContain(`set ${PLACE} too`);
  expect(await readFile(join(folder.path, FILE), "utf8")).toBe(overlay(OLD, OLD));
});
