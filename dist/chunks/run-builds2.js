import { t as runBuilds } from "./run-builds.js";

export { runBuilds };