import { type Line, linesOf } from '../line';

const { ok, wrong, notKnown } = linesOf('laptop');

/** What a program says of its version; or that there is none, or why nobody knows. */
export type FoundProgram = { readonly version: string } | 'absent' | { readonly why: string };

export interface Laptop {
  readonly infisical: FoundProgram;
  /** `docker compose`, else `docker-compose`. */
  readonly compose: FoundProgram;
}

export function laptopLines({ infisical, compose }: Laptop): Line[] {
  return [programLine('the Infisical CLI', infisical, 'npm install --global @infisical/cli'), composeLine(compose)];
}

function composeLine(found: FoundProgram): Line {
  const what = 'docker compose';
  if (typeof found === 'object' && 'version' in found && isBefore(found.version, 1, 29)) {
    return wrong(what, `${found.version} is too old: "make up" needs 1.29 or newer`, 'docker compose version');
  }
  return programLine(what, found, 'https://docs.docker.com/compose/install/');
}

function programLine(what: string, found: FoundProgram, install: string): Line {
  if (found === 'absent') return wrong(what, '"make up" needs it, and it is not installed', install);
  return 'why' in found ? notKnown(what, found.why) : ok(what, found.version);
}

function isBefore(version: string, major: number, minor: number): boolean {
  const [, own, ownMinor] = /^v?(\d+)\.(\d+)/.exec(version) ?? [];
  return own !== undefined && (Number(own) < major || (Number(own) === major && Number(ownMinor) < minor));
}

/** The version in what a program prints for it; undefined where there is none. */
export function versionIn(text: string): string | undefined {
  return /\bv?(\d+\.\d+(?:\.\d+)?(?:[-+][\w.+-]{1,40})?)/.exec(text)?.[1];
}
