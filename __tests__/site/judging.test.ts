import { type Answer, Judging, type JudgingWorker, type Question } from '../../site/playground/judging';

/** Workers that answer when they are told to. */
function setUp() {
  const workers: (JudgingWorker & { readonly questions: Question[]; isTerminated: boolean })[] = [];
  const told: Answer[] = [];
  const startWorker = () => {
    const questions: Question[] = [];
    const worker = {
      questions,
      isTerminated: false,
      onmessage: null,
      onerror: null,
      postMessage: (question: Question) => questions.push(question),
      terminate: () => {
        worker.isTerminated = true;
      },
    };
    workers.push(worker);
    return worker;
  };
  return { workers, told, judging: new Judging(startWorker, (answer) => told.push(answer)) };
}

const failure = 'any';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

test('nothing is judged before there is a pause, and then the newest text', () => {
  const { judging, workers } = setUp();
  for (const text of ['a', 'ab', 'abc']) {
    judging.changed(text);
    jest.advanceTimersByTime(100);
  }
  expect(workers).toEqual([]);
  jest.advanceTimersByTime(300);
  expect(workers[0].questions).toEqual([{ number: 1, text: 'abc' }]);
});

test('an answer about an older text is not told', () => {
  const { judging, workers, told } = setUp();
  judging.changed('old');
  jest.advanceTimersByTime(300);
  judging.changed('new');
  workers[0].onmessage?.({ data: { number: 1, failure } });
  expect(told).toEqual([]);
  jest.advanceTimersByTime(300);
  workers[0].onmessage?.({ data: { number: 2, failure } });
  expect(told).toEqual([{ number: 2, failure }]);
});

test('one text is judged at a time', () => {
  const { judging, workers } = setUp();
  judging.changed('old');
  jest.advanceTimersByTime(300);
  judging.changed('new');
  jest.advanceTimersByTime(1_000);
  expect(workers[0].questions).toHaveLength(1);
});

test('a judge that does not come to an end is left for a newer text', () => {
  const { judging, workers, told } = setUp();
  judging.changed('endless');
  jest.advanceTimersByTime(300);
  judging.changed('short');
  jest.advanceTimersByTime(5_000);
  expect(workers.map(({ isTerminated }) => isTerminated)).toEqual([true, false]);
  workers[1].onmessage?.({ data: { number: 2, failure } });
  expect(told).toHaveLength(1);
});

test('a judge that fails is told as such, and the next text has another one', () => {
  const { judging, workers, told } = setUp();
  judging.changed('a');
  jest.advanceTimersByTime(300);
  workers[0].onerror?.({ message: '' });
  expect(told).toEqual([{ number: 1, failure: 'the judge did not start' }]);
  judging.changed('b');
  jest.advanceTimersByTime(300);
  expect(workers).toHaveLength(2);
});
