import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PROMPT = 'READY>';

/** How each shell begins a session that reads no file of the user, and shows that it waits for a line. */
const SHELLS = {
  bash: {
    command: ['bash', '--norc', '--noprofile', '-i'],
    setup: (script: string) => `PS1='${PROMPT} '; source ${script}`,
  },
  zsh: {
    command: ['zsh', '-f', '-i'],
    setup: (script: string) => `PS1='${PROMPT} '; autoload -U compinit; compinit -u -D; source ${script}`,
  },
  fish: {
    command: ['fish', '--no-config', '-i'],
    setup: (script: string) => `function fish_prompt; echo -n '${PROMPT} '; end; source ${script}`,
  },
} as const;

export type Shell = keyof typeof SHELLS;
export const SHELL_NAMES = Object.keys(SHELLS) as Shell[];

/** Types each line when the shell has done with the one before; ends when nothing comes any more. */
const PYTHON = `
import json, os, pty, select, sys, time
command, lines, prompt = json.loads(sys.argv[1])
pid, fd = pty.fork()
if pid == 0:
    os.execvp(command[0], command)
def read_until(wanted, patience):
    seen, end = b'', time.monotonic() + patience
    while time.monotonic() < end:
        if select.select([fd], [], [], 0.1)[0]:
            try:
                data = os.read(fd, 65536)
            except OSError:
                return seen
            if not data:
                return seen
            seen += data
        elif wanted is not None and wanted in seen:
            return seen
    return seen
shown = read_until(None, 2)
for line in lines:
    os.write(fd, line.encode())
    shown += read_until(prompt.encode(), 60)
os.close(fd)
os.kill(pid, 9)
print(shown.decode('utf-8', 'replace'))
`;

export interface Typed {
  /** The words that programs of the session were given, run by run. */
  readonly runs: readonly (readonly string[])[];
  readonly screen: string;
  readonly folder: string;
}

/**
 * Types lines into a real shell on a pseudo-terminal, in which the script was read and `program` and `npx` only note
 * their words.
 */
export async function typeInto(
  shell: Shell,
  {
    script,
    program,
    folders = [],
    files = {},
    lines,
  }: {
    script: string;
    program: string;
    folders?: string[];
    files?: Readonly<Record<string, string>>;
    lines: string[];
  },
): Promise<Typed> {
  const folder = mkdtempSync(join(tmpdir(), 'completion-'));
  const [file, notes] = [join(folder, 'script'), join(folder, 'notes')];
  writeFileSync(file, script);
  mkdirSync(join(folder, 'bin'));
  for (const name of [program, 'npx']) {
    const stub = join(folder, 'bin', name);
    writeFileSync(stub, `#!/bin/sh\n{ printf '%s\\036' "$@"; printf '\\035'; } >> '${notes}'\n`);
    chmodSync(stub, 0o755);
  }
  const work = join(folder, 'work');
  for (const name of ['', ...folders]) mkdirSync(join(work, name), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(work, name), text);
  const { command, setup } = SHELLS[shell];
  const typed = [`${setup(file)}\n`, ...lines.map((line) => `${line}\n`)];
  const screen = await driven(JSON.stringify([command, typed, PROMPT]), work, {
    PATH: `${join(folder, 'bin')}:${process.env.PATH}`,
    HOME: folder,
    TERM: 'xterm',
    LC_ALL: 'C.UTF-8',
  });
  const noted = existsSync(notes) ? readFileSync(notes, 'utf8') : '';
  const runs = noted.split('\u001d').slice(0, -1);
  return { runs: runs.map((run) => run.split('\u001e').slice(0, -1)), screen, folder: work };
}

function driven(session: string, cwd: string, env: NodeJS.ProcessEnv): Promise<string> {
  const child = spawn('python3', ['-c', PYTHON, session], { cwd, env, stdio: ['ignore', 'pipe', 'inherit'] });
  let screen = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    screen += text;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', () => resolve(screen));
  });
}
