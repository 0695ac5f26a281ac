// What kustomizations take from outside of the repository: nothing here can say what it holds, so a change must not bring it in unseen.
import { isKustomizationPath } from "../manifests/kinds/kustomization.ts";
import { REMOTE_LISTS, withoutCredentials } from "../manifests/kustomize/remote.ts";
import { itemsOf, seqField, textOf } from "../manifests/yaml/place.ts";
import { readManifest } from "../manifests/reading.ts";

/** What kustomize clones, and what it fetches as single files. */
const LISTS: readonly string[] = [...REMOTE_LISTS, "crds", "configurations"];

type Files = ReadonlyMap<string, Uint8Array>;

/** Sentences for the remote resources that `after` names and `before` does not. Another revision (`?ref=`) of one that was there is not new. */
export function newRemoteResources(before: Files, after: Files): readonly string[] {
  const known = new Set(remotesOf(before).map(({ source }) => source));
  return remotesOf(after)
    .filter(({ source }) => !known.has(source))
    .map(({ file, text }) => `${file}: takes "${withoutCredentials(text)}" from outside of the repository`);
}

function remotesOf(files: Files): readonly { readonly file: string; readonly text: string; readonly source: string }[] {
  return [...files]
    .filter(([file]) => isKustomizationPath(file))
    .flatMap(([file, bytes]) => readManifest(file, bytes).objects.map(({ object }) => ({ file, object })))
    .flatMap(({ file, object }) =>
      LISTS.flatMap((name) => {
        const list = seqField(object.place, name, true);
        return (list === null ? [] : itemsOf(list)).flatMap((item) => {
          const text = textOf(item);
          return text === null || !isRemote(text) ? [] : [{ file, text, source: text.split("?")[0] ?? text }];
        });
      }),
    );
}

/** URLs, and the short forms that kustomize hands to Git: `git@host:path`, `github.com/owner/name`. A manifest in a folder with a dot is none. */
function isRemote(text: string): boolean {
  if (text.includes("://") || /^[\w.-]+@[\w.-]+:/.test(text) || /^(?:git::|gh:)/.test(text)) return true;
  return /^[\w-]+(?:\.[\w-]+)+[/:][^/]+\/./.test(text) && !/\.(?:ya?ml|json)$/.test(text);
}
