import { folderPath, folderText } from '../model/folder';
import { CLOUD } from '../model/host';
import { closest, didYouMean } from '../text/did-you-mean';
import { namedKeys, quotedKey, quotedText } from '../text/key-name';
import { type Catalogue, listingAt, type ProjectFolder } from './catalogue';
import { cataloguesInFolderOf, LOCK_ENDING, NoSuchFile, readCatalogue } from './catalogue-file';
import { asCatalogued } from './catalogued-keys';

/** Where `import` writes. */
const FOLDER = 'imports/infisical';

/**
 * The names of the secrets that a project of Infisical has, as `cdk8s-infisical import` wrote them into a file that is
 * committed. It knows names only, never a value.
 */
export class KeyCatalogue {
  /**
   * The catalogue in a file that `cdk8s-infisical import` made.
   *
   * @param file for example `imports/infisical/shop.lock.json`, from the folder in which the program runs: that of
   * cdk8s.yaml. Where it also runs elsewhere, as tests do that are started above it, give an absolute path
   * (`path.join(__dirname, 'imports/infisical/shop.lock.json')`).
   * @throws if there is no such file, or if it is no key catalogue
   */
  public static fromFile(file: string): KeyCatalogue {
    if (typeof file !== 'string' || file === '') {
      const found =
        file === '' ? 'an empty text' : file === null || file === undefined ? 'nothing' : `a ${typeof file}`;
      throw new Error(`KeyCatalogue.fromFile takes the path of a ${LOCK_ENDING} file, found ${found}`);
    }
    try {
      return new KeyCatalogue(file, readCatalogue(file));
    } catch (error) {
      throw error instanceof NoSuchFile ? new Error(absenceOf(file)) : error;
    }
  }

  /**
   * Base URL of the Infisical that has the project.
   */
  public readonly hostUrl: string;

  /**
   * Slug of the project.
   *
   * @default - it was imported by its id, and Infisical did not tell
   */
  public readonly projectSlug?: string;

  /**
   * Id (UUID) of the project.
   *
   * @default - it was imported by its slug, and Infisical did not tell
   */
  public readonly projectId?: string;

  private readonly keys: ReadonlySet<string>;

  private constructor(
    private readonly file: string,
    private readonly catalogue: Catalogue,
  ) {
    const { host, project, folders } = catalogue;
    this.hostUrl = host;
    this.projectSlug = project.slug;
    this.projectId = project.id;
    this.keys = new Set(folders.flatMap(({ listing }) => listing.flatMap(({ keys }) => keys)));
  }

  /**
   * The name of a secret key, which exists in some folder of the project: a typo is an error where it stands.
   *
   * @param name for example `DATABASE_URL`
   * @returns the name itself
   * @throws if no imported folder has it, with the name that was probably meant
   */
  public key(name: string): string {
    if (this.keys.has(name)) return name;
    if (typeof name !== 'string')
      throw new Error(`${this.file}: the name of a key must be text, found a ${typeof name}`);
    const remedy = 'correct it, or bring the catalogue up to date with `npx cdk8s-infisical import`';
    throw new Error(`${this.file} has no key ${quotedKey(name)}: ${didYouMean(name, namedKeys(this.keys), remedy)}`);
  }

  /**
   * The secret keys that exist at a path of an environment, those that are imported into its folder included.
   *
   * @param environment slug of the environment, for example `prod`
   * @param path the folder; `/` if not given
   * @param recursive whether the folders below it count too; `false` if not given
   * @throws if that folder was not imported, with the command that does it
   */
  public keysAt(environment: string, path?: string, recursive?: boolean): string[] {
    const known = this._knownKeysAt(environment, path, recursive);
    if (known === undefined) throw new Error(this._unknownFolder(environment, path, recursive));
    return known;
  }

  /**
   * The secret keys that exist at a path of an environment, or undefined where that folder was not imported.
   *
   * @internal
   */
  public _knownKeysAt(environment: string, path = '/', recursive = false): string[] | undefined {
    const listing = listingAt(this.catalogue, projectFolder(environment, path, recursive));
    return listing && asCatalogued([...new Set(listing.flatMap(({ keys }) => keys))].sort());
  }

  /**
   * The slugs of the environments of which something was imported.
   *
   * @internal
   */
  public _environments(): string[] {
    return [...new Set(this.catalogue.folders.map(({ environment }) => environment))];
  }

  /**
   * What the project is called by, for messages: its slug, else as its file.
   *
   * @internal
   */
  public _title(): string {
    return this.projectSlug ?? this.file.replace(/^.*[/\\]/, '').replace(LOCK_ENDING, '');
  }

  /**
   * That a folder was not imported, with the command that does it.
   *
   * @param configured the hosts that a command takes for the user's own; without, those of Infisical Cloud
   * @internal
   */
  public _unknownFolder(
    environment: string,
    path?: string,
    recursive = false,
    configured: readonly string[] = [],
  ): string {
    const folder = projectFolder(environment, path ?? '/', recursive);
    const command = `run \`${this.commandFor(folder, configured)}\``;
    const remedy = this.guess(folder, path === undefined).replace(/\?$/, `? Else ${command}`) || command;
    const at = quotedText(folderText(folder));
    return `${this.file} does not know the keys at ${at}${recursive ? ' and below' : ''}: ${remedy}`;
  }

  /**
   * Where else a key is: at the same path of other environments, then at other paths of this one.
   *
   * @internal
   */
  public _otherFoldersWith(key: string, environment: string, path = '/'): string[] {
    const own = projectFolder(environment, path, false);
    const found = this.catalogue.folders.flatMap((folder) =>
      folder.listing
        .filter(({ keys }) => keys.includes(key))
        .map(({ imported, path: from }) => ({ environment: folder.environment, path: imported ? folder.path : from })),
    );
    const alike = found.filter(({ environment, path }) => environment !== own.environment && path === own.path);
    const others = found.filter(({ environment, path }) => environment === own.environment && path !== own.path);
    return [...new Set([...alike, ...others].map(folderText))];
  }

  /** The environment that was probably meant, or where there is that one, the path. */
  private guess({ environment, path }: ProjectFolder, isForgotten: boolean): string {
    const { folders } = this.catalogue;
    const here = folders.filter((one) => one.environment === environment).map((one) => one.path);
    if (here.length > 0 && isForgotten && !here.includes(path))
      return `was the path forgotten, for example ${quotedText(here[0])}?`;
    if (here.length > 0) return here.includes(path) ? '' : didYouMean(path, here, '');
    const environments = folders.map((one) => one.environment);
    return didYouMean(environment, environments, '');
  }

  /** What the catalogue knows, `import` takes from it: without an environment, it asks for the path in all that it has. */
  private commandFor({ environment, path, recursive }: ProjectFolder, configured: readonly string[]): string {
    const { host, folders } = this.catalogue;
    const isKnown = folders.some((one) => one.environment === environment);
    const paths = isKnown ? [path] : [...new Set([...folders.map((one) => one.path), path])];
    const isRecursive = recursive || (!isKnown && folders.some((one) => one.recursive));
    const ownFolder = this.file.replace(/[^/\\]*$/, '').replace(/^\.[/\\]|[/\\]$/g, '');
    const flags = [
      ...this.projectFlag(),
      ...(isKnown ? [] : [`--environment ${asWord(environment)}`]),
      `--path ${paths.map(asWord).join(' ')}`,
      ...(isRecursive ? ['--recursive'] : []),
      ...((configured.length > 0 ? configured : CLOUD).includes(host) ? [] : [`--host ${asWord(host)}`]),
      ...(ownFolder === FOLDER ? [] : [`--folder ${asWord(ownFolder || '.')}`]),
    ];
    return `npx cdk8s-infisical import ${flags.join(' ')}`;
  }

  /** Which of the catalogues in the folder is meant; nothing where there is no other. */
  private projectFlag(): string[] {
    const name = this.file.replace(/^.*[/\\]/, '');
    if (!name.endsWith(LOCK_ENDING)) {
      const { slug, id } = this.catalogue.project;
      return [`--project ${asWord(slug ?? id ?? '')}`];
    }
    return cataloguesInFolderOf(this.file).length > 1 ? [`--name ${asWord(name.slice(0, -LOCK_ENDING.length))}`] : [];
  }
}

function projectFolder(environment: string, path: string, recursive: boolean): ProjectFolder {
  return { environment: String(environment), path: folderPath(String(path)), recursive };
}

/** What is missing: the right name, the file, or the right working folder. */
function absenceOf(file: string): string {
  const isAbsolute = /^(?:[/\\]|[A-Za-z]:)/.test(file);
  const absent = `${file}: there is no such file${isAbsolute ? '' : ` below ${quotedText(process.cwd())}`}`;
  const name = file.replace(/^.*[/\\]/, '');
  const others = cataloguesInFolderOf(file);
  const meant = others.find((other) => other === `${name}${LOCK_ENDING}`) ?? closest(name, others);
  if (meant !== undefined) return `${absent}: did you mean ${quotedText(meant)}?`;
  const flag = name.endsWith(LOCK_ENDING) ? ` --name ${asWord(name.slice(0, -LOCK_ENDING.length))}` : '';
  const command = `npx cdk8s-infisical import --project <slug or id> --environment <slug>${flag}`;
  const elsewhere = isAbsolute
    ? ''
    : `. Where the program runs in another folder, as tests may that are started above it, give an absolute path: in TypeScript path.join(__dirname, '…')`;
  return `${absent}: make it with \`${command}\`${elsewhere}`;
}

/** As one word of a command for a POSIX shell; what no sentence may repeat is left to the reader. */
function asWord(text: string): string {
  if (!quotedText(text).startsWith('"')) return '<…>';
  return /^[\w./@%+][\w./:@%+=,-]*$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
