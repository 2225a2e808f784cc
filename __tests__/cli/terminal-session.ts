import { spawn } from 'node:child_process';
import { COMMAND, type RunOptions } from './command-line';

/** What stood on the terminal, and when. */
interface Shown {
  /** Seconds since the command was started. */
  readonly at: number;
  readonly text: string;
}

export interface Session {
  readonly status: number;
  readonly shown: readonly Shown[];
  /** Seconds that all of it took. */
  readonly took: number;
}

const PYTHON = `
import json, os, pty, sys, time
start = time.monotonic()
pid, fd = pty.fork()
if pid == 0:
    os.execvp(sys.argv[1], sys.argv[1:])
shown = []
while True:
    try:
        data = os.read(fd, 65536)
    except OSError:
        data = b''
    if not data:
        break
    shown.append({'at': time.monotonic() - start, 'text': data.decode('utf-8', 'replace')})
status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
print(json.dumps({'status': status, 'shown': shown, 'took': time.monotonic() - start}))
`;

/** Runs the bundled command line on a pseudo-terminal. */
export function onTerminal(args: readonly string[], { cwd, env, within = [] }: RunOptions = {}): Promise<Session> {
  const bare = { PATH: process.env.PATH, HOME: process.env.HOME, TERM: 'xterm' };
  const child = spawn('python3', ['-c', PYTHON, ...within, process.execPath, COMMAND, ...args], {
    cwd,
    env: { ...bare, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    output += text;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', () => resolve(JSON.parse(output)));
  });
}

/** What is left on the screen: a line of which the cursor went to the beginning, and that was cleared, is gone. */
export function screenAfter({ shown }: Session): string {
  const lines = shown
    .map(({ text }) => text)
    .join('')
    .replaceAll('\r\n', '\n')
    .split('\n');
  return lines
    .map((line) =>
      line.split('\r').reduce((before, written) => {
        const [kept, ...rest] = written.split('\u001b[K');
        return rest.length > 0 ? kept + rest.join('') : kept + before.slice(kept.length);
      }, ''),
    )
    .join('\n');
}
