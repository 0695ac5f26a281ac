// A promotion of podinfo 1.3.0 from stage to prod as pull request #1, and the gate run on it like a process of its own.
import type { Configuration, Environment } from "../../src/config/configuration.ts";
import { gatePullRequests, type GateRequest, type GateResult } from "../../src/gates/gate-pull-requests.ts";
import { promote } from "../../src/promotion/promote.ts";
import type { Counted } from "../forge/recording.ts";
import { apps, configurationOf, HOME, startWorld, type World } from "../promotion/world.ts";

export const BRANCH = "waybill/app/prod/podinfo";
export const OVERLAY = "apps/podinfo/prod/kustomization.yaml";
export const STAGE = "apps/podinfo/stage/kustomization.yaml";

export interface Scene extends AsyncDisposable {
  readonly world: World;
  readonly configuration: Configuration;
  gate(request?: Partial<GateRequest>): Promise<GateResult>;
  counted(request?: Partial<GateRequest>): Promise<{ readonly result: GateResult; readonly counted: Counted }>;
  promote(): Promise<void>;
  /** The tip of the proposal's branch. */
  head(): Promise<string>;
  /** What prod runs, as the file on main has it. */
  deployed(): Promise<string | null>;
}

/** The world before anything is proposed. */
export async function prepared(
  prod: Partial<Environment>,
  versions: Parameters<typeof apps>[0] = { podinfo: ["1.3.0", "1.2.0"] },
): Promise<Scene> {
  const world = await startWorld({ [HOME]: apps(versions) });
  const configuration = configurationOf({
    promote: { group: "app", newer: "settle", autoMerge: "minor", labels: [], reviewers: [] },
    ...prod,
  });
  const asked = (request: Partial<GateRequest>) => ({ configuration, merge: true, dryRun: false, ...request });
  return {
    world,
    configuration,
    gate: (request = {}) => world.run((effects) => gatePullRequests(asked(request), effects)),
    counted: (request = {}) => world.counted((effects) => gatePullRequests(asked(request), effects)),
    promote: async () => void (await world.run((effects) => promote({ configuration, dryRun: false }, effects))),
    async head() {
      const tip = await world.forge.branch(HOME, BRANCH);
      if (tip === null) throw new Error(`there is no branch ${BRANCH}`);
      return tip;
    },
    async deployed() {
      const text = await world.file("main", OVERLAY);
      return /newTag: (.*)/.exec(text ?? "")?.[1] ?? null;
    },
    [Symbol.asyncDispose]: () => world[Symbol.asyncDispose](),
  };
}

/** The world with the proposal open as #1. */
export async function proposed(...setting: Parameters<typeof prepared>): Promise<Scene> {
  const scene = await prepared(...setting);
  await scene.promote();
  return scene;
}

export function gates(set: Partial<Environment["gates"]>): Partial<Environment> {
  return { gates: { soakMs: null, approvals: null, statuses: [], images: null, ...set } };
}

export const ONE_APPROVAL = gates({ approvals: { required: 1, independent: true } });

/** The newest status of the gate on a commit, as the forge holds it. */
export function statusOn({ world }: Scene, commit: string) {
  const statuses = world.forge.repository(HOME).statuses.filter(({ context }) => context === "waybill/gate");
  return statuses.findLast((status) => status.commit === commit) ?? null;
}

/** The notes on a pull request: comments by the run's own account. */
export function notesOn({ world }: Scene, number: number): readonly string[] {
  const comments = world.forge.repository(HOME).comments.filter((comment) => comment.number === number);
  return comments.filter(({ user }) => user === "waybill-user").map(({ body }) => body);
}

/** Somebody with write access, or less, approves the head or the commit given. */
export async function approve({ world }: Scene, by: string, permission: "write" | "read" = "write", commit?: string) {
  world.forge.addUser(by, { [HOME]: permission });
  await world.forge.review(HOME, 1, { by, event: "APPROVE", ...(commit === undefined ? {} : { commit }) });
}

/** The one verdict of a run. */
export function only(result: GateResult) {
  const [first] = result.judged;
  if (first === undefined || result.judged.length !== 1) {
    throw new Error(`expected one verdict, got ${result.judged.length}`);
  }
  return first;
}
