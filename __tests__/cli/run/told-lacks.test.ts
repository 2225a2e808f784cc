import { lackLines } from '../../../cli/run/told-lacks';

const selection = (names: string[], objects: string[] = []) => ({
  variables: [{ name: 'GIVEN', parts: [{ text: 'x' }] }],
  needs: [],
  typed: [],
  lacks: [{ app: 'orders', variables: names, objects }],
});

describe('what an application has in the cluster only', () => {
  test('is told in one line, with what to do', () => {
    expect(lackLines(selection(['NODE', 'POD_IP'], ['vendor']), {})).toEqual([
      'orders: without NODE, POD_IP, all of vendor, which only the cluster has: set it in this shell, or in local.env',
    ]);
  });

  test('is not told where the shell or another application has it', () => {
    expect(lackLines(selection(['NODE', 'GIVEN']), { NODE: '' })).toEqual([]);
  });

  test('is a name, and never what a terminal obeys', () => {
    expect(lackLines(selection(['A\u001b[2J']), {}).join()).not.toContain('\u001b');
  });
});
