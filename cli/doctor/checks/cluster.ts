import { isKubernetes, OLDEST_KUBERNETES } from '../../../lib/model/kubernetes-version';
import type { Answer, NotKnownReason } from '../../kubectl/answer';
import { type Line, linesOf } from '../line';

const { ok, wrong, notKnown } = linesOf('cluster');

const NEXT: { readonly [reason in NotKnownReason]?: string } = {
  'no kubectl': 'https://kubernetes.io/docs/tasks/tools/',
  'no context': 'kubectl config get-contexts',
  unreachable: 'kubectl cluster-info',
  'not logged in': 'kubectl auth whoami',
  'no time': 'kubectl cluster-info',
};

/** Which cluster is asked stands first: everything below is about that one. */
export function contextLine(context: Answer<{ readonly name: string }>): Line {
  if ('notKnown' in context) {
    const { reason, text } = context.notKnown;
    // What it says to type stands on the line of what to type.
    return notKnown('context', text.replace(/: see kubectl .*$/, ''), NEXT[reason]);
  }
  return ok('context', `${context.value.name}: all below is about this cluster`);
}

/** @param told the version that cdk8s-infisical.yaml names */
export function versionLine(answer: Answer<string>, told: string | undefined): Line {
  const what = 'Kubernetes';
  if ('notKnown' in answer) return notKnown(what, answer.notKnown.text, NEXT[answer.notKnown.reason]);
  const version = answer.value;
  if (!/^v?\d+\.\d+/.test(version)) return notKnown(what, 'the API server names no version');
  const judged = told ?? OLDEST_KUBERNETES;
  if (isKubernetes(version, judged)) return ok(what, version);
  if (told === undefined)
    return notKnown(what, `${version} is older than ${OLDEST_KUBERNETES}, from which on the rules know it`);
  const next = `write kubernetes: { version: "${minorOf(version)}" } into cdk8s-infisical.yaml`;
  return wrong(
    what,
    `it is ${version}, and cdk8s-infisical.yaml says ${told}: rules let pass what it does not know`,
    next,
  );
}

function minorOf(version: string): string {
  return /\d+\.\d+/.exec(version)?.[0] ?? '';
}

/** What nobody may read is no good news. */
export function unansweredLine(
  what: string,
  { notKnown: why }: Extract<Answer<unknown>, { notKnown: unknown }>,
  can?: string,
): Line {
  const next = why.reason === 'forbidden' && can !== undefined ? `kubectl auth can-i ${can}` : NEXT[why.reason];
  return notKnown(what, why.text, next);
}
