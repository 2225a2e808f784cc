import { adoptionOf } from '../../../cli/adopt/adoption';
import { adoptionOfEnvironments } from '../../../cli/adopt/environments/environments-adoption';
import { suppressionsOf, withSuppressions } from '../../../cli/adopt/tolerated-warnings';
import { configurationOf } from '../../../cli/configuration/configuration';
import { manifestsIn } from '../../../cli/manifests/read-manifests';
import { container, deployment, infisicalSecret, managedSecret, podTemplate } from '../../validation/manifests';

const OPTIONS = { extension: '', includeRest: false } as const;
const REASON = 'it was so when it was adopted';

const sync = infisicalSecret({ managedKubeSecretReferences: [managedSecret()] });
const using = (name: string, optional: boolean, namespace = 'shop') => {
  const valueFrom = { secretKeyRef: { name: 'api-secrets', key: 'A', optional } };
  const spec = { template: podTemplate({ containers: [container({ env: [{ name: 'A', valueFrom }] })] }) };
  return deployment(spec, { name, namespace });
};
const read = (...objects: readonly object[]) =>
  manifestsIn(objects.map((one) => JSON.stringify(one)).join('\n---\n'), 'shop.yaml');
const warnedOf = (...objects: readonly object[]) => suppressionsOf(adoptionOf(read(...objects), OPTIONS));

test('what was warned of is suppressed for the object, and nothing else', () => {
  expect(warnedOf(sync, using('web', true), using('api', false))).toEqual([
    { rule: 'C12', reason: REASON, object: 'Deployment/web' },
  ]);
  expect(warnedOf(sync, using('web', false))).toEqual([]);
});

test('what only one environment has is suppressed there, and what all have is so once', () => {
  const inEnvironment = (name: string, optional: boolean) => ({
    name,
    read: read(sync, using('web', true), using('api', optional)),
  });
  const adoption = adoptionOfEnvironments([inEnvironment('dev', true), inEnvironment('prod', false)], OPTIONS);
  expect(suppressionsOf(adoption)).toEqual([
    { rule: 'C12', reason: REASON, object: 'Deployment/api', namespace: 'shop', environment: 'dev' },
    { rule: 'C12', reason: REASON, object: 'Deployment/web' },
  ]);
});

test('a resource that becomes another kind is no object that could be suppressed', () => {
  const { warnings } = adoptionOf(read(sync), { ...OPTIONS, migrate: true });
  expect(warnings).toEqual([]);
});

describe('a configuration', () => {
  const one = { rule: 'C12', reason: REASON, object: 'Deployment/web' };
  const projectOf = (text: string) => ({ bytes: Buffer.from(text), configuration: configurationOf(Buffer.from(text)) });
  const written = (text: string | undefined) =>
    withSuppressions(text === undefined ? undefined : projectOf(text), [one])?.toString();

  test('is made where there is none', () => {
    expect(written(undefined)).toBe(
      '# yaml-language-server: $schema=./node_modules/cdk8s-infisical/schema.json\n' +
        `suppressions:\n  - rule: C12\n    reason: ${REASON}\n    object: Deployment/web\n`,
    );
  });

  test('keeps what stands in it', () => {
    const text = '# ours\nkubernetes: { version: "1.33" }';
    expect(written(text)).toBe(
      `${text}\nsuppressions:\n  - rule: C12\n    reason: ${REASON}\n    object: Deployment/web\n`,
    );
  });

  test('gets another entry where the list is at its end', () => {
    const text = 'suppressions:\n  - rule: H8\n    reason: it moves\n';
    expect(written(text)).toBe(`${text}  - rule: C12\n    reason: ${REASON}\n    object: Deployment/web\n`);
  });

  test.each([
    ['has it already', `suppressions:\n  - rule: C12\n    reason: ${REASON}\n    object: Deployment/web\n`],
    ['has a list that cannot be added to', 'suppressions: [{ rule: H8, reason: it moves }]\n'],
    [
      'has something behind its list',
      'suppressions:\n  - rule: H8\n    reason: it moves\nkubernetes: { version: "1.33" }\n',
    ],
  ])('stays as it is where it %s', (_, text) => {
    expect(written(text)).toBeUndefined();
  });
});
