// Which of two versions is newer, and how large the step is.

/** `none`: the same version. `unordered`: nothing orders them by themselves; a step without order counts as major for auto-merge. */
export type Step = "none" | "digest" | "patch" | "minor" | "major" | "prerelease" | "downgrade" | "unordered";
