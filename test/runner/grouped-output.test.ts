// Groups in the log: whatever runs side by side, each group's lines stand together and none of them is a command.
import { expect, it } from "vitest";
import { groupedOutput } from "../../src/runner/grouped-output.ts";

function log(): { readonly open: ReturnType<typeof groupedOutput>; readonly text: () => string } {
  let output = "";
  return { open: groupedOutput((part) => (output += part)), text: () => output };
}

it("streams the first group and lets those opened meanwhile follow in their order", () => {
  const { open, text } = log();
  const first = open("first");
  const second = open("second");
  const third = open("third");
  second.line("b1");
  first.line("a1");
  third.line("c1");
  third.close();
  expect(text()).toBe("::group::first\na1\n");
  first.close();
  expect(text()).toBe("::group::first\na1\n::endgroup::\n::group::second\nb1\n");
  second.line("b2");
  second.close();
  expect(text()).toBe(
    "::group::first\na1\n::endgroup::\n::group::second\nb1\nb2\n::endgroup::\n::group::third\nc1\n::endgroup::\n",
  );
});

it("opens a group again after the last one was closed", () => {
  const { open, text } = log();
  open("first").close();
  open("second").close();
  expect(text()).toBe("::group::first\n::endgroup::\n::group::second\n::endgroup::\n");
});

it.each(["::endgroup::", "  ::add-mask::x", "##[endgroup]", "x\n::stop-commands::t"])(
  "lets no line end the group or be another command: %j",
  (line) => {
    const { open, text } = log();
    const group = open("build\n::error::x");
    group.line(line);
    group.close();
    const [first, shown, last, ...rest] = text().split("\n");
    expect(first).toBe(String.raw`::group::build\n::error::x`);
    expect(shown).not.toMatch(/^\s*::|##\[/u);
    expect([last, ...rest]).toEqual(["::endgroup::", ""]);
  },
);

it("shows a line without its colours and with tabs as spaces", () => {
  const { open, text } = log();
  open("t").line("\u001b[31mred\u001b[0m\tx");
  expect(text()).toBe("::group::t\nred    x\n");
});
