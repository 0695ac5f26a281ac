// The command line in other people's folders: what it accepts, what it refuses and how, and that nothing is written then.
import { spawnSync } from "node:child_process";
import { readFile, rm, symlink } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { describe, expect, it } from "vitest";
import { call, type Called, CLI, EXAMPLE, makeFolder } from "./spawn-cli.ts";

const kustomization = (images: string): string => `kind: Kustomization\nimages:\n${images}`;
const PODINFO = kustomization("  - name: ghcr.io/acme/podinfo\n    newTag: 1.2.3\n");

function expectRefusal({ exitCode, err }: Called, says: string): void {
  expect(err).toContain(says);
  expect(exitCode).toBe(2);
}

describe("a wrong call", () => {
  it.each([
    { args: ["pinz"], says: 'there is no command "pinz", see `waybill --help`; did you mean "pins"?' },
    { args: ["records"], says: 'there is no command "records", see `waybill --help`' },
    {
      args: ["pins", "--jsn"],
      says: 'pins: there is no option "--jsn", see `waybill pins --help`; did you mean "--json"?',
    },
    { args: ["pins", "--artifact"], says: "pins: Option '--artifact <value>' argument missing" },
    { args: ["pins", "--kind", "img"], says: '--kind is "img"; expected image, chart or git' },
    { args: ["pins", "nowhere"], says: 'the path "nowhere" holds no file below' },
    { args: ["pins", "../.."], says: 'the path "../.." leaves the folder' },
    { args: ["pins", "/etc"], says: 'the path "/etc" leaves the folder' },
    {
      args: ["pins", "--environment", "prd"],
      says: 'the environment "prd" is not in waybill.yaml; did you mean "prod"?',
    },
    { args: ["set"], says: "no NAME=VERSION is given; expected at least one, such as ghcr.io/acme/podinfo=1.2.3" },
    { args: ["set", "ghcr.io/acme/hello:1.5"], says: "expected at least one, perhaps ghcr.io/acme/hello=1.5" },
    { args: ["set", "=1"], says: '"=1" names no artifact' },
    { args: ["set", "ghcr.io/acme/hello="], says: '"ghcr.io/acme/hello=" names no version' },
    { args: ["set", "ghcr.io/acme/hello=1", "nowhere"], says: 'the path "nowhere" holds no file' },
    { args: ["set", "ghcr.io/acme/hello=a b"], says: '"a b"' },
    { args: ["set", "ghcr.io/acme/hello=v1\n  injected: true"], says: "injected" },
    {
      args: ["set", "helo=1.2"],
      says: 'no pin of "helo" was found; expected an artifact that `waybill pins` lists, or file#path of one pin; did you mean "ghcr.io/acme/hello"?',
    },
    { args: ["set", "hello=1.2"], says: 'did you mean "ghcr.io/acme/hello"?' },
    { args: ["set", "ghcr.io/acme/helo=1.2"], says: 'did you mean "ghcr.io/acme/hello"?' },
    {
      args: ["set", "redis=7.4"],
      says: '"redis" is the name of the chart "HelmRepository/charts/redis" and the image "docker.io/library/redis"; name one of them in full',
    },
    {
      args: ["set", "ghcr.io/acme/hello=1.5", "ghcr.io/acme/hello=1.6"],
      says: '"ghcr.io/acme/hello" is given two versions, 1.5 and 1.6',
    },
    { args: ["plan", "prod"], says: '"prod" is not an option of plan' },
    { args: ["plan", "--to", "prd"], says: 'the environment "prd" is not in waybill.yaml; did you mean "prod"?' },
    { args: ["plan", "--from", "prod"], says: 'no environment takes its versions from "prod"' },
    { args: ["plan", "--at", "prod"], says: '--at is "prod"; expected ENVIRONMENT=FOLDER' },
    {
      args: ["schema", "waybill.yml"],
      says: '"waybill.yml" is no file of Waybill\'s; expected waybill.yaml or .waybill.yaml',
    },
    { args: ["schema", ".waybill.yaml", "x"], says: '"x" is too much' },
  ])("$args is told with exit code 2, and nothing is written", async ({ args, says }) => {
    await using folder = await makeFolder(EXAMPLE);
    const { exitCode, err, out } = await folder.waybill(args);
    expect(exitCode).toBe(2);
    expect(err).toContain(says);
    expect(out).toBe("");
    expect(err).toMatch(/^waybill: [^\n]+\n$/);
    expect(spawnSync("diff", ["-r", EXAMPLE, folder.path]).status).toBe(0);
  });
});

it("waybill alone tells what there is, with exit code 2", async () => {
  await using folder = await makeFolder();
  const help = (await folder.waybill(["--help"])).out;
  expect(await folder.waybill([])).toEqual({ exitCode: 2, out: "", err: help });
});

it("waybill help names a command's help too", async () => {
  await using folder = await makeFolder();
  expect(await folder.waybill(["help", "set"])).toEqual(await folder.waybill(["set", "--help"]));
  expectRefusal(await folder.waybill(["help", "sett"]), 'did you mean "set"?');
});

describe("waybill set", () => {
  it("takes a full name where a short one is shared", async () => {
    await using folder = await makeFolder(EXAMPLE);
    const { exitCode, err } = await folder.waybill(["set", "docker.io/library/redis=7.4.0"]);
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: "changed 2 pins in 2 files, 2 lines\n" });
    expect((await folder.waybill(["pins", "--kind", "chart"])).out).toContain("19.6.4");
  });

  it("takes one pin by its place", async () => {
    await using folder = await makeFolder(EXAMPLE);
    const place = "apps/cache/overlays/prod/release.yaml#spec.values.image";
    expect((await folder.waybill(["set", `${place}=7.4.0`])).err).toBe("changed 1 pin in 1 file, 1 line\n");
  });

  it("says when there is nothing to change", async () => {
    await using folder = await makeFolder(EXAMPLE);
    expect(await folder.waybill(["set", "ghcr.io/acme/hello=1.4.2"])).toEqual({
      exitCode: 0,
      out: "",
      err: "nothing to change: all 2 pins are already right\n",
    });
  });

  it("counts a pin once that two names mean", async () => {
    await using folder = await makeFolder();
    await folder.write("kustomization.yaml", PODINFO);
    const { err } = await folder.waybill([
      "set",
      "ghcr.io/acme/podinfo=2",
      "kustomization.yaml#images[name=ghcr.io/acme/podinfo]=2",
    ]);
    expect(err).toBe("changed 1 pin in 1 file, 1 line\n");
  });

  it.each([
    { text: "CRLF", before: PODINFO.replaceAll("\n", "\r\n") },
    { text: "a byte order mark", before: `\ufeff${PODINFO}` },
    { text: "no final newline", before: PODINFO.trimEnd() },
    { text: "spaces and tabs at line ends", before: PODINFO.replace("1.2.3", "1.2.3 \t# by CI\t") },
  ])("changes nothing but the version's bytes: $text", async ({ before }) => {
    await using folder = await makeFolder();
    await folder.write("kustomization.yaml", before);
    expect((await folder.waybill(["set", "ghcr.io/acme/podinfo=1.2.4"])).exitCode).toBe(0);
    expect(await readFile(join(folder.path, "kustomization.yaml"), "utf8")).toBe(before.replace("1.2.3", "1.2.4"));
  });

  it("writes all or nothing, and shows each refusal at its line", async () => {
    await using folder = await makeFolder();
    await folder.write("a/kustomization.yaml", PODINFO);
    const refused = `x: &tag 1.2.3\n${kustomization("  - name: ghcr.io/acme/podinfo\n    newTag: *tag\n")}`;
    await folder.write("b/kustomization.yaml", refused);
    const { exitCode, err } = await folder.waybill(["set", "ghcr.io/acme/podinfo=1.2.4"]);
    expect(exitCode).toBe(1);
    expect(err).toMatch(/^waybill: b\/kustomization\.yaml:\d+: .*alias/);
    expect(await readFile(join(folder.path, "a", "kustomization.yaml"), "utf8")).toBe(PODINFO);
  });
});

describe("a folder", () => {
  it("that is empty has no pins, and that is no failure", async () => {
    await using folder = await makeFolder();
    const { exitCode, out, err } = await folder.waybill(["pins"]);
    expect({ exitCode, out }).toEqual({ exitCode: 0, out: "" });
    expect(err).toContain("no pin was found");
    expect(JSON.parse((await folder.waybill(["pins", "--json"])).out)).toEqual({
      pins: [],
      overridden: [],
      problems: [],
    });
    expectRefusal(await folder.waybill(["plan"]), "there is no waybill.yaml");
  });

  it.each(["pins", "plan", "set a=1"])(
    "with a wrong waybill.yaml stops `%s`: it says what to ignore",
    async (command) => {
      await using folder = await makeFolder(EXAMPLE);
      await folder.write("waybill.yaml", "environments:\n  stage: { path: a }\nignored: []\n");
      const { exitCode, err } = await folder.waybill(command.split(" "));
      expect(exitCode).toBe(2);
      expect(err).toMatch(/waybill\.yaml.*3.*"ignored".*did you mean "ignore"\?/);
    },
  );

  it.each(["pins", "plan"])("whose waybill.yaml is a link stops `%s`", async (command) => {
    await using folder = await makeFolder(EXAMPLE);
    await rm(join(folder.path, "waybill.yaml"));
    await symlink("/proc/self/environ", join(folder.path, "waybill.yaml"));
    expectRefusal(await folder.waybill([command]), "is a symbolic link");
  });

  it("below the one with waybill.yaml is pointed there", async () => {
    await using folder = await makeFolder(EXAMPLE);
    const { exitCode, err } = await folder.waybill(["pins"], { below: "apps/hello" });
    expect(exitCode).toBe(2);
    expect(err).toMatch(/waybill\.yaml is in ".*", not in this folder/);
  });

  it("may be named by an absolute path", async () => {
    await using folder = await makeFolder(EXAMPLE);
    const { out } = await folder.waybill(["pins", join(folder.path, "apps", "hello", "overlays", "prod")]);
    expect(out).toMatch(/^apps\/hello\/overlays\/prod\/kustomization\.yaml:\d+ .*\n$/);
  });

  it("that is a clone shows what Git tracks or would, and not what it ignores", async () => {
    await using folder = await makeFolder();
    spawnSync("git", ["init", "-q"], { cwd: folder.path });
    await folder.write(".gitignore", "out/\n");
    await folder.write("kustomization.yaml", PODINFO);
    await folder.write("out/kustomization.yaml", PODINFO);
    expect((await folder.waybill(["pins"])).out).toMatch(/^kustomization\.yaml:4 .*\n$/);
  });

  it("with a name that would steer a terminal is shown harmlessly", async () => {
    await using folder = await makeFolder();
    await folder.write("a\u001b[31m\n::add-mask::b/kustomization.yaml", PODINFO);
    const { out } = await folder.waybill(["pins"]);
    expect(out).toMatch(/^a\\x1b\[31m\\n::add-mask::b\/kustomization\.yaml:4 .*\n$/);
  });
});

describe("waybill plan", () => {
  it("reads an environment of another repository where --at says", async () => {
    await using folder = await makeFolder();
    await folder.write(
      "here/waybill.yaml",
      "environments:\n  stage: { path: 'apps/{app}' }\n  prod: { repository: acme/prod, path: 'apps/{app}', from: stage }\n",
    );
    await folder.write("here/apps/podinfo/kustomization.yaml", PODINFO.replace("1.2.3", "1.3.0"));
    await folder.write("there/apps/podinfo/kustomization.yaml", PODINFO);
    const without = await folder.waybill(["plan"], { below: "here" });
    expectRefusal(
      without,
      'the environment "prod" is in the repository "acme/prod", not in this folder; check it out and add --at prod=FOLDER',
    );
    const { exitCode, out } = await folder.waybill(["plan", "--at", "prod=../there"], { below: "here" });
    expect(exitCode).toBe(0);
    expect(out).toContain("+    newTag: 1.3.0");
    const absolute = await folder.waybill(["plan", "--at", `prod=${join(folder.path, "there")}`], { below: "here" });
    expect(absolute.out).toBe(out);
    const wrong = await folder.waybill(["plan", "--at", "prd=../there"], { below: "here" });
    expectRefusal(wrong, 'did you mean "prod"?');
  });
});

describe("dist/cli.js", () => {
  it("is a program of its own", async () => {
    await using folder = await makeFolder();
    expect(await call(CLI, ["--help"], { cwd: folder.path, env: {} })).toMatchObject({ exitCode: 0, err: "" });
  });

  it("ends quietly when nobody reads on", async () => {
    await using folder = await makeFolder();
    await folder.write("kustomization.yaml", kustomization("  - { name: ghcr.io/acme/podinfo, newTag: 1.2.3 }\n"));
    for (let index = 0; index < 40; index += 1) {
      const images = Array.from(
        { length: 100 },
        (_, image) => `  - { name: ghcr.io/acme/app-${index}-${image}, newTag: 1.2.3 }\n`,
      );
      await folder.write(`apps/${index}/kustomization.yaml`, kustomization(images.join("")));
    }
    const { out, err } = await call("sh", ["-c", `"${process.execPath}" "${CLI}" pins --json | head -n 1`], {
      cwd: folder.path,
      env: {},
    });
    expect({ out, err }).toEqual({ out: "{\n", err: "" });
  });

  const others = [...new Set((process.env["PATH"] ?? "").split(delimiter))]
    .map((folder) => join(folder, "node"))
    .filter((node) => Number(/^v(\d+)/.exec(spawnSync(node, ["--version"]).stdout?.toString() ?? "")?.[1]) >= 20);

  it.each([process.execPath, ...others])("runs with %s", async (node) => {
    await using folder = await makeFolder(EXAMPLE);
    expect(
      (await folder.waybill(["set", "ghcr.io/acme/hello=1.5.0", "apps/hello/overlays/stage"], { node })).exitCode,
    ).toBe(0);
    for (const command of ["pins", "plan", "schema"]) {
      const err = command === "pins" ? "6 pins in 4 files; 1 image overridden by an entry\n" : "";
      expect(await folder.waybill([command], { node })).toMatchObject({ exitCode: 0, err });
    }
  });
});

describe("a file that cannot be read", () => {
  const LARGE = `${PODINFO}# ${"x".repeat(10 * 1024 * 1024)}\n`;

  it("is told, and the others are listed", async () => {
    await using folder = await makeFolder();
    await folder.write("a/kustomization.yaml", PODINFO);
    await folder.write("b/kustomization.yaml", LARGE);
    const { exitCode, out, err } = await folder.waybill(["pins"]);
    expect(exitCode).toBe(0);
    expect(out).toMatch(/^a\/kustomization\.yaml:4 .*\n$/);
    expect(err).toContain(
      `b/kustomization.yaml: it has ${LARGE.length} bytes; files of more than 10485760 are not read as manifests\n`,
    );
  });

  it("stops a change that it may have needed, and only that", async () => {
    await using folder = await makeFolder();
    await folder.write("a/kustomization.yaml", PODINFO);
    await folder.write("b/kustomization.yaml", LARGE);
    const { exitCode, err } = await folder.waybill(["set", "ghcr.io/acme/podinfo=2.0.0"]);
    expect(exitCode).toBe(1);
    expect(err).toMatch(/^waybill: "b\/kustomization\.yaml" may hold it too, but it has \d+ bytes.*\n.*`ignore`/);
    expect(await readFile(join(folder.path, "a", "kustomization.yaml"), "utf8")).toBe(PODINFO);
    expect((await folder.waybill(["set", "ghcr.io/acme/podinfo=2.0.0", "a"])).exitCode).toBe(0);
  });
});

describe("a name that is nowhere", () => {
  it("brings up the nearest of all the names, also of files that do not hold it", async () => {
    await using folder = await makeFolder();
    await folder.write("a/kustomization.yaml", PODINFO);
    expectRefusal(await folder.waybill(["set", "ghcr.io/acme/podinfi=2.0.0"]), 'did you mean "ghcr.io/acme/podinfo"?');
  });
});
