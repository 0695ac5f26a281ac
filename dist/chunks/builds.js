import { l as buildsSchema, u as parseBuilds } from "./builds-request.js";

export { parseBuilds };