// Docker's credential helpers: programs that are asked on standard input and answer in JSON (github.com/docker/docker-credential-helpers).
import { UserError, usageError } from "../errors.ts";
import { asRecord, asString, parseJson } from "../text/canonical-json.ts";
import { printable } from "../text/printable.ts";
import type { Credential } from "./credentials.ts";

/** The part of the build's programs that a helper needs: runs one without a shell, its output not shown. One that does not end is ended with a `TimeoutError`. */
export interface HelperPrograms {
  run(
    program: string,
    args: readonly string[],
    options: { readonly input?: string },
  ): Promise<{ readonly exitCode: number; readonly stdout: string; readonly lastLines: readonly string[] }>;
  /** The program's path, or `null` when the machine has none. */
  find(program: string): Promise<string | null>;
}

/** What the helpers' own library prints when they hold nothing for the server; docker takes it as "no credential", too. */
const NOTHING = /credentials not found|no credentials (?:server URL|username)/iu;

/**
 * Asks `docker-credential-<name>` for a server; `null` when it holds nothing. Throws a UserError that names the helper and `configuration`, the file that
 * names it, when there is no such program, or when it fails. An answer that a helper printed is never part of a message: it holds the secret.
 */
export async function askHelper(
  name: string,
  server: string,
  programs: HelperPrograms,
  configuration: string,
): Promise<Credential | null> {
  if (!/^[\w.-]+$/u.test(name)) {
    throw usageError(
      `${configuration} names the credential helper ${JSON.stringify(name)}; expected what follows "docker-credential-" in a program's name, such as "ecr-login"`,
    );
  }
  const program = `docker-credential-${name}`;
  const path = await programs.find(program);
  if (path === null) {
    throw new UserError(
      `${configuration} leaves the credentials of "${server}" to the program ${program}, which is not on PATH; install it, or log in without it`,
    );
  }
  const { exitCode, stdout, lastLines } = await ask(path, program, server, programs, configuration);
  if (exitCode !== 0) {
    if (NOTHING.test(stdout) || lastLines.some((line) => NOTHING.test(line))) return null;
    // The helpers' library writes its errors where it writes its answers.
    const said = lastLines.findLast((line) => line.trim() !== "" && !/^\s*\{|"Secret"/u.test(line));
    throw new UserError(
      `the credential helper ${program} failed for "${server}" with exit code ${exitCode}${said === undefined ? "" : `: ${printable(said).slice(0, 300)}`}; ${configuration} names it`,
    );
  }
  return readAnswer(program, server, stdout);
}

async function ask(
  path: string,
  program: string,
  server: string,
  programs: HelperPrograms,
  configuration: string,
): ReturnType<HelperPrograms["run"]> {
  try {
    return await programs.run(path, ["get"], { input: server });
  } catch (error) {
    if (!(error instanceof Error) || error.name !== "TimeoutError") throw error;
    throw new UserError(
      `the credential helper ${program} gave no answer for "${server}" in time and was ended; it may wait for a person or for a service that is down: ${configuration} names it`,
      { cause: error },
    );
  }
}

function readAnswer(program: string, server: string, stdout: string): Credential | null {
  let username: string;
  let secret: string;
  try {
    const answer = asRecord(parseJson(stdout), "the answer");
    username = asString(answer["Username"], "`Username`");
    secret = asString(answer["Secret"], "`Secret`");
  } catch {
    // The reasons quote what they read, which holds the secret.
    throw new UserError(
      `the credential helper ${program} gave no answer for "${server}" that can be read; expected JSON with \`Username\` and \`Secret\``,
    );
  }
  if (secret === "") return null;
  // The protocol's own mark for a token that is no password.
  if (username === "<token>") return { kind: "identity-token", token: secret, source: program };
  return { kind: "password", username, password: secret, source: program };
}
