import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Those that there are. */
const folders = new Set<PrivateFolder>();

/** A folder that only this process knows, for as long as it renders. */
export class PrivateFolder {
  public readonly path = realpathSync(mkdtempSync(join(tmpdir(), 'cdk8s-infisical-')));

  public constructor() {
    folders.add(this);
  }

  /** Leaves nothing behind when the process is told to end. */
  public static removeAll(): void {
    for (const folder of folders) folder.remove();
  }

  /** An empty folder in it. */
  public folder(name: string): string {
    const folder = join(this.path, name);
    mkdirSync(folder, { recursive: true });
    return folder;
  }

  public remove(): void {
    rmSync(this.path, { recursive: true, force: true });
    folders.delete(this);
  }
}

/** Nobody listens there, whatever asks for something. */
const NOWHERE = 'http://127.0.0.1:9';

/**
 * All that a program gets to see: no settings, plugins, repositories or clusters of whoever runs this, nothing of the
 * network, and no other program.
 */
export function emptyEnvironment(home: string): NodeJS.ProcessEnv {
  const proxies = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY'].flatMap((name) => [name, name.toLowerCase()]);
  const folders = [
    ...['HOME', 'USERPROFILE', 'APPDATA', 'LOCALAPPDATA', 'TMPDIR', 'TEMP', 'TMP', 'PATH'],
    ...['XDG_CONFIG_HOME', 'XDG_CACHE_HOME', 'XDG_DATA_HOME', 'XDG_STATE_HOME', 'XDG_RUNTIME_DIR'],
    ...['HELM_CONFIG_HOME', 'HELM_CACHE_HOME', 'HELM_DATA_HOME', 'HELM_PLUGINS', 'KUSTOMIZE_PLUGIN_HOME'],
  ];
  const files = ['KUBECONFIG', 'HELM_REPOSITORY_CONFIG', 'HELM_REGISTRY_CONFIG'];
  // Without it, no program of Windows starts.
  const { SystemRoot } = process.env;
  return {
    ...Object.fromEntries(proxies.map((name) => [name, NOWHERE])),
    ...Object.fromEntries(folders.map((name) => [name, home])),
    ...Object.fromEntries(files.map((name) => [name, join(home, 'none')])),
    ...{ NO_PROXY: '', no_proxy: '', KUBERC: 'off', LANG: 'C' },
    ...(SystemRoot !== undefined && { SystemRoot }),
  };
}
