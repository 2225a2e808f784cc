import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LocalStack } from '../../../lib';
import { containersInCluster, type StartedContainer } from './cluster';
import { chartOfApps } from './declared-apps';
import { Compose, newLaptop } from './laptop';
import { INFISICAL } from './places';

const APPS = 500;

interface ComposeService {
  readonly environment?: { readonly [variable: string]: string | null };
  readonly entrypoint?: readonly string[] | null;
  readonly command?: readonly string[] | null;
  readonly secrets?: readonly MountedFile[];
  readonly configs?: readonly MountedFile[];
}

interface MountedFile {
  readonly source: string;
  readonly target: string;
}

/** A file, whose text is a variable, or stands there. */
interface FileSource {
  readonly environment?: string;
  readonly content?: string;
}

interface ComposeConfig {
  readonly services: { readonly [name: string]: ComposeService };
  readonly secrets?: { readonly [name: string]: FileSource };
  readonly configs?: { readonly [name: string]: FileSource };
}

test(`each container of ${APPS} applications of all kinds has on a laptop what it has in a cluster`, () => {
  const chart = chartOfApps(APPS);
  const cluster = containersInCluster(chart);
  const laptop = newLaptop(Compose.V2, INFISICAL);
  try {
    laptop.write(new LocalStack([chart]).files());
    const { config, env } = configOf(laptop);
    const onLaptop = new Map(
      [...cluster.keys()].map((container) => [container, startedIn(config, env, serviceOf(container))]),
    );
    expect(onLaptop.size).toBeGreaterThan(APPS);
    expect([...cluster.values()].flatMap(({ environment }) => Object.keys(environment)).length).toBeGreaterThan(
      3 * APPS,
    );
    expect(Object.keys(config.services)).toHaveLength(onLaptop.size);
    for (const [container, started] of cluster) {
      expect({ container, ...onLaptop.get(container) }).toEqual({ container, ...started });
    }
    expect(JSON.stringify([config, env])).not.toContain('canary');
  } finally {
    laptop.remove();
  }
});

/** What compose makes of the stack, and the variables that it was started with. */
function configOf({ call, folder }: ReturnType<typeof newLaptop>): { config: ComposeConfig; env: NodeJS.ProcessEnv } {
  const print = 'docker compose config --format json --output config.json && node -p "JSON.stringify(process.env)"';
  const { status, stdout, stderr } = call('run', '--stack', '--', 'sh', '-c', print);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return { config: JSON.parse(readFileSync(join(folder, 'config.json'), 'utf8')), env: JSON.parse(stdout) };
}

/** The name of the service of a container: that of the application, or of the application and the container. */
function serviceOf(container: string): string {
  const [workload = '', name = ''] = container.split('/');
  return workload === name ? workload : `${workload}-${name}`;
}

function startedIn(config: ComposeConfig, env: NodeJS.ProcessEnv, name: string): StartedContainer {
  const { environment = {}, entrypoint, command, secrets = [], configs = [] } = config.services[name] ?? {};
  const values = Object.entries(environment).map(([variable, value]) => [variable, value && undoubled(value)]);
  const textOf = ({ environment: variable, content }: FileSource) =>
    variable === undefined ? undoubled(content ?? '') : env[variable];
  return {
    environment: Object.fromEntries(values),
    command: (entrypoint ?? []).map(undoubled),
    args: (command ?? []).map(undoubled),
    files: Object.fromEntries([
      ...secrets.map(({ source, target }) => [undoubled(target), textOf(config.secrets?.[source] ?? {})]),
      ...configs.map(({ source, target }) => [undoubled(target), textOf(config.configs?.[source] ?? {})]),
    ]),
  };
}

/** `config` doubles each dollar, so that its output can be read again. */
function undoubled(text: string): string {
  return text.replaceAll('$$', '$');
}
