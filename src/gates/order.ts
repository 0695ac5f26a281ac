// Does the change go forward? The order gate: what goes back or runs ahead of a release needs a person.
import type { Step } from "../artifacts/order.ts";
import { formatVersion, type Version } from "../artifacts/version.ts";
import type { Gate, Verdict } from "./gate.ts";

export interface OrderFacts {
  /** `promotion`: planned by us; `manual`: a person's own change. */
  readonly kind: "promotion" | "manual";
  readonly steps: readonly {
    readonly name: string;
    readonly from: Version | null;
    readonly to: Version;
    readonly step: Step;
  }[];
  /** Whether a person with write access has approved this head; `null`: that could not be read. Not asked unless `needsPerson`. */
  readonly approved: boolean | null;
  /** Of a promotion: the versions from which the giving environment went back since, each as a phrase. */
  readonly withdrawn?: readonly string[];
  /** Of a promotion: the versions that the receiving environment had before and left, each as a phrase. */
  readonly reverted?: readonly string[];
}

/**
 * A promotion never goes back: closed; what the environment before took back is held until it is there again or replaced. A person's own change that goes back, and any step to a pre-release, is held until a person approves
 * it, and so is a promotion of what the environment had before and left. A step that nothing orders is open here, and the reason says so: auto-merge counts it as major.
 */
export const order: Gate<OrderFacts> = {
  name: "order",
  judge(facts): Verdict {
    const { kind, steps, approved } = facts;
    const back = steps.filter(({ step }) => step === "downgrade").map(phrase);
    if (kind === "promotion" && back.length > 0) {
      return { kind: "closed", reason: `a promotion never goes back: ${back.join(", ")}` };
    }
    if (facts.withdrawn !== undefined && facts.withdrawn.length > 0) {
      return { kind: "held", until: null, reason: facts.withdrawn.join(", ") };
    }
    const ahead = steps.filter(({ step }) => step === "prerelease").map(phrase);
    const again = facts.reverted ?? [];
    if (back.length === 0 && ahead.length === 0 && again.length === 0)
      return { kind: "open", reason: whatIsKnown(steps) };
    const what = [
      ...(back.length === 0 ? [] : [`goes back: ${back.join(", ")}`]),
      ...(ahead.length === 0 ? [] : [`is a pre-release: ${ahead.join(", ")}`]),
      ...again,
    ].join("; ");
    if (approved === null)
      return { kind: "unknown", reason: `${what}; whether a person approved it could not be read` };
    if (approved) return { kind: "open", reason: `${what}; approved by a person` };
    return { kind: "held", until: null, reason: `${what}; a person must approve it` };
  },
};

/** What can be said where nothing is seen to go back: a step that the versions do not order is no step forward. From nothing there is no way back. */
function whatIsKnown(steps: OrderFacts["steps"]): string {
  const replacing = steps.filter(({ from }) => from !== null && formatVersion(from) !== "");
  const phrases = (step: Step): string =>
    [...new Set(replacing.filter((one) => one.step === step).map(phrase))].join(", ");
  const [unordered, rebuilt] = [phrases("unordered"), phrases("digest")];
  if (unordered === "" && rebuilt === "") return "no version goes back";
  return [
    "no version is known to go back",
    ...(unordered === ""
      ? []
      : [`the versions themselves give no order for ${unordered}: a step without order counts as major`]),
    ...(rebuilt === "" ? [] : [`the tag stays and only the digest changes for ${rebuilt}: counts as a patch`]),
  ].join("; ");
}

/** Whether the verdict depends on a person's approval, so that reviews are read only then. */
export function needsPerson(facts: Pick<OrderFacts, "kind" | "steps" | "reverted">): boolean {
  const undecided = order.judge({ ...facts, approved: false });
  return undecided.kind === "held";
}

function phrase({ name, from, to }: OrderFacts["steps"][number]): string {
  const before = from === null || formatVersion(from) === "" ? "" : `${formatVersion(from)} to `;
  return `${name} ${before}${formatVersion(to)}`;
}
