// The program helm: what is given to it, and which helm is taken.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { findHelm, packageArguments, pushArguments, type ChartPackage } from "../../src/build/helm.ts";
import { recordedPrograms } from "./recorded-programs.ts";

const CHART: ChartPackage = {
  folder: "/t/chart",
  name: "hello",
  version: "1.2.3+a",
  appVersion: "1.2.3_a",
  destination: "/t/package",
  signing: null,
};

describe("helm package", () => {
  const first = ["package", "--version=1.2.3+a", "--app-version=1.2.3_a", "--destination=/t/package"];
  const key = { key: "Acme", keyring: "/t/keys" };
  it.each([
    { what: "a chart", signing: null, more: [] },
    {
      what: "a signed chart",
      signing: { ...key, passphraseFile: null },
      more: ["--sign", "--key=Acme", "--keyring=/t/keys"],
    },
    {
      what: "a signed chart, whose key has a passphrase",
      signing: { ...key, passphraseFile: "/t/passphrase" },
      more: ["--sign", "--key=Acme", "--keyring=/t/keys", "--passphrase-file=/t/passphrase"],
    },
  ])("is called for $what", ({ signing, more }) => {
    expect(packageArguments({ ...CHART, signing })).toEqual([...first, ...more, "--", "/t/chart"]);
  });
});

describe("helm push", () => {
  it.each([
    { registry: "ghcr.io", namespace: "acme/charts", args: ["--", "/t/a.tgz", "oci://ghcr.io/acme/charts"] },
    { registry: "ghcr.io", namespace: "", args: ["--", "/t/a.tgz", "oci://ghcr.io"] },
    { registry: "localhost:5000", namespace: "a", args: ["--plain-http", "--", "/t/a.tgz", "oci://localhost:5000/a"] },
    { registry: "127.0.0.1:80", namespace: "a", args: ["--plain-http", "--", "/t/a.tgz", "oci://127.0.0.1:80/a"] },
    // A name that only looks like this machine.
    { registry: "localhost.example", namespace: "a", args: ["--", "/t/a.tgz", "oci://localhost.example/a"] },
  ])("to $registry/$namespace", ({ registry, namespace, args }) => {
    expect(pushArguments("/t/a.tgz", { registry, namespace })).toEqual(["push", ...args]);
  });

  it("gets the login by its environment, and only where there is one", async () => {
    const { programs, calls } = recordedPrograms(["helm"], () => ({ stdout: "v3.19.0" }));
    const helm = await findHelm(programs);
    await helm.push("/t/a.tgz", { registry: "ghcr.io", namespace: "acme" }, "/t/login.json");
    await helm.push("/t/a.tgz", { registry: "ghcr.io", namespace: "acme" }, null);
    expect(calls.map(({ options }) => options.environment)).toEqual([
      undefined,
      { HELM_REGISTRY_CONFIG: "/t/login.json" },
      undefined,
    ]);
  });

  it("that fails is told with helm's words and what to do", async () => {
    const { programs } = recordedPrograms(["helm"], ({ args }) =>
      args[0] === "push" ? { exitCode: 1, lastLines: ["Error: denied: permission"] } : { stdout: "v3.19.0" },
    );
    const helm = await findHelm(programs);
    await expect(helm.push("/t/a.tgz", { registry: "ghcr.io", namespace: "acme" }, null)).rejects.toThrow(
      /^helm could not push to ghcr\.io\/acme \(exit code 1\): Error: denied: permission; the registry denied it/u,
    );
  });
});

describe("what helm makes", () => {
  const packaged = async (made: readonly string[], signing: ChartPackage["signing"]): Promise<unknown> => {
    const destination = mkdtempSync(join(tmpdir(), "waybill-package-"));
    const { programs } = recordedPrograms(["helm"], ({ args }) => {
      if (args[0] === "package") for (const name of made) writeFileSync(join(destination, name), "");
      return { stdout: "v3.19.0" };
    });
    try {
      const { archive, provenance } = await (await findHelm(programs)).package({ ...CHART, destination, signing });
      return [archive, provenance].map((path) => path?.replace(destination, "") ?? null);
    } finally {
      rmSync(destination, { recursive: true });
    }
  };
  const signing = { key: "Acme", keyring: "/t/keys", passphraseFile: null };

  it("is looked for in its folder, not read from its words", async () => {
    expect(await packaged(["hello-1.2.3+a.tgz"], null)).toEqual(["/hello-1.2.3+a.tgz", null]);
    expect(await packaged(["hello-1.tgz.prov", "hello-1.tgz"], signing)).toEqual(["/hello-1.tgz", "/hello-1.tgz.prov"]);
  });

  it("is an error when a part is missing", async () => {
    await expect(packaged([], null)).rejects.toThrow("made nothing; expected a package");
    await expect(packaged(["hello-1.tgz"], signing)).rejects.toThrow("made hello-1.tgz; expected a package");
  });
});

describe("the machine's helm", () => {
  const found = (version: string): Promise<unknown> =>
    findHelm(recordedPrograms(["helm"], () => ({ stdout: version })).programs);

  it.each(["v3.12.0", "v3.19.2", "v4.0.0", "v3.22"])("%s is taken", async (version) => {
    await expect(found(version)).resolves.toHaveProperty("push");
  });

  it.each(["v3.11.3", "v2.17.0"])("%s is too old", async (version) => {
    await expect(found(version)).rejects.toThrow(`helm is ${version}, which does not write`);
  });

  it("that tells no version, or is none, is an error", async () => {
    await expect(found("hello")).rejects.toThrow('"hello"; expected one such as v3.19.0');
    await expect(findHelm(recordedPrograms([]).programs)).rejects.toThrow("this machine has no helm");
  });
});
