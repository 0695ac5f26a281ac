// Credential helpers as real programs: one that does not end, one that fails, one that prints what is none.
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { helperPrograms } from "../../src/entry/build-machine.ts";
import type { HelperPrograms } from "../../src/registry/credential-helper.ts";
import { dockerCredentials } from "../../src/registry/docker-configuration.ts";
import type { Credentials } from "../../src/registry/credentials.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "waybill-helpers-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A configuration that names the helper `test`, a script of node's. */
function helper(script: string, timeoutMs = 60_000, signal = new AbortController().signal): Credentials {
  const path = join(folder, "docker-credential-test");
  writeFileSync(path, `#!${process.execPath}\n${script}\n`);
  chmodSync(path, 0o755);
  const real = helperPrograms(signal, timeoutMs);
  const programs: HelperPrograms = { ...real, find: async () => path };
  return dockerCredentials({
    environment: { HOME: folder },
    read: async () => JSON.stringify({ credsStore: "test" }),
    programs,
  });
}

describe("a credential helper", () => {
  it("is given the registry and answers with a login", async () => {
    const find = helper(`
      let asked = "";
      process.stdin.on("data", (data) => (asked += data)).on("end", () =>
        console.log(JSON.stringify({ ServerURL: asked, Username: asked.trim(), Secret: process.argv[2] })));
    `);
    expect(await find("ghcr.io", "acme/podinfo")).toMatchObject({ username: "ghcr.io", password: "get" });
  });

  it("that never ends is ended, with a message that names it", async () => {
    const find = helper("setInterval(() => {}, 1000);", 300);
    await expect(find("ghcr.io", "acme/podinfo")).rejects.toThrow(
      `the credential helper docker-credential-test gave no answer for "ghcr.io" in time and was ended; it may wait for a person or for a service that is down: ${folder}/.docker/config.json names it`,
    );
  });

  it("ends with the run that is cancelled", async () => {
    const run = new AbortController();
    const reason = new Error("cancelled");
    const find = helper("setInterval(() => {}, 1000);", 60_000, run.signal)("ghcr.io", "acme/podinfo");
    run.abort(reason);
    await expect(find).rejects.toBe(reason);
  });

  it.each([
    {
      what: "fails",
      script: 'console.error("vault is sealed"); process.exit(7);',
      says: "exit code 7: vault is sealed",
    },
    { what: "prints what is none", script: 'console.log("s3cr3t, <html>");', says: "that can be read; expected JSON" },
    { what: "prints nothing", script: "", says: "that can be read; expected JSON" },
    { what: "is killed", script: 'process.kill(process.pid, "SIGKILL");', says: "with exit code 137" },
  ])("that $what is an error that says so", async ({ script, says }) => {
    const error: unknown = await helper(script)("ghcr.io", "acme/podinfo").catch((thrown: unknown) => thrown);
    expect(String(error)).toContain(says);
    expect(String(error)).toContain("docker-credential-test");
    expect(String(error)).not.toContain("s3cr3t");
  });
});
