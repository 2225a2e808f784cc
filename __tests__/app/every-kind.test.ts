import { type Manifest, synthesize } from '../synthesis';
import { EVERY_KIND } from './every-kind';

test.each(EVERY_KIND)('every prop of $kind reaches the YAML', ({ every }) => {
  expect(synthesize(every)).toMatchSnapshot();
});

test.each(EVERY_KIND)('the smallest $kind writes no field of the pod that nobody asked for', ({ kind, smallest }) => {
  const made = synthesize(smallest).find((one) => one.kind === kind) as Manifest;
  const { template } = kind === 'CronJob' ? made.spec.jobTemplate.spec : made.spec;
  const ends = kind === 'Job' || kind === 'CronJob';
  expect(Object.keys(template.spec).sort()).toEqual([
    ...['automountServiceAccountToken', 'containers', ...(ends ? ['restartPolicy'] : []), 'securityContext'],
  ]);
  expect(Object.keys(template.spec.containers[0]).sort()).toEqual(['env', 'image', 'name', 'securityContext']);
});
