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
  expect(offersOf("stage", stage.pins).for(pinAt(prod, IMAGE))).toBeNull();
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
