import { ApiObject, type Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import type { PropsProblem } from '../props/props-problem';
import { FETCHED_EVERY, fluxDuration } from './flux-duration';
import { FLUX_NAMESPACE } from './kustomization-spec';
import { revisionProblems } from './revision';
import { FluxSourceKind } from './source-ref';

/**
 * What `FluxGitRepository` and `FluxOciRepository` have in common.
 */
export interface FluxSourceOptions {
  /**
   * Name of the object.
   *
   * @default - the id of the construct
   */
  readonly name?: string;

  /**
   * Namespace in which it stands.
   *
   * @default "flux-system"
   */
  readonly namespace?: string;

  /**
   * URL of the repository: `https://` or `ssh://` of a git repository, `oci://` of an artifact, without its tag. The short
   * form of ssh, `git@git.example.com:team/shop.git`, is `ssh://git@git.example.com/team/shop.git` for Flux.
   */
  readonly url: string;

  /**
   * What is fetched. Of a git repository a branch, a tag, a commit of 40 digits, or a name of git such as
   * `refs/tags/nightly`: what has the form of a version (`v1.4.2`, `1.4`) is a tag, any other name a branch (`refs/heads/1.4` is the branch of that name). Of an
   * artifact a tag, or a digest (`sha256:…`).
   *
   * @default - the branch "main" of a git repository, the tag "latest" of an artifact
   */
  readonly revision?: string;

  /**
   * The newest tag in a range is fetched, for example `>=1.4.0 <2.0.0`, in place of `revision`.
   *
   * @default - none: `revision` says it
   */
  readonly semver?: string;

  /**
   * How often Flux asks for what is new. A Receiver of Flux's notification-controller has it ask at once.
   *
   * @default Duration.minutes(1)
   */
  readonly interval?: Duration;

  /**
   * Name of the Secret with the credentials of the repository, in the namespace of the source. Put it there yourself: it
   * is needed before the operator can make any. By `ssh://` nothing is read without one, with `identity` and `known_hosts`.
   *
   * @default - none: it is public
   */
  readonly secretName?: string;

  /**
   * Which files are left out, in the form of a `.gitignore`.
   *
   * @default - those of `.sourceignore` in the repository, and what Flux always leaves out
   */
  readonly ignore?: string;
}

export function sourceObject(
  scope: Construct,
  kind: FluxSourceKind,
  options: FluxSourceOptions,
  more: { readonly ref: object; readonly provider?: string },
): ApiObject {
  const { url, semver, interval, secretName, ignore } = options;
  return new ApiObject(scope, 'Resource', {
    apiVersion: 'source.toolkit.fluxcd.io/v1',
    kind,
    metadata: { name: options.name ?? scope.node.id, namespace: options.namespace ?? FLUX_NAMESPACE },
    spec: {
      interval: fluxDuration(interval ?? FETCHED_EVERY),
      url,
      ref: semver === undefined ? more.ref : { semver },
      secretRef: secretName === undefined ? undefined : { name: secretName },
      provider: more.provider,
      ignore,
    },
  } as ConstructorParameters<typeof ApiObject>[2]);
}

const WITHOUT_KEY =
  'the url is one of ssh, where Flux needs a key, also for what is public: name a Secret with identity and known_hosts (secretName, repoSecretName of FluxKustomizations), as `flux create secret git` makes it';

/** @param given whether there was a url, of whatever type */
export function sourceProblems(kind: FluxSourceKind, options: FluxSourceOptions, given: unknown): PropsProblem[] {
  const { url, revision, semver, secretName } = options;
  const messages = [
    ...(given === undefined ? ['there is no url: write that of the repository'] : []),
    ...(url === undefined ? [] : urlProblems(kind, url)),
    ...(revision === undefined ? [] : revisionProblems(kind, revision)),
    ...(url !== undefined && /^ssh:\/\//.test(url) && secretName === undefined && kind === FluxSourceKind.GIT_REPOSITORY
      ? [WITHOUT_KEY]
      : []),
    ...(revision === undefined || semver === undefined
      ? []
      : [`there are revision "${revision}" and semver "${semver}": keep one, as Flux would take semver`]),
  ];
  return messages.map((message): PropsProblem => ({ rule: 'G1', message }));
}

const SHORT_FORM = /^[^/:\s]+@[^/:\s]+:/;
const NO_SHORT_FORM =
  'the url is in the short form of ssh, which Flux does not read: write ssh:// before it, and / in place of the colon';

/** No message shows a URL that may have a credential in it. */
function urlProblems(kind: FluxSourceKind, url: string): string[] {
  const [form, example] =
    kind === FluxSourceKind.OCI_REPOSITORY
      ? [/^oci:\/\//, 'oci://registry.example.com/team/shop']
      : [/^(?:https?|ssh):\/\//, 'https://git.example.com/team/shop.git'];
  if (kind === FluxSourceKind.GIT_REPOSITORY && SHORT_FORM.test(url)) return [NO_SHORT_FORM];
  if (!form.test(url)) return [`the url is none of a source of the kind ${kind}: write for example ${example}`];
  if (!/^[a-z]+:\/\/[^/\s]+\/[^\s]+$/.test(url))
    return [`the url has no host, no path, or a blank in it: write for example ${example}`];
  if (kind === FluxSourceKind.OCI_REPOSITORY && /^oci:\/\/[^/@]+\/.*[:@]/.test(url))
    return ['the url has a tag or a digest in it, which Flux refuses: write it as revision'];
  const { username = '', password = '' } = URL.canParse(url) ? new URL(url) : {};
  const hasCredential = password !== '' || (username !== '' && !url.startsWith('ssh:'));
  return hasCredential
    ? [
        'the url has a credential in it, which would be in git: put it into a Secret of the cluster, and write its name as secretName',
      ]
    : [];
}
