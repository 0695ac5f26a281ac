// What a branch itself has been: its first-parent history. What a merged side branch held, the branch never had.
import type { Repository } from "./repository.ts";

/** Whether `commit` is `tip` or one of its first parents, back to the beginning. Deepened as far as the answer needs. */
export async function isInFirstParentHistory(git: Repository, tip: string, commit: string): Promise<boolean> {
  if (tip === commit) return true;
  let parent: string | undefined;
  for await (const info of git.history(tip, (other) => other === commit)) parent = info.parents[0];
  return parent === commit;
}
