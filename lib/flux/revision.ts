import { shownText } from '../text/shown';
import { FluxSourceKind } from './source-ref';

/** What git allows in no name of a branch or a tag (git-check-ref-format). */
const IN_NO_NAME = /[\0-\x20\x7f~^:?*[\\]|\.\.|@\{|\/\/|\/\.|^[-./]|[./]$|\.lock$/;
const TAG_OF_OCI = /^\w[\w.-]{0,127}$/;

/** What is wrong with a revision that no source can have. */
export function revisionProblems(kind: FluxSourceKind, revision: string): string[] {
  const what = `the revision ${shownText(revision)}`;
  if (kind === FluxSourceKind.OCI_REPOSITORY) {
    const isKnown = 'digest' in ociRef(revision) || TAG_OF_OCI.test(revision);
    return isKnown ? [] : [`${what} is neither a tag nor a digest: write for example 1.4.2, or a range as semver`];
  }
  if (revision === 'HEAD') return [`${what} is no branch for Flux: write the name of the branch, for example main`];
  return IN_NO_NAME.test(revision)
    ? [`${what} is no name in git: write a branch, a tag or a commit, or a range as semver`]
    : [];
}

/** A revision as the source of Flux has it, which wants to know what it is. */
export function gitRef(revision: string): object {
  if (/^[0-9a-f]{40}$/.test(revision)) return { commit: revision };
  if (revision.startsWith('refs/')) return { name: revision };
  return /^v?\d+(\.\d+){1,2}([-+][\w.+-]+)?$/.test(revision) ? { tag: revision } : { branch: revision };
}

export function ociRef(revision: string): object {
  return /^sha256:[0-9a-f]{64}$/.test(revision) ? { digest: revision } : { tag: revision };
}
