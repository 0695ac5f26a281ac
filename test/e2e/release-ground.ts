// The ground of the release tests: application repositories on the local forge with a checkout each, and the release step on them.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { asRecord } from "../../src/text/canonical-json.ts";
import type { StepOptions, StepResult } from "../support/runner.ts";
import { APPLICATION, ENVIRONMENT, makeGround, WRITE, type Ground } from "./ground.ts";

export interface Application {
  /** `owner/name`. */
  readonly repository: string;
  /** The job's workspace. */
  readonly folder: string;
  /** Makes a commit at that time (ISO 8601, UTC), on the forge too, and checks it out; returns its id. */
  commit(at: string): string;
  checkOut(commit: string): void;
  /** Checks out what the forge has on `main`; returns its id and committer date. */
  pull(): { readonly commit: string; readonly at: string };
}

export interface ReleaseGround extends Ground {
  /** The repository `acme/<name>`, made where there is none, with a Dockerfile that needs nothing from outside. */
  application(name: string): Promise<Application>;
  /** `release` in the application's workflow, with an App that may write the environment. */
  release(application: Application, options: Partial<StepOptions> & { readonly sha: string }): Promise<StepResult>;
  /** What stage pins of an app: a commit of decimal digits only makes a tag that is quoted, so it is read as YAML. */
  stage(app: string): Promise<unknown>;
}

/** The images that stage pins: app -> name of the image. `more`: further files of the environment repository. */
export async function makeReleaseGround(
  images: Readonly<Record<string, string>>,
  more: Readonly<Record<string, string>> = {},
): Promise<ReleaseGround> {
  const files: Record<string, string> = { ...more };
  for (const [app, image] of Object.entries(images)) files[stageFile(app)] = overlay(image);
  const ground = await makeGround(files);
  const { forge } = ground;
  const folder = mkdtempSync(join(tmpdir(), "waybill-applications-"));
  const app = forge.createApp("waybill");
  forge.installApp(app.id, [ENVIRONMENT], WRITE);
  return {
    ...ground,
    async application(name) {
      const repository = `acme/${name}`;
      if (repository !== APPLICATION && repository !== ENVIRONMENT)
        await forge.createRepository(repository, { files: { "hello.txt": "hello\n" } });
      return makeApplication(repository, join(folder, name), forge.repository(repository).git.folder);
    },
    release: (application, options) =>
      ground.step({
        action: "release",
        repository: application.repository,
        workspace: application.folder,
        ...options,
        with: {
          "environment-repository": ENVIRONMENT,
          "app-id": String(app.id),
          "private-key": app.privateKey,
          ...options.with,
        },
      }),
    stage: async (name) => {
      const text = await forge.file(ENVIRONMENT, "main", stageFile(name));
      return asRecord(parse(text ?? ""), name)["images"];
    },
    async [Symbol.asyncDispose]() {
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
      await ground[Symbol.asyncDispose]();
    },
  };
}

const overlay = (image: string): string => `kind: Kustomization\nimages:\n  - name: ${image}\n    newTag: 1.0.0\n`;

const stageFile = (app: string): string => `apps/${app}/stage/kustomization.yaml`;

/** What stage pins of an image before any release. */
export const before = (name: string): unknown => [{ name, newTag: "1.0.0" }];

/** The tag that the pattern `date` gives a commit. */
export const dateTag = (at: string, commit: string): string =>
  `${at.slice(0, 19).replaceAll("-", "").replaceAll(":", "").replace("T", ".")}_${commit.slice(0, 12)}`;

function makeApplication(repository: string, folder: string, remote: string): Application {
  const git = (args: readonly string[], at = "2026-11-21T09:00:00Z"): string =>
    execFileSync("git", ["-c", "user.name=dev", "-c", "user.email=dev@example.com", ...args], {
      encoding: "utf8",
      env: {
        PATH: process.env["PATH"],
        HOME: tmpdir(),
        GIT_CONFIG_NOSYSTEM: "1",
        GIT_CONFIG_GLOBAL: "/dev/null",
        GIT_AUTHOR_DATE: at,
        GIT_COMMITTER_DATE: at,
      },
      stdio: ["ignore", "pipe", "pipe"],
    }).trim();
  const here = ["-C", folder];
  git(["clone", "--quiet", `file://${remote}`, folder]);
  return {
    repository,
    folder,
    commit(at) {
      git([...here, "checkout", "--quiet", "main"]);
      writeFileSync(join(folder, "Dockerfile"), "FROM scratch\nCOPY hello.txt /\n");
      writeFileSync(join(folder, "hello.txt"), `${repository} ${at}\n`);
      git([...here, "add", "--all"]);
      git([...here, "commit", "--quiet", "--allow-empty", `--message=${at}`], at);
      // Fetched from the other side: the forge takes pushes over HTTP only.
      git([`--git-dir=${remote}`, "fetch", "--quiet", folder, "main:main"]);
      return git([...here, "rev-parse", "HEAD"]);
    },
    checkOut(commit) {
      git([...here, "checkout", "--quiet", "--detach", commit]);
    },
    pull() {
      git([...here, "pull", "--quiet", "--ff-only"]);
      const [commit = "", seconds = ""] = git([...here, "show", "-s", "--format=%H %ct"]).split(" ");
      return { commit, at: new Date(Number(seconds) * 1000).toISOString() };
    },
  };
}
