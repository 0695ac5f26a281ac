import { describe, expect, test } from "vitest";
import { formatVersion } from "../../../src/artifacts/version.ts";
import { DIGEST, scanTexts, setIn } from "../given.ts";
import { setNamed } from "../set-named.ts";

const FILE = "prod/kustomization.yaml";
const literals = (...lines: string[]) =>
  `kind: Kustomization\nconfigMapGenerator:\n- name: env\n  literals:\n${lines.map((line) => `  - ${line}\n`).join("")}`;

const found = (text: string) =>
  scanTexts({ [FILE]: text }).pins.map((pin) => `${pin.path} ${pin.artifact?.id ?? "-"} ${formatVersion(pin.version)}`);

describe("a generator's literal", () => {
  test.each([
    ["APP_IMAGE=ghcr.io/acme/app:1.2.3", "[APP_IMAGE] ghcr.io/acme/app 1.2.3"],
    [`IMAGE=app@${DIGEST}`, `[IMAGE] docker.io/library/app @${DIGEST}`],
    ['"IMG=app:v1"', "[IMG] docker.io/library/app v1"],
    ["APP_VERSION=1.2.3", "[APP_VERSION] - 1.2.3"],
    ["'APP_VERSION=\"v1.2\"'", "[APP_VERSION] - v1.2"],
    ["app.tag=99b0460a4df153acf8372eec425837703e3ae94e", "[app.tag] - 99b0460a4df153acf8372eec425837703e3ae94e"],
  ])("%s is a guarded version", (line, expected) => {
    expect(found(literals(line))).toEqual([`configMapGenerator[name=env].literals${expected}`]);
    expect(scanTexts({ [FILE]: literals(line) }).pins[0]).toMatchObject({ guarded: true });
  });

  test.each([
    "MIGRATION_VERSION=13",
    "API_VERSION=v1beta1",
    "REDIS=redis:6379",
    "IMAGE=app",
    "URL=https://example.org/app:1.2.3",
    "VERSION=",
    "VERSION",
    "=1.2.3",
    "VERSION=1.2.3 or so",
    "VERSION=${VERSION}",
    "[VERSION=1.2.3]",
  ])("%s is none", (line) => {
    expect(found(literals(line))).toEqual([]);
  });

  test("is written when it is named, and only its version", () => {
    const text = literals("A=1.2.3", "IMAGE=ghcr.io/acme/app:1.2.3 # 1.2.3", "'APP_VERSION=\"1.2.3\"'");
    const at = (key: string) => `configMapGenerator[name=env].literals[${key}]`;
    expect(setNamed(FILE, text, { [at("IMAGE")]: `1.10@${DIGEST}`, [at("APP_VERSION")]: "1.10" })).toBe(
      literals("A=1.2.3", `IMAGE=ghcr.io/acme/app:1.10@${DIGEST} # 1.2.3`, "'APP_VERSION=\"1.10\"'"),
    );
    expect(() => setIn(FILE, text, { [at("IMAGE")]: "1.10" })).toThrow("literal of a generator");
  });

  test.each(["v3", "latest", `1.2.3@${DIGEST}`])(
    "that is no image's takes no %s, which nobody would find again",
    (to) => {
      const path = "configMapGenerator[name=env].literals[VERSION]";
      expect(() => setNamed(FILE, literals("VERSION=1.2.3"), { [path]: to })).toThrow("expected one like 1.2.3");
    },
  );

  test("of a secret counts too, and the same key twice has two paths", () => {
    const text = "secretGenerator:\n- {name: a, literals: [TAG=1.2.3, TAG=1.2.4]}\n- {literals: [TAG=1.2.5]}\n- a\n";
    expect(found(text)).toEqual([
      "secretGenerator[name=a].literals[TAG] - 1.2.3",
      "secretGenerator[name=a].literals[TAG]#2 - 1.2.4",
      "secretGenerator[name=].literals[TAG] - 1.2.5",
    ]);
  });
});
