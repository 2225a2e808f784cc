import { didYouMean } from '../../../lib/text/did-you-mean';
import { namedKeys, quotedKey } from '../../../lib/text/key-name';
import { listed } from '../../../lib/text/listed';
import type { Answer } from '../../kubectl/answer';
import { shellWord } from '../../shell/word';
import { type Line, linesOf } from '../line';
import { unansweredLine } from './cluster';
import type { NeededSecret, PlacedName } from './needed-of-cluster';

const { ok, wrong, notKnown } = linesOf('cluster');

/** @param answer the names of its keys */
export function secretLine(needed: NeededSecret, answer: Answer<{ readonly keys: readonly string[] }>): Line {
  const { namespace, name, keys, isAuthority } = needed;
  const what = `Secret ${namespace}/${name}`;
  const purpose = isAuthority ? 'the certificate of the authority' : 'the login of the operator';
  if ('notKnown' in answer) {
    if (answer.notKnown.reason !== 'not found')
      return unansweredLine(what, answer, `get secrets -n ${shellWord(namespace)}`);
    if (needed.isMade) return notKnown(what, 'not there yet, and made of what the manifests bring');
    return wrong(what, `it is not there, and has ${purpose}${howTyped(needed)}`, createCommand(needed));
  }
  const found = namedKeys(answer.value.keys);
  const missing = keys.filter((key) => !answer.value.keys.includes(key));
  if (missing.length === 0) return ok(what, `${purpose}: has ${listed(keys.map(quotedKey))}`);
  const has = found.length === 0 ? 'it has none' : `it has ${listed(found)}`;
  const reasons = missing.map((key) => `${quotedKey(key)}: ${didYouMean(key, found, has)}`);
  return wrong(what, `${purpose}: lacks ${reasons.join('; ')}`, editCommand(needed));
}

/** Values are not shown by it. */
function editCommand({ namespace, name }: NeededSecret): string {
  return `kubectl -n ${shellWord(namespace)} describe secret ${shellWord(name)}`;
}

function createCommand({ namespace, name, keys, isAuthority }: NeededSecret): string {
  const create = `kubectl -n ${shellWord(namespace)} create secret generic ${shellWord(name)}`;
  if (isAuthority) return `${create} ${keys.map((key) => `--from-file=${shellWord(key)}=ca.pem`).join(' ')}`;
  return `${create} --from-env-file=/dev/stdin`;
}

/** What the command waits for. */
function howTyped({ keys, isAuthority }: NeededSecret): string {
  if (isAuthority) return '';
  return `: make it, and type a line NAME=VALUE for each of ${listed(keys.map(quotedKey))}, then Ctrl-D`;
}

export function accountLine({ namespace, name, isMade }: PlacedName, answer: Answer<unknown>): Line {
  const what = `service account ${namespace}/${name}`;
  if ('value' in answer) return ok(what, 'it is there');
  if (answer.notKnown.reason !== 'not found') {
    return unansweredLine(what, answer, `get serviceaccounts -n ${shellWord(namespace)}`);
  }
  if (isMade) return notKnown(what, 'not there yet, and comes with the manifests');
  const next = `kubectl -n ${shellWord(namespace)} create serviceaccount ${shellWord(name)}`;
  return wrong(what, 'it is not there, and the operator logs in with its token', next);
}
