// Which lines of a text changed: where an old text and a new one differ, line by line, fast also where nearly every line does.
import { diffArrays } from "diff";

/** A stretch of the old text and what stands in its place in the new one. Either may be empty. */
export interface ChangedRange {
  readonly old: LineRange;
  readonly fresh: LineRange;
}

/** From the first line, counted from 0, up to the one behind the last. */
export interface LineRange {
  readonly from: number;
  readonly to: number;
}

/** Each line with its ending; the last may have none. */
export function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/gu) ?? [];
}

/**
 * The ranges that changed, in order, with equal lines between them. The fewest possible up to 500 lines; beyond that lines that stand only once in both
 * texts are taken for the same line, and only what stands between two such lines is compared.
 */
export function changedRanges(old: readonly string[], fresh: readonly string[]): readonly ChangedRange[] {
  const texts = { old, fresh };
  const whole = trimmed(texts, { old: { from: 0, to: old.length }, fresh: { from: 0, to: fresh.length } });
  const found = fewestChanges(texts, whole) ?? betweenAnchors(texts, whole);
  const joined: ChangedRange[] = [];
  for (const each of found) {
    const last = joined.at(-1);
    if (last === undefined || last.old.to !== each.old.from || last.fresh.to !== each.fresh.from) joined.push(each);
    else
      joined[joined.length - 1] = {
        old: { from: last.old.from, to: each.old.to },
        fresh: { from: last.fresh.from, to: each.fresh.to },
      };
  }
  return joined;
}

/** How many lines are changed, added or removed. A line taken out and one put in its place are one. */
export function countChanged(ranges: readonly ChangedRange[]): number {
  return ranges.reduce((sum, { old, fresh }) => sum + Math.max(old.to - old.from, fresh.to - fresh.from), 0);
}

interface Texts {
  readonly old: readonly string[];
  readonly fresh: readonly string[];
}

/** The comparison that finds the fewest changes takes time by their square. */
const MOST_COMPARED = 500;

/** `null` when there are too many. */
function fewestChanges({ old, fresh }: Texts, stretch: ChangedRange): readonly ChangedRange[] | null {
  const changes = diffArrays(
    old.slice(stretch.old.from, stretch.old.to),
    fresh.slice(stretch.fresh.from, stretch.fresh.to),
    { maxEditLength: MOST_COMPARED },
  );
  if (changes === undefined) return null;
  const ranges: ChangedRange[] = [];
  let [oldAt, freshAt] = [stretch.old.from, stretch.fresh.from];
  for (const { added, removed, count } of changes) {
    const oldTo = oldAt + (added ? 0 : count);
    const freshTo = freshAt + (removed ? 0 : count);
    if (added || removed) ranges.push({ old: { from: oldAt, to: oldTo }, fresh: { from: freshAt, to: freshTo } });
    [oldAt, freshAt] = [oldTo, freshTo];
  }
  return ranges;
}

function betweenAnchors(texts: Texts, stretch: ChangedRange): readonly ChangedRange[] {
  const ranges: ChangedRange[] = [];
  let [oldAt, freshAt] = [stretch.old.from, stretch.fresh.from];
  const end = { old: stretch.old.to, fresh: stretch.fresh.to };
  for (const anchor of [...anchors(texts, stretch), end]) {
    const gap = trimmed(texts, { old: { from: oldAt, to: anchor.old }, fresh: { from: freshAt, to: anchor.fresh } });
    if (gap.old.from < gap.old.to || gap.fresh.from < gap.fresh.to)
      ranges.push(...(fewestChanges(texts, gap) ?? lineByLine(texts, gap)));
    [oldAt, freshAt] = [anchor.old + 1, anchor.fresh + 1];
  }
  return ranges;
}

/** Versions are replaced within their lines: a long stretch without one line of its own is most likely the same lines, one by one. */
function lineByLine({ old, fresh }: Texts, stretch: ChangedRange): readonly ChangedRange[] {
  const length = stretch.old.to - stretch.old.from;
  if (length !== stretch.fresh.to - stretch.fresh.from) return [stretch];
  const ranges: ChangedRange[] = [];
  for (let index = 0; index < length; index += 1) {
    const [oldAt, freshAt] = [stretch.old.from + index, stretch.fresh.from + index];
    if (old[oldAt] !== fresh[freshAt])
      ranges.push({ old: { from: oldAt, to: oldAt + 1 }, fresh: { from: freshAt, to: freshAt + 1 } });
  }
  return ranges;
}

/** Without the lines that are equal at its start and at its end. */
function trimmed({ old, fresh }: Texts, stretch: ChangedRange): ChangedRange {
  let { from: oldFrom, to: oldTo } = stretch.old;
  let { from: freshFrom, to: freshTo } = stretch.fresh;
  while (oldFrom < oldTo && freshFrom < freshTo && old[oldFrom] === fresh[freshFrom]) {
    oldFrom += 1;
    freshFrom += 1;
  }
  while (oldFrom < oldTo && freshFrom < freshTo && old[oldTo - 1] === fresh[freshTo - 1]) {
    oldTo -= 1;
    freshTo -= 1;
  }
  return { old: { from: oldFrom, to: oldTo }, fresh: { from: freshFrom, to: freshTo } };
}

interface Anchor {
  readonly old: number;
  readonly fresh: number;
}

/** An anchor of a sequence, and the one that it follows there. */
interface Card extends Anchor {
  readonly before: Card | null;
}

/** Lines that stand once in both texts, as many as keep their order: the longest increasing sequence, as patience diff takes it. */
function anchors({ old, fresh }: Texts, stretch: ChangedRange): readonly Anchor[] {
  const places = uniqueLines(fresh, stretch.fresh);
  const shared = [...uniqueLines(old, stretch.old)].flatMap(([line, at]) => {
    const place = places.get(line);
    return place === undefined ? [] : [{ old: at, fresh: place }];
  });
  const tops: Card[] = [];
  for (const anchor of shared.sort((a, b) => a.old - b.old)) {
    const pile = pileFor(tops, anchor.fresh);
    tops[pile] = { ...anchor, before: tops[pile - 1] ?? null };
  }
  const longest: Anchor[] = [];
  for (let card = tops.at(-1) ?? null; card !== null; card = card.before) longest.push(card);
  return longest.reverse();
}

/** The first pile whose top stands behind `place`, by halving. */
function pileFor(tops: readonly Anchor[], place: number): number {
  let [low, high] = [0, tops.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tops[middle]?.fresh ?? 0) < place) low = middle + 1;
    else high = middle;
  }
  return low;
}

function uniqueLines(lines: readonly string[], { from, to }: LineRange): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  const repeated = new Set<string>();
  for (let at = from; at < to; at += 1) {
    const line = lines[at] ?? "";
    if (found.has(line)) repeated.add(line);
    else found.set(line, at);
  }
  for (const line of repeated) found.delete(line);
  return found;
}
