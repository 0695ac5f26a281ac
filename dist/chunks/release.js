// src/artifacts/release.ts
const SHAPE = /^[vV]?(\d{1,20}(?:\.\d{1,20}){0,5})(?:-([0-9A-Za-z.-]+))?(?:[+_][0-9A-Za-z._-]*)?$/;
/** Flavours that images put behind the version; a word that is not here is a pre-release, which asks a person. */
const VARIANT = /^(?:alpine|slim|debian|ubuntu|bookworm|bullseye|buster|trixie|focal|jammy|noble|distroless|scratch|ubi|fips|amd64|arm64)[0-9a-z.-]*$/;
/**
* Reads `1.2.3`, `v1.10`, `2024.01.15`, `7`, `1.2.3-rc.1`, `1.2.3+build` (`_` for `+`, as OCI tags must). `null` for a text without an order of its own: words, commit
* ids, and `1.2.3-4-g0a1b2c3` of git-describe(1), which is newer than 1.2.3 though semver would say older.
*/
function parseRelease(tag) {
	const [, digits, suffix] = SHAPE.exec(tag) ?? [];
	if (digits === void 0 || isCommitShaped(tag) || /-?\d+-g[0-9a-f]{7,}$/.test(suffix ?? "")) return null;
	const prerelease = suffix ?? null;
	return {
		numbers: digits.split(".").map(BigInt),
		prerelease,
		variant: prerelease !== null && VARIANT.test(prerelease) ? prerelease : null
	};
}
/** One short commit id in twenty has only decimal digits: seven, or eight that are no date. */
function isCommitShaped(tag) {
	return /^\d{7}$/.test(tag) || /^\d{8}$/.test(tag) && !/^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/.test(tag);
}

export { parseRelease as t };