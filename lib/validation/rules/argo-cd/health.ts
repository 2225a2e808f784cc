import type { Field } from '../../../model/field';
import { type Kind, OPERATOR_GROUP, OPERATOR_KINDS } from '../../../model/kinds';
import { objectOf } from '../../../model/resource';
import { ruleOn, Severity } from '../../rule';

/** Kinds whose status says whether they work. */
const REPORTING = OPERATOR_KINDS.filter((kind) => kind !== 'ClusterGenerator');

const APPLICATIONS = new Set<Kind>(['Application', 'ApplicationSet']);

export const X13 = ruleOn('app', {
  severity: Severity.WARNING,
  title: 'Argo CD has a health check for each kind of operator resource',
  why: 'Argo CD takes a kind that it has no check for to be healthy at once, so that a sync is green while the operator cannot log in.',
  source:
    'Argo CD v3.5.1: docs/operator-manual/health.md, gitops-engine/pkg/health/health.go (GetResourceHealth); nothing of the operator in resource_customizations',
  bad: { objects: [{ kind: 'InfisicalSecret' }, { kind: 'Application' }] },
  good: {
    objects: [
      { kind: 'InfisicalSecret' },
      { kind: 'Application' },
      {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'argocd-cm', namespace: 'argocd' },
        data: { 'resource.customizations.health.secrets.infisical.com_InfisicalSecret': 'hs = {} return hs' },
      },
    ],
  },
  check: ({ resources, operator }, report) => {
    const application = resources.find(
      ({ manifest }) => APPLICATIONS.has(manifest.kind) && manifest.apiVersion.startsWith('argoproj.io/'),
    );
    if (application === undefined) return;
    const settings = resources.filter(
      ({ manifest }) => manifest.kind === 'ConfigMap' && manifest.metadata.name === 'argocd-cm',
    );
    const used = new Set(operator.map(({ kind }) => kind));
    for (const kind of REPORTING) {
      if (!used.has(kind) || settings.some((one) => hasCheck(objectOf(one).at('data'), kind))) continue;
      report(
        settings[0] ?? application,
        settings[0] === undefined ? [] : ['data'],
        `Argo CD takes every ${kind} for healthy at once: add "${checkOf(kind)}" to the data of the ConfigMap argocd-cm`,
      );
    }
  },
});

function checkOf(kind: string): string {
  return `resource.customizations.health.${OPERATOR_GROUP}_${kind}`;
}

function hasCheck(data: Field, kind: string): boolean {
  // The older form is one text with a block for each kind.
  const older = data.text('resource.customizations').value;
  return data.at(checkOf(kind)).isGiven || (older?.includes(`${OPERATOR_GROUP}/${kind}:`) ?? false);
}
