import { Chart } from 'cdk8s';
import fc from 'fast-check';
import {
  ApiGeneration,
  DynamicSecret,
  GitOpsApp,
  InfisicalAuth,
  InfisicalHost,
  InfisicalOperator,
  InfisicalProject,
  PushedSecret,
  SyncedSecret,
} from '../../lib';
import { runs } from '../property-runs';
import { IDENTITY, LEGACY_METHODS, MACHINE_IDENTITY_METHODS } from './auth-methods';

const HOSTS = [
  InfisicalHost.cloudUs(),
  InfisicalHost.selfHosted('https://secrets.example.com', { ca: { name: 'ca', key: 'ca.crt' } }),
];
const LOGINS = [
  ...MACHINE_IDENTITY_METHODS,
  ...LEGACY_METHODS,
  ['existing', InfisicalAuth.existing({ name: 'team' })],
].map(([, auth]) => auth as InfisicalAuth);

/** A secret, where it is, and how the operator logs in. */
const SETTING = fc.record({
  kind: fc.constantFrom('sync', 'lease', 'push'),
  host: fc.constantFrom(...HOSTS),
  auth: fc.constantFrom(...LOGINS),
  projectSlug: fc.option(fc.constantFrom('shop', 'platform'), { nil: undefined }),
  slug: fc.constantFrom('prod', 'production'),
  path: fc.constantFrom('/', '/orders', '/a/b'),
  generation: fc.constantFrom(...Object.values(ApiGeneration)),
});

/** Which of these the environment says, and which the project; the rest are props. */
const SHARE = fc.record({
  host: fc.constantFrom('project', 'environment', 'prop'),
  auth: fc.constantFrom('project', 'environment', 'prop'),
  generation: fc.constantFrom('project', 'scope', 'prop'),
  place: fc.constantFrom('secretPath', 'source'),
});

type Setting = typeof SETTING extends fc.Arbitrary<infer S> ? S : never;
type Share = typeof SHARE extends fc.Arbitrary<infer S> ? S : never;

function declareIn(chart: Chart, kind: string, common: object, place: (prop: string) => object): void {
  if (kind === 'sync') new SyncedSecret(chart, kind, { ...common, ...place('source') });
  else if (kind === 'lease') {
    new DynamicSecret(chart, kind, { ...common, ...place('location'), dynamicSecretName: 'orders' });
  } else new PushedSecret(chart, kind, { ...common, ...place('destination'), secret: { name: 'made' } });
}

/** What is refused is refused either way. */
function outcome(chart: Chart, errors: readonly string[]) {
  const isRefused = errors.length > 0;
  return { isRefused, objects: isRefused ? [] : chart.toJson() };
}

function given({ kind, host, auth, projectSlug, slug, path, generation }: Setting) {
  const chart = new Chart(new GitOpsApp(), 'shop', { namespace: 'shop' });
  const project = nameOf(auth, projectSlug);
  const place = (prop: string) => ({ [prop]: { ...project, environment: slug, path } });
  declareIn(chart, kind, { host, auth, generation }, place);
  const constructs = chart.node.root.node.findAll();
  return outcome(
    chart,
    constructs.flatMap((one) => one.node.validate()),
  );
}

function taken({ kind, host, auth, projectSlug, slug, path, generation }: Setting, share: Share) {
  const said = <T>(who: string, by: string, value: T) => (who === by ? value : undefined);
  const project = new InfisicalProject({
    projectSlug,
    projectId: IDENTITY,
    host: said(share.host, 'project', host),
    auth: said(share.auth, 'project', auth),
    generation: said(share.generation, 'project', generation),
  });
  const environment = project.addEnvironment('prod', {
    slug,
    host: said(share.host, 'environment', host),
    auth: said(share.auth, 'environment', auth),
  });
  const chart = new Chart(environment, 'shop', { namespace: 'shop' });
  if (share.generation === 'scope') InfisicalOperator.configure(chart, { generation });
  const common = {
    host: said(share.host, 'prop', host),
    auth: said(share.auth, 'prop', auth),
    generation: said(share.generation, 'prop', generation),
  };
  const place = (prop: string) => (share.place === 'secretPath' ? { secretPath: path } : { [prop]: { path } });
  declareIn(chart, kind, common, place);
  return outcome(chart, project.problems());
}

/** How a place that is written in full names its project. */
function nameOf({ method }: InfisicalAuth, projectSlug: string | undefined) {
  if (method === 'service-token') return {};
  return method === 'service-account' || projectSlug === undefined ? { projectId: IDENTITY } : { projectSlug };
}

test('every field of both generations is the same, whether it is given or taken from the environment', () => {
  fc.assert(
    fc.property(SETTING, SHARE, (setting, share) => {
      expect(taken(setting, share)).toEqual(given(setting));
    }),
    { numRuns: runs(5_000), seed: 1 },
  );
});
