import { n as updateSummary, t as promoteSummary } from "./summary2.js";

export { updateSummary };