import { describe, expect, it, test } from "vitest";
import {
  codeSpan,
  cutBytes,
  fencedBlock,
  inertTitle,
  inlineText,
  oneLine,
  table,
  tableCell,
} from "../../src/text/markdown.ts";

const APART = "&#8203;";

describe("inlineText takes every meaning from outside text", () => {
  test.each([
    ["a user mention", "ping @alice", `ping @${APART}alice`],
    ["a team mention", "ping @org/everyone", `ping @${APART}org/everyone`],
    ["an e-mail address", "a@b.example", `a@${APART}b.example`],
    ["a closing keyword", "Fixes #1", `Fixes #${APART}1`],
    ["a closing keyword for another repository", "closes a/b#2", `closes a/b#${APART}2`],
    ["a GH reference", "resolves GH-1, gh-2", `resolves GH${APART}-1, gh${APART}-2`],
    ["a pull request of Gitea", "see !7", `see !${APART}7`],
    ["an issue URL", "Fixes https://github.com/a/b/issues/1", `Fixes https:${APART}//github.com/a/b/issues/1`],
    ["a bare www address", "WWW.evil.example", `WWW${APART}.evil.example`],
    ["a www address after an underscore", "_www.evil.example", `\\_www${APART}.evil.example`],
    ["an image", "![x](https://evil.example/p.png)", `!\\[x\\](https:${APART}//evil.example/p.png)`],
    ["a link with a script", "[x](javascript:alert(1))", "\\[x\\](javascript:alert(1))"],
    ["an autolink", "<https://evil.example>", `&lt;https:${APART}//evil.example&gt;`],
    ["HTML", "<img src=x onerror=alert(1)>", "&lt;img src=x onerror=alert(1)&gt;"],
    ["an end of cell and a script", "</td><script>", "&lt;/td&gt;&lt;script&gt;"],
    ["a comment's end and a false marker", "--> <!-- waybill -->", "\\--&gt; &lt;!-- waybill --&gt;"],
    ["a written entity", "&#64;alice &lt;b&gt;", `&amp;#${APART}64;alice &amp;lt;b&amp;gt;`],
    ["a backslash before a mark", "\\*a\\*", "\\\\\\*a\\\\\\*"],
    ["emphasis, strike, code, math", "*a* _b_ ~c~ `d` $e$", "\\*a\\* \\_b\\_ \\~c\\~ \\`d\\` \\$e\\$"],
    ["a pipe and a newline", "a | b\n|---|", "a &#124; b &#124;---&#124;"],
    ["a heading", "# big", "\\# big"],
    ["a list", "- item", "\\- item"],
    ["an ordered list", "1. item", "1\\. item"],
    ["a carriage return, a bell and an escape", "a\r\nb\u0007\u001b[31mc", "a b\\[31mc"],
    ["bidirectional overrides", "a\u202eb\u2066c\u200f", "abc"],
    ["invisible characters that hide a mention", "@\u200balice \u{e0041}", `@${APART}alice`],
    ["a lone surrogate", "a\ud800b", "a\ufffdb"],
  ])("%s", (_, text, expected) => {
    expect(inlineText(text)).toBe(expected);
  });

  test.each([
    "Add retry to the client",
    "1.2.3",
    "fix(api): 50% faster, 3 > 2".replace(">", "to"),
    "日本語 ünï 👩‍💻",
    "deadbeef1234567",
  ])("leaves %j as it is", (text) => {
    expect(inlineText(text)).toBe(text);
  });
});

describe("codeSpan", () => {
  test.each([
    ["plain", "a", "`a`"],
    ["a mention inside is inert already", "@alice #1", "`@alice #1`"],
    ["a backtick inside", "a`b", "``a`b``"],
    ["backticks at the ends", "``", "``` `` ```"],
    ["an attempt to leave", "`@alice`", "`` `@alice` ``"],
    ["line breaks", "a\n\nb", "`a b`"],
    ["nothing", "\u0000", "` `"],
  ])("%s", (_, text, expected) => {
    expect(codeSpan(text)).toBe(expected);
  });
});

describe("a table", () => {
  it("escapes pipes in code spans and turns line breaks into <br>", () => {
    expect(table(["app", "why"], [[codeSpan("a|b"), "x\ny"]])).toBe(
      "| app | why |\n| --- | --- |\n| `a\\|b` | x<br>y |",
    );
  });

  it("takes cells that passed through tableCell before", () => {
    expect(tableCell(tableCell("a | b"))).toBe("a \\| b");
  });

  it("keeps hostile text in one cell", () => {
    const row = table(["a"], [[inlineText("a | b\n|---|\r\n| @x")]]).split("\n")[2];
    expect(row?.match(/(?<!\\)\|/gu)).toHaveLength(2);
  });
});

describe("fencedBlock", () => {
  test.each([
    ["a plain text", "a\n", "```\na\n```"],
    ["no final newline", "a", "```\na\n```"],
    ["a fence inside", "```\n@alice", "````\n```\n@alice\n````"],
    ["a long run inside a line", "x `````` y", "```````\nx `````` y\n```````"],
    ["nothing", "", "```\n```"],
    ["a bidirectional override is shown", "a\u202e\tb\r\n", "```\na\\u202e\tb\n```"],
  ])("%s", (_, text, expected) => {
    expect(fencedBlock(text)).toBe(expected);
  });

  it("names the language", () => {
    expect(fencedBlock("+a\n", "diff")).toBe("```diff\n+a\n```");
  });
});

describe("cutBytes", () => {
  it("leaves what fits", () => {
    expect(cutBytes("ä", 2, "cut")).toBe("ä");
  });

  it("counts bytes, not characters, and cuts after a line", () => {
    const cut = cutBytes("ä\n".repeat(100), 50, "cut");
    expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(50);
    expect(cut).toMatch(/^(ä\n)+\ncut$/u);
  });

  it("closes a fence and details that the cut left open", () => {
    const text = `<details>\n\n\`\`\`\`diff\n${"+ line\n".repeat(100)}\`\`\`\`\n\n</details>`;
    const cut = cutBytes(text, 200, "cut here");
    expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(200);
    expect(cut).toMatch(/\+ line\n````\n\n<\/details>\n\ncut here$/u);
  });

  it("drops a line that is too long by itself rather than splitting a code span", () => {
    expect(cutBytes(`\`@org ${"x".repeat(70_000)}\``, 65_536, "cut")).toBe("cut");
  });
});

describe("one line", () => {
  test.each([
    ["a\nb\r\n\tc", 80, "a b c"],
    ["\u001b[1mbold\u0000\u202e", 80, "[1mbold"],
    ["x".repeat(300), 256, `${"x".repeat(255)}…`],
    ["👍👍👍", 4, "👍…"],
  ])("%j", (text, limit, expected) => {
    expect(oneLine(text, limit)).toBe(expected);
    expect(oneLine(text, limit).length).toBeLessThanOrEqual(limit);
  });

  it("a title holds no reference", () => {
    expect(inertTitle("Fixes #1 @org/everyone GH-2 https://a.example\nx", 80)).toBe(
      "Fixes #\u200b1 @\u200borg/everyone GH\u200b-2 https:\u200b//a.example x",
    );
  });
});
