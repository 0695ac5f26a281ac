// Asking how two source commits lie to each other: an App that cannot see the repository does not know; a forge that does not answer is an error.
import { generateKeyPairSync } from "node:crypto";
import { expect, test } from "vitest";
import { askForge } from "../../src/entry/ancestry.ts";
import { json, startHost } from "../github/host.ts";
import { TestClock, TestLog } from "../github/world.ts";

const { privateKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
  publicKeyEncoding: { type: "spki", format: "pem" },
});

function asking(apiUrl: string): Promise<boolean | null> {
  const ask = askForge({
    inputs: {
      token: null,
      "app-id": "1",
      "private-key": privateKey,
      committer: "Waybill <waybill@acme.example>",
      "time-budget": null,
    },
    context: {
      repository: "acme/podinfo",
      eventName: "push",
      sha: "",
      ref: "",
      actor: "",
      serverUrl: apiUrl,
      apiUrl,
      graphqlUrl: apiUrl,
      workspace: "",
      runUrl: null,
      event: () => null,
    },
    log: new TestLog(),
    clock: new TestClock(),
    signal: new AbortController().signal,
  });
  return ask("acme/podinfo", "a".repeat(40), "b".repeat(40));
}

test("an App that is not installed on the application repository does not know", async () => {
  await using host = await startHost(json({ message: "Not Found" }, 404));
  expect(await asking(host.url)).toBeNull();
});

test("a forge that fails is an error, so that the order is not guessed", async () => {
  await using host = await startHost(json({ message: "Unavailable" }, 503));
  await expect(asking(host.url)).rejects.toThrow("503");
});
