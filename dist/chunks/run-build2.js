import { n as buildOutputs, r as runBuild, t as buildImage } from "./run-build.js";

export { runBuild };