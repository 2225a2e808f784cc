import { configMap, containerOf, fromKey, gapsOf, syncOf, variablesOf } from './pod-of-manifests';

const environment = (env: object[], others?: object[], own?: { [name: string]: string }) =>
  variablesOf(containerOf({ env }, others, own && { env: own }));
const literal = (name: string, value: string) => ({ name, value });

describe('the environment of a container is what the kubelet makes it:', () => {
  test('keys, literals and what is composed of both, in the order of the list', () => {
    expect(
      environment([
        literal('EARLY', '$(DB_PASSWORD)'),
        fromKey('DB_PASSWORD', 'DB_PASSWORD'),
        fromKey('OTHER', 'DB_PASSWORD'),
        literal('URL', 'pg://u:$(DB_PASSWORD)@$(HOST)/$(DB_PASSWORD)'),
        literal('HOST', 'db'),
        literal('LATE', '$(HOST)'),
      ]),
    ).toEqual([
      'EARLY=$(DB_PASSWORD)',
      'DB_PASSWORD=<DB_PASSWORD>',
      'OTHER=<DB_PASSWORD>',
      'URL=pg://u:<DB_PASSWORD>@$(HOST)/<DB_PASSWORD>',
      'HOST=db',
      'LATE=db',
    ]);
  });

  test.each([
    ['US$$5', 'US$5'],
    ['$$(A)', '$(A)'],
    ['$$$(A)', '$a'],
    ['$(A', '$(A'],
    ['$A $ $', '$A $ $'],
    ['$($(A))', '$($(A))'],
    ['$()', '$()'],
    ['$(A)$(B)', 'a$(B)'],
  ])('%s is %s', (value, expected) => {
    expect(environment([literal('A', 'a'), literal('X', value)]).at(-1)).toBe(`X=${expected}`);
  });

  test('of one name the last one counts, and a value sees those before it', () => {
    expect(environment([literal('A', '1'), literal('B', '$(A)'), literal('A', '2$(A)'), literal('C', '$(A)')])).toEqual(
      ['B=1', 'A=21', 'C=21'],
    );
  });

  test('names that two variables exchange', () => {
    expect(environment([fromKey('A', 'B'), fromKey('B', 'A')])).toEqual(['A=<B>', 'B=<A>']);
  });

  test('whole objects come first, and the list overrides them', () => {
    const container = containerOf(
      {
        envFrom: [
          { configMapRef: { name: 'settings' } },
          { prefix: 'X_', configMapRef: { name: 'settings' } },
          { configMapRef: { name: 'absent', optional: true } },
        ],
        env: [literal('URL', 'http://$(HOST):$(X_PORT)'), literal('PORT', '1')],
      },
      [configMap({ HOST: 'db', PORT: '5432', '9x': 'no name of a variable' })],
    );
    expect(variablesOf(container)).toEqual([
      'HOST=db',
      'X_HOST=db',
      'X_PORT=5432',
      'X_9x=no name of a variable',
      'URL=http://db:5432',
      'PORT=1',
    ]);
    expect(container.gaps).toEqual([]);
  });

  test('a text that refers to an optional key stays as it is written where the key is missing', () => {
    const { variables } = containerOf({
      env: [fromKey('A', 'A', { optional: true }), literal('B', '$(A)'), literal('C', '<$(B)>')],
    });
    const key = expect.objectContaining({ key: 'A', isOptional: true, otherwise: '$(A)' });
    expect(Object.fromEntries(variables.map(({ name, value }) => [name, value]))).toEqual({
      A: [expect.not.objectContaining({ otherwise: expect.anything() })],
      B: [key],
      C: [{ text: '<' }, key, { text: '>' }],
    });
  });

  test('an optional key over a text that is known leaves that where the key is missing', () => {
    const { variables } = containerOf({ env: [literal('A', 'a'), fromKey('A', 'A', { optional: true })] });
    expect(variables).toEqual([{ name: 'A', value: [expect.objectContaining({ key: 'A', otherwise: 'a' })] }]);
  });

  test('an optional key may be absent, and the value before it stays where it is known to be', () => {
    const optional = { valueFrom: { configMapKeyRef: { name: 'settings', key: 'GONE', optional: true } } };
    expect(
      environment(
        [
          fromKey('A', 'A', { optional: true }),
          literal('B', '1'),
          { name: 'B', ...optional },
          { name: 'C', ...optional },
        ],
        [syncOf(), configMap({})],
      ),
    ).toEqual(['A=<A?>', 'B=1']);
  });

  test('what the pod says of itself', () => {
    const field = (name: string, fieldPath: string) => ({ name, valueFrom: { fieldRef: { fieldPath } } });
    const container = containerOf({
      env: [
        field('NAME', 'metadata.name'),
        field('NAMESPACE', 'metadata.namespace'),
        field('TEAM', "metadata.labels['team']"),
        field('NONE', "metadata.annotations['none']"),
        field('ACCOUNT', 'spec.serviceAccountName'),
        field('IP', 'status.podIP'),
        { name: 'CPU', valueFrom: { resourceFieldRef: { resource: 'limits.cpu' } } },
      ],
    });
    expect(variablesOf(container)).toEqual(['NAME=api', 'NAMESPACE=shop', 'TEAM=pay', 'NONE=', 'ACCOUNT=default']);
    expect(gapsOf(container)).toEqual([
      'L4 variable IP: the field "status.podIP" of its pod',
      'L4 variable CPU: the amount "limits.cpu" of its container',
    ]);
  });

  test('command and arguments see all variables', () => {
    const { command, args } = containerOf({
      command: ['run', '$(LATE)'],
      args: ['--key=$(KEY)', '$$(KEY) $(date)'],
      env: [fromKey('KEY', 'KEY'), literal('LATE', 'x')],
    });
    expect(command).toEqual([[{ text: 'run' }], [{ text: 'x' }]]);
    expect(args).toEqual([
      [{ text: '--key=' }, { key: 'KEY', places: [{ project: { slug: 'shop' }, environment: 'prod', path: '/api' }] }],
      [{ text: '$(KEY) $(date)' }],
    ]);
  });
});

describe('what a laptop has no value for', () => {
  const vendor = { name: 'VENDOR', valueFrom: { secretKeyRef: { name: 'vendor', key: 'KEY' } } };

  test('is told, with what it is', () => {
    const container = containerOf({
      envFrom: [{ secretRef: { name: 'whole' } }],
      env: [vendor, { name: 'MODE', valueFrom: { configMapKeyRef: { name: 'settings', key: 'MODE' } } }],
    });
    expect(gapsOf(container)).toEqual([
      'L4 variables whole: from the Secret "whole", which Infisical does not fill',
      'L4 variable VENDOR: from the Secret "vendor", which Infisical does not fill',
      'L4 variable MODE: from the ConfigMap "settings", which the program does not declare',
    ]);
  });

  test('but not where the pod starts without it, or the laptop has a value of its own', () => {
    const optional = { name: 'VENDOR', valueFrom: { secretKeyRef: { name: 'vendor', key: 'KEY', optional: true } } };
    expect(containerOf({ env: [optional], envFrom: [{ secretRef: { name: 'x', optional: true } }] }).gaps).toEqual([]);
    const container = containerOf({ env: [vendor], envFrom: [{ secretRef: { name: 'whole' } }] }, undefined, {
      env: { VENDOR: 'test', OF_WHOLE: '1' },
    });
    expect(container.gaps).toEqual([]);
    expect(variablesOf(container)).toEqual(['OF_WHOLE=1', 'VENDOR=test']);
  });

  test('a key that the object does not have stops the pod, here as there', () => {
    const missing = { name: 'MODE', valueFrom: { configMapKeyRef: { name: 'settings', key: 'MODE' } } };
    expect(gapsOf(containerOf({ env: [missing] }, [configMap({})]))).toEqual([
      'L4 variable MODE: from the ConfigMap "settings", which has no key "MODE"',
    ]);
  });
});

describe('variables that the laptop has of its own', () => {
  const env = [
    fromKey('DB_PASSWORD', 'DB_PASSWORD'),
    literal('URL', 'pg://$(DB_PASSWORD)@db'),
    literal('COPY', '$(URL)'),
  ];

  test('stand where the cluster has them, and are read as there', () => {
    const container = containerOf({ env }, undefined, { env: { URL: 'pg://$(DB_PASSWORD)@localhost' } });
    expect(variablesOf(container)).toEqual([
      'DB_PASSWORD=<DB_PASSWORD>',
      'URL=pg://<DB_PASSWORD>@localhost',
      'COPY=pg://<DB_PASSWORD>@localhost',
    ]);
    expect(container.replaced.map(({ name }) => name)).toEqual(['URL']);
  });

  test('or beside them: plain ones before, those that refer to others behind', () => {
    expect(environment([literal('A', '$(NEW)')], undefined, { NEW: 'n', MORE: '$(A)!' })).toEqual([
      'NEW=n',
      'A=n',
      'MORE=n!',
    ]);
  });

  test('that are the same are no difference', () => {
    expect(containerOf({ env: [literal('A', 'a')] }, undefined, { env: { A: 'a', B: 'b' } }).replaced).toEqual([]);
  });
});

describe('a key of a managed Secret', () => {
  const keyedBy = (sync: object, key = 'URL') => {
    const container = containerOf({ env: [fromKey('X', key)] }, [sync]);
    return [...variablesOf(container), ...gapsOf(container)];
  };

  test.each<[string, object, string[]]>([
    ['that holds all that is read', {}, ['X=<URL>']],
    ['with a template of its own', { template: { data: { URL: 'pg://{{ .PW.Value }}@db' } } }, ['X=pg://<PW>@db']],
    [
      'that stands under the name of another key',
      { template: { data: { URL: '{{ .URL.Value }}?ssl=1' }, includeAllSecrets: true } },
      ['X=<URL>?ssl=1'],
    ],
    ['beside a template', { template: { data: { A: 'a' }, includeAllSecrets: true } }, ['X=<URL>']],
    [
      'that a function makes',
      { template: { data: { URL: '{{ .PW.Value | upper }}' } } },
      [
        'L10 variable X: from the managed Secret "keys", whose template does more for "URL" than put values into a text',
      ],
    ],
    [
      'that the template does not have',
      { template: { data: { A: 'a' } } },
      ['L4 variable X: from the Secret "keys", which has no key "URL"'],
    ],
  ])('%s', (_, changes, expected) => {
    expect(keyedBy(syncOf(changes))).toEqual(expected);
  });

  test('of v1beta1 is looked for in its sources, in their order', () => {
    const source = (path: string) => ({ projectSlug: 'shop', environmentSlug: 'prod', secretPath: path });
    const sync = {
      apiVersion: 'secrets.infisical.com/v1beta1',
      kind: 'InfisicalStaticSecret',
      metadata: { name: 'keys', namespace: 'shop' },
      spec: {
        infisicalAuthRef: { name: 'login', namespace: 'shop' },
        sources: [source('/api'), { ...source('/common'), recursive: true }],
        targets: [{ kind: 'Secret', name: 'keys', namespace: 'shop', creationPolicy: 'Owner' }],
      },
    };
    const { variables } = containerOf({ env: [fromKey('X', 'URL')] }, [sync]);
    expect(variables[0].value).toEqual([
      {
        key: 'URL',
        places: [
          { project: { slug: 'shop' }, environment: 'prod', path: '/api' },
          { project: { slug: 'shop' }, environment: 'prod', path: '/common', recursive: true },
        ],
      },
    ]);
  });

  test('all of them, where a template says which there are', () => {
    const all = { envFrom: [{ prefix: 'P_', secretRef: { name: 'keys' } }] };
    const template = { data: { A: '{{ .A.Value }}', B: 'b' } };
    expect(variablesOf(containerOf(all, [syncOf({ template })]))).toEqual(['P_A=<A>', 'P_B=b']);
    expect(gapsOf(containerOf(all))).toEqual([
      'L2 variables keys: from the managed Secret "keys", of which the program does not say all keys',
    ]);
  });

  test('of another namespace is none of it', () => {
    const sync = syncOf({ secretNamespace: 'other' });
    expect(keyedBy(sync)).toEqual(['L4 variable X: from the Secret "keys", which Infisical does not fill']);
  });
});

test('what a text takes from the Services of the cluster is told', () => {
  const env = [{ name: 'URL', value: 'http://$(CART_SERVICE_HOST):$(PORT)' }];
  expect(gapsOf(containerOf({ env }))).toEqual(['L4 reference the variable "URL": "CART_SERVICE_HOST"']);
  expect(gapsOf(containerOf({ env }, undefined, { env: { CART_SERVICE_HOST: 'cart' } }))).toEqual([]);
  expect(gapsOf(containerOf({ env }, undefined, { env: { URL: 'http://cart' } }))).toEqual([]);
});
