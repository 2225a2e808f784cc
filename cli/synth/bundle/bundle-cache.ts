import { mkdirSync, readdirSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type Fingerprint, fingerprintOf, type Ignored, sha256, unchanged } from './fingerprint';
import { resolutionInputs } from './resolution-inputs';

/** A program whose bundle is wanted. */
export interface Program {
  /** The file that is run, absolute. */
  readonly entry: string;
  /** The folder of the project, absolute. */
  readonly project: string;
  /** The output folder, which holds nothing that could be imported. */
  readonly output: string;
  /** The files of the command line itself on which depends what becomes of a program. */
  readonly makers: readonly string[];
}

interface Kept {
  /** What holds of all that is kept: another engine, or a copy of the project, starts anew. */
  readonly key: string;
  readonly inputs: readonly Fingerprint[];
  /** The name of the bundle; undefined if the program has to run as it is. */
  readonly bundle?: string;
  /** Why it has to. */
  readonly obstacle?: string;
}

const INDEX = 'index.json';

/** The bundles of one program, in a folder that can be removed at any time. */
export class BundleCache {
  private readonly folder: string;
  private readonly key: string;

  public constructor(private readonly program: Program) {
    const { entry, project } = program;
    this.folder = join(project, 'node_modules', '.cache', 'cdk8s-infisical', sha256(entry).slice(0, 16));
    this.key = [process.version, process.platform, process.arch, project, entry].join('\n');
  }

  /**
   * The bundle of the program as it is now; undefined if it has to run as it is.
   *
   * @throws if there is no place to keep it
   */
  public async bundle(): Promise<string | undefined> {
    const kept = this.read();
    const inputs = kept && unchanged(kept.inputs, this.ignored);
    if (kept === undefined || inputs === undefined) return this.build();
    if (inputs !== kept.inputs) this.write({ ...kept, inputs });
    return kept.bundle === undefined ? undefined : join(this.folder, kept.bundle);
  }

  /** Remembers that the program as it is now fails in a bundle, and only there. */
  public refuse(): void {
    const kept = this.read();
    if (kept) this.write({ key: kept.key, inputs: kept.inputs, obstacle: 'it fails in a bundle' });
  }

  private async build(): Promise<string | undefined> {
    mkdirSync(this.folder, { recursive: true });
    const { buildBundle, Unfaithful } = await import('./build-bundle.js');
    const { entry, project, makers } = this.program;
    const files = new Map<string, Fingerprint>();
    const outcome = await buildBundle(entry, project, files).catch((error) => {
      if (error instanceof Unfaithful) return error;
      throw error;
    });
    const others = resolutionInputs(files.keys(), project).filter(({ path }) => !files.has(path));
    const own = makers.map((path) => ({ path, kind: 'file' }) as const);
    const inputs = [...files.values(), ...[...others, ...own].map((input) => fingerprintOf(input, this.ignored))];
    if (typeof outcome !== 'string') {
      this.write({ key: this.key, inputs, obstacle: outcome.message });
      return undefined;
    }
    const bundle = `${sha256(outcome)}.js`;
    replace(join(this.folder, bundle), outcome);
    this.write({ key: this.key, inputs, bundle });
    const old = readdirSync(this.folder).filter((name) => name !== INDEX && !name.startsWith(bundle));
    for (const name of old) rmSync(join(this.folder, name), { force: true });
    return join(this.folder, bundle);
  }

  private read(): Kept | undefined {
    try {
      const kept: Kept = JSON.parse(readFileSync(join(this.folder, INDEX), 'utf8'));
      return kept.key === this.key ? kept : undefined;
    } catch {
      return undefined;
    }
  }

  private write(kept: Kept): void {
    replace(join(this.folder, INDEX), JSON.stringify(kept));
  }

  private readonly ignored: Ignored = (folder, name) => {
    if (basename(folder) === 'node_modules') return name.startsWith('.');
    const { output } = this.program;
    return folder === dirname(output) && (name === basename(output) || name === `.${basename(output)}.synth`);
  };
}

/** The program behind a path as the user writes it. */
export function programAt(path: string, folder: string, output: string): Program {
  const project = realpathSync(folder);
  const makers = ['synth-bundle-build-bundle.js', 'launch.js'].map((name) => join(__dirname, name));
  return { entry: realpathSync(join(project, path)), project, output, makers };
}

function replace(file: string, text: string): void {
  const half = `${file}.${process.pid}`;
  writeFileSync(half, text);
  renameSync(half, file);
}
