// How the bench measures: commands in turn, A B A B ..., medians, and bounds that hold or make the run fail.

/** One published figure. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: "x" | "MB" | "requests" | "ms" | "lines";
  /** The most it may be; `null`: published beside the others, not bounded. */
  readonly bound: number | null;
  /** What it was made of. */
  readonly detail: string;
}

export function median(values: readonly number[] = []): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** Runs every contender once a round, so that a machine whose speed drifts drifts for all; gives the values of each. The first round warms up and is dropped. */
export async function inTurn(
  rounds: number,
  contenders: Readonly<Record<string, (round: number) => Promise<number>>>,
): Promise<ReadonlyMap<string, readonly number[]>> {
  const names = Object.keys(contenders);
  const values = new Map<string, number[]>(names.map((name) => [name, []]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const [name, contender] of Object.entries(contenders)) {
      const value = await contender(round);
      if (round > 0) values.get(name)?.push(value);
    }
  }
  return values;
}

export function isWithin(figure: Figure): boolean {
  return figure.bound === null || figure.value <= figure.bound;
}

/** A table for a terminal and for the README. */
export function table(figures: readonly Figure[]): string {
  const number = (value: number, unit: Figure["unit"]): string =>
    unit === "x" ? `${value.toFixed(2)}x` : `${unit === "MB" ? value.toFixed(0) : Math.round(value)} ${unit}`;
  const rows = figures.map((figure) => [
    figure.name,
    number(figure.value, figure.unit),
    figure.bound === null ? "" : number(figure.bound, figure.unit),
    isWithin(figure) ? "" : "MISSED",
    figure.detail,
  ]);
  return [["figure", "measured", "at most", "", "of"], ["---", "---", "---", "---", "---"], ...rows]
    .map((row) => `| ${row.join(" | ")} |`)
    .join("\n");
}
