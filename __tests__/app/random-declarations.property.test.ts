import { App, Chart, Duration } from 'cdk8s';
import fc from 'fast-check';
import {
  ApiGeneration,
  CreationPolicy,
  InfisicalAuth,
  InfisicalHost,
  InfisicalRules,
  ManagedSecretType,
  Severity,
  SyncedSecret,
  type SyncedSecretProps,
  SyncTarget,
  TemplateValue,
} from '../../lib';
import { SYNC } from '../declarations';
import { runs } from '../property-runs';
import { schemaViolations } from '../schema-conformance';
import { SYNC_PROPS, VALID } from './random-declarations';

function synthesized(declare: (chart: Chart) => void) {
  const chart = new Chart(new App(), 'project', { namespace: 'project' });
  declare(chart);
  return chart.toJson();
}

test('any valid props give manifests that satisfy their schemas and every rule', () => {
  fc.assert(
    fc.property(VALID, ({ props, declare }) => {
      const manifests = synthesized((chart) => declare(chart, props));
      expect(manifests.length).toBeGreaterThan(0);
      expect(manifests.flatMap(schemaViolations)).toEqual([]);
      expect(InfisicalRules.check(manifests).filter(({ severity }) => severity === Severity.ERROR)).toEqual([]);
    }),
    { numRuns: runs(10_000), seed: 1 },
  );
});

/** What breaks any sync, and the rule that says so. */
const MISTAKES: { readonly [rule: string]: (props: SyncedSecretProps) => object } = {
  A1: () => ({ auth: undefined }),
  A5: () => ({ auth: InfisicalAuth.kubernetes({ identityId: '', serviceAccount: { name: 'login' } }) }),
  H1: () => ({ host: InfisicalHost.selfHosted('https://secrets.example.com/api') }),
  H3: () => ({ host: InfisicalHost.selfHosted('secrets.example.com') }),
  K1: () => ({
    secretTemplate: { A: TemplateValue.raw('{{ if .A }}') },
    generation: ApiGeneration.V1ALPHA1,
    additionalSources: undefined,
  }),
  M3: () => ({ secretNamespace: 'other', creationPolicy: CreationPolicy.OWNER }),
  M4: () => ({ creationPolicy: 'owner' }),
  M7: () => ({ secretName: 'Managed_Secret' }),
  N1: () => ({ name: '-shop' }),
  N5: () => ({ resyncInterval: '15s' }),
  S1: ({ source }) => ({ source: { ...source, projectSlug: undefined, projectId: undefined } }),
  S2: ({ source }) => ({ source: { ...source, projectSlug: 'shop', projectId: 'shop' } }),
  S4: ({ source }) => ({ source: { ...source, path: '' } }),
  T2: () => ({ resyncInterval: Duration.seconds(4) }),
};

test('any props with a mistake are refused, with the path, by the rule that knows it', () => {
  const mistake = fc.constantFrom(...Object.keys(MISTAKES));
  fc.assert(
    fc.property(SYNC_PROPS, mistake, (props, rule) => {
      const broken = { ...props, ...MISTAKES[rule](props) };
      const [error] = outcome(() => synthesized((chart) => new SyncedSecret(chart, 'shop', broken)));
      const lines = String(error?.message).split('\n');
      expect(lines).toContainEqual(expect.stringMatching(new RegExp(`^ {2}\\[project/shop\\] .*\\(${rule}\\)$`)));
    }),
    { numRuns: runs(4_000), seed: 3 },
  );
});

const NONSENSE = fc.oneof(
  fc.constantFrom(null, '', 0, -1, Number.NaN, true, [], {}, [null], [{}], { a: null }, () => 1),
  fc.anything({ maxDepth: 2, withNullPrototype: true }),
);

test('nonsense in any prop, however deep, is reported with the path of a construct', () => {
  const refused = refusals(
    runs(10_000),
    fc.tuple(VALID, fc.nat(40), NONSENSE),
    ([{ props, declare }, place, nonsense]) => {
      const broken = withReplaced(props, { left: place }, nonsense) as object;
      return synthesized((chart) => declare(chart, broken));
    },
  );
  expect(refused).toBeGreaterThan(0.3);
});

test('nonsense given to a factory is reported with the path of the construct that uses what it made', () => {
  const made = NONSENSE.chain((nonsense) => {
    const anything = nonsense as never;
    return fc.constantFrom<(() => Partial<SyncedSecretProps>)[]>(
      () => ({ auth: InfisicalAuth.universal(anything) }),
      () => ({ auth: InfisicalAuth.universal({ credentials: anything }) }),
      () => ({
        auth: InfisicalAuth.kubernetes({ identityId: anything, serviceAccount: anything, audiences: anything }),
      }),
      () => ({
        auth: InfisicalAuth.ldap({ identityId: anything, credentials: anything }),
        generation: ApiGeneration.V1BETA1,
      }),
      () => ({ host: InfisicalHost.selfHosted(anything, anything) }),
      () => ({
        host: InfisicalHost.selfHosted('https://example.com', { ca: anything }),
        generation: ApiGeneration.V1BETA1,
      }),
      () => ({ secretTemplate: { A: TemplateValue.key(anything) } }),
      () => ({ secretTemplate: { A: TemplateValue.concat(anything, TemplateValue.text(anything)).urlEncoded() } }),
      () => ({ secretTemplate: { A: TemplateValue.raw(anything) } }),
      () => ({ secretType: ManagedSecretType.tls(anything) }),
      () => ({ secretType: ManagedSecretType.of(anything) }),
      () => ({ additionalTargets: [SyncTarget.secret(anything, anything)] }),
      () => ({ additionalTargets: [SyncTarget.configMap('settings', { template: { A: anything } })] }),
    );
  });
  const refused = refusals(runs(6_000), made, (props) =>
    synthesized((chart) => new SyncedSecret(chart, 'shop', { ...SYNC, ...props() })),
  );
  expect(refused).toBeGreaterThan(0.4);
});

/** The second is how cdk8s reports what cdk8s-plus cannot render. */
const REPORT =
  /^Error: ((Validation failed with the following errors:\n {2})?\[project\/\w+|Failed serializing construct at path 'project\/)/;

type Manifests = ReturnType<typeof synthesized>;

/** Runs what may be refused; returns which share of it was. Fails if it ends in anything but sound manifests or a report. */
function refusals<T>(numRuns: number, cases: fc.Arbitrary<T>, run: (value: T) => Manifests): number {
  let refused = 0;
  let tried = 0;
  fc.assert(
    fc.property(cases, (value) => {
      tried++;
      refused += outcome(() => run(value)).length;
    }),
    { numRuns, seed: 2 },
  );
  return refused / tried;
}

/** The error, if there is one; sound manifests are none. */
function outcome(run: () => Manifests): Error[] {
  try {
    expect(run().flatMap(schemaViolations)).toEqual([]);
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(Error);
    expect(String(error)).toMatch(REPORT);
    return [error as Error];
  }
}

/** The value with one of the plain values inside, wherever it stands, replaced. */
function withReplaced(value: unknown, countdown: { left: number }, replacement: unknown): unknown {
  if (countdown.left-- === 0) return replacement;
  if (Array.isArray(value)) return value.map((item) => withReplaced(item, countdown, replacement));
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => [key, withReplaced(child, countdown, replacement)]),
  );
}
