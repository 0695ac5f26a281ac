import { n as buildsSummary, t as buildOutputs } from "./build-outputs.js";

export { buildOutputs, buildsSummary };