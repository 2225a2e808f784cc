import type { Fields } from '../../lib/json/json';
import { container, deployment, podTemplate } from './manifests';

/** A Deployment with auto-reload, by the spec of its pod. */
export const pod = (spec: Fields, metadata = {}) => deployment({ template: podTemplate(spec) }, metadata);

/** Without the annotation. */
export const still = (spec: Fields, name = 'api') => pod(spec, { name, annotations: {} });

export const envFrom = (name: string, more: Fields = {}) => ({
  containers: [container({ env: undefined, envFrom: [{ secretRef: { name }, ...more }] })],
});

export const volume = (source: Fields, mount: Fields = {}) => ({
  containers: [container({ env: undefined, volumeMounts: [{ name: 'v', mountPath: '/v', ...mount }] })],
  volumes: [{ name: 'v', ...source }],
});

export const projected = (name: string, items?: Fields[]) =>
  volume({ projected: { sources: [{ secret: { name, items } }] } });
