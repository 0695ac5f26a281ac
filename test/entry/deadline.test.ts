// A run ends at twice its time budget at the latest, or when it is cancelled.
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { startDeadline } from "../../src/entry/deadline.ts";

describe("the deadline of a run", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("comes after twice the time budget, and says so", () => {
    using deadline = startDeadline(new AbortController().signal, 5);
    vi.advanceTimersByTime(10 * 60_000 - 1);
    expect(deadline.signal.aborted).toBe(false);
    vi.advanceTimersByTime(1);
    expect(deadline.signal.aborted).toBe(true);
    expect(String(deadline.signal.reason)).toContain("the run was ended after 10 minutes, twice its `time-budget`");
  });

  it("hands on a cancellation", () => {
    const cancelled = new AbortController();
    using deadline = startDeadline(cancelled.signal, 5);
    cancelled.abort(new Error("cancelled"));
    expect(String(deadline.signal.reason)).toContain("cancelled");
  });

  it("keeps no process waiting once it is disposed", () => {
    startDeadline(new AbortController().signal, 5)[Symbol.dispose]();
    expect(vi.getTimerCount()).toBe(0);
  });
});
