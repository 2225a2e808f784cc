import { composeAt } from '../../../../cli/access/compose-files';
import { composeUses } from '../../../../cli/access/compose-uses';
import { accessIn } from '../../../../cli/access/key-uses';
import { accessReport } from '../../../../cli/access-report/access-report';
import { rotationOf } from '../../../../cli/report/rotate/rotate';
import type { Rotation } from '../../../../cli/report/rotate/rotation';
import type { Manifest } from '../../../../lib/model/manifest';
import { HOST } from '../../../validation/manifests';
import { asTerminalText } from '../../access/compose-text';
import { readAs, syncFrom } from '../reported';
import { readersIn, running } from './rotated';

const PORT = { name: 'PORT', valueFrom: { secretKeyRef: { name: 'api-secrets', key: 'PORT' } } };
const IN_CLUSTER = [syncFrom({ envSlug: 'dev', secretsPath: '/api' }), running({ env: [PORT] })];

/** What happens to `PORT` of a laptop, with what runs in a cluster beside it. */
function withLaptop(file: string, manifests: readonly Manifest[] = [], host?: string): Rotation {
  const told = host === undefined ? {} : { host };
  const compose = composeAt([], { compose: [file] }, () => Buffer.from(asTerminalText(told)));
  expect(compose.files).toHaveLength(1);
  const read = readAs(manifests, 'dist/dev');
  const access = accessIn(read);
  const uses = [...access.uses, ...composeUses(compose, access.uses)];
  return rotationOf({ key: 'PORT', also: [], environments: [], uses, report: accessReport(read, [], compose) });
}

test('a service of a stack has the new value when the stack is started again', () => {
  const rotation = withLaptop('compose.yaml');
  expect(readersIn(rotation)).toMatchObject([
    {
      outcome: 'next-start',
      row: { holder: { name: 'app' }, variable: 'PORT' },
      sentence: 'has the new value at the next `make up` of whoever has app on a laptop',
      restart: ['make up'],
    },
  ]);
  expect(rotation.steps.map(({ what, commands }) => [what, commands])).toEqual([
    ['make a new value where PORT comes from, and keep the old one valid', []],
    ['change PORT in Infisical, at dev:/api', []],
    ['tell whoever runs it on a laptop to start it again', ['make up']],
    ['revoke the old value of PORT, once nobody above has it any more', []],
  ]);
});

test('an application without a container has it at its next run, for which nobody knows its command', () => {
  const rotation = withLaptop('infisical.run.yaml');
  expect(readersIn(rotation)).toMatchObject([
    {
      outcome: 'next-start',
      sentence:
        'has the new value at the next `cdk8s-infisical run` of whoever has app on a laptop: one with --watch starts the command again by itself',
      restart: [],
    },
  ]);
  const [, , tell] = rotation.steps;
  expect(tell).toEqual({
    environment: 'dev',
    what: 'tell whoever runs it on a laptop to start it again',
    commands: [],
  });
});

test('a laptop is no cluster: beside one, kubectl and status are told nothing of it', () => {
  const { steps, places } = withLaptop('compose.yaml', IN_CLUSTER, HOST);
  expect(places.map(({ readers }) => readers.map(({ outcome }) => outcome))).toEqual([['next-start', 'keeps']]);
  expect(steps.map(({ what }) => what).join()).not.toContain('in the cluster of');
  expect(steps.find(({ what }) => what === 'see that all is well')?.commands).toEqual([
    'npx cdk8s-infisical status --dist dist/dev',
  ]);
});

test('two Infisicals are told apart by their hosts', () => {
  const { steps, places } = withLaptop('compose.yaml', IN_CLUSTER);
  expect(places).toHaveLength(2);
  expect(steps.map(({ what }) => what)).toContain(
    `change PORT in Infisical, at dev:/api of https://app.infisical.com and dev:/api of ${HOST}`,
  );
});
