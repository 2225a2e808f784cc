import { qualifiedName } from '../../../model/address';
import { type AppModel, perApp } from '../../../model/app-model';
import type { Login } from '../../../model/auth/auth-method';
import { objectReference } from '../../../model/reference-field';
import { isUnplaced, objectOf } from '../../../model/resource';
import { resourcesOfKind } from '../../../model/resources-of-kind';
import { type ExampleObjects, ruleOn, Severity, withSpec } from '../../rule';

export const A6 = ruleOn('login', {
  severity: Severity.WARNING,
  title: 'Kubernetes authentication has a service account token',
  why: 'The operator reads the first Secret that the service account lists, and since Kubernetes 1.24 there is none.',
  source:
    'operator v0.11.7: internal/util/auth.go (GetServiceAccountToken); https://kubernetes.io/docs/concepts/configuration/secret/#service-account-token-secrets',
  bad: kubernetes({}),
  good: kubernetes({ autoCreateServiceAccountToken: true }),
  check: (login, report, app) => {
    const { block } = login;
    const { name, namespace } = objectReference(block.at('serviceAccountRef'));
    // Of audiences A7 has said it.
    if (!readsToken(login) || audiencesOf(login).items().length > 0) return;
    const { placed, anywhere } = withTokens(app);
    if (anywhere.has(name.value) || placed.has(qualifiedName({ name: name.value, namespace: namespace.value }))) return;
    report(
      block.at('autoCreateServiceAccountToken'),
      `kubernetes authentication wants a token Secret, which Kubernetes no longer makes for the service account "${name.value ?? ''}": set autoCreateServiceAccountToken: true`,
    );
  },
});

export const A7 = ruleOn('login', {
  severity: Severity.WARNING,
  title: 'Audiences come with a token that is requested for them',
  why: 'The token that is read has the audience of the API server: an identity that wants another one refuses it.',
  source: 'operator v0.11.7: internal/util/auth.go (GetServiceAccountToken)',
  bad: kubernetes({ serviceAccountTokenAudiences: ['infisical'] }),
  good: kubernetes({ serviceAccountTokenAudiences: ['infisical'], autoCreateServiceAccountToken: true }),
  check: (login, report) => {
    if (!readsToken(login) || audiencesOf(login).items().length === 0) return;
    report(
      audiencesOf(login),
      'serviceAccountTokenAudiences has no effect on a token that is not requested: set autoCreateServiceAccountToken: true',
    );
  },
});

export const A8 = ruleOn('resource', {
  severity: Severity.ERROR,
  title: 'A service account in a ClusterRoleBinding has a namespace',
  why: 'The API server refuses the binding. In a RoleBinding that of the binding is meant where none is written.',
  source:
    'Kubernetes: pkg/apis/rbac/validation/validation.go (validateRoleBindingSubject), pkg/registry/rbac/validation/rule.go (appliesToUser)',
  bad: { objects: [{ kind: 'ClusterRoleBinding', subjects: [{ kind: 'ServiceAccount', name: 'infisical-login' }] }] },
  good: { objects: [{ kind: 'ClusterRoleBinding' }] },
  check: (resource, report) => {
    const { kind } = resource.manifest;
    if (kind !== 'ClusterRoleBinding') return;
    for (const bound of objectOf(resource).at('subjects').items()) {
      const { name, namespace } = objectReference(bound);
      if (bound.at('kind').raw !== 'ServiceAccount' || !namespace.isEmpty) continue;
      const message = `the service account "${name.value ?? ''}" among the subjects of the ${kind} has no namespace, and there is no default: write that of the service account`;
      report(namespace, message);
    }
  },
});

function kubernetes(options: object): ExampleObjects {
  const serviceAccountRef = { name: 'infisical-login', namespace: 'shop' };
  const kubernetesAuth = { identityId: '2f1c7f3a-6c0d-4a43-9b57-3d0f0c5c9f11', serviceAccountRef, ...options };
  return withSpec('InfisicalPushSecret', { authentication: { universalAuth: null, kubernetesAuth } });
}

/** Whether it logs in with a token that is not requested, but read. */
function readsToken({ generation, method, block }: Login): boolean {
  const isRequested = block.flag('autoCreateServiceAccountToken');
  const mayBe = isRequested.value === true || isRequested.isUnresolved;
  return generation === 'v1alpha1' && method.name === 'kubernetes' && !mayBe;
}

function audiencesOf({ block }: Login) {
  return block.at('serviceAccountTokenAudiences');
}

/** The service accounts on which the app itself lists a token Secret. */
const withTokens = perApp((app: AppModel) => {
  const accounts = resourcesOfKind(app, 'ServiceAccount');
  const listing = accounts.filter((account) => objectOf(account).at('secrets').items().length > 0);
  return {
    placed: new Set(listing.map(({ manifest }) => qualifiedName(manifest.metadata))),
    anywhere: new Set(listing.filter(isUnplaced).map(({ manifest }) => manifest.metadata.name)),
  };
});
