// Values gathered by a key, in the order of their first appearance (Map.groupBy came with Node 21; the command line runs on 20).

/** Every key with its values. */
export function groupBy<V>(values: Iterable<V>, keyOf: (value: V) => string): ReadonlyMap<string, readonly V[]> {
  const groups = new Map<string, V[]>();
  for (const value of values) {
    const key = keyOf(value);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [value]);
    else group.push(value);
  }
  return groups;
}
