import { stringify } from 'yaml';
import { type AccessReport, accessReport } from '../../../cli/access-report/access-report';
import { manifestsIn, type ReadManifest } from '../../../cli/manifests/read-manifests';
import type { Fields } from '../../../lib/json/json';
import type { Manifest } from '../../../lib/model/manifest';
import {
  container,
  deployment,
  infisicalSecret,
  podTemplate,
  secretsScope,
  universalAuth,
} from '../../validation/manifests';

/** The manifests as if they were read from `dist/prod`. */
export function readAs(manifests: readonly Manifest[], folder = 'dist/prod'): ReadManifest[] {
  const text = manifests.map((manifest) => stringify(manifest)).join('---\n');
  return [...manifestsIn(text, `${folder}/shop.k8s.yaml`).manifests];
}

export function reported(...manifests: Manifest[]): AccessReport {
  return accessReport(readAs(manifests));
}

/** Reads a folder into the Secret `api-secrets`. */
export function syncFrom(scope: Fields, spec: Fields = {}): Manifest {
  return infisicalSecret({
    authentication: { universalAuth: universalAuth({ secretsScope: secretsScope(scope) }) },
    ...spec,
  });
}

/** A Deployment whose only container has the variables, each with the key that it gets. */
export function workload(name: string, keys: { [variable: string]: string }, more: Fields = {}): Manifest {
  const env = Object.entries(keys).map(([variable, key]) => ({
    name: variable,
    valueFrom: { secretKeyRef: { name: 'api-secrets', key, ...more } },
  }));
  return deployment({ template: podTemplate({ containers: [container({ name, env })] }) }, { name });
}

/** A Deployment that gets the whole Secret. */
export function taker(name: string, secret = 'api-secrets'): Manifest {
  const all = container({ name, env: undefined, envFrom: [{ secretRef: { name: secret } }] });
  return deployment({ template: podTemplate({ containers: [all] }) }, { name });
}
