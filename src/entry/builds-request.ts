// What a call builds: one image, several, a chart, or what .waybill.yaml lists. Checked before anything is started.
import { parseImageReference } from "../artifacts/image-reference.ts";
import { type BuildSettings } from "../config/builds.ts";
import { BUILDS_FILE } from "../config/find.ts";
import { UserError, usageError } from "../errors.ts";
import { type InputDefinition, readInputs } from "../runner/action.ts";
import { type RunContext, workspaceFile } from "../runner/context.ts";
import { buildAction, type BuildInputs } from "./actions.ts";
import { artifactPlace, artifactRegistry, type ArtifactRequest } from "./artifact-request.ts";
import { readBuildRequest } from "./build-request.ts";

/** A build of the call as inputs of its own, and what a message calls it; `null` where the call has only this one. */
interface OneOfThem {
  readonly place: string | null;
  readonly inputs: BuildInputs;
}

/** At least one. Throws a usage error that names the input or the line, when something is missing, cannot be what it is for, or stands against something else. */
export async function readBuildsRequest(inputs: BuildInputs, context: RunContext): Promise<readonly ArtifactRequest[]> {
  checkBuildCall(inputs, context);
  const builds = await buildsOf(inputs, context);
  const requests: ArtifactRequest[] = [];
  for (const { place, inputs: own } of builds) {
    try {
      requests.push(await readRequest(own, context));
    } catch (error) {
      if (place === null || !(error instanceof UserError)) throw error;
      throw usageError(`${place}: ${error.message}`, error);
    }
  }
  checkNames(requests);
  checkLogin(inputs, requests);
  return besideEachOther(requests);
}

/** A Git tag is that of the build whose prefix fits it best, so each build knows the others' prefixes. */
function besideEachOther(requests: readonly ArtifactRequest[]): readonly ArtifactRequest[] {
  const allPrefixes = [...new Set(requests.map(({ request }) => request.version.tagPrefix))];
  return requests.map((artifact): ArtifactRequest => {
    const version = { ...artifact.request.version, allPrefixes };
    return artifact.kind === "image"
      ? { kind: "image", request: { ...artifact.request, version } }
      : { kind: "chart", request: { ...artifact.request, version } };
  });
}

async function readRequest(inputs: BuildInputs, context: RunContext): Promise<ArtifactRequest> {
  if (inputs.chart === null) {
    for (const name of CHARTS_ONLY) {
      if (inputs[name] !== null) throw usageError(`the input \`${name}\` is about a chart, and \`chart\` is not set`);
    }
    return { kind: "image", request: readBuildRequest(inputs, context) };
  }
  // It reads YAML, which an image's build has no need of.
  const { readChartRequest } = await import("./chart-request.ts");
  return { kind: "chart", request: await readChartRequest(inputs.chart, inputs, context) };
}

const CHARTS_ONLY = [
  "chart-repository",
  "chart-branch",
  "chart-folder",
  "chart-key",
  "chart-keyring",
  "chart-key-passphrase",
] as const;

async function buildsOf(inputs: BuildInputs, context: RunContext): Promise<readonly OneOfThem[]> {
  const given = [
    ...(inputs.image === null ? [] : ["image"]),
    ...(inputs.images.length === 0 ? [] : ["images"]),
    ...(inputs.chart === null ? [] : ["chart"]),
  ];
  const [first, second] = given;
  if (first !== undefined && second !== undefined) {
    throw usageError(
      `both the inputs \`${first}\` and \`${second}\` are set; give one of them, or list images and charts together under \`builds\` in ${BUILDS_FILE}`,
    );
  }
  if (first === "images") {
    return inputs.images.map((line) => ({
      place: `the line ${JSON.stringify(line)} of \`images\``,
      inputs: { ...inputs, images: [], ...imageLine(line) },
    }));
  }
  return first === undefined ? listedBuilds(inputs, context) : [{ place: null, inputs }];
}

const LINE_KEYS = ["context", "file", "target"] as const;

/** `name,context=...,file=...,target=...` */
function imageLine(line: string): BuildSettings {
  const [image = "", ...settings] = line.split(",").map((part) => part.trim());
  const said = new Map<string, string>();
  for (const setting of settings) {
    const equals = setting.indexOf("=");
    const key = LINE_KEYS.find((each) => each === setting.slice(0, equals));
    if (key === undefined || equals + 1 === setting.length) {
      throw usageError(
        `the input \`images\` has ${JSON.stringify(setting)} in the line ${JSON.stringify(line)}; expected name,context=...,file=...,target=... (more can be said under \`builds\` in ${BUILDS_FILE}, also paths with a comma)`,
      );
    }
    if (said.has(key)) {
      throw usageError(`the input \`images\` has \`${key}\` twice in the line ${JSON.stringify(line)}; give it once`);
    }
    said.set(key, setting.slice(equals + 1));
  }
  return { image, ...Object.fromEntries(said) };
}

async function listedBuilds(inputs: BuildInputs, context: RunContext): Promise<readonly OneOfThem[]> {
  const bytes = workspaceFile(context, BUILDS_FILE);
  if (bytes === null) {
    throw usageError(
      `neither \`image\`, \`images\` nor \`chart\` is set, and the workspace has no ${BUILDS_FILE}; expected a name such as ghcr.io/acme/podinfo, the folder of a chart, or that file with \`builds\``,
    );
  }
  // After a proposal's workflow the job has secrets, and the list would say which of them its own Dockerfiles get.
  if (context.eventName === "workflow_run") {
    throw usageError(
      `${BUILDS_FILE} is not read on the event workflow_run, whose checkout may be a proposal's while the job has secrets; name what is built by the input \`images\``,
    );
  }
  const { IMAGES_ONLY } = await import("./chart-request.ts");
  const { parseBuilds } = await import("../config/builds.ts");
  const builds = parseBuilds(bytes);
  const charts = builds.filter(({ chart }) => chart !== undefined).length;
  // What the step says of images is not about the charts beside them, and the other way round.
  const ofCharts = withDefaults(inputs, IMAGES_ONLY);
  const ofImages = charts === 0 ? inputs : withDefaults(inputs, CHARTS_ONLY);
  return builds.map((settings, index) => ({
    place: `${BUILDS_FILE}: builds[${index}]`,
    inputs: {
      ...(settings.chart === undefined ? ofImages : charts === builds.length ? inputs : ofCharts),
      ...settings,
    },
  }));
}

/** The inputs with the named ones as if the call did not set them. */
function withDefaults(inputs: BuildInputs, names: readonly (keyof BuildInputs)[]): BuildInputs {
  const defaults = readInputs(buildAction, {});
  return { ...inputs, ...Object.fromEntries(names.map((name) => [name, defaults[name]])) };
}

/** What every build of the call asks. */
function checkBuildCall(inputs: BuildInputs, context: RunContext): void {
  if (context.workspace === "") {
    throw usageError("the variable GITHUB_WORKSPACE is not set; `build` needs the checkout of the job");
  }
  if ((inputs["registry-username"] === null) !== (inputs["registry-password"] === null)) {
    throw usageError("of the inputs `registry-username` and `registry-password` only one is set; give both or none");
  }
}

/** Two builds of one place would overwrite each other's tags, a chart and an image of one name in one registry too. */
function checkNames(requests: readonly ArtifactRequest[]): void {
  const seen = new Map<string, string>();
  for (const artifact of requests) {
    const place = artifactPlace(artifact);
    // Of a chart in a registry the place is the full name; of an image it is what the call says, `acme/b` or `docker.io/acme/b`.
    const key = artifact.kind === "image" ? parseImageReference(place).artifact.id : place;
    const earlier = seen.get(key);
    if (earlier !== undefined) {
      const both = earlier === place ? `"${place}"` : `"${earlier}" and "${place}", which is one place`;
      throw usageError(
        `two builds are called ${both}, and each of them would take the other's tags; give each a name of its own`,
      );
    }
    seen.set(key, place);
  }
}

/** A login goes to the registry that it is for, and the call does not say which of several that is. */
function checkLogin(inputs: BuildInputs, requests: readonly ArtifactRequest[]): void {
  if (inputs["registry-username"] === null) return;
  const registries = new Set(requests.map(artifactRegistry).filter((registry) => registry !== null));
  const [first, second] = registries;
  if (first === undefined) {
    throw usageError(
      "the inputs `registry-username` and `registry-password` are for a registry, and the chart goes to a branch; leave them out",
    );
  }
  if (second === undefined) return;
  throw usageError(
    `the inputs \`registry-username\` and \`registry-password\` are for one registry, and the builds go to "${first}" and "${second}"; log in to each of them before this step instead, as docker/login-action does`,
  );
}

/** Of `build`, which writes to Git for a classic chart repository alone. Throws a usage error when a call says who writes, and nothing is written. */
export function checkGitInputs(inputs: BuildInputs, requests: readonly ArtifactRequest[]): void {
  if (requests.some((artifact) => artifactRegistry(artifact) === null)) return;
  for (const name of ["app-id", "private-key", "committer"] as const) {
    const definition: InputDefinition = buildAction.inputs[name];
    if ((inputs[name] ?? "") === (definition.default ?? "")) continue;
    throw usageError(
      `the input \`${name}\` says who writes to the branch of a classic chart repository, and \`chart-branch\` is not set; leave it out`,
    );
  }
}
