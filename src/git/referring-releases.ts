// Which HelmReleases may refer by `chartRef` to an OCIRepository that was found: only they tell that it holds a chart, and they need not name it.

export interface ReleaseSearch {
  /** Takes note of a file, its text given with a byte in each character. */
  see(path: string, text: string): void;
  /** The files that may refer to an OCIRepository in one of these. Never too few. */
  referringTo(files: Iterable<Uint8Array>): readonly string[];
}

/** A search that remembers of each file only the names in it. */
export function releaseSearch(): ReleaseSearch {
  const releases = new Map<string, ReadonlySet<string> | null>();
  return {
    see(path, text) {
      if (text.includes("chartRef")) releases.set(path, namesIn(text));
    },
    referringTo(files) {
      if (releases.size === 0) return [];
      const wanted = new Set<string>();
      for (const bytes of files) {
        const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
        if (!text.includes("OCIRepository")) continue;
        const names = namesIn(text);
        if (names === null) return [...releases.keys()];
        for (const name of names) wanted.add(name);
      }
      if (wanted.size === 0) return [];
      return [...releases].flatMap(([path, names]) =>
        names === null || [...names].some((name) => wanted.has(name)) ? [path] : [],
      );
    },
  };
}

/** The values of every `name` in a text; `null` when one is written in a way (an alias, an anchor, an escape) that only a parser reads. */
function namesIn(text: string): ReadonlySet<string> | null {
  const names = new Set<string>();
  for (const [, value = ""] of text.matchAll(/\bname["']?\s*:\s*([^\s,}]*)/gu)) {
    const name = /^(["']?)([\w.-]+)\1$/u.exec(value)?.[2];
    if (name !== undefined) names.add(name);
    else if (/^["']?[&*!|>?\\]|\\/u.test(value)) return null;
  }
  return names;
}
