// What a failed exchange with the remote means for the user: Git's words turned into one sentence that says what to change.
import { UserError, messageOf } from "../errors.ts";
import { GitFailure } from "./process.ts";

/** The most frequent reason of all: the job's own token was given for another repository. */
const OTHER_REPOSITORY =
  "GITHUB_TOKEN reaches only the repository that the workflow runs in: for another one give `app-id` and `private-key` of an App that is installed there, or a token made for it";

/** What Git and the forges say, and what it means. For explaining only: whether a push landed is read from the remote. */
const EXPLANATIONS: readonly (readonly [RegExp, (repository: string) => string])[] = [
  [
    /returned error: 30[1278]|redirect/iu,
    (repository) =>
      `${repository} has moved: the server redirects to another address; give the repository's present name`,
  ],
  [
    /without [`'"]?workflows[`'"]? (?:permission|scope)/iu,
    (repository) => `the token may not change workflow files in ${repository}: it needs \`workflows: write\``,
  ],
  [
    // GitHub's words, beside GH006 or GH013.
    /must have verified signatures/iu,
    (repository) =>
      `${repository} takes signed commits only on this branch, and what Waybill pushes is not signed; let the token's account bypass that rule, or write to a branch without it`,
  ],
  [
    /protected branch|GH006|GH013|rule violations|pre-receive hook declined|hook declined|denied by .*rule/iu,
    (repository) =>
      `${repository} does not take this push: a branch protection or rule forbids it; let the token's account bypass it, or use \`mode: pull-request\` where the action has it`,
  ],
  [
    // GitHub's words; the status is 403 as for a missing permission.
    /repository was archived/iu,
    (repository) =>
      `${repository} is archived, so nothing can be pushed to it; unarchive it, or name another repository`,
  ],
  [
    /returned error: 403|permission to .* denied|write access .* not granted|denied to/iu,
    (repository) =>
      `the token may not do this in ${repository}; it needs \`contents: write\` to push and \`contents: read\` to read. ${OTHER_REPOSITORY}`,
  ],
  [
    /returned error: 401|authentication failed|could not read Username|could not read Password|invalid username/iu,
    (repository) =>
      `${repository} does not accept the token; check that \`token\` is set, not expired, and may read it`,
  ],
  [
    /returned error: 404|repository .*not found|does not appear to be a git repository|not found/iu,
    (repository) => `${repository} was not found, or the token may not see it; check the name. ${OTHER_REPOSITORY}`,
  ],
  [
    /could not resolve host|couldn't connect|failed to connect|connection refused|timed out|too slow|SSL|certificate/iu,
    (repository) => `${repository} could not be reached`,
  ],
];

/** Answers that another try does not change. Saves waiting; decides nothing else. */
const FINAL =
  /returned error: (?:30[1278]|401|403|404)|authentication failed|could not read (?:Username|Password)|repository .*not found|does not appear to be a git repository|protected branch|GH006|GH013|rule violations|without [`'"]?workflows/iu;

/** Whether trying again is pointless by Git's own words. */
export function isFinal(error: unknown): boolean {
  return error instanceof GitFailure && FINAL.test(error.stderr + error.stdout);
}

/** What Git's servers answer to the question for an object that no ref of theirs leads to (upload-pack.c). */
const NOT_GIVEN = /not our ref|request for unadvertised object|no matching remote head/iu;

/** Whether a failed reading is the remote's word that it has not what was asked for: anything else that went wrong says nothing of it. */
export function saysMissing(error: unknown): boolean {
  const failure = error instanceof UserError ? error.cause : error;
  return failure instanceof GitFailure && NOT_GIVEN.test(failure.stderr);
}

/** A UserError for a failed exchange: one sentence, Git's own last words after it. Anything else than a Git failure is returned as it is. */
export function explain(error: unknown, repository: string): unknown {
  if (!(error instanceof GitFailure)) return error;
  const said = `${error.stderr}\n${error.stdout}`;
  const meaning = EXPLANATIONS.find(([pattern]) => pattern.test(said))?.[1](repository);
  return new UserError(`${meaning ?? `Git could not talk to ${repository}`} (git: ${lastWords(error)})`, {
    cause: error,
  });
}

/** The line of Git's message that says what went wrong, on one line and cut. */
export function lastWords(error: unknown): string {
  if (!(error instanceof GitFailure)) return messageOf(error).slice(0, 300);
  const lines = `${error.stdout}\n${error.stderr}`
    .split(/[\r\n]+/u)
    // oxlint-disable-next-line no-control-regex -- a server's message may try to paint the terminal
    .map((line) => line.replace(/[\u0000-\u001f\u007f]/gu, " ").trim())
    .filter((line) => line !== "" && !/^(?:To |Done$|error: failed to push some refs|hint:)/u.test(line));
  const telling =
    lines.find((line) => /^(?:fatal|error):|\brejected\b/iu.test(line)) ??
    lines.at(-1) ??
    `exit code ${error.exitCode}`;
  return telling.slice(0, 300);
}
