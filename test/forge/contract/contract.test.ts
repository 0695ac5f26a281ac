// The contract refuses what GitHub's own descriptions do not allow, and accepts what Waybill sends.
import { describe, expect, it } from "vitest";
import * as documents from "../../../src/github/documents.ts";
import { ROUTES } from "../../../src/github/routes.ts";
import { loadContract } from "./index.ts";

const contract = await loadContract();
const PULLS = "/repos/acme/environment/pulls";

describe("REST", () => {
  const refused: readonly (readonly [string, string, string, string, unknown, RegExp])[] = [
    ["a missing base", "POST", PULLS, "", { head: "a", title: "t" }, /required property 'base'/],
    ["an unknown key of the body", "POST", PULLS, "", { head: "a", base: "b", title: "t", colour: "red" }, /"colour"/],
    ["an unknown query parameter", "GET", PULLS, "sate=open", undefined, /unknown query parameter "sate"/],
    ["a value outside the enumeration", "GET", PULLS, "state=merged", undefined, /"state" must be equal to one of/],
    ["a query parameter given twice", "GET", PULLS, "state=open&state=all", undefined, /stands 2 times/],
    ["a page that is no number", "GET", PULLS, "page=two", undefined, /"page" must be integer/],
    ["a number that is none in the path", "GET", `${PULLS}/one`, "", undefined, /"pull_number" must be integer/],
    ["a body where none is taken", "GET", PULLS, "", { state: "open" }, /takes none/],
    ["no body where one is needed", "POST", PULLS, "", undefined, /body is missing/],
    ["a wrong type in the body", "PUT", `${PULLS}/1/merge`, "", { sha: 7 }, /\/sha must be string/],
    ["a status that does not exist", "POST", "/repos/a/b/statuses/abc", "", { state: "held" }, /equal to one of/],
    ["a route that is not described", "GET", "/repos/acme/environment/pull", "", undefined, /not in the description/],
    ["another method", "DELETE", PULLS, "", undefined, /not in the description/],
  ];
  it.each(refused)("refuses %s", (_, method, path, query, body, expected) => {
    expect(contract.rest(method, path, new URLSearchParams(query), body).join("\n")).toMatch(expected);
  });

  const accepted: readonly (readonly [string, string, string, unknown])[] = [
    ["GET", PULLS, "state=open&per_page=100&head=acme%3Awaybill%2Fapp%2Fprod%2Fpodinfo&base=main", undefined],
    ["GET", `/api/v3${PULLS}/12`, "", undefined],
    ["POST", PULLS, "", { head: "a", base: "b", title: "t", body: "x", draft: false }],
    ["PUT", `${PULLS}/1/merge`, "", { sha: "a", merge_method: "squash", commit_title: "t", commit_message: "m" }],
    ["POST", "/repos/acme/environment/issues/1/labels", "", { labels: ["promotion"] }],
    ["PATCH", "/repos/acme/environment/issues/comments/7", "", { body: "note" }],
    ["GET", "/repos/acme/environment/rules/branches/env%2Fprod", "per_page=100", undefined],
  ];
  it.each(accepted)("accepts %s %s %s", (method, path, query, body) => {
    expect(contract.rest(method, path, new URLSearchParams(query), body)).toEqual([]);
  });
});

it.each(Object.values(ROUTES))("the cut has $route", ({ route }) => {
  const [method = "", template = ""] = route.split(" ");
  const path = template.replaceAll(/\{\w+\}/g, "7");
  expect(contract.rest(method, path, new URLSearchParams(), undefined)).not.toContain(
    `${method} ${path}: the route is not in the description`,
  );
});

describe("GraphQL", () => {
  it.each(Object.values(documents))("accepts the document that is to $purpose", (document) => {
    const variables = {
      EnableAutoMerge: {
        input: {
          pullRequestId: "PR_1",
          mergeMethod: "SQUASH",
          commitHeadline: "h",
          commitBody: "b",
          expectedHeadOid: "c",
        },
      },
      DisableAutoMerge: { input: { pullRequestId: "PR_1" } },
      Enqueue: { input: { pullRequestId: "PR_1", expectedHeadOid: "c" } },
      QueueState: { id: "PR_1" },
      Viewer: {},
    };
    const name = Object.entries(variables).find(([operation]) => document.text.includes(` ${operation}`));
    expect(name).toBeDefined();
    expect(contract.graphql(document.text, name?.[1] ?? {})).toEqual([]);
  });

  const ENABLE = documents.ENABLE_AUTO_MERGE.text;
  const refused: readonly (readonly [string, string, Record<string, unknown>, RegExp])[] = [
    ["what does not parse", "query {", {}, /Syntax Error/],
    ["an unknown field", "query { viewer { shoeSize } }", {}, /Cannot query field "shoeSize"/],
    ["an input of the wrong type", ENABLE, { input: { pullRequestId: "x", mergeMethod: "squash" } }, /"SQUASH"/],
    ["an unknown input field", ENABLE, { input: { pullRequestId: "x", head: "y" } }, /Field "head" is not defined/],
    ["a missing variable", ENABLE, {}, /"\$input" of required type/],
    ["an undeclared variable", documents.VIEWER.text, { x: 1 }, /"x" is not declared/],
  ];
  it.each(refused)("refuses %s", (_, query, variables, expected) => {
    expect(contract.graphql(query, variables).join("\n")).toMatch(expected);
  });
});
