// Reading waybill.yaml: bytes -> plain data with lines -> the definition -> the model.
import type { Configuration } from "./configuration.ts";
import { locateSettings } from "./locate.ts";
import { configurationOf } from "./model.ts";

/**
 * The configuration that the bytes write. Throws a usage error with the line, the value and what was expected; for an unknown key with the nearest known one.
 */
export function parseConfiguration(bytes: Uint8Array): Configuration {
  return configurationOf(locateSettings(bytes, "environments"), "waybill.yaml");
}
