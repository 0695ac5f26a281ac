// Columns for people: aligned, made harmless for a terminal.
import { printable } from "../../text/printable.ts";

/** Rows with every column but the last padded to its widest cell, two spaces between. */
export function columns(rows: readonly (readonly string[])[]): string {
  const cells = rows.map((row) => row.map(printable));
  const widths: number[] = [];
  for (const row of cells) {
    for (const [index, cell] of row.entries()) widths[index] = Math.max(widths[index] ?? 0, cell.length);
  }
  return cells
    .map(
      (row) =>
        `${row.map((cell, index) => (index === row.length - 1 ? cell : cell.padEnd(widths[index] ?? 0))).join("  ")}\n`,
    )
    .join("");
}
