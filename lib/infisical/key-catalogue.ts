import { type Catalogue, type CatalogueFolder, folderPath, listingAt } from './catalogue';
import { cataloguesBeside, LOCK_ENDING, NoSuchFile, readCatalogue } from './catalogue-file';
import { asCatalogued } from './catalogued-keys';
import { closest, didYouMean } from './did-you-mean';
import { InfisicalHost } from './host';
import { namedKeys, quotedKey, quotedText } from './key-name';

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
    const { host, project, places } = catalogue;
    this.hostUrl = host;
    this.projectSlug = project.slug;
    this.projectId = project.id;
    this.keys = new Set(places.flatMap(({ origins }) => origins.flatMap(({ keys }) => keys)));
  }

  /**
   * The name of a secret key, which exists at some place of the project: a typo is an error where it stands.
   *
   * @param name for example `DATABASE_URL`
   * @returns the name itself
   * @throws if no imported place has it, with the name that was probably meant
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
   * @throws if that place was not imported, with the command that does it
   */
  public keysAt(environment: string, path?: string, recursive?: boolean): string[] {
    const known = this._knownKeysAt(environment, path, recursive);
    if (known === undefined) throw new Error(this._unknownPlace(environment, path, recursive));
    return known;
  }

  /**
   * The same; undefined where the place was not imported.
   *
   * @internal
   */
  public _knownKeysAt(environment: string, path = '/', recursive = false): string[] | undefined {
    const listing = listingAt(this.catalogue, placeOf(environment, path, recursive));
    return listing && asCatalogued([...new Set(listing.flatMap(({ keys }) => keys))].sort());
  }

  /**
   * The slugs of the environments of which something was imported.
   *
   * @internal
   */
  public _environments(): string[] {
    return [...new Set(this.catalogue.places.map(({ environment }) => environment))];
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
   * That a place was not imported, with the command that does it.
   *
   * @internal
   */
  public _unknownPlace(environment: string, path = '/', recursive = false): string {
    const place = placeOf(environment, path, recursive);
    const command = `run \`${this.commandFor(place)}\``;
    const remedy = this.guess(place).replace(/\?$/, `? Else ${command}`) || command;
    const at = quotedText(`${place.environment}:${place.path}`);
    return `${this.file} does not know the keys at ${at}${recursive ? ' and below' : ''}: ${remedy}`;
  }

  /** The environment that was probably meant, or where there is that one, the path. */
  private guess({ environment, path }: CatalogueFolder): string {
    const { places } = this.catalogue;
    const here = places.filter((one) => one.environment === environment).map((one) => one.path);
    if (here.length > 0) return here.includes(path) ? '' : didYouMean(path, here, '');
    const environments = places.map((one) => one.environment);
    return didYouMean(environment, environments, '');
  }

  private commandFor({ environment, path, recursive }: CatalogueFolder): string {
    const { host, project } = this.catalogue;
    const folder = this.file.replace(/[^/\\]*$/, '').replace(/^\.[/\\]|[/\\]$/g, '');
    const flags = [
      `--project ${word(project.slug ?? project.id ?? '')}`,
      `--environment ${word(environment)}`,
      `--path ${word(path)}`,
      ...(recursive ? ['--recursive'] : []),
      ...(host === InfisicalHost.cloudUs().url ? [] : [`--host ${word(host)}`]),
      ...(folder === FOLDER ? [] : [`--folder ${word(folder || '.')}`]),
    ];
    return `npx cdk8s-infisical import ${flags.join(' ')}`;
  }
}

function placeOf(environment: string, path: string, recursive: boolean): CatalogueFolder {
  return { environment: String(environment), path: folderPath(String(path)), recursive };
}

/** What is missing: the right name, the file, or the right working folder. */
function absenceOf(file: string): string {
  const isAbsolute = /^(?:[/\\]|[A-Za-z]:)/.test(file);
  const absent = `${file}: there is no such file${isAbsolute ? '' : ` below ${quotedText(process.cwd())}`}`;
  const name = file.replace(/^.*[/\\]/, '');
  const others = cataloguesBeside(file);
  const meant = others.find((other) => other === `${name}${LOCK_ENDING}`) ?? closest(name, others);
  if (meant !== undefined) return `${absent}: did you mean ${quotedText(meant)}?`;
  const flag = name.endsWith(LOCK_ENDING) ? ` --name ${word(name.slice(0, -LOCK_ENDING.length))}` : '';
  const command = `npx cdk8s-infisical import --project <slug or id> --environment <slug>${flag}`;
  const elsewhere = isAbsolute
    ? ''
    : `. Where the program runs in another folder, as tests may that are started above it, give an absolute path: in TypeScript path.join(__dirname, '…')`;
  return `${absent}: make it with \`${command}\`${elsewhere}`;
}

/** As one word of a command for a POSIX shell; what no sentence may repeat is left to the reader. */
function word(text: string): string {
  if (!quotedText(text).startsWith('"')) return '<…>';
  return /^[\w./@%+][\w./:@%+=,-]*$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
