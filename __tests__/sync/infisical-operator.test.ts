import { App, Chart } from 'cdk8s';
import { ApiGeneration, InfisicalOperator, type InfisicalOperatorOptions, SyncedSecret } from '../../lib';
import { SYNC } from '../declarations';
import { errorsOf, synthesize } from '../synthesis';

const { V1ALPHA1, V1BETA1 } = ApiGeneration;

describe('the generation', () => {
  const kindsIn = (chart: Chart) => chart.toJson().map(({ kind }) => kind);

  test('holds for a whole app, another for one of its charts, and yet another for one sync', () => {
    const app = new App();
    InfisicalOperator.configure(app, { generation: V1BETA1 });
    const [first, second] = ['first', 'second'].map((id) => new Chart(app, id, { namespace: id }));
    InfisicalOperator.configure(second, { generation: V1ALPHA1 });
    new SyncedSecret(first, 'a', SYNC);
    new SyncedSecret(second, 'b', SYNC);
    new SyncedSecret(second, 'c', { ...SYNC, generation: V1BETA1 });
    expect(kindsIn(first)).toEqual(['InfisicalStaticSecret', 'InfisicalConnection', 'InfisicalAuth']);
    expect(kindsIn(second)).toEqual([
      'InfisicalSecret',
      'InfisicalStaticSecret',
      'InfisicalConnection',
      'InfisicalAuth',
    ]);
  });

  test('is one of two', () => {
    const configure = (options: unknown) => (chart: Chart) => {
      InfisicalOperator.configure(chart, options as InfisicalOperatorOptions);
      new SyncedSecret(chart, 'shop', SYNC);
    };
    expect(errorsOf(configure({ generation: 'v1beta2' }))).toEqual([
      expect.stringMatching(/^\[project\] generation must be "v1alpha1" or "v1beta1", found .*\(N5\)$/),
    ]);
    expect(errorsOf(configure(null))).toEqual([
      expect.stringMatching(/^\[project\] the props must be an object, found /),
    ]);
  });

  test('must be told before the first secret', () => {
    const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
    new SyncedSecret(chart, 'a', SYNC);
    expect(() => InfisicalOperator.configure(chart, { generation: V1BETA1 })).toThrow(
      '[shop] generation "v1beta1" comes too late for [shop/a]: call InfisicalOperator.configure before you declare secrets',
    );
  });
});

describe('what the operator in the cluster cannot do is an error', () => {
  const errors = (options: InfisicalOperatorOptions) =>
    errorsOf((chart) => {
      InfisicalOperator.configure(chart, options);
      new SyncedSecret(chart, 'shop', { ...SYNC, secretLabels: { team: 'checkout' } });
    });

  test('a field that its version does not know, with the version that does', () => {
    expect(errors({ version: 'v0.10.17' })).toEqual([
      expect.stringMatching(/^\[project\/shop\] .*v0\.10\.18.*\(X6\)$/),
    ]);
  });

  test('a namespace that it does not watch', () => {
    expect(errors({ watchedNamespaces: ['default'] })).toContainEqual(
      expect.stringMatching(/^\[project\/shop\] .*"project".*\(X2\)$/),
    );
  });

  test.each([
    ['v0.10', '"v0.10"'],
    ['latest', '"latest"'],
    ['0.11.x', '"0.11.x"'],
    ['', '""'],
    [0.11, 'the number 0.11'],
  ])('a version that is none: %j', (version, shown) => {
    expect(errors({ version: version as string })).toEqual([
      `[project] version is ${shown}, and no version: write all of a version from v0.10.4 on, such as "v0.11.17", or leave it out: then it is v0.11.17 (X6)`,
    ]);
  });

  test('a version that is older than all that is known', () => {
    expect(errors({ version: 'v0.10.3' })).toEqual([
      expect.stringContaining('[project] version is "v0.10.3", and older than v0.10.4, of which nothing is known here'),
    ]);
  });

  test('an address of its default connection that ends in /api, or is none', () => {
    expect(errors({ defaultConnection: 'https://secrets.example.com/api' })).toEqual([
      '[project] defaultConnection "https://secrets.example.com/api" must be the base URL: write "https://secrets.example.com", and mend the connection in the cluster (H1)',
    ]);
    expect(errors({ defaultConnection: 'secrets.example.com' })).toEqual([
      '[project] defaultConnection "secrets.example.com" is not a URL: write the base URL, for example "https://secrets.example.com" (H3)',
    ]);
  });

  test('namespaces as a text, which would be taken for its letters, and a name that is none', () => {
    expect(errors({ watchedNamespaces: 'shop' as unknown as string[] })).toEqual([
      '[project] watchedNamespaces must be a list, found "shop" (N5)',
    ]);
    expect(errors({ watchedNamespaces: ['shop', 'Shop'] })).toEqual([
      expect.stringMatching(/^\[project\] watchedNamespaces\[1\] "Shop" must be a lower-case .* \(N2\)$/),
    ]);
  });

  test('without such knowledge there is none', () => {
    expect(() =>
      synthesize((chart) => {
        InfisicalOperator.configure(chart, {});
        new SyncedSecret(chart, 'shop', SYNC);
      }),
    ).not.toThrow();
  });
});
