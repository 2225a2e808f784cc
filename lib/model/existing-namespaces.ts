import { hasPartsInOrder } from '../text/parts-in-order';
import { type AppModel, perApp } from './app-model';
import { deployedApplications, isTemplated, partsOfTemplate } from './argo-cd';
import { objectOf, type Resource } from './resource';

/** Those of every cluster, and what Argo CD's own is called where nobody has called it otherwise. */
const USUAL = ['default', 'kube-system', 'kube-public', 'kube-node-lease', 'argocd', 'argo-cd', 'openshift-gitops'];

/** Argo CD reads these in its own namespace. */
const OWN_KINDS = new Set<string>(['Application', 'ApplicationSet', 'AppProject', 'ArgoCD']);
const OWN_CONFIG = /^argocd-(?:cm|rbac-cm|cmd-params-cm|notifications-cm|ssh-known-hosts-cm|tls-certs-cm)$/;
/** On a Secret with a repository or a cluster; the operator copies labels of its resources. */
const OWN_SECRETS = 'argocd.argoproj.io/secret-type';

/** The namespaces that a cluster has before Argo CD does anything: its own, and those of Argo CD. */
export const namespacesOfCluster = perApp((app): ReadonlySet<unknown> => {
  const ofArgoCd = app.resources.filter(isOfArgoCd).map(({ manifest }) => manifest.metadata.namespace);
  const withRepositories = app.managedObjects
    .filter(({ metadata }) => metadata.at('labels', OWN_SECRETS).isGiven)
    .map(({ namespace }) => namespace.value);
  return new Set<unknown>([...USUAL, ...ofArgoCd, ...withRepositories]);
});

/** Whether a namespace is there before a sync of Argo CD applies anything else. */
export function isExistingNamespace(app: AppModel, name: string | undefined): boolean {
  if (namespacesOfCluster(app).has(name)) return true;
  const { names, templates } = createdBySync(app);
  return names.has(name) || templates.some((parts) => hasPartsInOrder(name ?? '', parts));
}

function isOfArgoCd(resource: Resource): boolean {
  const { apiVersion, kind, metadata } = resource.manifest;
  if (apiVersion.startsWith('argoproj.io/')) return OWN_KINDS.has(kind);
  if (kind === 'ConfigMap' && OWN_CONFIG.test(metadata.name ?? '')) return true;
  return objectOf(resource).at('metadata', 'labels', OWN_SECRETS).isGiven;
}

/** Argo CD makes the namespace of an application with this option before all else. A template may mean any such. */
const createdBySync = perApp((app) => {
  const all = deployedApplications(app)
    .filter(({ spec }) => spec.at('syncPolicy', 'syncOptions').texts().includes('CreateNamespace=true'))
    .flatMap(({ spec }) => spec.text('destination', 'namespace').value ?? []);
  return {
    names: new Set<unknown>(all.filter((name) => !isTemplated(name))),
    templates: all.filter(isTemplated).map(partsOfTemplate),
  };
});
