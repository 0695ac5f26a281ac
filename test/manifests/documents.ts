// A generator of manifests for each kind of the table, with the versions that a scan must find in what it makes.
import * as fc from "fast-check";
import type { Version } from "../../src/artifacts/version.ts";
import { Block, Choices, writeYaml, type Tree, type TreeMap } from "./yaml-writer.ts";

/** Which versions a pin can be set to. */
export type Takes = "image" | "image with a tag" | "chart" | "git" | "text";

export interface ExpectedPin {
  readonly version: Version;
  readonly takes: Takes;
  /** Written only when it is named. */
  readonly guarded?: true;
}

/** One object of a kind, and what a scan finds in it. */
export interface Manifest {
  readonly tree: TreeMap;
  readonly pins: readonly ExpectedPin[];
}

/** A kind's files: where they lie, whether further documents may stand in them, and one object. */
export interface Generator {
  readonly file: string;
  readonly onlyFirst: boolean;
  readonly manifest: fc.Arbitrary<Manifest>;
}

export interface GeneratedFile {
  readonly file: string;
  readonly text: string;
  readonly pins: readonly ExpectedPin[];
}

const tag = fc.oneof(
  fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,12}$/),
  fc.stringMatching(/^[0-9][0-9._eExobn-]{0,6}$/),
  fc.constantFrom("1.10", "1e3", "0123", "true", "no", "null", "12345e6", "v1.2.3", "1.2.3", "2024-01-01", "0x1f"),
);
const digest = fc.stringMatching(/^[0-9a-f]{64}$/).map((hex) => `sha256:${hex}`);
const chartVersion = fc
  .tuple(fc.constantFrom("", "v"), fc.nat(20), fc.nat(20), fc.nat(20), fc.constantFrom("", "-rc.1", "+b.2", "-0a.1+x"))
  .map(([v, major, minor, patch, rest]) => `${v}${major}.${minor}.${patch}${rest}`);
const commit = fc.oneof(fc.stringMatching(/^[0-9a-f]{40}$/), fc.stringMatching(/^[0-9]{40}$/));
/** Without build metadata, whose `+` is written otherwise in a URL. */
const release = chartVersion.map((text) => text.replace("+", "-"));
const revision = fc.oneof(release, commit);
const word = fc.stringMatching(/^[a-z][a-z0-9]{0,6}$/);

/** A version that each sort of pin can be set to. */
export const TARGETS: Readonly<Record<Takes, fc.Arbitrary<Version>>> = {
  image: fc.oneof(
    fc.record({ tag, digest: fc.option(digest) }),
    digest.map((text): Version => ({ tag: null, digest: text })),
  ),
  "image with a tag": fc.record({ tag, digest: fc.option(digest) }),
  chart: chartVersion.map(tagOnly),
  git: revision.map(tagOnly),
  text: release.map(tagOnly),
};

function tagOnly(text: string): Version {
  return { tag: text, digest: null };
}

/** `tag`, `tag@digest` or `@digest`. */
const imageVersion = TARGETS.image;
const taggedVersion = TARGETS["image with a tag"];

/** Names of several apps, all different. */
const names = fc.uniqueArray(word, { minLength: 1, maxLength: 4 });

/** One part of a manifest with the pins in it. */
interface Part {
  readonly tree: Tree;
  readonly pins: readonly ExpectedPin[];
}

function reference(name: string, version: Version): string {
  return `${name}${version.tag === null ? "" : `:${version.tag}`}${version.digest === null ? "" : `@${version.digest}`}`;
}

/** What every object has besides, and nothing is found in. */
function headOf(apiVersion: string, kind: string, name: string): TreeMap {
  return { apiVersion, kind, metadata: { name, labels: { version: "1.2.3" }, annotations: { note: "tag: 1.2.3" } } };
}

/** An entry of an `images` list. */
function imageEntry(name: string): fc.Arbitrary<Part> {
  return fc
    .record({ version: imageVersion, newName: fc.option(word), form: fc.constantFrom("keys", "keys", "in newName") })
    .map(({ version, newName, form }): Part => {
      const pins = [{ version, takes: "image" as const }];
      if (form === "in newName") return { tree: { name, newName: reference(`ghcr.io/acme/${name}`, version) }, pins };
      const keys: Record<string, Tree> = { name };
      if (newName !== null) keys["newName"] = `acme/${newName}`;
      if (version.tag !== null) keys["newTag"] = version.tag;
      if (version.digest !== null) keys["digest"] = version.digest;
      return { tree: keys, pins };
    });
}

/** An image among a chart's values. */
function valuesBlock(name: string): fc.Arbitrary<Part> {
  return fc
    .record({
      version: taggedVersion,
      form: fc.constantFrom("two keys", "one key", "reference", "lone tag", "imageTag"),
    })
    .map(({ version, form }): Part => {
      const tagged: Part["pins"] = [{ version, takes: "image with a tag" }];
      const both = version.tag === null ? `@${version.digest}` : reference("", version).slice(1);
      switch (form) {
        case "two keys":
          return version.digest === null
            ? { tree: { image: { repository: `acme/${name}`, tag: version.tag ?? "" } }, pins: tagged }
            : {
                tree: {
                  image: { registry: "ghcr.io", repository: name, tag: version.tag ?? "", digest: version.digest },
                },
                pins: tagged,
              };
        case "one key":
          return { tree: { image: { repository: `acme/${name}`, tag: both, pullPolicy: "Always" } }, pins: tagged };
        case "reference":
          return {
            tree: { image: reference(`acme/${name}`, version), replicas: "1" },
            pins: [{ version, takes: "image" }],
          };
        case "lone tag":
          return { tree: { image: { tag: both } }, pins: tagged };
        case "imageTag":
          return { tree: { imageRepository: `acme/${name}`, imageTag: both }, pins: tagged };
      }
    });
}

/** Values with some images in them, as deep as charts have them. */
const values: fc.Arbitrary<Manifest> = names
  .chain((all) => fc.tuple(fc.constant(all), fc.tuple(...all.map(valuesBlock))))
  .map(([all, parts]) => ({
    tree: {
      replicaCount: "1",
      ...Object.fromEntries(parts.map((part, index) => [`x${all[index] ?? ""}`, part.tree])),
    },
    pins: parts.flatMap((part) => part.pins),
  }));

/** A list of parts, one for each of some names. */
function listOf(
  part: (name: string) => fc.Arbitrary<Part>,
): fc.Arbitrary<{ trees: readonly Tree[]; pins: readonly ExpectedPin[] }> {
  return names
    .chain((all) => fc.tuple(...all.map(part)))
    .map((parts) => ({ trees: parts.map((one) => one.tree), pins: parts.flatMap((one) => one.pins) }));
}

const guardedImage = imageVersion.map((version) => ({
  version,
  pin: { version, takes: "image", guarded: true } satisfies ExpectedPin,
}));

const kustomization: Generator = {
  file: "kustomization.yaml",
  onlyFirst: true,
  manifest: fc
    .record({
      images: listOf(imageEntry),
      list: fc.constantFrom("images", "images", "imageTags"),
      ref: revision,
      chart: chartVersion,
      inline: values,
      patched: guardedImage,
      kind: fc.constantFrom("Kustomization", "Component"),
    })
    .map(({ images, list, ref, chart, inline, patched, kind }) => ({
      tree: {
        apiVersion: "kustomize.config.k8s.io/v1beta1",
        kind,
        resources: [`https://github.com/acme/base//deploy?timeout=90s&ref=${ref}`],
        labels: [{ pairs: { version: "1.2.3" } }],
        [list]: images.trees,
        helmCharts: [{ name: "app", repo: "https://charts.example.org", version: chart, valuesInline: inline.tree }],
        patches: [
          {
            patch: new Block({
              apiVersion: "v1",
              kind: "Pod",
              metadata: { name: "p" },
              spec: { containers: [{ name: "c", image: reference("acme/patched", patched.version) }] },
            }),
          },
        ],
      },
      pins: [
        ...images.pins,
        { version: tagOnly(ref), takes: "git" as const },
        { version: tagOnly(chart), takes: "chart" as const },
        ...inline.pins,
        patched.pin,
      ],
    })),
};

/** A kustomization that may be written in flow style or as JSON. */
const plainKustomization: Generator = {
  file: "Kustomization",
  onlyFirst: true,
  manifest: listOf(imageEntry).map(({ trees, pins }) => ({ tree: { images: trees, bases: ["../base"] }, pins })),
};

const ociRepository: Generator = {
  file: "source.yaml",
  onlyFirst: false,
  manifest: fc.tuple(word, imageVersion).map(([name, version]) => ({
    tree: {
      ...headOf("source.toolkit.fluxcd.io/v1", "OCIRepository", name),
      spec: {
        interval: "5m",
        url: `oci://ghcr.io/acme/${name}`,
        ref: {
          ...(version.tag === null ? {} : { tag: version.tag }),
          ...(version.digest === null ? {} : { digest: version.digest }),
        },
      },
    },
    pins: [{ version, takes: "image" }],
  })),
};

const gitRepository: Generator = {
  file: "source.yaml",
  onlyFirst: false,
  manifest: fc.tuple(word, fc.oneof(release, commit)).map(([name, text]) => ({
    tree: {
      ...headOf("source.toolkit.fluxcd.io/v1", "GitRepository", name),
      spec: { url: `https://github.com/acme/${name}`, ref: text.length === 40 ? { commit: text } : { tag: text } },
    },
    pins: [{ version: tagOnly(text), takes: "git" }],
  })),
};

const helmChart: Generator = {
  file: "source.yaml",
  onlyFirst: false,
  manifest: fc.tuple(word, chartVersion).map(([name, version]) => ({
    tree: {
      ...headOf("source.toolkit.fluxcd.io/v1", "HelmChart", name),
      spec: { chart: name, version, sourceRef: { kind: "HelmRepository", name: "acme" } },
    },
    pins: [{ version: tagOnly(version), takes: "chart" }],
  })),
};

const fluxKustomization: Generator = {
  file: "apps.yaml",
  onlyFirst: false,
  manifest: fc.tuple(word, listOf(imageEntry), release, guardedImage).map(([name, images, variable, image]) => ({
    tree: {
      ...headOf("kustomize.toolkit.fluxcd.io/v1", "Kustomization", name),
      spec: {
        path: "./apps",
        images: images.trees,
        postBuild: {
          substitute: {
            app_version: variable,
            app_image: reference("ghcr.io/acme/a1", image.version),
            host: "10.1.2.3",
          },
        },
      },
    },
    pins: [...images.pins, { version: tagOnly(variable), takes: "text", guarded: true }, ...whenTagHasDigit(image.pin)],
  })),
};

/** An image among variables is told by its digest or by a digit in its tag. */
function whenTagHasDigit(pin: ExpectedPin): readonly ExpectedPin[] {
  return pin.version.digest !== null || /\d/.test(pin.version.tag ?? "") ? [pin] : [];
}

function kustomizeImage(name: string): fc.Arbitrary<Part> {
  return fc.tuple(imageVersion, fc.constantFrom("", `${name}=`)).map(([version, renamedFrom]) => ({
    tree: renamedFrom + reference(`ghcr.io/acme/${name}`, version),
    pins: [{ version, takes: "image" }],
  }));
}

/** The spec of an Argo CD application with three sources: a chart with parameters and values, a Git repository with kustomize's images, an OCI chart. */
const applicationSpec: fc.Arbitrary<Part & { readonly tree: TreeMap }> = fc
  .record({
    chart: chartVersion,
    oci: chartVersion,
    revision,
    parameter: TARGETS["image with a tag"],
    inner: values,
    place: fc.constantFrom("values", "valuesObject"),
    images: listOf(kustomizeImage),
  })
  .map((draw) => {
    const chart = {
      repoURL: "https://charts.example.org",
      chart: "app",
      targetRevision: draw.chart,
      helm: {
        version: "v3",
        parameters: [
          { name: "worker.image.repository", value: "acme/worker" },
          { name: "worker.image.tag", value: reference("", draw.parameter).slice(1) },
        ],
        [draw.place]: draw.place === "values" ? new Block(draw.inner.tree) : draw.inner.tree,
      },
    };
    const git = {
      repoURL: "https://github.com/acme/apps.git",
      path: "apps/app",
      targetRevision: draw.revision,
      kustomize: { version: "v5.5.0", images: draw.images.trees },
    };
    const oci = { repoURL: "ghcr.io/acme/charts", chart: "other", targetRevision: draw.oci };
    return {
      tree: { project: "default", sources: [chart, git, oci] },
      pins: [
        { version: tagOnly(draw.chart), takes: "chart" },
        { version: draw.parameter, takes: "image with a tag" },
        ...draw.inner.pins,
        { version: tagOnly(draw.revision), takes: "git" },
        ...draw.images.pins,
        { version: tagOnly(draw.oci), takes: "chart" },
      ],
    };
  });

const application: Generator = {
  file: "app.yaml",
  onlyFirst: false,
  manifest: fc.tuple(word, applicationSpec).map(([name, { tree, pins }]) => ({
    tree: { ...headOf("argoproj.io/v1alpha1", "Application", name), spec: tree },
    pins,
  })),
};

const applicationSet: Generator = {
  file: "apps.yaml",
  onlyFirst: false,
  manifest: fc.tuple(word, applicationSpec, release).map(([name, { tree, pins }, element]) => ({
    tree: {
      ...headOf("argoproj.io/v1alpha1", "ApplicationSet", name),
      spec: {
        generators: [{ list: { elements: [{ cluster: "prod", version: element, url: "https://10.1.2.3" }] } }],
        template: { metadata: { name: "{{ cluster }}" }, spec: tree },
      },
    },
    pins: [...pins, { version: tagOnly(element), takes: "text", guarded: true }],
  })),
};

const chartYaml: Generator = {
  file: "charts/app/Chart.yaml",
  onlyFirst: true,
  manifest: fc.tuple(names, chartVersion, chartVersion, release).map(([all, dependency, own, app]) => ({
    tree: {
      apiVersion: "v2",
      name: "umbrella",
      version: own,
      appVersion: app,
      dependencies: all.map((name) => ({ name, version: dependency, repository: "https://charts.example.org" })),
    },
    pins: [
      { version: tagOnly(own), takes: "chart", guarded: true },
      { version: tagOnly(app), takes: "text", guarded: true },
      ...all.map((): ExpectedPin => ({ version: tagOnly(dependency), takes: "chart" })),
    ],
  })),
};

const requirements: Generator = {
  file: "charts/app/requirements.yaml",
  onlyFirst: true,
  manifest: fc.tuple(names, chartVersion).map(([all, version]) => ({
    tree: { dependencies: all.map((name) => ({ name, alias: `${name}-x`, version, repository: "alias:acme" })) },
    pins: all.map((): ExpectedPin => ({ version: tagOnly(version), takes: "chart" })),
  })),
};

const helmValues: Generator = {
  file: "charts/app/values-prod.yaml",
  onlyFirst: true,
  manifest: values,
};

const rancherFleet: Generator = {
  file: "bundle/fleet.yaml",
  onlyFirst: true,
  manifest: fc.tuple(chartVersion, chartVersion).map(([own, other]) => ({
    tree: {
      defaultNamespace: "app",
      helm: { chart: "app", repo: "https://charts.example.org", version: own },
      targetCustomizations: [{ name: "prod", helm: { version: other } }],
    },
    pins: [own, other].map((text): ExpectedPin => ({ version: tagOnly(text), takes: "chart", guarded: true })),
  })),
};

const helmfile: Generator = {
  file: "helmfile.yaml",
  onlyFirst: true,
  manifest: fc.tuple(names, chartVersion).map(([all, version]) => ({
    tree: {
      repositories: [{ name: "acme", url: "https://charts.example.org" }],
      releases: all.map((name) => ({ name, namespace: "app", chart: `acme/${name}`, version })),
    },
    pins: all.map((): ExpectedPin => ({ version: tagOnly(version), takes: "chart", guarded: true })),
  })),
};

const helmReleaseV1: Generator = {
  file: "release.yaml",
  onlyFirst: false,
  manifest: fc.tuple(word, chartVersion, values).map(([name, version, { tree, pins }]) => ({
    tree: {
      ...headOf("helm.fluxcd.io/v1", "HelmRelease", name),
      spec: { chart: { repository: "https://charts.example.org/", name, version }, values: tree },
    },
    pins: [{ version: tagOnly(version), takes: "chart" }, ...pins],
  })),
};

const helmReleaseV2: Generator = {
  file: "release.yaml",
  onlyFirst: false,
  manifest: fc.tuple(word, chartVersion, values, listOf(imageEntry)).map(([name, version, inner, images]) => ({
    tree: {
      ...headOf("helm.toolkit.fluxcd.io/v2", "HelmRelease", name),
      spec: {
        chart: { spec: { chart: name, version, sourceRef: { kind: "HelmRepository", name } } },
        values: inner.tree,
        postRenderers: [{ kustomize: { images: images.trees } }],
      },
    },
    pins: [{ version: tagOnly(version), takes: "chart" }, ...inner.pins, ...images.pins],
  })),
};

function container(name: string): fc.Arbitrary<Part> {
  return imageVersion.map((version): Part => ({
    tree: { name, image: reference(`localhost:5000/acme/${name}`, version), args: ["--tag=1.2.3"] },
    pins: [{ version, takes: "image" }],
  }));
}

const podSpec: fc.Arbitrary<Manifest> = fc.tuple(listOf(container), listOf(container)).map(([inits, containers]) => ({
  tree: { initContainers: inits.trees, containers: containers.trees },
  pins: [...inits.pins, ...containers.pins],
}));

const workload: Generator = {
  file: "app.yaml",
  onlyFirst: false,
  manifest: fc
    .tuple(
      word,
      podSpec,
      fc.constantFrom(
        ["v1", "Pod"],
        ["apps/v1", "Deployment"],
        ["apps/v1", "StatefulSet"],
        ["batch/v1", "CronJob"],
        ["argoproj.io/v1alpha1", "Rollout"],
        ["serving.knative.dev/v1", "Service"],
      ),
    )
    .map(([name, { tree, pins }, [apiVersion = "", kind = ""]]) => {
      const template = { template: { spec: tree } };
      const spec: TreeMap = kind === "Pod" ? tree : kind === "CronJob" ? { jobTemplate: { spec: template } } : template;
      return { tree: { ...headOf(apiVersion, kind, name), spec }, pins };
    }),
};

/** Several workloads in one `List`. */
const workloadList: Generator = {
  file: "list.json",
  onlyFirst: true,
  manifest: fc.tuple(podSpec, podSpec).map(([first, second]) => ({
    tree: {
      apiVersion: "v1",
      kind: "List",
      items: [
        { ...headOf("v1", "Pod", "a"), spec: first.tree },
        { ...headOf("apps/v1", "DaemonSet", "b"), spec: { template: { spec: second.tree } } },
      ],
    },
    pins: [...first.pins, ...second.pins],
  })),
};

/** By the name of the kind in the table. */
export const GENERATORS: Readonly<Record<string, readonly Generator[]>> = {
  kustomization: [kustomization, plainKustomization],
  "HelmRelease (Flux v1)": [helmReleaseV1],
  "HelmRelease (Flux v2)": [helmReleaseV2],
  "OCIRepository (Flux)": [ociRepository],
  "HelmChart (Flux)": [helmChart],
  "GitRepository (Flux)": [gitRepository],
  "Kustomization (Flux)": [fluxKustomization],
  "Application (Argo CD)": [application],
  "ApplicationSet (Argo CD)": [applicationSet],
  workload: [workload, workloadList],
  "Helm chart": [chartYaml, requirements],
  "Rancher Fleet bundle": [rancherFleet],
  helmfile: [helmfile],
  "Helm values": [helmValues],
};

/** A file with one or two manifests of a generator, in a style drawn at random. */
export function fileOf({ file, onlyFirst, manifest }: Generator): fc.Arbitrary<GeneratedFile> {
  return fc
    .record({
      manifests: onlyFirst ? fc.tuple(manifest) : fc.array(manifest, { minLength: 1, maxLength: 2 }),
      numbers: fc.array(fc.nat(209), { minLength: 1, maxLength: 60 }),
      head: fc.constantFrom("", "", "---\n", "# licence 1.2.3\n---\n", "%YAML 1.2\n---\n", "\n\n", "#\ttab\n"),
      anchors: fc.boolean(),
      tail: fc.constantFrom(
        "",
        "",
        "...\n",
        "---\na: [1.2.3, {b: 1.2.3}]\n",
        "---\na: [\n",
        "\n\n",
        "# end 1.2.3\n",
        "   \n",
      ),
      eol: fc.constantFrom("\n", "\n", "\r\n"),
      bom: fc.constantFrom("", "", "\uFEFF"),
      final: fc.constantFrom(true, true, false),
    })
    .map(({ manifests, numbers, head, anchors, tail, eol, bom, final }) => {
      const choices = new Choices(numbers);
      const bodies = manifests.map(({ tree }, index) => {
        // The same object twice in a file is refused, and has its own tests.
        const unique = manifests.length === 1 ? tree : renamed(tree, index);
        const text = writeYaml(unique, choices);
        return anchors && !/^[ \n]*\{/.test(text) ? `x-a: &a {k: 1.2.3}\nx-b: {<<: *a}\nx-c: *a\n${text}` : text;
      });
      const whole = head + bodies.join("---\n") + tail;
      const text = bom + (final ? whole : whole.replace(/\n$/, "")).replaceAll("\n", eol);
      return { file, text, pins: manifests.flatMap(({ pins }) => pins) };
    });
}

function renamed(tree: TreeMap, index: number): TreeMap {
  return { ...tree, metadata: { name: `n${index}` } };
}
