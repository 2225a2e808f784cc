import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { COMMAND } from '../../command-line';
import type { Project } from '../project';

/** Passes on what is typed and what is shown, until the program on the pseudo-terminal ends; then tells how. */
const TERMINAL = `
import fcntl, json, os, pty, select, struct, sys, termios
pid, fd = pty.fork()
if pid == 0:
    os.execvp(sys.argv[1], sys.argv[1:])
fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack('HHHH', 24, 80, 0, 0))
before = termios.tcgetattr(fd)
sources = [fd, 0]
while fd in sources:
    for source in select.select(sources, [], [])[0]:
        try:
            data = os.read(source, 65536)
        except OSError:
            data = b''
        if source == fd and data:
            os.write(1, data)
        elif data:
            os.write(fd, data)
        else:
            sources.remove(source)
    if fd in sources and termios.tcgetattr(fd) != before:
        os.write(1, b'THE TERMINAL HAS OTHER SETTINGS')
status = os.waitpid(pid, 0)[1]
os.write(2, json.dumps({'code': os.WEXITSTATUS(status) if os.WIFEXITED(status) else None, 'signal': os.WTERMSIG(status) if os.WIFSIGNALED(status) else None}).encode())
`;

const PATIENCE_MS = 120_000;

export interface EndOfSession {
  readonly code: number | null;
  readonly signal: string | number | null;
}

/** A synth that watches a project, with all that it prints. */
export class WatchSession {
  public shown = '';
  public errors = '';
  public readonly end: Promise<EndOfSession>;
  private readonly child: ChildProcess;
  private isEnded = false;

  private constructor(
    private readonly project: Project,
    command: readonly string[],
  ) {
    const [program = '', ...args] = command;
    const { PATH, HOME, TMPDIR } = process.env;
    const env = { PATH, HOME, TMPDIR, TERM: 'xterm', [MARK]: project.folder };
    this.child = spawn(program, args, { cwd: project.folder, env });
    this.child.stdout?.setEncoding('utf8').on('data', (text) => {
      this.shown += text;
    });
    this.child.stderr?.setEncoding('utf8').on('data', (text) => {
      this.errors += text;
    });
    this.end = new Promise((resolve) => {
      this.child.on('close', (code, signal) => {
        this.isEnded = true;
        resolve({ code, signal });
      });
    });
  }

  public static piped(project: Project, args: readonly string[] = []): WatchSession {
    return new WatchSession(project, [process.execPath, COMMAND, 'synth', '--watch', ...args]);
  }

  public static onTerminal(project: Project, args: readonly string[] = []): WatchSession {
    const command = [process.execPath, COMMAND, 'synth', '--watch', ...args];
    return new WatchSession(project, ['python3', '-c', TERMINAL, ...command]);
  }

  /** Waits until something is shown that was not there before, and gives all that came until then. */
  public async next(pattern: RegExp): Promise<string> {
    const start = performance.now();
    for (;;) {
      const all = this.shown + this.errors;
      const news =
        all.length > 0 &&
        (pattern.test(this.shown.slice(this.seen)) || pattern.test(this.errors.slice(this.seenErrors)));
      if (news) {
        const text = this.shown.slice(this.seen) + this.errors.slice(this.seenErrors);
        this.skip();
        return text;
      }
      if (this.isEnded || performance.now() - start > PATIENCE_MS) {
        throw new Error(`${pattern} was never shown:\n${this.shown}\n--\n${this.errors}`);
      }
      await passed(10);
    }
  }

  private seen = 0;
  private seenErrors = 0;

  /** What is shown by now counts as seen. */
  public skip(): void {
    [this.seen, this.seenErrors] = [this.shown.length, this.errors.length];
  }

  public signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  public type(text: string): void {
    this.child.stdin?.write(text);
  }

  /** The processes that belong to it: those that were started with its mark, or by whoever was. */
  public processes(): string[] {
    return readdirSync('/proc').filter((pid) => {
      try {
        return (
          /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`${MARK}=${this.project.folder}`)
        );
      } catch {
        return false;
      }
    });
  }

  /** Ends it whatever has become of the test. */
  public async finish(): Promise<void> {
    for (const pid of this.isEnded ? [] : this.processes()) process.kill(Number(pid), 'SIGKILL');
    await this.end;
  }
}

const MARK = 'WATCHED_PROJECT';

export function passed(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
