// src/manifests/pin.ts
/**
* The pins' identity for pairing: by artifact; by object and path where no artifact is named. The name and the path are those of the manifest. What
* is in no object (a values file) goes by the file's own name, so that two of them in one folder are told apart.
*/
function pairingKey(pin) {
	const { artifact, object, path } = pin;
	if (artifact !== null) return `${artifact.kind}:${artifact.id}`;
	return isInObject(pin) ? `at:${object.kind}/${object.name}#${path}` : `at:${fileName(pin.file)}#${path}`;
}
/** Whether the manifest gives the pin's object a kind or a name; a values file has neither. */
function isInObject({ object }) {
	return object.kind !== "" || object.name !== "";
}
function fileName(path) {
	return path.slice(path.lastIndexOf("/") + 1);
}
/** `apps/prod/kustomization.yaml:12` */
function placeOf(pin) {
	return `${pin.file}:${pin.line}`;
}

export { pairingKey as n, placeOf as r, isInObject as t };