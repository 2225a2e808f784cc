import type { ComposeNode } from './compose-node';
import type { Finding } from './finding';
import { isNameOfSecret } from './known-words';

/** Where compose puts a secret that says nothing of it. */
const FOLDER = '/run/secrets';

/** What the `secrets` of a project are. */
export class ComposeSecrets {
  public readonly findings: readonly Finding[];
  private readonly keys = new Map<string, string>();
  private readonly others = new Set<string>();

  public constructor(secrets: ComposeNode) {
    this.findings = secrets.entries.flatMap(({ name, place, value }) => {
      const key = value.get('environment').text;
      if (key !== undefined && /^[A-Z][A-Z0-9_]{0,252}$/.test(key)) this.keys.set(name, key);
      else this.others.add(name);
      return this.keys.has(name) ? [] : [{ place, message: whyLeftOut(value) }];
    });
  }

  /** The key that a secret is; undefined where it comes from elsewhere. */
  public keyOf(name: string): string | undefined {
    return this.keys.get(name);
  }

  /** Whether a service may name it. */
  public has(name: string): boolean {
    return this.keys.has(name) || this.others.has(name);
  }
}

function whyLeftOut(secret: ComposeNode): string {
  const put = 'is left out: put its value into Infisical, and name the key in secretFiles where it is used';
  if (!secret.get('external').isEmpty) return `a secret that something else than compose has made ${put}`;
  if (!secret.get('file').isEmpty) return `a secret from a file ${put}`;
  return `a secret whose variable is not named in capitals ${put}`;
}

/** Files that a service gets, with the secret keys that they hold. */
export interface MountedSecrets {
  /** Keys by the paths of their files in the container. */
  readonly files: { readonly [path: string]: string };
  readonly findings: readonly Finding[];
}

/** Reads `secrets` of a service. */
export function mountedSecrets(node: ComposeNode, secrets: ComposeSecrets): MountedSecrets {
  const files: [string, string][] = [];
  const findings: Finding[] = [];
  for (const item of node.items) {
    const source = item.isMap ? item.get('source').text : item.text;
    const key = source === undefined ? undefined : secrets.keyOf(source);
    const target = (item.isMap ? item.get('target').text : undefined) ?? source ?? '';
    const path = target.startsWith('/') ? target : `${FOLDER}/${target}`;
    if (key === undefined) findings.push({ place: item.place, message: unknownSecret(source, secrets) });
    else if (path.split('/').slice(1).every(isNameOfSecret)) files.push([path, key]);
    else findings.push({ place: item.place, message: UNSHOWN_PATH });
    for (const { name, place } of item.entries.filter((entry) => ['uid', 'gid', 'mode'].includes(entry.name))) {
      findings.push({ place, message: `left out: ${name} of a secret, which is a file that every user can read here` });
    }
  }
  return { files: Object.fromEntries(files), findings };
}

const UNSHOWN_PATH =
  'the path of a secret is not repeated, because it could hold a credential: write it into secretFiles, with its key';

function unknownSecret(source: string | undefined, secrets: ComposeSecrets): string {
  return source !== undefined && secrets.has(source)
    ? 'left out: this secret comes from a file or from elsewhere; put its value into Infisical, and write secretFiles'
    : 'left out: there is no secret of this name in the file';
}
