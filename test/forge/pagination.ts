// Pages as GitHub cuts them: `per_page` (30, at most 100) and `page`, with the `Link` header that leads to the others.

export interface Page<T> {
  readonly items: readonly T[];
  /** `null` when there is only this page. */
  readonly link: string | null;
}

/** The page that the query asks for. `url` is the request's own, absolute. */
export function page<T>(list: readonly T[], url: URL): Page<T> {
  const size = Math.min(positive(url.searchParams.get("per_page"), 30), 100);
  const number = positive(url.searchParams.get("page"), 1);
  const last = Math.max(1, Math.ceil(list.length / size));
  const links: string[] = [];
  const add = (target: number, rel: string): void => {
    const other = new URL(url);
    other.searchParams.set("page", String(target));
    links.push(`<${other.href}>; rel="${rel}"`);
  };
  if (number > 1) add(number - 1, "prev");
  if (number < last) {
    add(number + 1, "next");
    add(last, "last");
  }
  if (number > 1) add(1, "first");
  return {
    items: list.slice((number - 1) * size, number * size),
    link: links.length === 0 ? null : links.join(", "),
  };
}

function positive(text: string | null, otherwise: number): number {
  const value = Number(text);
  return text !== null && Number.isInteger(value) && value > 0 ? value : otherwise;
}
