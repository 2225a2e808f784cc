import { slowSteps } from '../../../cli/terminal/slow-steps';

const CLEAR = '\r\u001b[K';

let shown: string;
beforeEach(() => {
  shown = '';
  jest.useFakeTimers();
  process.stderr.isTTY = true;
  jest.replaceProperty(process, 'env', { ...process.env, CI: '' });
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => {
    shown += text;
    return true;
  });
});
const { isTTY } = process.stderr;
afterEach(() => {
  process.stderr.isTTY = isTTY;
  jest.restoreAllMocks();
  jest.useRealTimers();
});

test('what takes long is shown with its time, what has an end with what is left of it, and nothing before there is a step', () => {
  const steps = slowSteps();
  jest.advanceTimersByTime(5_000);
  expect(shown).toBe('');
  steps.step('running');
  jest.advanceTimersByTime(2_000);
  steps.step('waiting', 3);
  jest.advanceTimersByTime(4_000);
  steps.end();
  jest.advanceTimersByTime(4_000);
  expect(shown.split(CLEAR)).toEqual([
    '',
    'running (1 s)',
    'running (2 s)',
    '',
    'waiting (2 s left)',
    'waiting (1 s left)',
    'waiting (0 s left)',
    'waiting (0 s left)',
    '',
  ]);
});
