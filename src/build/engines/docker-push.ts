// Pushing with the docker program, which buildx's images in docker's own store need too.
import { parseImageReference } from "../../artifacts/image-reference.ts";
import { asString, listOf, parseJson } from "../../text/canonical-json.ts";
import { checkReference } from "./check.ts";
import { engineCommand, type EngineMachine } from "./command.ts";
import { sameDigest } from "./result-files.ts";

/** Pushes each reference in its order. The digest is docker's own record of the push; `null` when it has more than one for the repository. */
export async function dockerPush(
  machine: EngineMachine,
  references: readonly string[],
): Promise<{ readonly digest: string | null }> {
  for (const reference of references) checkReference(reference);
  const pushed: (readonly [string, string | null])[] = [];
  for (const reference of references) {
    await engineCommand(machine, "docker", ["push", reference], `push "${reference}"`, {
      shown: `docker push ${reference}`,
    });
    const records = await engineCommand(
      machine,
      "docker",
      ["image", "inspect", "--format={{json .RepoDigests}}", reference],
      `tell the digest of "${reference}"`,
      {},
    );
    pushed.push([reference, digestOf(reference, records)]);
  }
  return { digest: sameDigest(pushed) };
}

/**
 * The digest under which the image is in the reference's repository, from the list that `docker image inspect` prints. An image that was pushed there before in another
 * form has several, and nothing says which is the newest: `null` then, and when there is none.
 */
export function digestOf(reference: string, records: string): string | null {
  const { id } = parseImageReference(reference).artifact;
  const what = `docker's record of "${reference}"`;
  // An image without records has `null` or an empty list, by the version of docker.
  const value = parseJson(records, what);
  const digests = (value === null ? [] : listOf(value, what, asString))
    .map(parseImageReference)
    .filter(({ artifact }) => artifact.id === id)
    .map(({ version }) => version.digest);
  return digests.length === 1 ? (digests[0] ?? null) : null;
}
