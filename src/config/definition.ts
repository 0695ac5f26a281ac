// What may stand in waybill.yaml: every key, its meaning, its default. Reading, messages and the JSON Schema come from here.
import {
  appName,
  branchName,
  duration,
  environmentName,
  label,
  line,
  pathTemplate,
  registryPrefix,
  repositoryName,
  reviewer,
} from "./formats.ts";
import { chartName, fileGlob, gitRepository, imageName, namedPinOf, placePath } from "./named-pin.ts";
import {
  checked,
  flag,
  keys,
  list,
  named,
  oneOrMany,
  optional,
  orEmpty,
  orNull,
  text,
  whole,
  words,
} from "./shapes.ts";

const NOT_YET = "is planned and not available in this version";

const promote = keys("How this environment receives promotions.", {
  group: optional(
    words("What one pull request carries. app: one app.", ["app"], {
      set: `one pull request for all ${NOT_YET}; available: app`,
    }),
    "app",
    "app",
  ),
  newer: optional(
    words(
      "What a newer version does to an open pull request. settle: it replaces the version until someone approved it, then waits.",
      ["settle"],
      { supersede: `replacing always ${NOT_YET}; available: settle`, queue: `queueing ${NOT_YET}; available: settle` },
    ),
    "settle",
    "settle",
  ),
  "auto-merge": optional(
    words("Up to which step Waybill merges by itself once every gate is open.", ["never", "patch", "minor", "major"]),
    "never",
    "never",
  ),
  labels: optional(list("Labels of the pull request.", text("A label.", label)), [], []),
  reviewers: optional(list("Reviewers to ask.", text("A user, or a team as org/team.", reviewer)), [], []),
});

const gates = keys(
  "What must be true before a change may go to this environment.",
  {
    soak: orNull(
      text("How long the same content must have been in `from`: 30m, 2h, 1d12h.", duration, {
        pattern: "^(\\d+d)?(\\d+h)?(\\d+m)?$",
      }),
    ),
    approvals: orNull(
      keys("Approvals of the pull request's head.", {
        required: optional(whole("How many.", 1, 10), 1, 1),
        independent: optional(
          flag("Whether an approval counts only from somebody who wrote none of the change."),
          true,
          true,
        ),
      }),
    ),
    statuses: optional(
      list(
        "Commit statuses or check runs that must be successful on the upstream commit.",
        text("A name; * stands for any text.", line),
      ),
      [],
      [],
    ),
    images: orNull(
      keys("Which images may run here.", {
        registries: optional(
          list(
            "Allowed registries and repository prefixes; empty: any.",
            text("For example ghcr.io/acme.", registryPrefix),
          ),
          [],
          [],
        ),
        digest: optional(
          words("Whether each image must be pinned by digest.", ["required", "optional"]),
          "optional",
          "optional",
        ),
        "mutable-tags": optional(
          words("Whether tags that move, such as latest, may be used.", ["forbidden", "allowed"]),
          "forbidden",
          "forbidden",
        ),
      }),
    ),
  },
  { freeze: `the freeze gate ${NOT_YET}; available: soak, approvals, statuses, images` },
);

const namedPin = checked(
  keys("One place in some files.", {
    file: text("A glob of files from the repository's root, for example apps/*/fleet.yaml.", fileGlob),
    path: text(
      'Where in the file: keys, items of lists and what `waybill pins` lists, for example helm.version, images[name=app].tagSuffix or data["a.b"]. 1: in front: only in the second document.',
      placePath,
    ),
    image: orNull(text("The image whose tag or digest it holds, for example ghcr.io/acme/app.", imageName)),
    chart: orNull(text("The chart whose version it holds.", chartName)),
    git: orNull(text("The Git repository whose tag or commit it holds.", gitRepository)),
  }),
  namedPinOf,
);

const environment = keys("One stage: a path, a branch, a repository, or a mixture.", {
  path: oneOrMany(
    "Folders or files of this environment, from the repository's root; {app} stands for the app.",
    text("For example apps/{app}/overlays/prod.", pathTemplate),
  ),
  app: orNull(text("The one app's name, when no path holds {app}.", appName)),
  branch: orNull(text("The branch; without it the repository's default branch.", branchName)),
  repository: orNull(text("The repository as owner/name; without it the one that holds this file.", repositoryName)),
  from: orNull(text("The environment that promotions come from.", environmentName)),
  promote: orEmpty(promote),
  gates: orEmpty(gates),
});

/** The whole file. */
export const definition = keys("Waybill: environments, how versions move between them, and under which gates.", {
  environments: named("The environments, by name.", text("An environment's name.", environmentName), environment),
  ignore: optional(
    list("Globs of paths that are never read as manifests.", text("For example **/charts/**.", line)),
    [],
    [],
  ),
  pins: optional(
    list(
      "Places that hold a version and that nothing else would take for one, or that are left alone unless they are named.",
      namedPin,
    ),
    [],
    [],
  ),
  records: orEmpty(
    keys("Where the records live.", {
      branch: optional(text("The branch of the records.", branchName), "waybill/records", "waybill/records"),
    }),
  ),
});
