import { n as pinsCommand, t as isNamed } from "./pins.js";

export { pinsCommand };