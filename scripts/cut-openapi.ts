// Cuts the routes in use out of GitHub's OpenAPI description, for the local forge to check requests against. Run it after a change of the
// routes: `node scripts/cut-openapi.ts`. The whole description is 400 MB unpacked, too much to install for everybody.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROUTES } from "../src/github/routes.ts";

const SOURCE = "@octokit/openapi@23.0.2";
const DESCRIPTION = "package/generated/api.github.com.deref.json";
const TARGET = join(import.meta.dirname, "../test/forge/contract/routes.json");
/** Minting an App's token goes around the routes of one repository. */
const MINTING = ["GET /repos/{owner}/{repo}/installation", "POST /app/installations/{installation_id}/access_tokens"];
/** What a person reads; a validator needs none of it. */
const PROSE = new Set(["description", "summary", "title", "example", "examples", "externalDocs", "default"]);

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

function member(value: Json | undefined, ...path: readonly string[]): Json | undefined {
  let found = value;
  for (const name of path) {
    if (typeof found !== "object" || found === null || Array.isArray(found)) return undefined;
    found = found[name];
  }
  return found;
}

/** `names`: the members are names of ours (properties), not keywords. */
function withoutProse(value: Json, names = false): Json {
  if (Array.isArray(value)) return value.map((item) => withoutProse(item));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => names || !(PROSE.has(name) || name.startsWith("x-")))
      .map(([name, item]) => [name, withoutProse(item, name === "properties" && !names)]),
  );
}

function cut(description: Json, route: string): Json {
  const [method = "", path = ""] = route.split(" ");
  const operation = member(description, "paths", path, method.toLowerCase());
  if (operation === undefined) throw new Error(`${SOURCE} has no ${route}`);
  const body = member(operation, "requestBody");
  return {
    parameters: withoutProse(member(operation, "parameters") ?? []),
    body:
      body === undefined
        ? null
        : {
            required: member(body, "required") ?? false,
            schema: withoutProse(member(body, "content", "application/json", "schema") ?? {}),
          },
  };
}

const folder = mkdtempSync(join(tmpdir(), "waybill-openapi-"));
try {
  execFileSync("npm", ["pack", SOURCE, "--silent", "--pack-destination", folder], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  execFileSync("sh", ["-c", 'tar -xzf "$1"/*.tgz -C "$1" "$2"', "sh", folder, DESCRIPTION]);
  // What JSON.parse returns is JSON.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const description = JSON.parse(readFileSync(join(folder, DESCRIPTION), "utf8")) as Json;
  const routes = [...Object.values(ROUTES).map(({ route }) => route), ...MINTING].toSorted();
  const document = {
    source: SOURCE,
    routes: Object.fromEntries(routes.map((route) => [route, cut(description, route)])),
  };
  writeFileSync(TARGET, `${JSON.stringify(document, null, 1)}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
