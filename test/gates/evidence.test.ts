// What remains of the verdicts: the merge says what every gate said, and the record keeps it.
import { expect, it } from "vitest";
import { recordCommits } from "../../src/records/record-commits.ts";
import { openRecords } from "../../src/records/store.ts";
import type { ChangeRecord } from "../../src/records/record.ts";
import { HOME } from "../promotion/world.ts";
import { approve, gates, proposed, type Scene } from "./scene.ts";

const GATED = gates({
  approvals: { required: 1, independent: true },
  images: { registries: ["ghcr.io/acme"], digest: "optional", mutableTags: "forbidden" },
});

async function recorded({ world, configuration }: Scene): Promise<ChangeRecord | undefined> {
  await world.run((effects) => recordCommits({ configuration, dryRun: false }, effects));
  return world.run(async ({ connections: { home } }) => {
    const index = await openRecords(home.git, configuration.records.branch);
    return (await index.standing("prod", "podinfo")).records[0];
  });
}

it("is every gate's verdict, when Waybill merges", async () => {
  await using scene = await proposed(GATED);
  const { world, configuration } = scene;
  await world.run((effects) => recordCommits({ configuration, dryRun: false }, effects));
  await approve(scene, "grace");
  expect((await scene.gate()).judged[0]?.merge).toBe("merged");

  const record = await recorded(scene);
  expect(record).toMatchObject({ kind: "change", exceptions: [], gate: { state: "success" } });
  expect(record?.verdicts.map(({ gate, verdict }) => [gate, verdict.kind])).toEqual([
    ["approvals", "open"],
    ["images", "open"],
    ["order", "open"],
  ]);
  expect(record?.verdicts[0]?.verdict.reason).toContain("by grace");
});

it("is an exception, when a person merges what is held", async () => {
  await using scene = await proposed(GATED);
  const { world, configuration } = scene;
  await world.run((effects) => recordCommits({ configuration, dryRun: false }, effects));
  await scene.gate();
  world.forge.addUser("mallory", { [HOME]: "write" });
  await world.forge.merge(HOME, 1, { by: "mallory", method: "squash" });

  expect(await recorded(scene)).toMatchObject({
    verdicts: [],
    exceptions: ["merged without Waybill's verdict: the status on the merged head is pending"],
  });
});
