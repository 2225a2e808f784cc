import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as Esbuild from 'esbuild';

export interface ModuleSource {
  readonly path: string;
  readonly contents: string;
  readonly loader: Esbuild.Loader;
  readonly isOfProject: boolean;
  /** Whether Node takes it for an ES module. */
  readonly isEsModule: boolean;
  readonly isEntry: boolean;
  readonly tsconfigRaw: string;
}

/**
 * A module of the project as CommonJS of its own, as a loader of TypeScript makes it, so that the bundle keeps it apart
 * from the others; in every module, what names its own place names the place of the source.
 */
export async function asCommonJs(api: typeof Esbuild, source: ModuleSource): Promise<Esbuild.OnLoadResult> {
  const { path, loader, isOfProject, isEsModule, tsconfigRaw } = source;
  const contents = lazily(source);
  const namesItsPlace = /\b(?:__dirname|__filename|require\.main|import\.meta)\b/.test(contents);
  if (!isOfProject && !namesItsPlace) return { contents, loader };
  const { code, warnings } = await api.transform(contents, {
    loader,
    // By the name of the file it knows how that kind of module imports CommonJS.
    sourcefile: isEsModule ? path.replace(/\.[cm]?([jt])s$/, '.m$1s') : path,
    target: `node${process.versions.node}`,
    keepNames: true,
    ...(isOfProject && { format: 'cjs', tsconfigRaw }),
    define: placeOf(source),
    logLevel: 'silent',
    supported: { 'dynamic-import': true },
  });
  return { contents: code, loader: 'js', warnings };
}

function placeOf({ path, isEntry }: ModuleSource): { [name: string]: string } {
  const [folder, file] = [JSON.stringify(dirname(path)), JSON.stringify(path)];
  return {
    __dirname: folder,
    __filename: file,
    'import.meta.dirname': folder,
    'import.meta.filename': file,
    'import.meta.url': JSON.stringify(pathToFileURL(path).href),
    'require.main': isEntry ? 'module' : 'undefined',
  };
}

const YAML_OF_CDK8S = /[\\/]node_modules[\\/]cdk8s[\\/]lib[\\/]yaml\.js$/;
const EAGER = 'const YAML = __importStar(require("yaml"));';

/**
 * cdk8s loads its whole YAML package to begin with, though it is often not needed. Here it is loaded with its first use,
 * which has no other effect: the package only defines things.
 */
function lazily({ path, contents }: ModuleSource): string {
  if (!YAML_OF_CDK8S.test(path) || contents.split(EAGER).length !== 2) return contents;
  const [before = '', after = ''] = contents.split(EAGER);
  return `${before}let yamlPackage; const loadYaml = () => (yamlPackage ??= __importStar(require("yaml")));${after.replaceAll(/\bYAML\./g, 'loadYaml().')}`;
}
