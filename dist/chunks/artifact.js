// src/artifacts/artifact.ts
/** A stable text for maps and pairing: `image:docker.io/library/nginx`. */
function artifactKey(artifact) {
	return `${artifact.kind}:${artifact.id}`;
}

export { artifactKey as t };