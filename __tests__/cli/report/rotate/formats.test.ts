import { execFileSync } from 'node:child_process';
import { accessIn } from '../../../../cli/access/key-uses';
import { accessReport, projectsIn } from '../../../../cli/access-report/access-report';
import type { OriginsOf } from '../../../../cli/access-report/access-row';
import { FolderNames } from '../../../../cli/access-report/folder-names';
import { rotationJson } from '../../../../cli/report/rotate/json';
import { rotationMarkdown } from '../../../../cli/report/rotate/markdown';
import { rotationOf } from '../../../../cli/report/rotate/rotate';
import { rotationText } from '../../../../cli/report/rotate/text';
import type { Manifest } from '../../../../lib/model/manifest';
import { infisicalSecret, managedSecret, pushSecret, secretsScope, universalAuth } from '../../../validation/manifests';
import { readAs, reported } from '../reported';
import { RELOADING, rotated, running, TOKEN } from './rotated';

const { Parser } = require('commonmark') as {
  readonly Parser: new () => {
    parse(text: string): { walker(): { next(): { node: { type: string; literal: string | null } } | null } };
  };
};

const sync = (environment: string) =>
  infisicalSecret({
    authentication: { universalAuth: universalAuth({ secretsScope: secretsScope({ envSlug: environment }) }) },
  });
const WEB = running({ env: [TOKEN] });
const names = (...manifests: Manifest[]) => new FolderNames(projectsIn(reported(...manifests)));

test('as text: what people ask first, who has the key, what to do, and what nobody can know', () => {
  const all = [sync('prod'), WEB, running({ env: [TOKEN] }, { name: 'api', annotations: RELOADING })];
  expect(rotationText(rotated(all), names(...all))).toBe(`2 workloads in prod have TOKEN, from prod:/api
1 keeps the old value until somebody acts: shop/web
1 restarts by itself: shop/api

prod:/api
  Secret shop/api-secrets has the new value within 5m: InfisicalSecret shop/api asks every 5m
  api Deployment in shop  variable TOKEN of web
      restarts by itself: the operator does that as soon as Secret shop/api-secrets has changed
  web Deployment in shop  variable TOKEN
      keeps the old value until it is restarted

What to do
  1  make a new value where TOKEN comes from, and keep the old one valid
       until the last of those above has the new one, both are in use: where only one can be valid, some fail meanwhile
  2  prod: before the change, note what is printed
       kubectl get secret/api-secrets --namespace shop --output 'jsonpath={.metadata.annotations.secrets\\.infisical\\.com/version}'
  3  prod: change TOKEN in Infisical, at prod:/api
  4  prod: wait until Secret shop/api-secrets has it, 5m at most: what is printed is another then
       kubectl get secret/api-secrets --namespace shop --output 'jsonpath={.metadata.annotations.secrets\\.infisical\\.com/version}'
  5  prod: restart who keeps the old value
       kubectl rollout restart deployment/web --namespace shop
       kubectl rollout status deployment/web --namespace shop
  6  prod: see that all is well
       npx cdk8s-infisical status --dist dist/prod
  7  revoke the old value of TOKEN, once nobody above has it any more

What is not known
  whether TOKEN is in shop prod:/api itself, or imported there from where it is to be changed: the key catalogue of \`import\` would tell it
  which values refer to TOKEN with \${…} cannot be seen without values: name such keys with --also
  which version of the operator runs: it is taken for v0.11.17, unless cdk8s-infisical.yaml says another one (operator: version)
`);
});

test('a narrow terminal breaks sentences, and never a command', () => {
  const all = [sync('prod'), WEB];
  const lines = rotationText(rotated(all), names(...all), 60).split('\n');
  const long = lines.filter(({ length }) => length > 60);
  expect(long.length).toBeGreaterThan(0);
  for (const line of long) expect(line).toMatch(/^ +(?:kubectl|npx) /);
});

test('one environment after the other: the one of the customers comes last', () => {
  const all = [sync('prod'), sync('staging'), sync('dev')].map((one, i) => ({
    ...one,
    metadata: { ...one.metadata, name: `api-${i}` },
  }));
  const { steps } = rotated([...(all as Manifest[]), WEB]);
  const order = steps.flatMap(({ environment }) => environment ?? []);
  expect([...new Set(order)]).toEqual(['dev', 'staging', 'prod']);
  expect([steps[0].environment, steps.at(-1)?.environment]).toEqual([undefined, undefined]);
});

test('clusters are told apart where several have it', () => {
  const read = [...readAs([sync('prod'), WEB], 'dist/eu'), ...readAs([sync('prod'), WEB], 'dist/us')];
  const access = accessIn(read);
  const report = accessReport(read);
  const rotation = rotationOf({ key: 'TOKEN', also: [], environments: [], uses: access.uses, report });
  const text = rotationText(rotation, new FolderNames(projectsIn(report)));
  for (const cluster of ['dist/eu', 'dist/us']) {
    expect(text).toContain(`web Deployment in shop (${cluster})  variable TOKEN\n`);
    expect(text).toContain(`npx cdk8s-infisical status --dist ${cluster}\n`);
  }
  expect(text).toContain('restart who keeps the old value (in the cluster of each of dist/eu and dist/us)\n');
});

test('what is to be done in one cluster only is told of that one', () => {
  const others = running({ env: [TOKEN] }, { name: 'more' });
  const read = [...readAs([sync('prod'), WEB], 'dist/eu'), ...readAs([sync('prod'), WEB, others], 'dist/us')];
  const access = accessIn(read);
  const asked = { key: 'TOKEN', also: [], environments: [], uses: access.uses, report: accessReport(read) };
  const restarts = rotationOf(asked).steps.filter(({ what }) => what.startsWith('restart who'));
  expect(restarts.map(({ what, commands }) => [what, commands.length])).toEqual([
    ['restart who keeps the old value (in the cluster of dist/eu)', 2],
    ['restart who keeps the old value (in the cluster of dist/us)', 4],
  ]);
});

test('two workloads of one name are two', () => {
  const job = running({ env: [TOKEN] }, { kind: 'StatefulSet' });
  const all = [sync('prod'), WEB, job];
  expect(rotationText(rotated(all), names(...all))).toMatch(
    /^2 workloads in prod have TOKEN, from prod:\/api\n2 keep the old value until somebody acts: shop\/web\n/,
  );
});

describe('a key that is imported', () => {
  const inEach = (kind: string) => [
    ...readAs([sync('dev'), running({ env: [TOKEN] }, { kind })], 'dist/dev'),
    ...readAs([sync('prod'), WEB], 'dist/prod'),
  ];
  const common = { project: 'shop', environment: 'common', path: '/shared', recursive: false, imported: true };
  const of = (environments: readonly string[]) => {
    const read = inEach('Deployment');
    const { uses } = accessIn(read);
    const originsOf = () => [common];
    return rotationOf({ key: 'TOKEN', also: [], environments, uses, report: accessReport(read), originsOf });
  };

  test('is changed once, where it is, for all environments that import it', () => {
    const rotation = of([]);
    expect(rotation.places.map(({ environment, readers }) => [environment, readers.length])).toEqual([['common', 2]]);
    expect(rotation.steps.filter(({ what }) => what.startsWith('change '))).toEqual([
      { environment: 'common', what: 'change TOKEN in Infisical, at common:/shared', commands: [] },
    ]);
    const text = rotationText(rotation, new FolderNames(['shop']));
    expect(text).toMatch(/^1 workload in dev and prod has TOKEN, from common:\/shared\n/);
    expect(text).toContain(
      'common: restart who keeps the old value (in the cluster of each of dist/dev and dist/prod)\n',
    );
  });

  test('of an environment before has its turn when its last reader has', () => {
    const read = inEach('Deployment');
    const own = { ...common, environment: 'dev', path: '/api', imported: false };
    const shared = { ...common, environment: 'dev' };
    const originsOf: OriginsOf = (_, [{ environment }]) => [environment === 'dev' ? own : shared];
    const { uses } = accessIn(read);
    const asked = { key: 'TOKEN', also: [], environments: [], uses, report: accessReport(read), originsOf };
    const steps = rotationOf(asked).steps.map(({ what }) => what);
    expect(steps.filter((what) => /^(?:change|restart)/.test(what))).toEqual([
      'change TOKEN in Infisical, at dev:/api',
      'restart who keeps the old value',
      'change TOKEN in Infisical, at dev:/shared',
      'restart who keeps the old value (in the cluster of dist/prod)',
    ]);
  });

  test('is told to get to the environments that are left out, too', () => {
    expect(of(['dev']).notKnown[0]).toBe(
      'who has it in prod, from the same place: the new value gets there too, and --environment leaves that out',
    );
    expect(of(['dev', 'prod']).notKnown.join()).not.toContain('--environment');
  });

  test('is not told from one that is there, where no catalogue knows it', () => {
    expect(rotated([sync('prod'), WEB]).notKnown.join()).toContain('or imported there');
    expect(of([]).notKnown.join()).not.toContain('or imported there');
  });
});

test('where only values refer to the key, all is done after the change', () => {
  const url = { name: 'URL', valueFrom: { secretKeyRef: { name: 'api-secrets', key: 'DATABASE_URL' } } };
  const read = [
    ...readAs([sync('dev'), running({ env: [url] }, { name: 'db' })], 'dist/dev'),
    ...readAs([sync('prod'), WEB], 'dist/prod'),
  ];
  const { uses } = accessIn(read);
  const also = [{ key: 'DATABASE_URL' }];
  const { steps } = rotationOf({ key: 'TOKEN', also, environments: [], uses, report: accessReport(read) });
  expect([...new Set(steps.map(({ environment }) => environment))]).toEqual([undefined, 'prod', 'dev']);
  expect(steps.filter(({ environment }) => environment === 'dev').map(({ what }) => what)).toEqual([
    'wait until Secret shop/api-secrets has it, 5m at most',
    'restart who keeps the old value',
    'see that all is well',
  ]);
});

test('who takes every key of a folder where nobody names it is told as what is not known', () => {
  const scope = secretsScope({ secretsPath: '/else' });
  const other = infisicalSecret(
    {
      authentication: { universalAuth: universalAuth({ secretsScope: scope }) },
      managedKubeSecretReferences: [managedSecret({ secretName: 'else' })],
    },
    { name: 'else' },
  );
  const all = running({ envFrom: [{ secretRef: { name: 'else' } }] }, { name: 'all' });
  const { places, notKnown } = rotated([sync('prod'), WEB, other, all]);
  expect(places).toHaveLength(1);
  expect(notKnown[0]).toBe(
    'whether other folders have a TOKEN too, of which somebody takes every key: Deployment shop/all (shop prod:/else)',
  );
});

test('what a push writes to Infisical is changed where the push has it from', () => {
  const destination = { projectSlug: 'shop', environmentSlug: 'prod', secretsPath: '/api' };
  const generators = [{ destinationSecretName: 'TOKEN', generatorRef: { kind: 'Password', name: 'p' } }];
  const push = pushSecret({ destination, push: { generators } });
  const [, , change] = rotated([sync('prod'), WEB, push]).steps;
  expect(change.what).toBe(
    'change TOKEN in Infisical, at prod:/api, by way of what writes it there: the InfisicalPushSecret shop/push',
  );
});

test('what a push takes out of the Secret comes back into Infisical', () => {
  const push = pushSecret({ push: { secret: { secretName: 'api-secrets', secretNamespace: 'shop' } } });
  const [reader] = rotated([sync('prod'), push]).places.flatMap(({ readers }) => readers);
  expect(reader).toMatchObject({
    outcome: 'passes-on',
    sentence: expect.stringMatching(/^brings it back into Infisical, to prod:\/pushed: /),
  });
});

test('a key whose value refers to it is followed where it is named', () => {
  const url = { name: 'URL', valueFrom: { secretKeyRef: { name: 'api-secrets', key: 'DATABASE_URL' } } };
  const all = [sync('prod'), WEB, running({ env: [url] }, { name: 'db' })];
  const { places, notKnown } = rotated(all, { also: [{ key: 'DATABASE_URL' }] });
  expect(places.map(({ keys, readers }) => [keys, readers.map(({ row }) => row.holder.name)])).toEqual([
    [['DATABASE_URL'], ['db']],
    [['TOKEN'], ['web']],
  ]);
  expect(notKnown.join()).not.toContain('--also');
  expect(() => rotated(all, { also: [{ key: 'DATABSE_URL' }] })).toThrow(
    '--also: nobody gets the key "DATABSE_URL": did you mean "DATABASE_URL"?',
  );
});

describe('a key that nobody names', () => {
  const all = running({ envFrom: [{ secretRef: { name: 'api-secrets' } }] }, { name: 'all' });

  test('is an error, with the one that was meant', () => {
    expect(() => rotated([sync('prod'), WEB], { key: 'TOKN' })).toThrow(
      'nobody gets the key "TOKN": did you mean "TOKEN"?',
    );
  });

  test('may be one of those that somebody takes all of, which is told', () => {
    const { notKnown } = rotated([sync('prod'), WEB, all], { key: 'TOKN' });
    expect(notKnown[0]).toBe(
      'nobody names TOKN: those below take every key of a folder, and this one if it is there. Did you mean "TOKEN"?',
    );
    const known = [{ project: 'shop', environment: 'prod', path: '/api', recursive: false, imported: false }];
    const certain = rotated([sync('prod'), WEB, all], { key: 'TOKN', originsOf: () => known });
    expect(certain.notKnown.join()).not.toContain('nobody names');
  });
});

describe('names of others', () => {
  const EVIL = `web'; touch pwned; '$(touch pwned)\`touch pwned\``;
  const evil = { ...WEB, metadata: { ...WEB.metadata, name: EVIL, namespace: 'shop' } } as Manifest;
  const all = [sync('prod'), evil];

  test('are one word for a shell, whatever they hold', () => {
    const commands = rotated(all).steps.flatMap((step) => step.commands);
    const script = `kubectl() { printf '%s\\n' "$3" "$4"; }; npx() { :; }\n${commands.join('\n')}\n`;
    const printed = execFileSync('sh', ['-c', script], { encoding: 'utf8' });
    expect(printed).toContain(`deployment/${EVIL}\n`);
  });

  test('are no markup and no command of a terminal', () => {
    const odd = { ...WEB, metadata: { ...WEB.metadata, name: '\u001b[31m</code>| [x](y) @all\n## web' } } as Manifest;
    const rotation = rotated([sync('prod'), odd]);
    const markdown = rotationMarkdown(rotation, names(sync('prod'), odd));
    for (const text of [markdown, rotationText(rotation, names(sync('prod'), odd))]) {
      expect(text).not.toContain('\u001b[31m');
      expect(text).not.toMatch(/^## web/m);
    }
    const walker = new Parser().parse(markdown).walker();
    for (let step = walker.next(); step !== null; step = walker.next()) {
      const { type, literal } = step.node;
      expect(type).not.toMatch(/^(?:link|image|html_block)$/);
      if (type === 'html_inline') expect(literal).toMatch(/^<\/?code>$/);
      if (type === 'text') expect(literal).not.toContain('@all');
    }
  });
});

test('as JSON it has each reader with its places, and each object with its seconds', () => {
  const all = [sync('prod'), WEB];
  expect(JSON.parse(rotationJson(rotated(all)))).toMatchObject({
    key: 'TOKEN',
    places: [
      {
        environment: 'prod',
        places: [{ project: 'shop', environment: 'prod', path: '/api' }],
        objects: [{ kind: 'Secret', namespace: 'shop', name: 'api-secrets', within: 300 }],
        readers: [{ holder: { name: 'web' }, variable: 'TOKEN', outcome: 'keeps', places: [{ path: '/api' }] }],
        restartedToo: [],
        writers: [],
      },
    ],
    steps: expect.any(Array),
    unread: [],
  });
});
