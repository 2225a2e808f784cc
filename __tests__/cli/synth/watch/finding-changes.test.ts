import { findingChanges } from '../../../../cli/synth/watch/finding-changes';
import type { FindingRecord } from '../../../../lib/evaluation/report/finding-record';
import { goneLines } from '../../../../lib/evaluation/report/report-text';
import { Severity } from '../../../../lib/validation/severity';

const finding = (message: string, more: Partial<FindingRecord> = {}): FindingRecord => ({
  severity: Severity.WARNING,
  rule: 'C5',
  environment: 'prod',
  path: 'shop/api',
  message,
  ...more,
});

test('what is new and what is gone is told, and what stays is counted', () => {
  const [old, stays, comes] = [finding('old'), finding('stays'), finding('comes')];
  expect(findingChanges([old, stays], [stays, comes])).toEqual({ told: [comes], gone: [old], kept: 1 });
});

test('an error is told as long as it is there: nothing is written', () => {
  const error = finding('wrong', { severity: Severity.ERROR });
  expect(findingChanges([error], [error])).toEqual({ told: [error], gone: [], kept: 0 });
});

test('what is suppressed is no finding, also if it was one before', () => {
  const suppressed = finding('known', { suppressedBecause: 'we know' });
  expect(findingChanges([], [suppressed])).toEqual({ told: [], gone: [], kept: 0 });
  expect(findingChanges([finding('known')], [suppressed]).gone).toEqual([finding('known')]);
});

test('what is gone is a line for each group', () => {
  const both = ['staging', 'prod'].map((environment) => finding('the key is not used', { environment }));
  expect(goneLines(both)).toEqual(['gone: staging, prod: [shop/api] the key is not used (C5)']);
});
