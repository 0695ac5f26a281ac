// src/entry/artifact-request.ts
/** As the environment's manifests name it: `ghcr.io/acme/podinfo`; of a chart `podinfo`. */
function artifactName(artifact) {
	return artifact.kind === "image" ? artifact.request.name : artifact.request.chart.name;
}
/** Where it is pushed to: `ghcr.io/acme/podinfo`, of a chart `ghcr.io/acme/charts/podinfo` or, on the branch of a repository, `acme/charts@gh-pages:podinfo`. */
function artifactPlace(artifact) {
	if (artifact.kind === "image") return artifact.request.name;
	const { destination, chart } = artifact.request;
	const joined = (parts) => parts.filter((part) => part !== "").join("/");
	if (destination.kind === "oci") return joined([
		destination.registry,
		destination.namespace,
		chart.name
	]);
	return `${destination.repository}@${destination.branch}:${joined([destination.folder, chart.name])}`;
}
/** The registry that it is pushed to; `null` for a chart on a branch. */
function artifactRegistry({ kind, request }) {
	if (kind === "image") return request.repository.registry;
	return request.destination.kind === "oci" ? request.destination.registry : null;
}

export { artifactPlace as n, artifactRegistry as r, artifactName as t };