// A token endpoint as docker-registry trusts it: JSON web tokens signed with a key whose certificate the registry has.
import { spawnSync } from "node:child_process";
import { createHash, createPrivateKey, createPublicKey, type KeyObject, randomUUID, sign } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { basic } from "./server.ts";

export interface TokenServer extends AsyncDisposable {
  readonly realm: string;
  /** Requests so far: method and path with query. */
  readonly requests: string[];
  /** Makes the key in the folder, and returns the registry's `auth` setting. */
  trust(folder: string): Promise<unknown>;
  /** A token for what nobody is asked for: pushing. */
  token(scope: string): string;
}

const SERVICE = "registry.test";
const ISSUER = "tokens.test";

/** Gives everybody who comes with one of the pairs, `user:password`, tokens for whatever scope is asked for; each is good for five minutes. */
export async function startTokenServer(openssl: string, pairs: ReadonlySet<string>): Promise<TokenServer> {
  let key: KeyObject | null = null;
  const requests: string[] = [];
  const http = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://localhost");
    requests.push(`${request.method} ${url.pathname}${url.search}`);
    if (![...pairs].some((pair) => request.headers.authorization === basic(pair))) response.writeHead(401).end();
    else {
      const token = makeToken(url.searchParams.get("scope") ?? "");
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ token }));
    }
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const address = http.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  const realm = `http://127.0.0.1:${address.port}/token`;

  function makeToken(scope: string): string {
    if (key === null) throw new Error("no key yet");
    const [type = "", name = "", actions = ""] = scope.split(":");
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      iss: ISSUER,
      sub: "ann",
      aud: SERVICE,
      exp: now + 300,
      nbf: now - 10,
      iat: now,
      jti: randomUUID(),
      access: [{ type, name, actions: actions.split(",") }],
    };
    const text = [{ typ: "JWT", alg: "ES256", kid: keyId(key) }, claims]
      .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
      .join(".");
    const signature = sign("sha256", Buffer.from(text), { key, dsaEncoding: "ieee-p1363" });
    return `${text}.${signature.toString("base64url")}`;
  }

  return {
    realm,
    requests,
    token: makeToken,
    async trust(folder) {
      const [keyFile, certificate] = [join(folder, "key.pem"), join(folder, "certificate.pem")];
      const made = spawnSync(
        openssl,
        `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=${ISSUER} -keyout ${keyFile} -out ${certificate}`.split(
          " ",
        ),
        { encoding: "utf8" },
      );
      if (made.status !== 0) throw new Error(`openssl: ${made.stderr}`);
      key = createPrivateKey(await readFile(keyFile));
      return { token: { realm, service: SERVICE, issuer: ISSUER, rootcertbundle: certificate } };
    },
    [Symbol.asyncDispose]: () =>
      new Promise((resolve, reject) => {
        http.close((error) => (error === undefined ? resolve() : reject(error)));
        http.closeAllConnections();
      }),
  };
}

/** The name that the registry gives a key (github.com/docker/libtrust): 240 bits of its hash in base32, in groups of four. */
function keyId(key: KeyObject): string {
  const hash = createHash("sha256")
    .update(createPublicKey(key).export({ type: "spki", format: "der" }))
    .digest();
  const bits = [...hash.subarray(0, 30)].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  const letters = (bits.match(/.{5}/gu) ?? []).map(
    (five) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[Number.parseInt(five, 2)],
  );
  return (letters.join("").match(/.{4}/gu) ?? []).join(":");
}
