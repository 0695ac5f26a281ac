// Where a scenario's files come from: the project's own fixture of a shape and, where it lies beside the project, the repository that has that shape.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "../../..");
const FIXTURES = join(root, "test/fixtures/scenarios");
const CORPUS = join(root, "../shared/corpus");

export type Files = Readonly<Record<string, string>>;

/** What differs between the fixture and the real files besides their bytes. */
export interface Source<Facts> {
  readonly name: string;
  /** False where the real files are not beside the project. */
  readonly present: boolean;
  readonly facts: Facts;
  /** The files below one of these folders (all of them when none is given), by their path in the repository. */
  readonly files: (...folders: readonly string[]) => Files;
}

/** The fixture first, then the real repository; a scenario runs once on each that is there. */
export function sourcesOf<Facts>(
  fixture: { readonly folder: string } & Facts,
  real: { readonly folder: string } & Facts,
): readonly [Source<Facts>, Source<Facts>] {
  return [
    sourceIn(FIXTURES, `the fixture ${fixture.folder}`, fixture),
    sourceIn(CORPUS, `the real ${real.folder}`, real),
  ];
}

function sourceIn<Facts>(parent: string, name: string, facts: { readonly folder: string } & Facts): Source<Facts> {
  const folder = join(parent, facts.folder);
  return {
    name,
    present: existsSync(folder),
    facts,
    files: (...folders) => filesBelow(folder, folders),
  };
}

function filesBelow(root: string, folders: readonly string[]): Files {
  const files: Record<string, string> = {};
  for (const entry of readdirSync(root, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const name = path.slice(root.length + 1).replaceAll("\\", "/");
    const isWanted = folders.length === 0 || folders.some((folder) => name.startsWith(`${folder}/`));
    if (isWanted) files[name] = readFileSync(path, "utf8");
  }
  if (Object.keys(files).length === 0) throw new Error(`${root} holds nothing below ${folders.join(", ")}`);
  return files;
}
