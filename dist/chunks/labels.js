// src/build/labels.ts
/** The commit that an image was built from; by it a second run knows its own image again. */
const REVISION_LABEL = "org.opencontainers.image.revision";
/** `created` is the commit's time, so that what is built of one commit twice is the same image. */
function imageLabels(facts) {
	const { repository } = facts.repository;
	return {
		"org.opencontainers.image.source": facts.source,
		[REVISION_LABEL]: facts.commit,
		"org.opencontainers.image.version": facts.version,
		"org.opencontainers.image.created": facts.committedAt.toISOString().replace(/\.000Z$/u, "Z"),
		"org.opencontainers.image.title": repository.slice(repository.lastIndexOf("/") + 1),
		...facts.licence === null ? {} : { "org.opencontainers.image.licenses": facts.licence },
		...facts.homepage === null ? {} : { "org.opencontainers.image.url": facts.homepage }
	};
}

export { imageLabels as n, REVISION_LABEL as t };