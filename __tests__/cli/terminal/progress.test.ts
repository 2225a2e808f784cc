import { showProgress } from '../../../cli/terminal/progress';

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
  const steps = showProgress();
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

test('what somebody else does, who may ask at the terminal, is told once, and nothing is taken away meanwhile', () => {
  const steps = showProgress();
  steps.stepOfOthers('running');
  jest.advanceTimersByTime(5_000);
  steps.makeRoom(true);
  steps.end();
  expect(shown).toBe('running …\n');
});

test('how far it has come is said at once', () => {
  const progress = showProgress();
  progress.update('asked 1 of 2');
  progress.update('asked 2 of 2');
  progress.end();
  expect(shown).toBe(`\rasked 1 of 2\u001b[K\rasked 2 of 2\u001b[K${CLEAR}`);
});

test('a terminal without a size has the usual one', () => {
  const { columns } = process.stderr;
  process.stderr.columns = 0;
  const progress = showProgress();
  progress.update('asked 1 of 2');
  progress.end();
  process.stderr.columns = columns;
  expect(shown).toBe(`\rasked 1 of 2\u001b[K${CLEAR}`);
});

test('nothing takes more than a line of the terminal', () => {
  const { columns } = process.stderr;
  process.stderr.columns = 20;
  const steps = showProgress();
  for (const what of ['a'.repeat(30), '字'.repeat(30), 'short']) {
    steps.step(what);
    jest.advanceTimersByTime(1_000);
  }
  steps.end();
  process.stderr.columns = columns;
  expect(shown.split(CLEAR)).toEqual([
    '',
    `${'a'.repeat(12)}… (1 s)`,
    '',
    `${'字'.repeat(6)}… (1 s)`,
    '',
    'short (1 s)',
    '',
  ]);
});
