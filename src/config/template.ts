// Path templates: `apps/{app}/overlays/prod`, and which app a path belongs to.

/** What a template finds in one path. */
export interface Place {
  readonly app: string;
  /** The file or folder that the template denotes for this app. */
  readonly root: string;
}

/**
 * A function that says whether a path is at or below what the template denotes, and for which app. `{app}` stands for one whole segment or a part of one, never for a
 * name that begins with a dot. Where it is the whole last segment it denotes a folder: a README beside the apps is no app. `app` is the name where the
 * template holds no `{app}`.
 */
export function placesOf(template: string, app: string | null): (path: string) => Place | null {
  if (!template.includes("{app}")) {
    const name = app ?? "";
    // The root of the repository: each of its entries is a root, so that no path has to be a special one.
    if (template === ".") return (path) => ({ app: name, root: path.split("/", 1)[0] ?? path });
    return (path) => (path === template || path.startsWith(`${template}/`) ? { app: name, root: template } : null);
  }
  const source = template.split("{app}").map(escape).join("([^/]+)");
  const isFolder = template === "{app}" || template.endsWith("/{app}");
  const expression = new RegExp(`^${source}${isFolder ? "(?=/)" : "(?=/|$)"}`, "su");
  return (path) => {
    const match = expression.exec(path);
    const name = match?.[1];
    return match === null || name === undefined || name.startsWith(".") ? null : { app: name, root: match[0] };
  };
}

function escape(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/gu, "\\$&");
}
