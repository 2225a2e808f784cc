import type { Fields } from '../../../lib/json/json';
import { argoApplication } from '../manifests';

export const SOURCE = { chart: undefined, path: 'dist/prod', directory: { recurse: true, include: '*.yaml' } };
export const directory = (source: Fields = {}) => argoApplication({ ...SOURCE, ...source });
export const application = (spec: Fields) => {
  const manifest = directory();
  return { ...manifest, spec: { ...(manifest.spec as Fields), ...spec } };
};
export const set = (spec: Fields) => ({
  ...directory(),
  kind: 'ApplicationSet',
  spec: { template: { spec: application(spec).spec } },
});
export const IN_CLUSTER = 'https://kubernetes.default.svc';
export const DESTINATION = { server: IN_CLUSTER, namespace: 'shop' };
export const SHOP = { repoURL: 'https://git.example.com/shop.git', path: 'dist/prod' };
export const project = (spec: Fields, name = 'shop') => ({
  ...directory(),
  kind: 'AppProject',
  metadata: { name, namespace: 'argocd' },
  spec: { sourceRepos: ['https://git.example.com/shop.git'], destinations: [DESTINATION], ...spec },
});
/** An ApplicationSet of which more than its template is told. */
export const completed = (template: Fields, spec: Fields) => {
  const manifest = set(template);
  return { ...manifest, spec: { ...manifest.spec, ...spec } };
};
