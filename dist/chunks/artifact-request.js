// src/entry/artifact-request.ts
/** As the environment's manifests name it: `ghcr.io/acme/podinfo`; of a chart `podinfo`. */
function artifactName(artifact) {
	return artifact.kind === "image" ? artifact.request.name : artifact.request.chart.name;
}
/** Where it is pushed to: `ghcr.io/acme/podinfo`, of a chart `ghcr.io/acme/charts/podinfo`. */
function artifactPlace(artifact) {
	if (artifact.kind === "image") return artifact.request.name;
	const { repository, chart } = artifact.request;
	return [
		repository.registry,
		repository.namespace,
		chart.name
	].filter((part) => part !== "").join("/");
}

export { artifactPlace as n, artifactName as t };