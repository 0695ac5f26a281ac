import { Vt as printable } from "./start.js";

// src/entry/cli/count.ts
/** `1 pin`, `2 pins`. */
function count(number, word) {
	return `${number} ${word}${number === 1 ? "" : "s"}`;
}

// src/entry/cli/table.ts
/** Rows with every column but the last padded to its widest cell, two spaces between. */
function columns(rows) {
	const cells = rows.map((row) => row.map(printable));
	const widths = [];
	for (const row of cells) for (const [index, cell] of row.entries()) widths[index] = Math.max(widths[index] ?? 0, cell.length);
	return cells.map((row) => `${row.map((cell, index) => index === row.length - 1 ? cell : cell.padEnd(widths[index] ?? 0)).join("  ")}\n`).join("");
}

export { count as n, columns as t };