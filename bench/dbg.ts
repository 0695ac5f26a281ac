import { startForge } from "../test/forge/forge.ts";
import { createEnvironment, ENVIRONMENT } from "./repository.ts";
await using forge = await startForge();
await createEnvironment(forge, 2000, 0);
forge.addUser("waybill-user", { [ENVIRONMENT]: "write" });
const { writeFileSync } = await import("node:fs");
writeFileSync(
  "/tmp/bench.env",
  JSON.stringify({
    server: forge.serverUrl,
    api: forge.apiUrl,
    gql: forge.graphqlUrl,
    token: forge.userToken("waybill-user"),
  }),
);
console.log("up");
await new Promise((r) => setTimeout(r, 240000));
