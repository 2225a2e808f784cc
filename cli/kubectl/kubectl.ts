import { existsSync } from 'node:fs';
import { delimiter, resolve } from 'node:path';
import { type Fields, fields, jsonIn, list } from '../../lib/json/json';
import { type RunLimits, runLimited } from '../processes/limited-run';
import { checkedOut, installedProgram, trustedFolders } from '../processes/programs';
import { type Answer, notKnown } from './answer';
import { kubectlFailure } from './kubectl-failure';
import type { KubectlOptions } from './options';

/** What kubectl is told to ask for. */
export interface Asked {
  /** As `infisicalsecrets.secrets.infisical.com`: with its group, as another one may have the same name. */
  readonly resource: string;
  readonly namespace?: string;
  /** Labels that they have: `app.kubernetes.io/part-of=argocd`. */
  readonly selector?: string;
}

export interface KubectlContext {
  readonly name: string;
  /** The namespace that counts where none is named. */
  readonly namespace: string;
}

/** A Secret as far as anybody may know it. */
export interface SecretKeys {
  readonly namespace: string;
  readonly name: string;
  readonly keys: readonly string[];
}

/** A cluster with thousands of objects, over a slow line. */
const LIMITS: RunLimits = { seconds: 30, bytes: 256 * 1024 * 1024 };

/** Where a template fails, kubectl prints all that it was given: what is no map is not gone through. */
const KEYS =
  '{{if eq (printf "%T" .data) "map[string]interface {}"}}{{range $key, $value := .data}} {{$key}}{{end}}{{end}}';
const KEYS_OF_ONE = `{{.metadata.namespace}} {{.metadata.name}}${KEYS}{{"\\n"}}`;
const KEYS_OF_ALL = `{{range .items}}${KEYS_OF_ONE}{{end}}`;
const CONTEXT =
  '{{index . "current-context"}}{{"\\n"}}{{range .contexts}}{{with .context.namespace}}{{.}}{{end}}{{end}}';

/** Asks the cluster of the current context, or of the one that was named, and never changes it. */
export class Kubectl {
  private constructor(
    private readonly program: string,
    private readonly flags: readonly string[],
    private readonly env: NodeJS.ProcessEnv,
    private readonly limits: RunLimits,
  ) {}

  /** The kubectl that is installed: never one that was checked out. */
  public static find(options: KubectlOptions, limits = LIMITS, env = process.env): Answer<Kubectl> {
    const projects = checkedOut([]);
    const program = installedProgram('kubectl', env.PATH, projects);
    if (program === undefined)
      return notKnown('no kubectl', 'there is no kubectl in the absolute folders of PATH outside of the checkout');
    const { context, kubeconfig } = options;
    if (kubeconfig !== undefined && !existsSync(kubeconfig))
      return notKnown('no context', `--kubeconfig ${kubeconfig}: there is no such file`);
    const flags = [
      ...(kubeconfig === undefined ? [] : [`--kubeconfig=${resolve(kubeconfig)}`]),
      ...(context === undefined ? [] : [`--context=${context}`]),
    ];
    // What logs in is found where kubectl may be; and nobody's preferences change what is asked.
    const PATH = trustedFolders(env.PATH, projects).join(delimiter);
    return { value: new Kubectl(program, flags, { ...env, PATH, KUBERC: 'off', LANG: 'C', LC_ALL: 'C' }, limits) };
  }

  public async context(): Promise<Answer<KubectlContext>> {
    const answer = await this.run(['config', 'view', '--minify', '-o', `go-template=${CONTEXT}`]);
    if ('notKnown' in answer) return answer;
    const [name = '', namespace = ''] = answer.value.split('\n');
    if (name === '')
      return notKnown('no context', 'kubectl has no current context (kubectl config get-contexts lists them)');
    return { value: { name, namespace: namespace || 'default' } };
  }

  /** The objects of a kind, of a namespace or of all. */
  public async objects({ resource, namespace, selector }: Asked): Promise<Answer<readonly Fields[]>> {
    const labels = selector === undefined ? [] : [`--selector=${selector}`];
    const answer = await this.json([withoutValues(resource), ...inNamespace(namespace), ...labels]);
    if ('notKnown' in answer) return answer;
    const { items } = answer.value;
    return Array.isArray(items) ? { value: list(items) } : unreadable();
  }

  public object(asked: Asked, name: string): Promise<Answer<Fields>> {
    const place = asked.namespace === undefined ? [] : inNamespace(asked.namespace);
    return this.json([withoutValues(asked.resource), ...place, '--', name]);
  }

  /** The names of the keys of all Secrets, of a namespace or of all; their values stay with kubectl. */
  public async secretKeys(namespace?: string): Promise<Answer<readonly SecretKeys[]>> {
    const answer = await this.run(['get', 'secrets', ...inNamespace(namespace), '-o', `go-template=${KEYS_OF_ALL}`]);
    return 'notKnown' in answer ? answer : { value: keysIn(answer.value) };
  }

  /** The names of the keys of one Secret; its values stay with kubectl. */
  public async keysOfSecret(namespace: string, name: string): Promise<Answer<SecretKeys>> {
    const place = inNamespace(namespace);
    const answer = await this.run(['get', 'secrets', ...place, '-o', `go-template=${KEYS_OF_ONE}`, '--', name]);
    if ('notKnown' in answer) return answer;
    const [found] = keysIn(answer.value);
    return found === undefined ? unreadable() : { value: found };
  }

  /** The version of the API server: `v1.33.4`. */
  public async version(): Promise<Answer<string>> {
    const answer = await this.raw('/version');
    if ('notKnown' in answer) return answer;
    const { gitVersion } = answer.value;
    return typeof gitVersion === 'string' ? { value: gitVersion } : unreadable();
  }

  /** The kinds of a version of an API group, which everybody who is logged in may know. */
  public async servedKinds(group: string, version: string): Promise<Answer<readonly string[]>> {
    const answer = await this.raw(`/apis/${encodeURIComponent(group)}/${encodeURIComponent(version)}`);
    if ('notKnown' in answer) return answer;
    const kinds = list(answer.value.resources).map(({ kind }) => kind);
    return { value: [...new Set(kinds.filter((kind) => typeof kind === 'string'))] };
  }

  private async raw(path: string): Promise<Answer<Fields>> {
    const answer = await this.run(['get', '--raw', path]);
    if ('notKnown' in answer) return answer;
    const content = jsonIn(answer.value);
    return content === undefined ? unreadable() : { value: fields(content) };
  }

  private async json(args: readonly string[]): Promise<Answer<Fields>> {
    const answer = await this.run(['get', '-o', 'json', ...args]);
    if ('notKnown' in answer) return answer;
    const content = jsonIn(answer.value);
    return content === undefined ? unreadable() : { value: fields(content) };
  }

  private async run(args: readonly string[]): Promise<Answer<string>> {
    const { seconds, bytes } = this.limits;
    const all = [`--request-timeout=${seconds}s`, ...this.flags, ...args];
    const options = { cwd: process.cwd(), env: this.env, limits: this.limits };
    const run = await runLimited(this.program, all, options).catch(() => undefined);
    if (run === undefined) return notKnown('no kubectl', 'kubectl cannot be started');
    if (run.stopped === 'time') return notKnown('no time', `kubectl has no answer after ${seconds} s`);
    if (run.stopped === 'size') return notKnown('unreadable', `kubectl prints more than ${bytes / 1024 / 1024} MiB`);
    if (run.status === 0) return { value: run.stdout.toString('utf8') };
    return { notKnown: kubectlFailure(run.stderr) };
  }
}

function inNamespace(namespace: string | undefined): string[] {
  return namespace === undefined ? ['--all-namespaces'] : [`--namespace=${namespace}`];
}

/** Objects of this kind hold values. */
function withoutValues(resource: string): string {
  if (/^secrets?(?:\.|$)/i.test(resource)) throw new Error('Secrets are asked for the names of their keys only');
  return resource;
}

/** A name has no blank in it. */
function keysIn(text: string): SecretKeys[] {
  const rows = text.split('\n').filter((line) => line !== '');
  return rows.map((line) => {
    const [namespace = '', name = '', ...keys] = line.split(' ');
    return { namespace, name, keys };
  });
}

function unreadable() {
  return notKnown('unreadable', 'kubectl prints what is no answer');
}
