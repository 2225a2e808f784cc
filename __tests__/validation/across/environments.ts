import type { AcrossFinding, EnvironmentSubjects } from '../../../lib/validation/across/environment';
import type { Fields, Manifest } from '../../../lib/validation/manifest';

export const CLUSTER = 'https://prod.example.com';

export function environment(
  name: string,
  options: Partial<EnvironmentSubjects>,
  manifests: readonly Manifest[],
): EnvironmentSubjects {
  return { environment: name, ...options, subjects: manifests.map((manifest) => ({ manifest })) };
}

export function object(apiVersion: string, kind: string, content: Fields): Manifest {
  return { apiVersion, kind, metadata: { name: 'x', namespace: 'shop' }, ...content } as Manifest;
}

export function messages(findings: readonly AcrossFinding[]): string[] {
  return findings.map(({ environments, message, rule }) => `${environments.join(', ')}: ${message} (${rule})`);
}
