import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A kind as a cluster serves it. */
export interface Served {
  /** `secrets.infisical.com/v1alpha1`, or `v1`. */
  readonly groupVersion: string;
  readonly kind: string;
  readonly plural: string;
  readonly isClusterScoped?: boolean;
  readonly objects: readonly object[];
  /** Whether the role of who asks does not let him read it. */
  readonly isForbidden?: boolean;
}

interface ServedObject {
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

/** An API server over loopback that says what real ones say to a kubectl that only reads. */
export class ClusterDouble {
  /** What it was asked, with the method. */
  public readonly asked: string[] = [];
  public readonly kubeconfig: string;
  private readonly folder = mkdtempSync(join(tmpdir(), 'cluster-'));
  private readonly server: Server;

  private constructor(private readonly kinds: readonly Served[]) {
    this.kubeconfig = join(this.folder, 'kubeconfig');
    this.server = createServer(({ method = '', url = '' }, response) => {
      this.asked.push(`${method} ${url}`);
      const [status, body] = this.answer(url.split('?')[0]);
      response.writeHead(status, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify(body));
    });
  }

  public static async start(kinds: readonly Served[]): Promise<ClusterDouble> {
    const double = new ClusterDouble(kinds);
    double.server.listen(0, '127.0.0.1');
    await once(double.server, 'listening');
    const { port } = double.server.address() as AddressInfo;
    writeFileSync(double.kubeconfig, kubeconfigFor(`http://127.0.0.1:${port}`));
    return double;
  }

  /** Answers nobody any more. */
  public close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  public stop(): void {
    this.close();
    rmSync(this.folder, { recursive: true });
  }

  private answer(path: string): [number, object] {
    if (path === '/version') return [200, { major: '1', minor: '33', gitVersion: 'v1.33.4' }];
    if (path === '/api') return [200, { kind: 'APIVersions', versions: ['v1'] }];
    if (path === '/apis') return [200, groups(this.kinds)];
    // kubectl asks whether there is the namespace of what is not found.
    if (/^\/api\/v1\/namespaces\/[^/]+$/.test(path))
      return [200, { apiVersion: 'v1', kind: 'Namespace', metadata: {} }];
    const [, version = '', , namespace, plural = '', , name] = PATH.exec(path) ?? [];
    const groupVersion = version.replace(/^apis?\//, '');
    const here = this.kinds.filter((kind) => kind.groupVersion === groupVersion);
    if (here.length > 0 && plural === '') return [200, resources(groupVersion, here)];
    const found = here.find((kind) => kind.plural === plural);
    if (found === undefined) return [404, failure('NotFound', 404, 'the server could not find the requested resource')];
    if (found.isForbidden) return [403, failure('Forbidden', 403, `${plural} is forbidden: User "canary" cannot list`)];
    const objects = (found.objects as readonly ServedObject[]).filter(
      ({ metadata }) => namespace === undefined || metadata.namespace === namespace,
    );
    if (name === undefined)
      return [200, { kind: `${found.kind}List`, apiVersion: groupVersion, metadata: {}, items: objects }];
    const object = objects.find(({ metadata }) => metadata.name === name);
    return object === undefined ? [404, failure('NotFound', 404, `${plural} "${name}" not found`)] : [200, object];
  }
}

const PATH = /^\/(api\/[^/]+|apis\/[^/]+\/[^/]+)(\/namespaces\/([^/]+)(?=\/))?(?:\/([^/]+)(\/([^/]+))?)?$/;

function groups(kinds: readonly Served[]): object {
  const named = [...new Set(kinds.map(({ groupVersion }) => groupVersion))].filter((one) => one.includes('/'));
  const names = [...new Set(named.map((one) => one.split('/')[0]))];
  const versionsOf = (name: string) =>
    named
      .filter((one) => one.startsWith(`${name}/`))
      .map((groupVersion) => ({ groupVersion, version: groupVersion.split('/')[1] }));
  return {
    kind: 'APIGroupList',
    apiVersion: 'v1',
    groups: names.map((name) => ({ name, versions: versionsOf(name), preferredVersion: versionsOf(name)[0] })),
  };
}

function resources(groupVersion: string, kinds: readonly Served[]): object {
  return {
    kind: 'APIResourceList',
    groupVersion,
    resources: kinds.map(({ plural, kind, isClusterScoped }) => ({
      ...{ name: plural, singularName: kind.toLowerCase(), namespaced: !isClusterScoped, kind, verbs: ['get', 'list'] },
    })),
  };
}

function failure(reason: string, code: number, message: string): object {
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    reason,
    code,
    message,
    details: { name: 'x' },
  };
}

function kubeconfigFor(server: string): string {
  return JSON.stringify({
    ...{ apiVersion: 'v1', kind: 'Config', 'current-context': 'production' },
    clusters: [{ name: 'c', cluster: { server } }],
    users: [{ name: 'u', user: { token: 'canary-s3cr3t-value' } }],
    contexts: [{ name: 'production', context: { cluster: 'c', user: 'u', namespace: 'shop' } }],
  });
}
