import { PassThrough } from 'node:stream';
import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises';
import { AppOutput } from '../../../../cli/synth/app/app-output';

/** An app that prints, and what of that is seen. */
function printing() {
  const seen: string[] = [];
  const app = new PassThrough();
  const output = new AppOutput(async (text) => void seen.push(text));
  output.connect(app);
  const print = async (...chunks: (string | Buffer)[]) => {
    for (const chunk of chunks) {
      app.write(chunk);
      await turn();
    }
  };
  const end = async () => {
    app.end();
    await new Promise((resolve) => app.on('close', resolve));
    output.end();
  };
  return { seen, output, app, print, end };
}

test('what an app prints is passed on while it still runs', async () => {
  const { seen, print } = printing();
  await print('one\n', 'two\nthree\n');
  expect(seen).toEqual(['one\n', 'two\nthree\n']);
});

test('a question, which ends no line, is passed on as well', async () => {
  const { seen, print } = printing();
  await print('Name: ');
  while (seen.length === 0) await sleep(1);
  expect(seen).toEqual(['Name: ']);
});

test('a line that comes in pieces is one line', async () => {
  const { seen, print } = printing();
  await print('https://user:', 'password@host\r', '\nnext\n');
  expect(seen).toEqual(['https://user:password@host\r\nnext\n']);
});

test.each(['https://user:pass', 'user:pass', 'password=pass'])(
  'the first half of a credential waits for the second one, however long that takes: %s',
  async (half) => {
    const { seen, print, end } = printing();
    await print(`from ${half}`);
    while (seen.length === 0) await sleep(1);
    await sleep(60);
    await print('word@host\nNext? ');
    while (seen.length < 3) await sleep(1);
    await end();
    expect(seen).toEqual(['from ', `${half}word@host\n`, 'Next? ', '\n']);
  },
);

test('a character that comes in pieces is one character, and half of one is seen', async () => {
  const { seen, print, end } = printing();
  const smile = Buffer.from('😀');
  await print(smile.subarray(0, 1), smile.subarray(1, 3), smile.subarray(3), '\n', smile.subarray(0, 2));
  await end();
  expect(seen).toEqual(['😀\n', '\ufffd', '\n']);
});

test('the last line is ended, so that nothing of ours stands in it', async () => {
  const { seen, print, end } = printing();
  await print('the end');
  await end();
  expect(seen).toEqual(['the end', '\n']);
});

test('a line without an end takes no more than a piece of memory, and no word of it is divided', async () => {
  const { seen, print, end } = printing();
  const word = `${'x'.repeat(99)} `;
  for (let i = 0; i < 100; i++) await print(word.repeat(100));
  await end();
  expect(seen.join('')).toBe(`${word.repeat(10_000)}\n`);
  expect(Math.max(...seen.map((text) => text.length))).toBeLessThan(80_000);
  for (const text of seen.slice(0, -1)) expect(text.endsWith(' ')).toBe(true);
});

test('an app waits for whoever reads it', async () => {
  const readings: (() => void)[] = [];
  const app = new PassThrough({ highWaterMark: 1 });
  const output = new AppOutput(() => new Promise((resolve) => readings.push(resolve)));
  output.connect(app);
  for (const text of ['one\n', 'two\n', 'three\n']) app.write(text);
  await sleep(5);
  expect(readings).toHaveLength(1);
  expect(app.writableLength).toBeGreaterThan(0);
  expect(output.isWaiting()).toBe(true);
  for (let read = 0; read < 3; read++) {
    while (readings[read] === undefined) await turn();
    readings[read]?.();
  }
  await sleep(5);
  expect(app.writableLength).toBe(0);
  expect(output.isWaiting()).toBe(false);
});
