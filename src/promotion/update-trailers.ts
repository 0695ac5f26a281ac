// What the commit of an update declares: each pin with the source it was built from, the run, and who started it.
import type { Trailers } from "../git/trailers.ts";
import type { Effects } from "../github/connections.ts";
import { declare } from "./changes.ts";
import type { UpdatePlan } from "./update-plan.ts";
import type { UpdateTarget } from "./update-target.ts";

export function updateTrailers(
  { environment }: UpdateTarget,
  { changes }: UpdatePlan,
  { run, actor }: Pick<Effects, "run" | "actor">,
): Trailers {
  return {
    changes: declare(environment.name, changes),
    from: null,
    run,
    ...(actor === undefined ? {} : { actor }),
  };
}
