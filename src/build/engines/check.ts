// What no engine is asked to build: values that would be read as an option, as something else, or twice.
import { parseImageReference } from "../../artifacts/image-reference.ts";
import { usageError } from "../../errors.ts";
import type { AskedImage, ImageBuild } from "../engine.ts";

const TAGS = "the tags come from `version`, `short-tags` and `latest`, and are checked before anything is overwritten";
const RESULT = "whether the image is pushed or kept is said by the inputs `push` and `load`";
const READ = "the result is read from it";

/** Options that have inputs of their own or decide where the result goes: an argument beside them would win, or be taken twice. */
const OWN_OPTIONS: ReadonlyMap<string, string> = new Map([
  ["--", "it ends the options, and the context is no argument of yours"],
  ["--tag", TAGS],
  ["-t", TAGS],
  ["--push", RESULT],
  ["--load", RESULT],
  ["--output", RESULT],
  ["-o", RESULT],
  ["--manifest", "several `platforms` make a manifest list by themselves"],
  ["--all-platforms", "use the input `platforms`"],
  ["--platform", "use the input `platforms`"],
  ["--metadata-file", READ],
  ["--iidfile", READ],
  ["--digestfile", READ],
  ["--file", "use the input `file`"],
  ["-f", "use the input `file`"],
  ["--target", "use the input `target`"],
  ["--label", "use the input `labels`"],
  ["--annotation", "use the input `annotations`"],
  ["--build-arg", "use the input `build-args`"],
  ["--secret", "use the input `secrets`, whose values are kept out of the log"],
  ["--cache-from", "use the input `cache-from`"],
  ["--cache-to", "use the input `cache-to`"],
  ["--provenance", "use the input `provenance`"],
  ["--sbom", "use the input `sbom`"],
  ["--attest", "use the inputs `provenance` and `sbom`"],
  ["--check", "it builds nothing"],
  ["--call", "it builds nothing"],
  ["--print", "it builds nothing"],
]);

/** The letters of the engines' short options that take a value: what follows one is no option. */
const WITH_VALUE = /[tofmvc]/u;

/** Why the argument cannot be given; `null` when it can. Short options can stand together: `-qt name`. */
function ownOption(argument: string): string | null {
  const letters = /^-(?<letters>[^-].*)$/su.exec(argument)?.groups?.["letters"];
  if (letters === undefined) return OWN_OPTIONS.get(argument.split("=", 1)[0] ?? "") ?? null;
  return OWN_OPTIONS.get(`-${WITH_VALUE.exec(letters.split("=", 1)[0] ?? "")?.[0] ?? ""}`) ?? null;
}

/** As Go names them, and the names that engines take for the same (opencontainers/image-spec, config.md; containerd/platforms). */
const SYSTEMS = new Set(
  "aix android darwin dragonfly freebsd illumos ios js linux netbsd openbsd plan9 solaris wasi wasip1 windows".split(
    " ",
  ),
);
const ARCHITECTURES = new Set(
  "386 amd64 arm arm64 loong64 mips mips64 mips64le mipsle ppc64 ppc64le riscv64 s390x wasm aarch64 armel armhf i386 x86-64 x86_64".split(
    " ",
  ),
);

/** Throws a usage error for a build that cannot be asked of any engine as it is meant. */
export function checkImageBuild(image: ImageBuild): void {
  for (const text of image.references) checkReference(text);
  if (image.push && image.references.length === 0) throw usageError("the image has no tag, and none is pushed without");
  if (!Number.isSafeInteger(image.sourceDateEpoch) || image.sourceDateEpoch < 0)
    throw usageError(`the commit's time is ${image.sourceDateEpoch}; expected whole seconds since 1970`);
  checkAsked(image);
}

/** Throws a usage error for the first value that would be read as an option, as something else, or twice. */
export function checkAsked(image: AskedImage): void {
  for (const [what, path] of [
    ["context", image.context],
    ["file", image.file],
  ] as const) {
    if (path === "" || path === "-")
      throw usageError(
        `the ${what} is "${path}"; expected a path in the workspace${what === "file" ? "" : " or a URL"}`,
      );
  }
  if (holdsLogin(image.context))
    throw usageError(
      "the context is an address with a login in it, which would stand in the engine's arguments and output; check that repository out before this step (actions/checkout takes a token) and give its folder",
    );
  if (image.target === "") throw usageError("the target is empty; expected the name of a stage, or no target");
  for (const [name] of image.buildArgs) {
    if (!/^[A-Za-z_][\w.-]*$/u.test(name))
      throw usageError(
        `the build argument "${name}" has no usable name; expected NAME=value with a name of letters, digits and _`,
      );
  }
  for (const [what, pairs] of [
    ["label", image.labels],
    ["annotation", image.annotations],
  ] as const) {
    for (const key of Object.keys(pairs)) {
      if (!/^[^\s=]+$/u.test(key))
        throw usageError(`the ${what} "${key}" has no usable key; expected one without spaces and =`);
    }
  }
  for (const platform of image.platforms) {
    const [system = "", architecture = "", ...variant] = platform.split("/");
    if (!SYSTEMS.has(system) || !ARCHITECTURES.has(architecture) || !/^(?:[a-z0-9.]+)?$/u.test(variant.join("/")))
      throw usageError(
        `the input \`platforms\` has "${platform}", which is none; expected os/architecture or os/architecture/variant, as linux/arm64`,
      );
  }
  checkSecrets(image.secrets);
  for (const argument of image.extraArguments) {
    const reason = ownOption(argument);
    if (reason !== null)
      throw usageError(`the line "${argument}" of the input \`extra-arguments\` cannot be given: ${reason}`);
  }
}

/** Whether the address names more than the user of an SSH login, which is no secret. */
function holdsLogin(context: string): boolean {
  const { scheme, user } = /^(?<scheme>[a-z][a-z0-9+.-]*):\/\/(?<user>[^/?#]*)@/iu.exec(context)?.groups ?? {};
  return user !== undefined && (scheme?.toLowerCase() !== "ssh" || user.includes(":"));
}

/** Throws a usage error for a reference that is no tag, or names a digest, which only the registry can give. */
export function checkReference(text: string): void {
  const { tag, digest } = parseImageReference(text).version;
  if (tag === null || digest !== null)
    throw usageError(`the reference "${text}" is not a name and a tag; expected one as ghcr.io/acme/podinfo:1.2.3`);
}

/** The lists of engines are comma-separated, with quoting rules of their own: nothing that could end an entry goes in. */
function checkSecrets(secrets: ImageBuild["secrets"]): void {
  const seen = new Set<string>();
  for (const { id, source } of secrets) {
    if (!/^[\w.-]+$/u.test(id))
      throw usageError(`the secret's id "${id}" is none; expected letters, digits, _, . and -`);
    if (seen.has(id)) throw usageError(`the secret "${id}" is given twice`);
    seen.add(id);
    if ("env" in source) {
      if (!/^[A-Za-z_]\w*$/u.test(source.env))
        throw usageError(`the secret "${id}" names no environment variable; expected ${id}=env:NAME`);
    } else if (source.file === "" || /[,"\r\n]/u.test(source.file)) {
      throw usageError(
        `the secret "${id}" is in the file "${source.file}"; expected a path without comma, quotation mark and line break`,
      );
    }
  }
}
