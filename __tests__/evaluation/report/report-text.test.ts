import { Severity } from '../../../lib';
import { distinctFindings, type FindingRecord } from '../../../lib/evaluation/report/finding-record';
import { errorLines, reportText } from '../../../lib/evaluation/report/report-text';

const warning = (more: Partial<FindingRecord> = {}): FindingRecord => ({
  severity: Severity.WARNING,
  rule: 'C11',
  environment: 'prod',
  path: 'shop/api',
  kind: 'Deployment',
  message: 'the pods keep the old values of the Secret "api": reload them',
  ...more,
});
const error = (more: Partial<FindingRecord> = {}): FindingRecord => ({
  ...warning(),
  severity: Severity.ERROR,
  rule: 'C2',
  message: 'the workload uses the key "A": did you mean "B"?',
  ...more,
});
const many = (count: number, one: (name: string) => FindingRecord) =>
  Array.from({ length: count }, (_, i) => one(`app${i + 1}`));

describe('a report', () => {
  test('is empty where nothing was found, and where all that was found is suppressed', () => {
    expect(reportText([])).toBe('');
    expect(reportText([warning({ suppressedBecause: 'a reason' })])).toBe('');
  });

  test('names severity, environment, construct, rule, and how many there are of each', () => {
    expect(reportText([warning(), error()], { outcome: 'nothing is written' })).toBe(
      'error: prod: [shop/api] the workload uses the key "A": did you mean "B"? (C2)\n' +
        'warning: prod: [shop/api] the pods keep the old values of the Secret "api": reload them (C11)\n' +
        '1 error, 1 warning: nothing is written\n',
    );
  });

  test('has the errors first, then the rules in their order, and what is suppressed last', () => {
    const found = [
      warning({ rule: 'C11' }),
      warning({ rule: 'C3', message: 'three' }),
      warning({ rule: 'A1', suppressedBecause: 'so it is' }),
      error({ rule: 'C10' }),
      error({ rule: 'C9' }),
      error({ rule: 'A12' }),
      error({ rule: undefined, message: 'of another library' }),
    ];
    const rules = reportText(found, { showsSuppressed: true }).match(/^\w+|\([A-Z]\d+\)/gm);
    expect(rules?.join(' ')).toBe(
      'error error (A12) error (C9) error (C10) warning (C3) warning (C11) suppressed (A1) 4',
    );
  });

  test('says nothing of an outcome where there are only warnings', () => {
    expect(reportText([warning()], { outcome: 'nothing is written' })).toMatch(/\n1 warning\n$/);
  });
});

describe('what can be said in one line is said in one:', () => {
  const lines = (found: FindingRecord[]) => reportText(found).trimEnd().split('\n').slice(0, -1);

  test('of environments after which the charts are called', () => {
    const inEnvironment = (environment: string, namespace: string) =>
      warning({
        environment,
        namespace,
        path: `shop-${environment}/web/Deployment`,
        message: `envFrom of the managed Secret "${namespace}/shop-secrets" gives every key`,
      });
    const all = [
      inEnvironment('dev', 'shop-dev'),
      inEnvironment('prod', 'shop'),
      inEnvironment('staging', 'shop-staging'),
    ];
    expect(lines(all)).toEqual([
      'warning: dev, prod, staging: 3 workloads: [shop-dev/web/Deployment], [shop-prod/web/Deployment], ' +
        '[shop-staging/web/Deployment]: envFrom of the managed Secret "shop-dev/shop-secrets", "shop/shop-secrets", ' +
        '"shop-staging/shop-secrets" gives every key (C11)',
    ]);
    const another = { ...all[1], message: 'envFrom of the managed Secret "shop/other" gives every key' };
    expect(lines([all[0], another])).toHaveLength(2);
  });

  test('and not of what an environment has twice', () => {
    const of = (path: string) => warning({ environment: 'prod', namespace: 'shop', path });
    const message = (name: string) => `"${name}" is not there`;
    const twice = [
      { ...of('prod/api'), message: message('prod') },
      { ...of('prod/web'), message: message('web') },
    ];
    expect(lines(twice)).toHaveLength(2);
  });

  test('the same of several environments, in the order in which they come', () => {
    expect(lines(['dev', 'staging', 'prod'].map((environment) => warning({ environment })))).toEqual([
      'warning: dev, staging, prod: [shop/api] the pods keep the old values of the Secret "api": reload them (C11)',
    ]);
  });

  test('also where names have the environment or its namespace in them', () => {
    const of = (environment: string, namespace: string) =>
      error({ environment, namespace, message: `the Secret "${namespace}/api" has no key "A": add it` });
    expect(lines([of('staging', 'shop-staging'), of('prod', 'shop')])).toEqual([
      'error: staging, prod: [shop/api] the Secret "shop-staging/api", "shop/api" has no key "A": add it (C2)',
    ]);
  });

  test('but not two mistakes of the same kind in two environments', () => {
    const staging = error({ environment: 'staging', message: 'the key "DATABSE_URL": did you mean "DATABASE_URL"?' });
    const prod = error({ environment: 'prod', message: 'the key "SENTRY_DNS": did you mean "SENTRY_DSN"?' });
    expect(lines([staging, prod])).toEqual([
      'error: staging: [shop/api] the key "DATABSE_URL": did you mean "DATABASE_URL"? (C2)',
      'error: prod: [shop/api] the key "SENTRY_DNS": did you mean "SENTRY_DSN"? (C2)',
    ]);
  });

  test('the same of several objects', () => {
    expect(lines(many(14, (name) => warning({ path: `shop/${name}` })))).toEqual([
      'warning: prod: 14 workloads: [shop/app1], [shop/app2], [shop/app3], [shop/app4], [shop/app5], and 9 more: the pods keep the old values of the Secret "api": reload them (C11)',
    ]);
  });

  test('and of many objects whose names differ, with the first of the names', () => {
    const of = (name: string) =>
      warning({ path: `shop/${name}`, message: `the Secret "${name}" of [${name}]: drop it` });
    expect(lines(many(4, of))).toEqual([
      'warning: prod: 4 workloads: [shop/app1], [shop/app2], [shop/app3], [shop/app4]: the Secret "app1", "app2", "app3", … of [app1], [app2], [app3], …: drop it (C11)',
    ]);
    expect(lines(many(3, of))).toHaveLength(3);
  });

  test('errors whose names differ stay apart longer: each has a remedy of its own', () => {
    const of = (name: string) => error({ path: `shop/${name}`, message: `the key "${name}": drop it` });
    expect(lines(many(9, of))).toHaveLength(9);
    expect(lines(many(10, of))).toHaveLength(1);
  });

  test('the same words about objects of several kinds, as of a namespace that all of them have', () => {
    const kinds = ['Deployment', 'Service', 'InfisicalSecret', 'ConfigMap', 'ServiceAccount', 'Ingress'];
    const found = kinds.map((kind) => error({ rule: 'N2', kind, path: kind, message: 'the namespace "X" is none' }));
    expect(lines(found)).toEqual([
      'error: prod: 6 objects: [Deployment], [Service], [InfisicalSecret], [ConfigMap], [ServiceAccount], and 1 more: the namespace "X" is none (N2)',
    ]);
  });

  test('but not what different rules have in common, nor different words about different kinds', () => {
    const found = [
      warning(),
      warning({ kind: 'InfisicalSecret', path: 'shop/b', message: 'another' }),
      warning({ rule: 'C3', path: 'c' }),
    ];
    expect(lines(found)).toHaveLength(3);
  });

  test('1,000 applications in three environments give one line', () => {
    const found = ['dev', 'staging', 'prod'].flatMap((environment) =>
      many(1_000, (name) => warning({ environment, path: `shop/${name}`, message: `the Secret "${name}": drop it` })),
    );
    expect(reportText(found).split('\n')).toEqual([
      expect.stringMatching(/^warning: dev, staging, prod: 1000 workloads: /),
      '3000 warnings',
      '',
    ]);
  });

  test('and the summary says how to be told all, where a line is shortened', () => {
    const of = (count: number) =>
      reportText(
        many(count, (path) => warning({ path })),
        { whole: '--verbose' },
      );
    expect(of(6)).toMatch(/\n6 warnings \(all of it: --verbose\)\n$/);
    expect(of(5)).toMatch(/\n5 warnings\n$/);
  });

  test.each([
    ['InfisicalSecret', 'InfisicalSecrets'],
    ['NetworkPolicy', 'NetworkPolicies'],
    ['Ingress', 'Ingresses'],
    ['CronJob', 'workloads'],
    [undefined, 'constructs'],
  ])('several of the kind %s are called %s', (kind, noun) => {
    expect(lines(['a', 'b'].map((path) => warning({ kind, path })))[0]).toContain(`: 2 ${noun}: [a], [b]: `);
  });

  test('each for itself, if asked for', () => {
    const found = ['dev', 'prod'].map((environment) => warning({ environment }));
    expect(reportText(found, { isVerbose: true }).split('\n').slice(0, 2)).toEqual([
      expect.stringMatching(/^warning: dev: /),
      expect.stringMatching(/^warning: prod: /),
    ]);
  });
});

test('what is true of two places of one object is two findings, and is told once', () => {
  const found = ['spec.a', 'spec.b'].map((at) => error({ at }));
  expect(distinctFindings([...found, ...found])).toEqual(found);
  for (const isVerbose of [false, true]) expect(reportText(found, { isVerbose })).toBe(reportText([error()]));
});

describe('what is suppressed', () => {
  const suppressed = many(4, (name) => warning({ path: name, suppressedBecause: 'restarted by hand' }));

  test('is one line beside what was found', () => {
    expect(reportText([error(), ...suppressed])).toContain('\nsuppressed: 4 findings (C11)\n1 error\n');
  });

  test('is told with its reason if asked for', () => {
    expect(reportText(suppressed, { showsSuppressed: true })).toBe(
      'suppressed: prod: 4 workloads: [app1], [app2], [app3], [app4]: the pods keep the old values of the Secret "api": reload them (C11), because: restarted by hand\n',
    );
  });
});

test('colours are in it only where they are seen, and change nothing else', () => {
  const found = [error(), warning(), warning({ suppressedBecause: 'x' })];
  const coloured = reportText(found, { isColoured: true });
  expect(coloured).toContain('\u001b[31merror\u001b[39m: prod: \u001b[36m[shop/api]\u001b[39m the workload');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what colours are made of
  expect(coloured.replaceAll(/\u001b\[\d+m/g, '')).toBe(reportText(found));
});

test('the errors alone are what a test holds against an empty list', () => {
  expect(errorLines([warning(), error({ suppressedBecause: 'x' })])).toEqual([]);
  expect(errorLines([error(), error({ environment: 'staging' })])).toEqual([
    'prod, staging: [shop/api] the workload uses the key "A": did you mean "B"? (C2)',
  ]);
});

describe('a report is as short as can be read, and says how to get all of it', () => {
  const whole = '--verbose';

  test('of many lines', () => {
    const found = Array.from({ length: 5_000 }, (_, i) => error({ path: `a${i}`, message: `found the number ${i}` }));
    const lines = reportText(found, { whole }).trimEnd().split('\n');
    expect(lines).toHaveLength(102);
    expect(lines.slice(-2)).toEqual(['and 4900 more lines', '5000 errors (all of it: --verbose)']);
    expect(reportText(found, { whole, isVerbose: true }).split('\n')).toHaveLength(5_002);
  });

  test('of a value without end: the remedy is there', () => {
    const found = [error({ message: `the value "${'😀'.repeat(100_000)}" is too long: shorten it` })];
    const [line = '', summary] = reportText(found, { whole }).split('\n');
    expect(line.length).toBeLessThan(2_010);
    expect(line).toMatch(/^error: prod: \[shop\/api\] the value "😀+ … 😀+" is too long: shorten it \(C2\)$/u);
    expect(summary).toBe('1 error (all of it: --verbose)');
    expect(reportText(found, { isVerbose: true }).length).toBeGreaterThan(200_000);
  });
});
