import { type Chart, JsonPatch } from 'cdk8s';
import { ArgoCdApplication, ArgoCdHealthChecks, InfisicalKind, SyncedSecret } from '../../lib';
import { SYNC } from '../declarations';
import { errorsOf, printedLines, synthesize, synthesizeOne } from '../synthesis';
import { objectsOf } from './without-schema';

const APPLICATION = { repoUrl: 'https://git.example.com/shop.git', environment: 'prod' };
const KEY = 'resource.customizations.health.secrets.infisical.com_';

test('the ConfigMap has the labels without which Argo CD ignores it, and is never pruned or deleted', () => {
  const { metadata } = synthesizeOne('ConfigMap', (chart) => new ArgoCdHealthChecks(chart, 'health'));
  expect(metadata).toEqual({
    name: 'argocd-cm',
    namespace: 'argocd',
    labels: { 'app.kubernetes.io/name': 'argocd-cm', 'app.kubernetes.io/part-of': 'argocd' },
    annotations: { 'argocd.argoproj.io/sync-options': 'ServerSideApply=true,Prune=false,Delete=false' },
  });
});

test('there is an entry for every kind that has a status, or for those that are asked for', () => {
  const { data } = synthesizeOne('ConfigMap', (chart) => new ArgoCdHealthChecks(chart, 'health'));
  expect(Object.keys(data).sort()).toEqual(
    Object.values(InfisicalKind)
      .map((kind) => KEY + kind)
      .sort(),
  );
  const kinds = [InfisicalKind.INFISICAL_SECRET];
  const one = synthesizeOne(
    'ConfigMap',
    (chart) => new ArgoCdHealthChecks(chart, 'health', { kinds, namespace: 'cd' }),
  );
  expect(one.data).toEqual({ [`${KEY}InfisicalSecret`]: data[`${KEY}InfisicalSecret`] });
  expect(one.metadata.namespace).toBe('cd');
});

test('the entries can be given to the Helm chart of Argo CD', () => {
  const { data } = synthesizeOne('ConfigMap', (chart) => new ArgoCdHealthChecks(chart, 'health'));
  expect(ArgoCdHealthChecks.entries()).toEqual(data);
  const kind = InfisicalKind.INFISICAL_AUTH;
  expect(ArgoCdHealthChecks.entries({ kinds: [kind] })).toEqual({ [KEY + kind]: ArgoCdHealthChecks.lua(kind) });
});

test('with them, nothing warns of an application whose syncs have no health check', () => {
  const app = (chart: Chart) => {
    new ArgoCdApplication(chart, 'shop', APPLICATION);
    new SyncedSecret(chart, 'api', SYNC);
  };
  const warnings = () => printedLines().filter((line) => line.endsWith('(X13)'));
  objectsOf(app);
  expect(warnings()).toHaveLength(1);
  objectsOf((chart) => {
    app(chart);
    new ArgoCdHealthChecks(chart, 'health');
  });
  expect(warnings()).toHaveLength(1);
});

test('a patch reaches the YAML', () => {
  const [{ data }] = synthesize((chart) => {
    const { apiObject } = new ArgoCdHealthChecks(chart, 'health', { kinds: [] });
    apiObject.addJsonPatch(JsonPatch.add('/data/resource.exclusions', ''));
  });
  expect(data).toEqual({ 'resource.exclusions': '' });
});

test('an unknown kind is an error', () => {
  const kinds = ['InfisicalSecrets' as InfisicalKind];
  expect(errorsOf((chart) => new ArgoCdHealthChecks(chart, 'health', { kinds }))).toEqual([
    '[project/health] kinds[0] must be "InfisicalSecret" or "InfisicalStaticSecret" or "InfisicalDynamicSecret" or "InfisicalPushSecret" or "InfisicalStaticSecretPush" or "InfisicalAuth" or "InfisicalConnection", found "InfisicalSecrets" (N5)',
  ]);
  expect(() => ArgoCdHealthChecks.lua(kinds[0])).toThrow(
    'no kind "InfisicalSecrets" has a health check: write InfisicalSecret,',
  );
});
