// From the file's keys to the model.
import { complete } from "./complete.ts";
import type { Configuration, Environment } from "./configuration.ts";
import { definition } from "./definition.ts";
import type { Located } from "./located.ts";

type Settings = ReturnType<typeof definition.read>["environments"][number]["value"];

/** The configuration that the data mean; throws a usage error as `parseConfiguration` does. */
export function configurationOf(data: Located, source: Configuration["source"]): Configuration {
  const { environments, ignore, pins, records } = definition.read(data, "");
  const lines = new Map(environments.map(({ name, line }) => [name, line]));
  return complete({
    environments: environments.map(({ name, value }) => environmentOf(name, value)),
    ignore,
    pins,
    records,
    source,
    lineOf: (name) => (source === "waybill.yaml" ? (lines.get(name) ?? null) : null),
  });
}

/** Where an environment stands, when nothing else is known of it. The app is `null` where the path holds `{app}`. */
export interface PlainEnvironment {
  readonly name: string;
  readonly path: readonly string[];
  readonly app: string | null;
  readonly from: string | null;
}

/** The same data as a file with only these keys would give, so that the defaults are the file's. */
export function dataOf(environments: readonly PlainEnvironment[]): Located {
  const scalar = (value: string | null): Located => ({ kind: "scalar", line: 1, value });
  const map = (entries: readonly (readonly [string, Located | null])[]): Located => ({
    kind: "map",
    line: 1,
    entries: new Map(entries.flatMap(([key, value]) => (value === null ? [] : [[key, value] as const]))),
  });
  const settings = ({ path, app, from }: PlainEnvironment): Located =>
    map([
      ["path", { kind: "list", line: 1, items: path.map(scalar) }],
      ["app", app === null ? null : scalar(app)],
      ["from", from === null ? null : scalar(from)],
    ]);
  return map([["environments", map(environments.map((each) => [each.name, settings(each)]))]]);
}

function environmentOf(name: string, settings: Settings): Environment {
  const { path: paths, app, branch, repository, from, promote, gates } = settings;
  const { "auto-merge": autoMerge, ...promotion } = promote;
  const { soak: soakMs, images, ...otherGates } = gates;
  return {
    name,
    paths,
    app,
    branch,
    repository,
    from,
    promote: { ...promotion, autoMerge },
    gates: {
      ...otherGates,
      soakMs,
      images:
        images === null
          ? null
          : { registries: images.registries, digest: images.digest, mutableTags: images["mutable-tags"] },
    },
  };
}
