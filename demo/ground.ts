// What the demo stands on: its folder, the images and the stage. Ctrl-C at any moment, and a reader who has seen enough (`| head`), leave nothing of it behind.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findImages, type Images } from "./images.ts";
import { setStage, type Stage } from "./stage.ts";

/** Disposing leaves the folder, for the reader. */
export interface Ground extends AsyncDisposable {
  readonly folder: string;
  /** `null`: images are only names. */
  readonly images: Images | null;
  /** What builds and takes images, or why nothing does. */
  readonly what: string;
  readonly stage: Stage;
  /** From now on a signal is the demo's own affair. */
  keep(): void;
}

export async function makeGround(): Promise<Ground> {
  const folder = await mkdtemp(join(tmpdir(), "waybill-demo-"));
  const made = new AsyncDisposableStack();
  const ended = new AbortController();
  let isKept = false;
  let cancelled: Promise<void> | null = null;
  const removeAll = async (): Promise<void> => {
    // What is being made is awaited, too: only what is there can be removed. Its failure is told by the demo.
    await making.catch(() => {});
    await made.disposeAsync();
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  };
  const cancel = (): void => {
    if (isKept || cancelled !== null) return;
    // The step at work fails when the ground is taken from under it, and that is no news.
    process.on("uncaughtException", () => {});
    ended.abort(new Error("the demo was cancelled"));
    cancelled = removeAll().finally(() => process.exit(130));
  };
  // Each time: Ctrl-C comes twice under npm, from the terminal and handed on, and the second must not cut the first one's work short.
  process.on("SIGINT", cancel).on("SIGTERM", cancel);
  process.stdout.once("error", cancel);
  const making = make(folder, made, ended.signal);
  try {
    return {
      folder,
      ...(await making),
      keep: () => {
        isKept = true;
      },
      [Symbol.asyncDispose]: () => made.disposeAsync(),
    };
  } catch (error) {
    await made.disposeAsync();
    throw error;
  }
}

async function make(
  folder: string,
  made: AsyncDisposableStack,
  ended: AbortSignal,
): Promise<Pick<Ground, "images" | "what" | "stage">> {
  const found = await findImages(folder, ended);
  const images = typeof found === "string" ? null : made.use(found);
  const stage = made.use(await setStage(folder, images?.registry ?? null, ended));
  const what = typeof found === "string" ? `Images are only names here: ${found}.` : `${found.what}.`;
  return { images, what, stage };
}
