import { wrappedReport } from '../../../cli/report/wrapped-report';

test('on a terminal, no word of a notice is broken, and it goes on below its first word', () => {
  const text =
    'note  Secret shop/orders: holds every key of /\n      Who may read it\n+ orders gains KEY in staging and prod\n\n';
  expect(wrappedReport(text, 28).split('\n')).toEqual([
    'note  Secret shop/orders:',
    '      holds every key of /',
    '      Who may read it',
    '+ orders gains KEY in',
    '    staging and prod',
    '',
    '',
  ]);
});

test('colours take no room', () => {
  expect(wrappedReport('\u001b[36mnote\u001b[39m  one two', 13)).toBe('\u001b[36mnote\u001b[39m  one two');
});
