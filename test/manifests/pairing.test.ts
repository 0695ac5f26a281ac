import { expect, test } from "vitest";
import { formatVersion } from "../../src/artifacts/version.ts";
import { offersOf } from "../../src/manifests/pairing.ts";
import { pinAt, scanTexts } from "./given.ts";

const workload = (image: string) => `apiVersion: v1
kind: Pod
metadata: { name: app }
spec:
  containers:
    - name: app
      image: ${image}
`;
const MARKER = '# {"$imagepolicy": "flux-system:app"}';
const IMAGE = "spec.containers[name=app].image";

test("what Flux's automation wrote in one environment is offered to the next", () => {
  const stage = scanTexts({ "stage.yaml": workload(`acme/app:1.3.0 ${MARKER}`) });
  const prod = scanTexts({ "prod.yaml": workload("acme/app:1.2.0") });
  expect(pinAt(stage, IMAGE).guarded).toBe(true);
  const offer = offersOf("stage", stage.pins).for(pinAt(prod, IMAGE));
  expect(offer === null ? null : formatVersion(offer.version)).toBe("1.3.0");
});

test("a place that Flux's automation writes takes nothing", () => {
  const stage = scanTexts({ "stage.yaml": workload("acme/app:1.3.0") });
  const prod = scanTexts({ "prod.yaml": workload(`acme/app:1.2.0 ${MARKER}`) });
  const offers = offersOf("stage", stage.pins);
  expect(offers.for(pinAt(prod, IMAGE))).toBeNull();
  expect(offers.matching(pinAt(prod, IMAGE))?.version.tag).toBe("1.3.0");
});

test("a guarded place beside an open one of the same artifact is neither an offer nor a conflict", () => {
  const stage = scanTexts({ "a.yaml": workload("acme/app:1.3.0"), "b.yaml": workload(`acme/app:1.2.0 ${MARKER}`) });
  const offers = offersOf("stage", stage.pins);
  expect(offers.conflicts).toEqual([]);
  expect(offers.all.map((offer) => formatVersion(offer.version))).toEqual(["1.3.0"]);
});

test("a Git branch is offered to nobody", () => {
  const branch = scanTexts({ "stage.yaml": workload("acme/app:1.3.0") }).pins.map(
    (pin) => ({ ...pin, style: "range", guarded: true }) as const,
  );
  expect(offersOf("stage", branch).all).toEqual([]);
});

/** Two files of lone tags in each environment; `names` are those of the receiving one. */
const loneTag = (tag: string): string => `image:\n  tag: ${tag}\n  pullPolicy: Always\n`;

test("a lone tag of a values file is paired with that of the file of the same name", () => {
  const stage = scanTexts({ "values.yaml": loneTag("1.3.0"), "values-worker.yaml": loneTag("2.3.0") }).pins;
  const prod = scanTexts({ "values.yaml": loneTag("1.2.0"), "values-worker.yaml": loneTag("2.2.0") }).pins;
  const offers = offersOf("stage", stage);
  expect(offers.conflicts).toEqual([]);
  const taken = prod.map((pin) => [pin.file, offers.for(pin)?.version.tag]);
  expect(taken).toEqual([
    ["values-worker.yaml", "2.3.0"],
    ["values.yaml", "1.3.0"],
  ]);
});

test("a lone tag of a values file that is named by its environment is paired by its path", () => {
  const stage = scanTexts({ "values-stage.yaml": loneTag("1.3.0") }).pins;
  const prod = scanTexts({ "values-prod.yaml": loneTag("1.2.0") }).pins;
  expect(prod.map((pin) => offersOf("stage", stage).for(pin)?.version.tag)).toEqual(["1.3.0"]);
});

test("where two files may be meant, neither is offered", () => {
  const stage = scanTexts({ "values-stage.yaml": loneTag("1.3.0"), "values-worker.yaml": loneTag("2.3.0") }).pins;
  const prod = scanTexts({ "values-prod.yaml": loneTag("1.2.0") }).pins;
  expect(prod.map((pin) => offersOf("stage", stage).for(pin))).toEqual([null]);
});

test("a lone tag takes what the same path of the other file says of a named image, and the other way round", () => {
  const named = scanTexts({ "values.yaml": "image:\n  repository: acme/app\n  tag: 1.3.0\n" }).pins;
  const lone = scanTexts({ "values.yaml": loneTag("1.2.0") }).pins;
  expect(lone.map((pin) => offersOf("stage", named).for(pin)?.version.tag)).toEqual(["1.3.0"]);
  expect(named.map((pin) => offersOf("stage", lone).for(pin)?.version.tag)).toEqual(["1.2.0"]);
  const other = scanTexts({ "values.yaml": "image:\n  repository: acme/other\n  tag: 1.2.0\n" }).pins;
  expect(other.map((pin) => offersOf("stage", named).for(pin))).toEqual([null]);
});
