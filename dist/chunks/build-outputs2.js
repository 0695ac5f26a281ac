import { n as buildsSummary, r as referenceOf, t as buildOutputs } from "./build-outputs.js";

export { buildOutputs, buildsSummary };