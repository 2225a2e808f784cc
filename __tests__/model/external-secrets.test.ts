import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { modelOf, type Settings } from '../../lib/model/app-model';
import { deliveriesOf } from '../../lib/model/delivery/deliveries';
import type { DeliveryNeed } from '../../lib/model/delivery/delivery';
import type { Manifest } from '../../lib/model/manifest';

const FIXTURES = join(__dirname, '../fixtures/external-secrets');

const manifestsIn = (text: string) =>
  parseAllDocuments(text).map((document) => ({ manifest: document.toJS() as Manifest, file: 'all.yaml' }));

const fixtures = (...names: string[]) =>
  names.flatMap((name) => manifestsIn(readFileSync(join(FIXTURES, `${name}.yaml`), 'utf8')));

const shownNeed = ({ source, key, wording }: DeliveryNeed) =>
  [
    source.host?.replace('https://', ''),
    source.projectSlug,
    source.environment,
    source.path + (source.recursive ? '/**' : ''),
    key ?? wording,
  ].join(' | ');

/** What the readers tell, in short lines. */
function told(resources: ReturnType<typeof manifestsIn>, settings: Settings = {}) {
  const deliveries = deliveriesOf(modelOf(resources, settings));
  return {
    needs: deliveries.flatMap(({ needs }) => needs.map(shownNeed)),
    written: deliveries.flatMap(({ written }) =>
      written.map(({ name, namespace = '?', keys, further }) => {
        const names = [...keys].map(([key, needs]) => `${key}=${needs.map((one) => one.key ?? one.wording).join('+')}`);
        return `${namespace}/${name} ${names.join(' ')}${further ? ` and ${further.length} more` : ''}`.replace(
          '  ',
          ' ',
        );
      }),
    ),
    writes: deliveries.flatMap(({ writes = [] }) => writes.map(shownNeed)),
    unknown: deliveries.flatMap(({ unknown }) => unknown.map(({ at, message }) => `${at.join('.')}: ${message}`)),
  };
}

const NOTHING = { needs: [], written: [], writes: [], unknown: [] };
const TEA = 'secrets.tea.example | tea-shop-x1 | prod';

test.each<[string, ReturnType<typeof manifestsIn>, Partial<ReturnType<typeof told>>, Settings?]>([
  [
    'bare, absolute and relative keys',
    fixtures('keys'),
    {
      needs: [`${TEA} | /web | DB_URL`, `${TEA} | /shared | SMTP_PASSWORD`, `${TEA} | /web/pay | STRIPE_KEY`],
      written: ['tea/kettle url=DB_URL mail=SMTP_PASSWORD pay=STRIPE_KEY'],
    },
  ],
  [
    'keys that match, under new names',
    fixtures('find'),
    {
      needs: ['app.infisical.com | farm-7k | staging | /barn | each key that matches "^BARN_"'],
      written: ['barn/hay-env and 1 more'],
    },
  ],
  [
    'a template that replaces what is provided',
    [...fixtures('keys').slice(0, 1), ...fixtures('templates')],
    {
      needs: [`${TEA} | /json | MILL_JSON`, `${TEA} | /web | DB_JSON`, `${TEA} | /web | DB_JSON`],
      written: ['tea/mill dsn=DB_JSON+DB_JSON'],
    },
  ],
  [
    'a find.path that releases read in different ways',
    [...fixtures('keys').slice(0, 1), ...fixtures('find-path')],
    {
      needs: [`${TEA} | /oven | every key`],
      written: ['tea/oven and 1 more'],
      unknown: [
        'spec.dataFrom.0.find.path: find.path is "/oven", which External Secrets 2.2 to 2.9 finds nothing with, and later ones read as the folder: leave it out, and name the folder in the store\'s secretsPath',
      ],
    },
  ],
  [
    'a store of the wrong kind, and a generator',
    [...fixtures('find').slice(0, 1), ...fixtures('mistakes')],
    {
      written: ['attic/loft TOKEN= and 1 more'],
      unknown: ['spec.secretStoreRef.name: SecretStore "central" is not in what was read'],
    },
  ],
  [
    'what is there for the whole cluster, and what the cluster writes to Infisical',
    fixtures('cluster-wide'),
    {
      needs: ['app.infisical.com | cave-3 | dev | /bats | SONAR_KEY'],
      written: ['cave/sonar SONAR=SONAR_KEY'],
      writes: ['app.infisical.com | cave-3 | dev | /bats | ECHO_PASSWORD'],
    },
  ],
])('%s', (_, resources, expected, ...[settings]) => {
  expect(told(resources, settings)).toEqual({ ...NOTHING, ...expected });
});
