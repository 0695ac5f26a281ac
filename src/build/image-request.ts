// What a call asks of one image, and what its build has of the world.
import type { Log } from "../effects.ts";
import type { Registry, RegistryRepository } from "../registry/registry.ts";
import type { AskedImage, Engine } from "./engine.ts";
import type { BranchOrTag, BuildSubject } from "./subject.ts";
import type { VersionRequest } from "./version.ts";

export interface BuildRequest {
  /** As the call names it; the registry's own words are in `repository`. */
  readonly name: string;
  /** The name before its capital letters became small. */
  readonly givenName: string;
  readonly repository: RegistryRepository;
  readonly subject: BuildSubject | BranchOrTag;
  readonly version: VersionRequest;
  /** Everything that the call says of the build itself. */
  readonly image: AskedImage;
  readonly source: string;
  readonly licence: string | null;
  readonly homepage: string | null;
  readonly push: boolean;
  /** `false`: a version's tag that holds another commit's image may be replaced. */
  readonly immutable: boolean;
  readonly dryRun: boolean;
}

export interface BuildEffects {
  readonly registry: Registry;
  /** Asked for only when something is to be built. */
  engine(): Promise<Engine>;
  readonly log: Log;
}
