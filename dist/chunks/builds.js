import { g as parseBuilds, h as buildsSchema, m as BUILDS_FILE } from "./start.js";

export { parseBuilds };