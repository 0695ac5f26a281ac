// Files that name an artifact and cannot be parsed: what they hold is not known, so they stop a change that may have to reach them.
import { CONFIGURATION_FILE } from "../../config/find.ts";
import { UserError } from "../../errors.ts";
import { manifestsIn } from "../../git/pins.ts";
import { writtenNameTest } from "../../git/written-name.ts";
import { isMissingPlace } from "../../manifests/named/named-place.ts";
import type { WorkingPins } from "./working-folder.ts";

/**
 * Throws a UserError when a file below the paths given names one of the artifacts outright and could not be read as a whole. A chart's template that
 * takes the name from its values does not name it.
 */
export async function requireParsed(
  { snapshot, pins, rules, scope }: WorkingPins,
  options: { readonly names: readonly string[]; readonly isMeant: (file: string) => boolean },
): Promise<void> {
  const problems = pins.scan.problems.filter((problem) => !isMissingPlace(problem) && options.isMeant(problem.file));
  if (problems.length === 0) return;
  const asked = new Set((await manifestsIn(snapshot, { scope, rules })).map(({ path }) => path));
  const tests = options.names.map((name) => ({ name, isIn: writtenNameTest(name) }));
  const found = problems.flatMap(({ file, line, reason }) => {
    const bytes = asked.has(file) ? pins.files.get(file) : undefined;
    const named = bytes === undefined ? undefined : tests.find(({ isIn }) => isIn(file, bytes));
    if (named === undefined) return [];
    return [{ file, text: `${file}${line === null ? "" : `:${line}`}: it names "${named.name}", but ${reason}` }];
  });
  if (found.length === 0) return;
  const template = found.find(({ file }) => /(?:^|\/)templates\//u.test(file));
  const ignored = template === undefined ? "" : `, as "**/templates/**" for the templates of charts`;
  throw new UserError(
    `${[...new Set(found.map(({ text }) => text))].join("\n")}\nnothing was changed; mend what is wrong there, name paths without it, or put it under \`ignore\` in ${CONFIGURATION_FILE}${ignored}`,
  );
}
