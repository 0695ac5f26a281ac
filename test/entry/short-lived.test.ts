// What serves for a while is made once in that while, and never kept when it failed.
import { expect, it } from "vitest";
import { shortLived } from "../../src/entry/short-lived.ts";

it("is made at the first need, and anew when it has become too old", async () => {
  let now = 0;
  let made = 0;
  const token = shortLived(async () => (made += 1), 1000, { now: () => now });
  expect(made).toBe(0);
  expect(await Promise.all([token(), token()])).toEqual([1, 1]);
  now = 999;
  expect(await token()).toBe(1);
  now = 1000;
  expect(await token()).toBe(2);
});

it("is made again where it failed", async () => {
  let made = 0;
  const token = shortLived(
    async () => {
      made += 1;
      if (made === 1) throw new Error("no");
      return made;
    },
    1000,
    { now: () => 0 },
  );
  const reasons = (await Promise.allSettled([token(), token()])).map((each) => "reason" in each && String(each.reason));
  expect(reasons).toEqual(["Error: no", "Error: no"]);
  expect(await token()).toBe(2);
});
