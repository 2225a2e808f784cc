import { setImmediate as turn } from 'node:timers/promises';
import { type Ending, type EndingSignal, Interruption } from '../../../cli/synth/interruption';

/** Instead of the end of this process. */
class Ended extends Error {}

function interruption() {
  return new Interruption((signal) => {
    throw new Ended(signal);
  });
}

/** Something that ends when it is told to. */
function ending() {
  const log: string[] = [];
  let end: () => void = () => undefined;
  const ending: Ending = {
    ask: (signal) => {
      log.push(signal);
      return new Promise((resolve) => {
        end = resolve;
      });
    },
    force: () => void log.push('force'),
  };
  return { log, ending, end: () => end() };
}

const never = () => new Promise<never>(() => undefined);

test('ends the process at once while there is nothing to clean up', () => {
  expect(() => interruption().hear('SIGTERM')).toThrow(new Ended('SIGTERM'));
});

test('leaves what never ends, and lets clean up', async () => {
  const signals = interruption();
  const done: string[] = [];
  const work = signals.withCleanup(async () => {
    try {
      return await signals.runStoppable(never);
    } finally {
      done.push('clean');
    }
  });
  signals.hear('SIGINT');
  await expect(work).rejects.toMatchObject({ signal: 'SIGINT' });
  expect(done).toEqual(['clean']);
});

test('waits for what has to end first', async () => {
  const signals = interruption();
  const app = ending();
  let isOver = false;
  const work = signals.withCleanup(() =>
    signals.runStoppable(() => {
      signals.endsFirst(app.ending);
      return never();
    }),
  );
  const over = work.catch(({ signal }: { signal: EndingSignal }) => {
    isOver = true;
    return signal;
  });
  signals.hear('SIGTERM');
  await turn();
  expect({ log: app.log, isOver }).toEqual({ log: ['SIGTERM'], isOver: false });
  app.end();
  expect(await over).toBe('SIGTERM');
});

test('does not ask what has ended by itself', async () => {
  const signals = interruption();
  const app = ending();
  const work = signals.withCleanup(() =>
    signals.runStoppable(() => {
      signals.endsFirst(app.ending)();
      return never();
    }),
  );
  signals.hear('SIGTERM');
  await expect(work).rejects.toMatchObject({ signal: 'SIGTERM' });
  expect(app.log).toEqual([]);
});

test('is forced by a second signal, but not by the same one that came twice', () => {
  const now = jest.spyOn(performance, 'now').mockReturnValue(0);
  const signals = interruption();
  const app = ending();
  void signals.withCleanup(() =>
    signals.runStoppable(() => {
      signals.endsFirst(app.ending);
      return never();
    }),
  );
  for (const [signal, at] of [
    ['SIGINT', 0],
    ['SIGTERM', 20],
    ['SIGINT', 1_000],
  ] as const) {
    now.mockReturnValue(at);
    signals.hear(signal);
  }
  now.mockRestore();
  expect(app.log).toEqual(['SIGINT', 'force']);
});

test('what came while nobody could listen is heard before what comes next', async () => {
  const signals = interruption();
  const done: string[] = [];
  const work = signals.withCleanup(async () => {
    await signals.runStoppable(async () => {
      setImmediate(() => signals.hear('SIGTERM'));
      done.push('compose');
    });
    done.push('swap');
  });
  await expect(work).rejects.toMatchObject({ signal: 'SIGTERM' });
  expect(done).toEqual(['compose']);
});

test('an error is told, unless it came of the signal', async () => {
  const failing = interruption();
  const fail = () => Promise.reject(new Error('too bad'));
  await expect(failing.withCleanup(() => failing.runStoppable(fail))).rejects.toThrow('too bad');
  const stopped = interruption();
  const work = stopped.withCleanup(() =>
    stopped.runStoppable(() => {
      stopped.hear('SIGHUP');
      return fail();
    }),
  );
  await expect(work).rejects.toMatchObject({ signal: 'SIGHUP' });
});
