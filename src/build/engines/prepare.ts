// What comes before every build: the request checked, whichever engine it will be, then against this version and this machine, and its secrets read.
import type { AskedImage, Engine, ImageBuild } from "../engine.ts";
import { checkBuildFiles } from "./build-files.ts";
import { checkAsked, checkImageBuild } from "./check.ts";
import type { EngineMachine } from "./command.ts";
import { type BuildSecrets, readSecrets } from "./secrets.ts";
import { refuseTooNew } from "./versions.ts";

/** Throws a usage error for what no engine may be given: before a registry is asked, and in a dry run too. */
export async function checkAskedImage(image: AskedImage, environment: EngineMachine["environment"]): Promise<void> {
  checkAsked(image);
  await checkBuildFiles(image, environment);
}

/** Throws a usage error for what cannot be built as it is asked. */
export async function prepareBuild(
  image: ImageBuild,
  { name, version }: Pick<Engine, "name" | "version">,
  { environment }: EngineMachine,
): Promise<BuildSecrets> {
  checkImageBuild(image);
  refuseTooNew(name, version, image);
  await checkBuildFiles(image, environment);
  return readSecrets(image, environment);
}
