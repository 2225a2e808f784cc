import fc from 'fast-check';
import { migrationReport } from '../../cli/migrate-compose/report';
import { WRITTEN } from '../cli/compose-canaries';
import { readProject } from '../cli/migrate-compose/compose-projects';
import { anyOverrides } from '../cli/migrate-compose/some-projects';

const CANARY = 'hunter2PW';

test('a project of any files is read, or refused with a place, and no value of it is repeated', () => {
  const written = fc.constantFrom(...WRITTEN).map((write) => write(CANARY));
  const values = fc.constantFrom('x y', 'a=b', 'two', '/c/d', '1.1.1.1', './x', '/dev/a:/dev/b', 'a.env', '2s', 'web');
  let read = 0;
  fc.assert(
    fc.property(anyOverrides, values, written, (files, value, canary) => {
      const texts = Object.fromEntries(
        Object.entries(files).map(([path, text]) => [
          path,
          text.replaceAll(JSON.stringify(value), () => JSON.stringify(canary)).replace('web: {', `web: { x-a: 1,`),
        ]),
      );
      const printed = printedOf(texts);
      expect(printed).not.toContain(CANARY);
      if (!/^compose[\w.]*:\d+:\d+: /.test(printed)) read++;
    }),
    { numRuns: 1_500, seed: 1 },
  );
  expect(read).toBeGreaterThan(20);
});

function printedOf(texts: { readonly [path: string]: string }): string {
  try {
    const project = readProject(texts);
    return migrationReport(project, 'compose.yaml') + JSON.stringify(project);
  } catch (error) {
    expect((error as Error).message).toMatch(/^compose[\w.]*:\d+:\d+: [^\n]*$/);
    return (error as Error).message;
  }
}
