import { refuseWithWatch } from '../../../../cli/synth/watch/refused-options';

const PLAIN = { format: 'text', wait: 600 } as const;

test.each([{ check: true }, { json: true }, { format: 'sarif' as const }, { report: 'x' }, { showSuppressed: true }])(
  '%j is for one synth',
  (option) => {
    expect(() => refuseWithWatch({ ...PLAIN, ...option })).toThrow(/: (?:run|leave out)/);
  },
);

test('the others are not refused', () => {
  expect(() => refuseWithWatch({ ...PLAIN, verbose: true, diff: true, cache: false })).not.toThrow();
});
