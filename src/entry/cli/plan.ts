// `waybill plan`: what promote would do, from the files alone.
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Configuration, Environment } from "../../config/configuration.ts";
import { environmentNamed } from "../../config/find.ts";
import { usageError } from "../../errors.ts";
import type { Snapshot } from "../../git/snapshot.ts";
import { workingTreeSnapshot } from "../../git/working-tree.ts";
import { type LocalApp, type LocalPlan, planLocally } from "../../promotion/plan-locally.ts";
import { printable } from "../../text/printable.ts";
import { receivingEnvironments } from "../receiving.ts";
import { type Command, readArguments } from "./command.ts";
import type { Terminal } from "./terminal.ts";
import { workingConfiguration, workingFolder } from "./working-folder.ts";

export const planCommand: Command = {
  help: `usage: waybill plan [--from A] [--to B] [--app APP]... [--at ENVIRONMENT=FOLDER]... [--text] [--json]

Shows what promote would propose: for each app the versions, the exact diff and the verdicts that can be known without a forge. Reads the
files as they are in the repository around this folder; writes nothing.

  --from A, --to B         environments of waybill.yaml; without one both, as paths such as apps/{app}/overlays/stage
  --app APP                only this app
  --at ENVIRONMENT=FOLDER  where an environment with a branch or a repository of its own is checked out
  --text                   also the pull request's text
  --json                   one JSON document, see below

--json: {"plans": [{"from", "to", "apps": [APP]}]}
  APP       {"app", "result", "reason", "remarks": [text], "step", "changes": [CHANGE], "diff", "title", "body", "verdicts": [VERDICT]}
  result    "promote", "nothing" or "missing" (B has no such app), or "refused"; all but the first with a reason
  step      the greatest step of the changes: "patch", "minor", "major" ...; null when nothing is promoted
  CHANGE    {"file", "line", "path", "artifact", "from", "to", "step"}; artifact, from and to as \`waybill set --json\` has them
  VERDICT   {"gate", "kind", "reason", ...}; kind "open", "held", "closed", or "unknown" where only the forge can tell
`,
  async run(args, terminal) {
    const { values, positionals } = readArguments("plan", args, {
      from: { type: "string" },
      to: { type: "string" },
      app: { type: "string", multiple: true },
      at: { type: "string", multiple: true },
      text: { type: "boolean" },
      json: { type: "boolean" },
    });
    const [stray] = positionals;
    if (stray !== undefined) throw usageError(`"${stray}" is not an option of plan; see \`waybill plan --help\``);
    terminal.progress("reading the environments");
    const { root, snapshot } = await workingFolder(terminal.folder);
    const configuration = await workingConfiguration(snapshot, values);
    const named = receivingEnvironments(configuration, { from: values.from ?? null, to: values.to ?? null });
    const plans = await planLocally({
      configuration,
      ...(named === undefined ? {} : { environments: named }),
      ...(values.app === undefined ? {} : { apps: values.app }),
      snapshotOf: snapshots({ folder: terminal.folder, root }, configuration, snapshot, values.at ?? []),
    });
    if (values.json === true) terminal.out(`${JSON.stringify({ plans: plans.map(plainPlan) }, null, 2)}\n`);
    else for (const plan of plans) printPlan(terminal, plan, values.text === true);
    return 0;
  },
};

/** The folder for an environment on the checked-out branch of this repository; the one given by --at for any other. */
function snapshots(
  { folder, root }: { readonly folder: string; readonly root: string },
  configuration: Configuration,
  here: Snapshot,
  at: readonly string[],
): (environment: Environment) => Promise<Snapshot> {
  const places = new Map(
    at.map((text): [string, string] => {
      const [, name, place] = /^([^=]+)=(.+)$/.exec(text) ?? [];
      if (name === undefined || place === undefined) {
        throw usageError(`--at is "${text}"; expected ENVIRONMENT=FOLDER, such as prod=../production`);
      }
      return [environmentNamed(configuration, name).name, place];
    }),
  );
  return async (environment) => {
    const place = places.get(environment.name);
    if (place !== undefined) return workingTreeSnapshot(resolve(folder, place));
    if (
      environment.repository === null &&
      (environment.branch === null || environment.branch === (await currentBranch(root)))
    ) {
      return here;
    }
    const elsewhere =
      environment.repository === null
        ? `on the branch "${environment.branch}"`
        : `in the repository "${environment.repository}"`;
    throw usageError(
      `the environment "${environment.name}" is ${elsewhere}, not in this folder; check it out and add --at ${environment.name}=FOLDER`,
    );
  };
}

/** The branch that is checked out; `null` when HEAD is detached or this is no clone. */
async function currentBranch(folder: string): Promise<string | null> {
  try {
    const head = await readFile(join(folder, ".git", "HEAD"), "utf8");
    return /^ref: refs\/heads\/(.+)$/m.exec(head)?.[1] ?? null;
  } catch (error) {
    if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR")) return null;
    throw error;
  }
}

function printPlan(terminal: Terminal, { plan, apps }: LocalPlan, text: boolean): void {
  terminal.out(`${printable(`${plan.from} -> ${plan.to}`)}\n`);
  if (apps.length === 0) terminal.out("  no app was found\n");
  for (const app of apps) printApp(terminal, app, text);
}

function printApp(terminal: Terminal, app: LocalApp, text: boolean): void {
  const { plan } = app;
  const line = (content: string): void => terminal.out(`${printable(content)}\n`);
  line(
    plan.kind === "promote"
      ? `  ${plan.app}: ${app.title}`
      : `  ${plan.app}: ${app.isMissing ? "missing" : plan.kind}: ${plan.reason}`,
  );
  for (const remark of plan.remarks) line(`    ${remark}`);
  if (plan.kind !== "promote") return;
  for (const content of app.diff.trimEnd().split("\n")) terminal.out(`    ${terminal.diffLine(printable(content))}\n`);
  for (const { gate, verdict } of app.verdicts) line(`    ${gate}: ${verdict.kind}: ${verdict.reason}`);
  if (text) for (const content of app.body.trimEnd().split("\n")) line(`    | ${content}`);
}

function plainPlan({ plan, apps }: LocalPlan): unknown {
  return {
    from: plan.from,
    to: plan.to,
    apps: apps.map((app) => ({
      app: app.plan.app,
      result: app.isMissing ? "missing" : app.plan.kind,
      reason: app.plan.kind === "promote" ? null : app.plan.reason,
      remarks: app.plan.remarks,
      step: app.plan.kind === "promote" ? app.plan.step : null,
      changes:
        app.plan.kind === "promote"
          ? app.plan.changes.map(({ pin, from, to, step }) => ({
              file: pin.file,
              line: pin.line,
              path: pin.path,
              artifact: pin.artifact,
              from,
              to,
              step,
            }))
          : [],
      diff: app.diff,
      title: app.title,
      body: app.body,
      verdicts: app.verdicts.map(({ gate, verdict }) => ({ gate, ...verdict })),
    })),
  };
}
