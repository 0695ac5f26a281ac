// An Argo CD source's `helm.parameters`: each one `helm template --set name=value`. Which keys they set, and how to write one.
import { UserError } from "../../errors.ts";
import { groupBy } from "../../text/group-by.ts";
import type { Change } from "../yaml/change.ts";
import { addKey, setScalar } from "../yaml/map-edit.ts";
import {
  asMap,
  asSeq,
  entriesOf,
  field,
  formatKeys,
  itemsOf,
  startOf,
  textField,
  textOf,
  type Key,
  type MapPlace,
  type Place,
  type SeqPlace,
} from "../yaml/place.ts";
import { encodeScalar } from "../yaml/scalar.ts";
import { namedLines } from "../yaml/source.ts";

/** One parameter: the last of its name, which wins. */
export interface Parameter {
  /** As written: `sidecar.image.tag`. */
  readonly name: string;
  /** The keys of the values that it sets. */
  readonly keys: readonly Key[];
  readonly map: MapPlace;
  readonly value: Place;
  readonly text: string;
  /** Why it cannot be told which of two is meant. */
  readonly twice: string | null;
}

/** The parameters of a list that have a name and a value, in the order of the file. */
export function parametersOf(list: SeqPlace): readonly Parameter[] {
  const maps = itemsOf(list).flatMap((item) => asMap(item) ?? []);
  return [...groupBy(maps, (map) => textField(map, "name") ?? "")].flatMap(([name, same]) => {
    const map = same.at(-1);
    const value = map === undefined ? null : field(map, "value");
    const text = textOf(value);
    if (name === "" || map === undefined || value === null || text === null) return [];
    const lines = namedLines(list.document.source, same, startOf);
    const twice =
      same.length > 1 ? `two parameters are named "${name}", in ${lines}, and the last one wins; keep one` : null;
    return [{ name, keys: keysOf(name), map, value, text, twice }];
  });
}

/** The keys that `--set` reads in a name: `a.b[0].c\.d` is `a`, `b`, 0, `c.d`. */
function keysOf(name: string): readonly Key[] {
  return [...name.matchAll(/\[(\d+)\]|((?:\\.|[^.[\\])+)/gsu)].map(([, index, key]) =>
    index === undefined ? (key ?? "").replaceAll(/\\(.)/gsu, "$1") : Number(index),
  );
}

/** The parameters that set keys of one map of the values. */
export interface ParameterBlock {
  /** `image`, `sidecar.image`; empty for the values themselves. */
  readonly path: string;
  readonly keys: readonly Key[];
  /** By the key that each sets. */
  readonly parameters: ReadonlyMap<string, Parameter>;
  /** The same map in the source's own values; `null` when they have none. */
  readonly values: MapPlace | null;
}

/** The parameters by the map that they set keys of. `values`: the values of the source that they are laid over. */
export function blocksOf(parameters: readonly Parameter[], values: MapPlace | null): readonly ParameterBlock[] {
  const maps = values === null || parameters.length === 0 ? new Map<string, MapPlace>() : mapsByPath(values);
  return [...groupBy(parameters, ({ keys }) => formatKeys(keys.slice(0, -1)))].map(([path, members]) => {
    const keys = members[0]?.keys.slice(0, -1) ?? [];
    return {
      path,
      keys,
      parameters: new Map(members.map((parameter) => [String(parameter.keys.at(-1)), parameter])),
      values: maps.get(path) ?? null,
    };
  });
}

/** What a chart gets under a key of the block: the parameter, else the values. */
export function effectiveText({ parameters, values }: ParameterBlock, key: string): string | null {
  return parameters.get(key)?.text ?? (values === null ? null : textOf(field(values, key)));
}

/**
 * Sets a parameter's value. What reads it as something else than a string (`--set` makes an integer of 12 and a boolean of true) is kept from it by
 * `forceString`, which is added where the parameter lacks it: Argo CD then uses `--set-string`. The rule is the one by which scalars are quoted, so it
 * holds whatever the version of Helm.
 */
export function setParameter({ map, value }: Parameter, text: string): readonly Change[] {
  const changes = setScalar(value, text);
  if (changes.length === 0 || text === "" || encodeScalar(text, "plain") === text) return changes;
  return [...changes, ...forceString(map, value)];
}

/** The change after which `forceString` is true; written without quotes, as Argo CD's API takes a boolean there. */
function forceString(map: MapPlace, value: Place): readonly Change[] {
  const place = field(map, "forceString");
  if (place === null) {
    if (value.pair === null) throw new Error("a value of a map has its pair");
    const added = addKey(map, value.pair, "forceString", "true");
    return [{ ...added, text: added.text.replace(/"true"$/u, "true") }];
  }
  if (textOf(place) === "true") return [];
  if (place.refusal !== null) throw new UserError(`\`forceString\` must become true, but ${place.refusal}`);
  return setScalar(place, "true").map((change) => ({ ...change, text: change.text.replaceAll(/["']/gu, "") }));
}

/** Every map of the values by its path, found in one walk: there may be as many parameters as there are maps. */
function mapsByPath(values: MapPlace): ReadonlyMap<string, MapPlace> {
  const maps = new Map<string, MapPlace>();
  const visit = (place: Place): void => {
    const map = asMap(place);
    const list = asSeq(place);
    if (map !== null) {
      maps.set(formatKeys(place.keys.slice(values.keys.length)), map);
      for (const entry of entriesOf(map)) visit(entry.place);
    } else if (list !== null) {
      for (const item of itemsOf(list)) visit(item);
    }
  };
  visit(values);
  return maps;
}
