import { isSameHost } from '../../infisical-cli/login';
import { type Line, linesOf } from '../line';

const { ok, wrong, notKnown } = linesOf('laptop');

/** What a program says of its version; or that there is none, or why nobody knows. */
export type FoundProgram = { readonly version: string } | 'absent' | { readonly why: string };

/** How the Infisical CLI is logged in: by a variable of the shell, or as a person at a host. */
export type FoundLogin =
  | { readonly variable: string }
  | { readonly status: string; readonly host?: string }
  | 'nobody'
  | { readonly why: string };

/** What the record of names asks of the programs. */
export interface LaptopNeeds {
  /** Base URL of Infisical. */
  readonly host?: string;
  /** Whether `infisical run` starts the stack, and no program of this library. */
  readonly isByCli: boolean;
  /** Whether `infisical run` reads several folders together. */
  readonly isTogether: boolean;
  /** Whether keys are mounted as files. */
  readonly hasFiles: boolean;
}

export interface Laptop {
  readonly needs: LaptopNeeds;
  readonly infisical: FoundProgram;
  /** Whether this program is where the Makefile looks for it. */
  readonly isProgramFound: boolean;
  /** `docker compose`, else `docker-compose`. */
  readonly compose: FoundProgram;
  /** Undefined where nobody may ask. */
  readonly login?: FoundLogin;
}

export function laptopLines({ needs, infisical, isProgramFound, compose, login }: Laptop): Line[] {
  return [
    ...(needs.isByCli ? [] : [ownLine(isProgramFound)]),
    cliLine(infisical, needs),
    ...(login === undefined || infisical === 'absent' ? [] : [loginLine(login, needs.host)]),
    composeLine(compose, needs),
  ];
}

function ownLine(isFound: boolean): Line {
  const what = 'cdk8s-infisical';
  return isFound
    ? ok(what, 'the Makefile finds it')
    : wrong(what, '"make up" finds it neither in node_modules, here or above, nor in PATH', 'npm install');
}

const SEVERAL_SINCE = '0.43.82';

function cliLine(found: FoundProgram, { isByCli, isTogether }: LaptopNeeds): Line {
  const what = 'the Infisical CLI';
  const install = 'npm install --global @infisical/cli';
  const isOld = typeof found === 'object' && 'version' in found && isBefore(found.version, SEVERAL_SINCE);
  if (isByCli && isTogether && isOld) {
    const problem = `${found.version} reads one of the folders that "make up" reads together: it needs ${SEVERAL_SINCE} or newer`;
    return wrong(what, problem, install);
  }
  return programLine(what, found, install);
}

function loginLine(found: FoundLogin, host: string | undefined): Line {
  const what = 'the login of the Infisical CLI';
  const login = `infisical login${host === undefined ? '' : ` --domain=${host}`}`;
  if (found === 'nobody') return wrong(what, 'nobody is logged in, and "make up" needs it', login);
  if ('variable' in found) return ok(what, `by ${found.variable}`);
  if ('why' in found) return notKnown(what, found.why, login);
  if (found.status !== 'authenticated') return wrong(what, `it is not good any more (${found.status})`, login);
  const isElsewhere = found.host !== undefined && host !== undefined && !isSameHost(found.host, host);
  return isElsewhere
    ? wrong(what, `it is for ${found.host}, and the keys are at ${host}`, login)
    : ok(what, 'by a person');
}

function composeLine(found: FoundProgram, { hasFiles }: LaptopNeeds): Line {
  const what = 'docker compose';
  if (typeof found !== 'object' || !('version' in found)) return programLine(what, found, INSTALL);
  const { version } = found;
  if (isBefore(version, '1.29')) return wrong(what, `${version} is too old: "make up" needs 1.29 or newer`, INSTALL);
  return hasFiles && isBefore(version, '2.0')
    ? wrong(what, `${version} mounts no keys as files, as this stack does: it needs version 2`, INSTALL)
    : ok(what, version);
}

const INSTALL = 'https://docs.docker.com/compose/install/';

function programLine(what: string, found: FoundProgram, install: string): Line {
  if (found === 'absent') return wrong(what, '"make up" needs it, and it is not installed', install);
  return 'why' in found ? notKnown(what, found.why) : ok(what, found.version);
}

function isBefore(version: string, other: string): boolean {
  const [own, wanted] = [version, other].map((text) => text.replace(/^v/, '').split('.').map(Number.parseFloat));
  const at = wanted.findIndex((number, i) => own[i] !== number);
  return at !== -1 && (own[at] ?? 0) < (wanted[at] ?? 0);
}

/** The version in what a program prints for it; undefined where there is none. */
export function versionIn(text: string): string | undefined {
  return /\bv?(\d+\.\d+(?:\.\d+)?(?:[-+][\w.+-]{1,40})?)/.exec(text)?.[1];
}
