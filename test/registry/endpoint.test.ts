// Where a registry is reached: https, except on loopback.
import { expect, it } from "vitest";
import { isPrivateWay, registryEndpoint } from "../../src/registry/endpoint.ts";

it.each([
  ["docker.io", "https://registry-1.docker.io"],
  ["ghcr.io", "https://ghcr.io"],
  ["harbor.example:8443", "https://harbor.example:8443"],
  ["harbor.example:80", "https://harbor.example:80"],
  ["localhost", "http://localhost"],
  ["localhost:5000", "http://localhost:5000"],
  ["127.0.0.1:5000", "http://127.0.0.1:5000"],
  ["127.255.0.9:5000", "http://127.255.0.9:5000"],
  ["[::1]:5000", "http://[::1]:5000"],
  ["localhost.example", "https://localhost.example"],
  ["127.0.0.1.example", "https://127.0.0.1.example"],
  ["128.0.0.1", "https://128.0.0.1"],
  ["10.0.0.1:5000", "https://10.0.0.1:5000"],
  ["[::2]:5000", "https://[::2]:5000"],
])("%s is at %s", (registry, origin) => {
  expect(registryEndpoint(registry)).toMatchObject({ registry, origin });
});

it.each([
  { registry: "ghcr.io", url: "https://auth.example/", isPrivate: true },
  { registry: "ghcr.io", url: "http://ghcr.io/", isPrivate: false },
  { registry: "ghcr.io", url: "http://127.0.0.1/", isPrivate: false },
  { registry: "127.0.0.1:5000", url: "http://localhost:5001/", isPrivate: true },
  { registry: "127.0.0.1:5000", url: "http://auth.example/", isPrivate: false },
  { registry: "127.0.0.1:5000", url: "https://auth.example/", isPrivate: true },
  { registry: "localhost", url: "ftp://localhost/", isPrivate: false },
])("from $registry to $url a secret may go: $isPrivate", ({ registry, url, isPrivate }) => {
  expect(isPrivateWay(new URL(url), registryEndpoint(registry))).toBe(isPrivate);
});
