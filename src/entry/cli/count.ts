// Numbers with their noun, for summaries.

/** `1 pin`, `2 pins`. */
export function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? "" : "s"}`;
}
