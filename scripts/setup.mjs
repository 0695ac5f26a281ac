// Makes a fresh clone ready: installs the locked packages, the project's own Node among them, when what stands in node_modules is not what
// package-lock.json says. Plain JavaScript, because it runs on the machine's Node, from 20.
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const lock = join(root, "package-lock.json");
const stamp = join(root, "node_modules", ".waybill-lock.json");

const major = Number(process.versions.node.split(".")[0]);
if (major < 20) {
  process.stderr.write(`Node ${process.versions.node} is too old: expected 20 or newer to set the project up\n`);
  process.exit(2);
}
if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== readFileSync(lock, "utf8")) {
  process.stderr.write("Setting up: installing the locked packages and Node 24 from the npm registry ...\n");
  const npm = process.env["npm_execpath"];
  const command = npm?.endsWith(".js") ? [process.execPath, npm] : ["npm"];
  const [program = "npm", ...first] = command;
  const run = spawnSync(program, [...first, "ci", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: root,
    stdio: ["ignore", 2, 2],
  });
  if (run.status !== 0) {
    process.stderr.write(
      "The installation failed; its own words stand above. Expected: git, Node 20 or newer and the npm registry within reach.\n",
    );
    process.exit(run.status ?? 1);
  }
  copyFileSync(lock, stamp);
}
