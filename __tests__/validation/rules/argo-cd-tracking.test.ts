import type { Fields } from '../../../lib/json/json';
import { checkManifests } from '../../../lib/validation/check-manifests';
import { dynamicSecret, infisicalSecret, managedSecret, staticSecret, target } from '../manifests';
import { describeRules } from '../rule-cases';

const LABEL = 'app.kubernetes.io/instance';
const KEPT = { 'argocd.argoproj.io/sync-options': 'Prune=false' };
const HIDDEN = { 'argocd.argoproj.io/compare-options': 'IgnoreExtraneous' };

const orphan = (metadata?: Fields, annotations?: Fields) =>
  infisicalSecret(
    {
      managedKubeSecretReferences: [
        managedSecret({ creationPolicy: 'Orphan', template: metadata && { includeAllSecrets: true, metadata } }),
      ],
    },
    { annotations },
  );
const lease = (annotations?: Fields) =>
  dynamicSecret(
    { managedSecretReference: managedSecret({ secretName: 'database-lease', creationPolicy: 'Orphan' }) },
    { annotations },
  );

const pruned = (name: string, label: string, remedy: string) =>
  `the managed Secret "${name}" gets the label "${label}" of its resource and nobody owns it, so that Argo CD may prune it: ${remedy}`;
const ANNOTATE = 'annotate the resource with argocd.argoproj.io/sync-options: Prune=false';

describeRules([
  {
    rule: 'M16',
    what: 'where Argo CD tracks by label, it labels the resource itself',
    settings: { argoCdTracking: 'label' },
    bad: [orphan()],
    good: [
      infisicalSecret(),
      staticSecret(),
      orphan({ labels: {}, annotations: {} }),
      orphan(undefined, KEPT),
      staticSecret({
        targets: [target({ creationPolicy: 'Orphan', metadata: { labels: { team: 'checkout' }, annotations: {} } })],
      }),
    ],
    message: pruned('api-secrets', LABEL, `use Owner, or set the metadata of its template, or ${ANNOTATE}`),
  },
  {
    rule: 'M16',
    what: 'a lease, whose metadata is always copied; hiding it from the status is not enough',
    settings: { argoCdTracking: 'label' },
    bad: [lease(HIDDEN)],
    good: [lease({ ...HIDDEN, ...KEPT })],
    message: pruned('database-lease', LABEL, `use Owner, or ${ANNOTATE}`),
  },
  {
    rule: 'M16',
    what: 'another label, written out for the managed Secret itself',
    settings: { argoCdInstanceLabel: 'argocd/app' },
    bad: [orphan({ labels: { 'argocd/app': 'shop' }, annotations: {} })],
    good: [
      orphan(),
      orphan({ labels: { [LABEL]: 'shop' }, annotations: {} }),
      orphan({ labels: { 'argocd/app': 'shop' }, annotations: KEPT }),
    ],
    message: pruned('api-secrets', 'argocd/app', `use Owner, or set the metadata of its template, or ${ANNOTATE}`),
  },
]);

test.each(['annotation', 'annotation+label'])('tracking by %s: a copied label means nothing', (argoCdTracking) => {
  const manifests = [orphan({ labels: { [LABEL]: 'shop' }, annotations: {} }), lease()];
  const rules = checkManifests(manifests, { argoCdTracking }).map(({ rule }) => rule);
  expect(rules).not.toContain('M16');
});
