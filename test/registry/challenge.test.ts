// The WWW-Authenticate header, as registries write it and as nobody should.
import { expect, it } from "vitest";
import { parseChallenge } from "../../src/registry/challenge.ts";

const bearer = (realm: string, service: string | null = null): unknown => ({ scheme: "bearer", realm, service });

it.each([
  { header: null, challenge: null },
  { header: "", challenge: null },
  { header: "Basic", challenge: { scheme: "basic" } },
  { header: 'Basic realm="Registry Realm"', challenge: { scheme: "basic" } },
  {
    header: 'basic realm="https://1.dkr.ecr.eu-west-1.amazonaws.com/",service="ecr.amazonaws.com"',
    challenge: { scheme: "basic" },
  },
  {
    header: 'Bearer realm="https://ghcr.io/token",service="ghcr.io",scope="repository:a/b:pull"',
    challenge: bearer("https://ghcr.io/token", "ghcr.io"),
  },
  { header: 'bearer REALM="https://a/t", Service=plain , scope="a,b"', challenge: bearer("https://a/t", "plain") },
  { header: 'Bearer realm = "https://a/t"', challenge: bearer("https://a/t") },
  { header: 'Bearer realm="https://a/t?x=\\"1\\""', challenge: bearer('https://a/t?x="1"') },
  { header: 'Basic realm="x", Bearer realm="https://a/t",service="s"', challenge: bearer("https://a/t", "s") },
  { header: 'Bearer realm="https://a/t",service="s", Basic realm="x"', challenge: bearer("https://a/t", "s") },
  { header: 'Bearer service="s"', challenge: null },
  { header: 'Bearer service="s", Basic realm="x"', challenge: { scheme: "basic" } },
  { header: 'Bearer realm="https://a/t', challenge: null },
  { header: "Negotiate", challenge: null },
  { header: 'Digest realm="Basic, x"', challenge: null },
])("$header", ({ header, challenge }) => {
  expect(parseChallenge(header)).toEqual(challenge);
});

it("is read in linear time", () => {
  for (const header of [
    'Bearer realm="'.repeat(20_000),
    "a ".repeat(100_000),
    `Bearer ${"a=".repeat(100_000)}`,
    `"${"\\".repeat(200_000)}`,
  ]) {
    const started = performance.now();
    parseChallenge(header);
    expect(performance.now() - started).toBeLessThan(2000);
  }
});
