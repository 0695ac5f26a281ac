// Asking once: a map of what has been asked, with its answers or the promises of them.

/** What the map has under the key, else what `make` makes of it, kept. */
export function once<K, V>(known: Map<K, V>, key: K, make: () => V): V {
  const present = known.get(key);
  if (present !== undefined) return present;
  const made = make();
  known.set(key, made);
  return made;
}
