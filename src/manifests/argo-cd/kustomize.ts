// The images that an Argo CD source gives to kustomize, each in one text: `[name=]image[:tag][@digest]`.
import { groupBy } from "../../text/group-by.ts";
import { UserError } from "../../errors.ts";
import { setScalar } from "../yaml/map-edit.ts";
import { itemsOf, startOf, textOf, type Place, type SeqPlace } from "../yaml/place.ts";
import { artifactOfImage, splitReference } from "../shapes/reference.ts";
import { argoCdTemplate } from "./template.ts";
import { namedLines } from "../yaml/source.ts";
import { requireImageVersion, site, type ObjectPlace, type Site } from "../site.ts";

interface KustomizeImage {
  readonly place: Place;
  readonly text: string;
  /** The image that kustomize looks for. */
  readonly name: string;
  /** What stands before the version: `name=image`, or the image alone. */
  readonly head: string;
  /** The image that comes out. */
  readonly image: string;
}

/** The images of `kustomize.images` that carry a version. Argo CD hands each to `kustomize edit set image`, which takes the last of one name. */
export function kustomizeImageSites(object: ObjectPlace, list: SeqPlace, path: string): readonly Site[] {
  const images = itemsOf(list).flatMap((place) => {
    const text = textOf(place);
    return text === null ? [] : [imageOf(place, text)];
  });
  const sites: Site[] = [];
  for (const [name, same] of groupBy(images, (image) => image.name)) {
    const lines = namedLines(list.document.source, same, ({ place }) => startOf(place));
    const twice = same.length > 1 ? `two images are for "${name}", in ${lines}, and the last one wins; keep one` : null;
    for (const [index, image] of same.entries()) {
      const found = imageSite(object, image, `${path}[name=${name}${index > 0 ? `#${index + 1}` : ""}]`, twice);
      if (found !== null) sites.push(found);
    }
  }
  return sites;
}

function imageOf(place: Place, text: string): KustomizeImage {
  const equals = text.indexOf("=");
  const reference = text.slice(equals + 1);
  const { name: written } = splitReference(reference);
  const name = equals === -1 ? written : text.slice(0, equals);
  // `app=*:1.2.3` keeps the name that the kustomization has (kustomize edit set image --help).
  const image = written === "*" ? splitReference(name).name : written;
  return { place, text, name, head: text.slice(0, equals + 1) + written, image };
}

function imageSite(object: ObjectPlace, image: KustomizeImage, path: string, twice: string | null): Site | null {
  const { place, text, head } = image;
  const template = argoCdTemplate(text);
  const { version } = splitReference(text.slice(text.indexOf("=") + 1));
  // A `*` keeps the version that the kustomization has.
  const tag = version.tag === "*" ? null : version.tag;
  const digest = version.digest === "*" ? null : version.digest;
  if (template === null && tag === null && digest === null) return null;
  return site({
    object,
    path,
    at: place,
    artifact: template === null ? artifactOfImage(image.image) : null,
    version: template === null ? { tag, digest } : { tag: text, digest: null },
    refusals: [template, twice],
    doubts: [twice],
    write(to) {
      requireImageVersion(to);
      if (head === "") throw new UserError(`"${text}" names no image`);
      return setScalar(
        place,
        head + (to.tag === null ? "" : `:${to.tag}`) + (to.digest === null ? "" : `@${to.digest}`),
      );
    },
  });
}
