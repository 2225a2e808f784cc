import { Flux, SecretSyncedJob, SyncedSecret } from '../../lib';
import { SYNC } from '../declarations';
import { synthesize } from '../synthesis';

const NAME = 'kustomize.toolkit.fluxcd.io';

test.each([
  ['protect', `${NAME}/prune`, 'disabled'],
  ['recreate', `${NAME}/force`, 'enabled'],
  ['keepVariables', `${NAME}/substitute`, 'disabled'],
] as const)('%s annotates all objects of a construct, and no other', (verb, annotation, value) => {
  const job = { image: 'shop:1.4.2', sync: SYNC, secretKeys: ['TOKEN'] };
  const objects = synthesize((chart) => {
    const migrate = new SecretSyncedJob(chart, 'migrate', job);
    new SyncedSecret(chart, 'other', { ...SYNC, secretName: 'other' });
    Flux[verb](migrate);
  });
  const annotated = objects.filter(({ metadata }) => metadata.annotations?.[annotation] === value);
  expect(annotated.map(({ kind, metadata }) => `${kind} ${metadata.name}`).sort()).toEqual([
    'InfisicalSecret migrate',
    'Job migrate',
  ]);
});

test('of a construct without objects they say so', () => {
  synthesize((chart) => {
    expect(() => Flux.protect(chart)).toThrow('[project] there is no object yet: call this when all is declared');
  });
});
