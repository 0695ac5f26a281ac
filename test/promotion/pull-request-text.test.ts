import { describe, expect, test } from "vitest";
import { gitArtifact } from "../../src/artifacts/git-repository.ts";
import type { Environment } from "../../src/config/configuration.ts";
import {
  promotionText,
  updateText,
  type PromotionTextInput,
  type TextChange,
} from "../../src/promotion/pull-request-text.ts";
import { DIGEST_A, DIGEST_B, image, loneTag, version } from "./pins.ts";

const prod: Environment = {
  name: "prod",
  paths: ["apps/{app}/overlays/prod"],
  app: null,
  branch: null,
  repository: null,
  from: "stage",
  promote: { group: "app", newer: "settle", autoMerge: "minor", labels: [], reviewers: [] },
  gates: {
    soakMs: 7_200_000,
    approvals: { required: 1, independent: true },
    statuses: ["kustomization/*"],
    images: { registries: ["ghcr.io/acme"], digest: "required", mutableTags: "forbidden" },
  },
};

function change(more: Partial<TextChange> = {}): TextChange {
  return {
    app: "podinfo",
    pin: image("ghcr.io/acme/podinfo", "6.1.0"),
    from: version("6.1.0"),
    to: version(`6.2.0@${DIGEST_B}`),
    step: "minor",
    source: { repository: "acme/podinfo", commit: "d".repeat(40) },
    since: "2026-03-02T09:30:00Z",
    ...more,
  };
}

function input(more: Partial<PromotionTextInput> = {}): PromotionTextInput {
  return {
    app: "podinfo",
    from: "stage",
    to: prod,
    changes: [change()],
    step: "minor",
    source: "c".repeat(40),
    remarks: [],
    diff: "--- a/kustomization.yaml\n+++ b/kustomization.yaml\n@@ -5 +5 @@\n-    newTag: 6.1.0\n+    newTag: 6.2.0\n",
    serverUrl: "https://github.com",
    ...more,
  };
}

test("the body of a promotion is the one a person has reviewed", async () => {
  const sidecar = change({
    pin: loneTag("demo", "", { artifact: null }),
    from: version(""),
    to: version("1.0.0"),
    step: "unordered",
    source: null,
    since: null,
  });
  const text = promotionText(
    input({
      changes: [change({ from: version(`6.1.0@${DIGEST_A}`) }), sidecar],
      step: "unordered",
      remarks: ["prod has no pin of redis"],
    }),
  );
  expect(text.title).toBe("Promote podinfo to prod: podinfo 6.2.0 (sha256:bbbbbbbbbbbb), demo 1.0.0");
  await expect(text.body).toMatchFileSnapshot("../fixtures/promotion/pull-request.md");
  await expect(`${text.subject}\n\n${text.message}\n`).toMatchFileSnapshot("../fixtures/promotion/commit-message.txt");
});

test("the body of an update is the one a person has reviewed", async () => {
  const text = updateText({
    environment: "stage",
    changes: [change()],
    remarks: [],
    diff: input().diff,
    serverUrl: null,
  });
  expect(text.title).toBe("Update stage: podinfo 6.2.0 (sha256:bbbbbbbbbbbb)");
  await expect(text.body).toMatchFileSnapshot("../fixtures/promotion/update-pull-request.md");
});

test("the same facts give the same text", () => {
  expect(promotionText(input())).toEqual(promotionText(input()));
});

test("places of one artifact with the same versions are one row", () => {
  const { body, message } = promotionText(
    input({ changes: [change(), change({ pin: image("ghcr.io/acme/podinfo", "6.1.0", { file: "job.yaml" }) })] }),
  );
  expect(body.split("\n").filter((line) => line.startsWith("| `ghcr.io"))).toHaveLength(1);
  expect(message.split("\n")).toHaveLength(1);
});

describe("limits of the forge", () => {
  test.each([
    [
      "a Git repository",
      { artifact: { kind: "git", name: "https://x/acme/deploy.git", id: "x/acme/deploy" } },
      "deploy",
    ],
    [
      "a value of a file that is no object",
      { artifact: null, object: { apiVersion: "", kind: "", namespace: "", name: "" }, path: "helm.version" },
      "version",
    ],
  ] as const)("a title names %s by what is short and says something", (_, fields, name) => {
    const change = { app: "podinfo", from: version("1.0.0"), to: version("1.1.0"), step: "minor" } as const;
    const pin = loneTag("demo", "1.0.0", fields);
    const { title } = promotionText(input({ changes: [{ ...change, pin, source: null, since: null }] }));
    expect(title).toBe(`Promote podinfo to prod: ${name} 1.1.0`);
  });

  test.each([
    ["https://git.acme.dev/deploy.git", "overlays/prod", "deploy//overlays/prod 6.2.0"],
    ["git@git.acme.dev:acme/deploy", "", "deploy 6.2.0"],
  ])("a title calls %s with the folder %j by both names", (url, folder, expected) => {
    const pin = image("deploy", "6.1.0", { artifact: gitArtifact(url, folder), takes: "git" });
    const { title } = promotionText(input({ changes: [change({ pin, to: version("6.2.0") })] }));
    expect(title).toBe(`Promote podinfo to prod: ${expected}`);
  });

  test("a title is one line of at most 256 characters", () => {
    const { title, subject } = promotionText(input({ app: `${"x".repeat(300)}\nInjected: yes` }));
    expect(title.length).toBeLessThanOrEqual(256);
    expect(subject.length).toBeLessThanOrEqual(72);
    expect(title + subject).not.toContain("\n");
  });

  test("a body of a large diff is cut with a notice, its fence closed, and the rest of the text stays", () => {
    const { body } = promotionText(input({ diff: `+${"line\n+".repeat(40_000)}` }));
    expect(Buffer.byteLength(body)).toBeLessThan(60_000);
    expect(body).toContain("The rest of the diff is cut");
    expect(body).toContain("### Going back");
    expect(body.split("\n").filter((line) => line.startsWith("```"))).toHaveLength(2);
  });

  test("400 changes and as many remarks stay below the limit", () => {
    const many = Array.from({ length: 400 }, (_, index) => change({ pin: image(`ghcr.io/acme/app-${index}`, "1") }));
    const { body, title } = promotionText(
      input({ changes: many, remarks: many.map(({ pin }) => `about ${pin.path} `.repeat(10)) }),
    );
    expect(Buffer.byteLength(body)).toBeLessThan(60_000);
    expect(body).toContain("The rest is cut");
    expect(title).toBe("Promote podinfo to prod: 400 artifacts");
  });
});

describe("text from outside can do nothing", () => {
  const hostile =
    "@org/everyone fixes #1 closes a/b#2 GH-7 https://github.com/a/b/issues/3 ![x](https://evil.example/p.png) <img src=x onerror=y> --> | `";

  test("in the app's name, an object's name and a remark", () => {
    const pin = loneTag(hostile, "1.0.0");
    const { title, subject, message, body } = promotionText(
      input({ app: hostile, changes: [change({ pin, app: hostile })], remarks: [hostile] }),
    );
    for (const plain of [title, subject, message]) {
      expect(plain).not.toMatch(/(?<!\w)@\w|#\d|\bGH-\d|:\/\//iu);
    }
    const outsideCode = withoutCode(body);
    expect(outsideCode).not.toMatch(
      /(?<!\w)@\w|(?<!&)#\d|\bGH-\d|<img|!\[x\]\(|https:\/\/(?:evil|github\.com\/a\/b)/iu,
    );
  });

  test("in a diff that holds a fence", () => {
    const { body } = promotionText(input({ diff: "+```\n+@org/everyone\n" }));
    expect(body).toContain("````diff\n+```\n");
  });

  test("in the source of a change: no link but to a commit of a repository", () => {
    const { body } = promotionText(
      input({ changes: [change({ source: { repository: "a/b](javascript:x)", commit: "d".repeat(40) } })] }),
    );
    expect(body).not.toContain("](https://github.com/a");
    expect(withoutCode(body)).not.toMatch(/\]\(javascript/);
  });
});

/** The Markdown without its code, in which nothing is read as anything. A backslash before a backtick opens no code. */
function withoutCode(markdown: string): string {
  return markdown.replaceAll(/^(`{3,}).*\n[\s\S]*?^\1$/gmu, "").replaceAll(/(?<![\\`])(`+)(?!`).*?(?<!`)\1(?!`)/gu, "");
}
