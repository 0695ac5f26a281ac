// A YAML document as plain data that still knows its lines, so that everything but the parser works without the parser.

export type Located =
  | { readonly kind: "map"; readonly line: number; readonly entries: ReadonlyMap<string, Located> }
  | { readonly kind: "list"; readonly line: number; readonly items: readonly Located[] }
  | { readonly kind: "scalar"; readonly line: number; readonly value: string | number | boolean | null };
