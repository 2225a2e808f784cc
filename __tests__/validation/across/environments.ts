import type { Fields } from '../../../lib/json/json';
import type { Manifest } from '../../../lib/model/manifest';
import type { AcrossFinding, EnvironmentResources } from '../../../lib/validation/across/environment';

export const CLUSTER = 'https://prod.example.com';

export function environment(
  name: string,
  options: Partial<EnvironmentResources>,
  manifests: readonly Manifest[],
): EnvironmentResources {
  return { environment: name, ...options, resources: manifests.map((manifest) => ({ manifest })) };
}

export function object(apiVersion: string, kind: string, content: Fields): Manifest {
  return { apiVersion, kind, metadata: { name: 'x', namespace: 'shop' }, ...content } as Manifest;
}

export function messages(findings: readonly AcrossFinding[]): string[] {
  return findings.map(({ environments, message, rule }) => `${environments.join(', ')}: ${message} (${rule})`);
}
