import { growingFasterThan } from '../../counted-work';
import { declaredSecret, deployment, syncedSecret } from './cluster';
import { statusOf } from './status-of';

/** What sorts compares up to eight times as often at four times the size; what goes with the square, sixteen times. */
const SORTING = 8;

test('the work of status grows with the syncs and the workloads, not with their square', () => {
  const work = (count: number) => {
    const names = Array.from({ length: count }, (_, i) => `app-${i}`);
    const workloads = names.map((name) => deployment(name));
    return statusOf([...names.map((name) => syncedSecret(name)), ...workloads], {
      'dist/prod/a.k8s.yaml': [...names.map((name) => declaredSecret(name)), ...workloads],
    });
  };
  expect(growingFasterThan(25, work, SORTING)).toEqual([]);
});
