import { fields, text } from '../../json/json';
import { INFISICAL_GROUP } from '../../model/app-model';
import type { AppRule as Rule } from '../app-rule';
import { Severity } from '../severity';

/** Kinds whose status says whether they work. */
const REPORTING = [
  'InfisicalSecret',
  'InfisicalPushSecret',
  'InfisicalDynamicSecret',
  'InfisicalConnection',
  'InfisicalAuth',
  'InfisicalStaticSecret',
];

const APPLICATIONS = new Set(['Application', 'ApplicationSet']);

/** Whether a GitOps tool notices that a sync fails. */
export const HEALTH_RULES: readonly Rule[] = [
  {
    id: 'X13',
    severity: Severity.WARNING,
    title: 'Argo CD has a health check for each kind of operator resource',
    check: ({ resources, infisical }, report) => {
      const application = resources.find(
        ({ manifest }) => APPLICATIONS.has(manifest.kind) && manifest.apiVersion.startsWith('argoproj.io/'),
      );
      if (application === undefined) return;
      const settings = resources.filter(
        ({ manifest }) => manifest.kind === 'ConfigMap' && manifest.metadata.name === 'argocd-cm',
      );
      const data = settings.map(({ manifest }) => fields(manifest.data));
      const used = new Set(infisical.map(({ manifest }) => manifest.kind));
      for (const kind of REPORTING) {
        if (!used.has(kind) || data.some((entries) => hasCheck(entries, kind))) continue;
        report(
          settings[0] ?? application,
          `Argo CD takes every ${kind} for healthy at once: add "resource.customizations.health.${INFISICAL_GROUP}_${kind}" to the data of the ConfigMap argocd-cm`,
        );
      }
    },
  },
];

function hasCheck(entries: Record<string, unknown>, kind: string): boolean {
  // The older form is one text with a block for each kind.
  return (
    entries[`resource.customizations.health.${INFISICAL_GROUP}_${kind}`] !== undefined ||
    (text(entries['resource.customizations'])?.includes(`${INFISICAL_GROUP}/${kind}:`) ?? false)
  );
}
