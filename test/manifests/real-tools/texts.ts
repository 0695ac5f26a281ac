// Texts that a version, a reference or a name can be, and texts that break what writes them: what the quoting tests write and read back.

const NUMBERS =
  "0 7 34 1.10 1.0 1. .5 . 0. 00 08 0123456 20240101 1234567 12345678901234567890123 +1 -1 1_000 0_1 1_ 0_ _1 1.1.1 0x1f 0X1F 0x 0x_ 0xg 0_x1f 0o17 0O17 0o8 0o-1 0_o7 0b11 0B11 0b2 0b-1 0b+1 0b_ 0_b1 1e3 1E3 1e+3 1e-3 1.e3 1.5e3 .5e3 1_e3 1e_3 1e3_ 1e 1e+ e1 E0 e-1 e e+ 12345e6 4e12345 0e1234 1e999 1e_999 180765e 00e";

const WORDS = [
  "true True TRUE tRue false False FALSE y Y n N yes Yes YES yEs no No NO on On ON off Off OFF oFF",
  "null Null NULL nUll ~ .inf .Inf .INF -.inf +.inf .nan .NaN .NAN inf nan None nil undefined truex yes1 v1",
].join(" ");

const TIMES =
  "2024-01-01 2024-1-1 2024-13-45 2024-01-01T10:00:00Z 2024-01-01t10:00:00 2024-01-01T10-00-00Z 2024-01-01T100000Z 2024-01-01-abc 2024.01.01 20240101-120000 1:30 190:20:30 1:60 1:2:3.5 5000:1 1_0:30 12:30:45 a:1";

const INDICATORS =
  "= << - -- --- -a ... .. .a / /a ? ?a : :a a: @ @a @sha256:0 *a &a !a !!str | >a % %a `a` {a} [a] a,b ] } , # a# #a \" ' a\" a' $ ${A} {{a}} \\ a\\n";

const VERSIONS = [
  "1.2.3 v1.2.3 v1.10 v2 1.2.3-rc.1 1.2.3+build 1.2.3+20240101 1.2.3-0123 1.2.x latest stable main-0123456-1700000000 pr-12 alpine3.20 RELEASE.2024-01-01T00-00-00Z",
  "release/1.2 refs/tags/v1 feature/a_b a:b a@b 1:a localhost:5000/acme/app:1.10 ghcr.io/acme/app:1.2.3 acme/app@sha256:0a oci://ghcr.io/acme",
  "0e15411 0e15411f387bb2a2286676b92a87fd85aa9b682a 1e15411 15411e1 0123456 1234567 123456e 12345e6 b15411f 0b11010 0b11012 00e1234 7e00000",
  `b15411f387bb2a2286676b92a87fd85aa9b682a5 ${"1".repeat(40)} ${"1".repeat(20)}e${"1".repeat(19)} 0x${"1".repeat(38)}`,
  `sha256:${"1".repeat(64)} sha256:${"0e".repeat(32)} 1.10@sha256:${"a".repeat(64)} 1e3@sha256:${"1".repeat(64)}`,
].join(" ");

/** Every one of them can be written; control characters cannot and have a test of their own. */
export const TEXTS: readonly string[] = [
  ...new Set([NUMBERS, WORDS, TIMES, INDICATORS, VERSIONS].flatMap((line) => line.split(" "))),
  "",
  " ",
  " a",
  "a ",
  "a b",
  "a: b",
  "a:  b",
  "a #b",
  "a# b",
  "- a",
  "? a",
  ">=1.2.0 <2",
  "app=ghcr.io/acme/app:1.10",
  "^1.2",
  "~1.2",
  "*",
  "it's",
  'say "hi"',
  "\\u0041",
  "1.10 ",
  "é",
  "版本",
  "🚀",
  "a\u00a0b",
];

/** Every text of up to `length` characters of the alphabet, the empty one left out. */
export function everyText(alphabet: string, length: number): readonly string[] {
  let last = [""];
  const all: string[] = [];
  for (let round = 0; round < length; round++) {
    last = last.flatMap((before) => alphabet.split("").map((character) => before + character));
    all.push(...last);
  }
  return all;
}
