import type { AskedPlace } from '../../../cli/infisical-cli/asked-place';
import type { InfisicalCli } from '../../../cli/infisical-cli/cli';

/** Secrets by environment and folder: `dev:/orders`. A text in place of them is what the CLI says on an error. */
export type Secrets = Readonly<Record<string, Readonly<Record<string, string>> | string>>;

export interface Call {
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

const HOST = 'https://secrets.example.com';

/** Answers as the Infisical CLI does, in this process. */
export class CliDouble implements InfisicalCli {
  public readonly calls: Call[] = [];
  /** How many were under way at a time, at most. */
  public most = 0;
  /** What `login status` prints, and with which status it ends. */
  public session: { readonly status: number; readonly stdout: string; readonly stderr?: string } = {
    status: 0,
    stdout: JSON.stringify({ sessions: [{ principalType: 'user', status: 'authenticated', domain: HOST }] }),
  };
  public warning = '';
  private underway = 0;

  public constructor(private readonly secrets: Secrets) {}

  public async run(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
    this.calls.push({ args, env });
    this.most = Math.max(this.most, ++this.underway);
    await new Promise((resolve) => setImmediate(resolve));
    this.underway--;
    const { status, stdout, stderr = '' } = this.answer(args);
    return { status, stdout: Buffer.from(stdout), stderr };
  }

  public asked(command: string): string[] {
    const own = this.calls.filter(({ args }) => args.join(' ').startsWith(command));
    return own.map(({ args }) => placeIn(args));
  }

  private answer(args: readonly string[]): { status: number; stdout: string; stderr?: string } {
    if (args[0] === 'login') return this.session;
    const place = placeIn(args);
    const found = this.secrets[place];
    if (typeof found === 'string') return { status: 1, stdout: '', stderr: found };
    if (args[0] === 'secrets') return { status: 0, stdout: JSON.stringify(this.foldersIn(place)) };
    if (found === undefined) return { status: 1, stdout: '', stderr: `Folder with path` };
    const rows = Object.entries(found).map(([key, value]) => ({ key, value }));
    return { status: 0, stdout: JSON.stringify(rows), stderr: this.warning };
  }

  private foldersIn(place: string) {
    const base = place.endsWith('/') ? place : `${place}/`;
    const below = Object.keys(this.secrets).filter((one) => one.startsWith(base) && one !== base);
    const names = [...new Set(below.map((one) => one.slice(base.length).split('/')[0]))];
    // As Go writes an empty list.
    return names.length === 0 ? null : names.toReversed().map((folderName) => ({ folderName }));
  }
}

function placeIn(args: readonly string[]): string {
  const flag = (name: string) => args.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3);
  return `${flag('env')}:${flag('path')}`;
}

/** `dev:/orders`, or `dev:/orders/**` with all below it. */
export function placeAt(text: string, more: Partial<AskedPlace> = {}): AskedPlace {
  const [environment, path] = text.split(':');
  const recursive = path.endsWith('/**');
  const folder = recursive ? path.slice(0, -3) || '/' : path;
  return { host: HOST, projectId: 'p', environment, path: folder, recursive, ...more };
}
