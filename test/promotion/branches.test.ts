import { expect, test } from "vitest";
import { parsePromotionBranch, promotionBranch, PROMOTIONS, updateBranch } from "../../src/promotion/branches.ts";

test.each([
  ["prod", "podinfo", "waybill/app/prod/podinfo"],
  ["prod", "team/podinfo", "waybill/app/prod/team%2Fpodinfo"],
  ["prod", "a b", "waybill/app/prod/a%20b"],
  ["prod", "Grüße", "waybill/app/prod/Gr%C3%BC%C3%9Fe"],
])("%s and %s have one branch, and it names them again", (environment, app, branch) => {
  expect(promotionBranch(environment, app)).toBe(branch);
  expect(parsePromotionBranch(branch)).toEqual({ environment, app });
  expect(branch.startsWith(PROMOTIONS)).toBe(true);
});

test.each(["x.lock", ".hidden", "a..b", "@{-1}", "-x", "a\u0000b", "x~1", "a\r"])(
  "an app called %j has a branch that Git takes",
  (app) => {
    const branch = promotionBranch("prod", app);
    expect(branch).toMatch(/^waybill\/app\/prod\/[\w%-][\w.%-]*$/);
    expect(branch).not.toMatch(/\.\.|\.lock$/);
    expect(parsePromotionBranch(branch)).toEqual({ environment: "prod", app });
  },
);

test.each([
  "main",
  "waybill/app/prod",
  "waybill/app/prod/a/b",
  "waybill/app//a",
  "waybill/app/prod/%zz",
  "waybill/app/prod/%61",
  "waybill/update/prod/a",
])("%s is no promotion branch", (branch) => {
  expect(parsePromotionBranch(branch)).toBeNull();
});

test("updates and promotions never share a branch", () => {
  expect(updateBranch("stage", "ghcr.io/acme/podinfo")).toBe("waybill/update/stage/ghcr.io%2Facme%2Fpodinfo");
});
