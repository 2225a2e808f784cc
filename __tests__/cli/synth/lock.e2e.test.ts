import fs, { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { outputPlaces } from '../../../cli/files/output-places';
import { withLock } from '../../../cli/synth/output/lock';
import { isProven, type ProcessState, stateOf, thisProcess } from '../../../cli/synth/output/process-identity';
import { SignsOfLife } from '../../../cli/synth/output/signs-of-life';
import { deadOwner } from './dead-owner';
import { appWrites, configMap, copyingProject, type Project } from './project';

const OLD = { 'one.k8s.yaml': configMap('one'), 'prod/two.k8s.yaml': configMap('two') };
const NEW = { 'one.k8s.yaml': configMap('one', { a: 'b' }) };

let project: Project;
beforeEach(() => {
  project = copyingProject(OLD);
});
afterEach(() => project.remove());

const ENDED = { pid: JSON.parse(deadOwner()).pid };

const places = () => outputPlaces(project.path('dist'));

test('several synths at once wait for each other', async () => {
  for (const [path, text] of Object.entries(OLD)) project.write(`dist/${path}`, text);
  appWrites(project, NEW);
  const all = await Promise.all([1, 2, 3, 4].map(() => project.synth()));
  expect(all.map(({ status }) => status)).toEqual([0, 0, 0, 0]);
  expect(all.filter(({ stdout }) => stdout.includes('1 changed')).length).toBe(1);
  expect(project.filesIn()).toEqual(NEW);
  expect(existsSync(project.path('.dist.synth'))).toBe(false);
});

describe('the lock', () => {
  const options = { onWait: () => undefined, patience: 60_000 };
  const lock = () => places().lock;

  test('lets one in at a time, also when all find that of a dead process', async () => {
    project.write('.dist.synth/lock', deadOwner());
    let inside = 0;
    let most = 0;
    const enter = () =>
      withLock(lock(), options, async () => {
        inside++;
        most = Math.max(most, inside);
        await sleep(5);
        inside--;
      });
    await Promise.all(Array.from({ length: 10 }, enter));
    expect(most).toBe(1);
    expect(existsSync(project.path('.dist.synth'))).toBe(false);
  });

  test('is kept by a process that runs', async () => {
    const waited: string[] = [];
    project.write('.dist.synth/lock', JSON.stringify(thisProcess()));
    const entering = withLock(lock(), { onWait: (holder) => waited.push(holder), patience: 60 }, async () => 0);
    const holder = `process ${process.pid} on "${hostname()}"`;
    await expect(entering).rejects.toThrow(
      `${holder}, is still at work: wait longer, see --wait, or if no synth is at`,
    );
    expect(waited).toEqual([holder]);
    expect(readdirSync(project.path('.dist.synth'))).toEqual(['lock']);
  });

  test('is not kept by a process that got the number of a dead one, nor by what is no lock', async () => {
    for (const text of [JSON.stringify({ ...thisProcess(), start: 'another' }), 'no JSON', 'null', '']) {
      project.write('.dist.synth/lock', text);
      expect(await withLock(lock(), { ...options, silence: 50 }, async () => 'inside')).toBe('inside');
    }
  });

  test('needs no links of the file system', async () => {
    const links = jest.spyOn(fs, 'linkSync').mockImplementation(() => {
      throw Object.assign(new Error('no links'), { code: 'EPERM' });
    });
    try {
      let inside = 0;
      const enter = () =>
        withLock(lock(), options, async ({ verify }) => {
          expect(++inside).toBe(1);
          await sleep(5);
          verify();
          inside--;
        });
      await Promise.all([enter(), enter(), enter()]);
      expect(links).toHaveBeenCalled();
      expect(existsSync(project.path('.dist.synth'))).toBe(false);
    } finally {
      links.mockRestore();
    }
  });

  test.each(['linkSync', 'renameSync'] as const)(
    'is had by who has made it, also where a server says that %s has failed, and it has not',
    async (name) => {
      if (name === 'renameSync') project.write('.dist.synth/lock', deadOwner());
      const original = fs[name];
      const server = jest.spyOn(fs, name).mockImplementationOnce((from, to) => {
        original(from, to);
        throw Object.assign(new Error(), { code: name === 'linkSync' ? 'EEXIST' : 'ENOENT' });
      });
      try {
        expect(await withLock(lock(), { ...options, patience: 0 }, async ({ verify }) => verify())).toBe(undefined);
        expect(server).toHaveBeenCalled();
        expect(existsSync(project.path('.dist.synth'))).toBe(false);
      } finally {
        server.mockRestore();
      }
    },
  );

  test('leaves no folder behind that it had to make', async () => {
    const { lock: deep } = outputPlaces(project.path('deep/er/dist'));
    await expect(withLock(deep, options, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(project.names()).not.toContain('deep');
  });

  describe('of a process that nobody can ask:', () => {
    const elsewhere = { ...thisProcess(), host: 'else\u001bwhere', boot: 'another', since: 1_790_000_000_000 };
    const silent = { ...options, silence: 50 };

    test('is waited for as long as it gives a sign of life', async () => {
      project.write('.dist.synth/lock', JSON.stringify({ ...elsewhere, token: 'a' }));
      const text = project.read('.dist.synth/lock');
      let beats = 0;
      const beat = setInterval(() => {
        if (beats++ < 20) project.write('.dist.synth/lock', text);
        else rmSync(lock(), { force: true });
      }, 10);
      const waited: string[] = [];
      const onWait = (holder: string) => waited.push(holder);
      expect(await withLock(lock(), { ...silent, onWait }, async () => beats)).toBeGreaterThan(20);
      clearInterval(beat);
      expect(waited).toEqual([`process ${process.pid} on "else\\u001bwhere", at work since 2026-09-21 14:13:20 UTC`]);
    });

    test('is never taken over: without one it ends in a line that says what to remove', async () => {
      for (const token of ['a', undefined]) {
        project.write('.dist.synth/lock', JSON.stringify({ ...elsewhere, token }));
        await expect(withLock(lock(), silent, async () => 0)).rejects.toThrow(
          `at work since 2026-09-21 14:13:20 UTC, which nobody can ask from here${token ? ', and has given no sign of life' : ''}: if no synth is at work there, remove`,
        );
      }
      expect(readdirSync(project.path('.dist.synth'))).toEqual(['lock']);
    });

    test('is taken over without one where only another machine with the same name could have it', async () => {
      for (const wrong of [{ boot: 'of another start' }, { host: 'elsewhere', ...ENDED }]) {
        project.write('.dist.synth/lock', JSON.stringify({ ...thisProcess(), ...wrong, token: 'a' }));
        expect(await withLock(lock(), silent, async () => 'inside')).toBe('inside');
      }
    });

    test('is not waited for where nobody wants to wait', async () => {
      for (const holder of [elsewhere, thisProcess()]) {
        project.write('.dist.synth/lock', JSON.stringify({ ...holder, token: 'a' }));
        const onWait = () => {
          throw new Error('it waits');
        };
        await expect(withLock(lock(), { onWait, patience: 0 }, async () => 0)).rejects.toThrow('still at work');
      }
    });
  });

  test('gives a sign of life while it is held, and is not touched where it is that of somebody else', async () => {
    const written = (file = lock()) => statSync(file, { bigint: true }).mtimeNs;
    const timers = jest.spyOn(global, 'setInterval');
    await withLock(lock(), options, async () => {
      const beat = timers.mock.calls[0]?.[0] as () => void;
      timers.mockRestore();
      let before = written();
      while (written() === before) await sleep(20);
      // It is told by its time alone: what is written waits for long before another host sees it.
      project.write('.dist.synth/lock', 'written over');
      renameSync(lock(), `${lock()}.aside`);
      project.write('.dist.synth/lock', 'of somebody else');
      const theirs = written();
      before = written(`${lock()}.aside`);
      await sleep(5);
      beat();
      expect(written(`${lock()}.aside`)).not.toBe(before);
      expect(project.read('.dist.synth/lock.aside')).toBe('written over');
      expect([project.read('.dist.synth/lock'), written()]).toEqual(['of somebody else', theirs]);
    });
    expect(project.read('.dist.synth/lock')).toBe('of somebody else');
  });

  test('is silent only as long as somebody has looked: who was stopped himself knows nothing about it', () => {
    const clock = jest.spyOn(performance, 'now');
    try {
      const signs = new SignsOfLife(10_000);
      const isSilent = (time: number, written = 1n) => {
        clock.mockReturnValue(time);
        return signs.isSilent('lock', 'a', written);
      };
      for (let time = 0; time <= 9_500; time += 500) expect(isSilent(time)).toBe(false);
      // A machine that sleeps, a container that is paused.
      expect(isSilent(3_600_000, 2n)).toBe(false);
      expect(isSilent(7_200_000, 2n)).toBe(false);
      for (let time = 7_200_500; time <= 7_209_000; time += 500) expect(isSilent(time, 2n)).toBe(false);
      expect(isSilent(7_209_500, 2n)).toBe(true);
    } finally {
      clock.mockRestore();
    }
  });

  test.each<[string, () => void, string]>([
    ['removed', () => rmSync(lock()), '(it was removed)'],
    [
      'that of another synth',
      () => project.write('.dist.synth/lock', JSON.stringify({ ...thisProcess(), host: 'b', pid: 7 })),
      '(it is that of process 7 on "b")',
    ],
    ['something else', () => project.write('.dist.synth/lock', 'x'), '(something else stands there)'],
  ])('tells its holder that it is %s', async (_, arrange, message) => {
    await withLock(lock(), options, async ({ verify }) => {
      verify();
      arrange();
      expect(verify).toThrow(message);
    });
  });

  test('knows who runs, who does not, and whom nobody can ask', () => {
    const here = thisProcess();
    const states: readonly [object, ProcessState][] = [
      [{}, 'running'],
      [{ start: 'before' }, 'gone'],
      [ENDED, 'gone'],
      // A name may change, and two machines may have the same.
      [{ host: 'renamed' }, 'running'],
      [{ host: 'elsewhere', ...ENDED }, 'gone if silent'],
      [{ boot: 'before' }, 'gone if silent'],
      [{ host: 'elsewhere', boot: 'another' }, 'elsewhere'],
      [{ namespace: 'pid:[1]' }, 'elsewhere'],
      [{ namespace: 'pid:[1]', ...ENDED }, 'elsewhere'],
      // What cannot be compared speaks for it.
      [{ start: '' }, 'running'],
      [{ clock: 'time:[1]', start: 'before' }, 'running'],
    ];
    for (const [what, state] of states) expect([what, stateOf({ ...here, ...what })]).toEqual([what, state]);
    expect(isProven(here)).toBe(true);
    for (const [what] of states.slice(1)) expect([what, isProven({ ...here, ...what })]).toEqual([what, false]);
  });
});
