import { usageStatus } from '../../../cli/run/run-status';

test.each<[string, string[], number]>([
  ['starts nothing, as docker run', ['run', '--nope', 'orders', '--', 'x', '--check'], 125],
  ['finds nothing out', ['run', '--check', '--nope'], 2],
  ['prints no names', ['run', 'orders', '--print-names', '--nope'], 2],
])('run that is not understood %s', (_, typed, status) => {
  expect(usageStatus(typed)).toBe(status);
});
