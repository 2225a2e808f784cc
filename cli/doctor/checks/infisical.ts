import { grouped } from '../../../lib/collections/grouped';
import { didYouMean } from '../../../lib/text/did-you-mean';
import { quotedText } from '../../../lib/text/key-name';
import { listed } from '../../../lib/text/listed';
import type { FailureKind } from '../../infisical-api/failure';
import { shellWord } from '../../shell/word';
import { type Line, linesOf } from '../line';

const { ok, wrong, notKnown } = linesOf('infisical');

/** Why there is no good answer. */
export interface NoAnswer {
  readonly kind: FailureKind;
  readonly message: string;
}

/** What an Infisical says to who does not log in; or why it was not asked at all. */
export interface AskedHost {
  /** As it is called from here. */
  readonly host: string;
  readonly outcome: 'answers' | NoAnswer | { readonly why: string };
}

/** What it says of a folder that the manifests read. */
export interface AskedFolder {
  readonly host: string;
  readonly project: string;
  readonly environment: string;
  readonly path: string;
  readonly outcome: 'there' | NoAnswer | { readonly why: string };
  /** The environments of the project, where that was asked and told. */
  readonly environments?: readonly string[];
}

/** What there is to log in with: the name of the way, or why there is none. */
export type GivenLogin = { readonly method: string } | { readonly mistake: string } | 'absent';

export interface AskedInfisical {
  readonly login: GivenLogin;
  readonly hosts: readonly AskedHost[];
  readonly folders: readonly AskedFolder[];
}

export function infisicalLines({ login, hosts, folders }: AskedInfisical): Line[] {
  if (hosts.length === 0 && folders.length === 0) {
    return [notKnown('Infisical', 'neither a manifest nor cdk8s-infisical.yaml names one, so that none was asked')];
  }
  const answering = hosts.filter(({ outcome }) => outcome === 'answers');
  return [
    ...hosts.map(hostLine),
    ...(answering.length === 0 ? [] : loginLines(login, answering, folders)),
    ...(typeof login === 'object' && 'method' in login ? environmentLines(folders) : []),
  ];
}

const LOGIN = 'set INFISICAL_UNIVERSAL_AUTH_CLIENT_ID and INFISICAL_UNIVERSAL_AUTH_CLIENT_SECRET, or INFISICAL_TOKEN';

function hostLine({ host, outcome }: AskedHost): Line {
  if (outcome === 'answers') return ok(host, 'answers as Infisical does');
  if ('why' in outcome) return notKnown(host, outcome.why);
  const { kind, message } = outcome;
  const detail = message.startsWith(`${host} `) ? message.slice(host.length + 1) : message;
  if (UNTOLD.includes(kind)) return notKnown(host, detail);
  const makeLine = SILENT.includes(kind) ? notKnown : wrong;
  return makeLine(host, detail, `curl ${shellWord(`${host}/api/status`)}`);
}

/** After these nobody knows whether there is anything wrong. */
const UNTOLD: readonly FailureKind[] = ['out-of-time', 'rate-limited'];
/** Nothing answers: it may be wrong there, or there is no network here. */
const SILENT: readonly FailureKind[] = ['network', 'unknown-host'];

function loginLines(login: GivenLogin, hosts: readonly AskedHost[], folders: readonly AskedFolder[]): Line[] {
  const what = 'the login';
  if (login === 'absent')
    return [notKnown(what, 'there is nothing to log in with, so that no project was asked for', LOGIN)];
  if ('mistake' in login) return [wrong(what, login.mistake, LOGIN)];
  return hosts.map(({ host }) => {
    const called = hosts.length === 1 ? what : `${what} to ${host}`;
    const outcomes = folders.filter((folder) => folder.host === host).map(({ outcome }) => outcome);
    const refused = outcomes.find((outcome) => kindOf(outcome) === 'login' || kindOf(outcome) === 'token');
    if (refused !== undefined && refused !== 'there' && 'kind' in refused) return wrong(called, refused.message, LOGIN);
    const isIn = outcomes.some((outcome) => outcome === 'there' || AFTER_LOGIN.includes(kindOf(outcome)));
    return isIn ? ok(called, `by ${login.method}`) : notKnown(called, 'nothing was asked that needs it');
  });
}

/** What only comes to who is logged in. */
const AFTER_LOGIN: readonly unknown[] = ['absent', 'forbidden'];

function kindOf(outcome: AskedFolder['outcome']): FailureKind | undefined {
  return outcome !== 'there' && 'kind' in outcome ? outcome.kind : undefined;
}

function environmentLines(folders: readonly AskedFolder[]): Line[] {
  const hosts = new Set(folders.map(({ host }) => host));
  const byEnvironment = grouped(folders, ({ host, project, environment }) =>
    JSON.stringify([host, project, environment]),
  );
  return [...byEnvironment.values()].map((own) => {
    const [{ host, project, environment }] = own;
    const at = hosts.size > 1 ? ` at ${host}` : '';
    return environmentLine(`project ${quotedText(project)}, ${environment}${at}`, own);
  });
}

function environmentLine(what: string, folders: readonly AskedFolder[]): Line {
  const missing = folders.filter(({ outcome }) => kindOf(outcome) === 'absent');
  if (missing.length > 0) {
    const reasons = [...new Set(missing.map(absenceOf))];
    return wrong(
      what,
      reasons.join('; '),
      'make it in Infisical, or mend its name in the program, then: npx cdk8s-infisical synth',
    );
  }
  const untold = [...new Set(folders.flatMap(({ outcome }) => (outcome === 'there' ? [] : [reasonOf(outcome)])))];
  if (untold.length > 0) return notKnown(what, untold.join('; '));
  const paths = folders.map(({ path }) => path);
  return ok(what, `${paths.length === 1 ? 'the folder' : 'the folders'} ${listed(paths)}`);
}

function reasonOf(outcome: NoAnswer | { readonly why: string }): string {
  return 'why' in outcome ? outcome.why : outcome.message;
}

function absenceOf({ outcome, environment, environments, path }: AskedFolder): string {
  if (environments === undefined || environments.length === 0) {
    return `${quotedText(path)}: ${outcome === 'there' ? '' : reasonOf(outcome)}`;
  }
  if (environments.includes(environment)) return `there is no folder ${quotedText(path)}`;
  const known = `it has ${listed(environments)}`;
  return `there is no environment ${quotedText(environment)}: ${didYouMean(environment, environments, known)}`;
}
