import { checkedConfiguration } from '../configuration/committed-configuration';
import { IMAGES_FOLDER } from '../configuration/configuration';
import { yamlOfCdk8s } from '../configuration/yaml-of-cdk8s';
import { asLine } from '../text/as-line';
import { closest, didYouMean } from '../text/did-you-mean';
import { quotedText } from '../text/key-name';
import { placeText, type TextPlace } from '../text/place-in-text';
import { quotedNames, shown } from '../text/shown';
import { imageFileText, UnreadImages } from './image-file';
import { type ImageList, imageListIn } from './image-list';
import { referenceText } from './image-reference';

/** What is wrong with a file of images, or with what is asked of it. */
export interface ImagesProblem {
  readonly file: string;
  readonly place?: TextPlace;
  readonly message: string;
}

/**
 * The images of an environment, by names: a file such as `images/prod.yaml`, which a pipeline, Renovate, Flux,
 * `cdk8s-infisical image` and `promote` change, and nobody has to touch the program for that.
 *
 * ```yaml
 * orders: { image: registry.example/orders:1.4.2@sha256:… }
 * ```
 *
 * A `ProjectEnvironment` has its own: `environment.images.of('orders')` reads `images/<environment>.yaml`.
 */
export class Images {
  /**
   * The images in a file. It is read when it is asked for an image.
   *
   * @param file for example `images/prod.yaml`, from the folder in which the program runs: that of cdk8s.yaml
   * @throws if no file is named
   */
  public static fromFile(file: string): Images {
    if (typeof file !== 'string' || file === '') {
      throw new Error(`Images.fromFile takes the path of a file such as images/prod.yaml, found ${shown(file)}`);
    }
    return new Images(file, undefined);
  }

  /**
   * The images of an environment, where nobody has said which file has them.
   *
   * @internal
   */
  public static _ofEnvironment(name: string): Images {
    return new Images(`${checkedConfiguration().images ?? IMAGES_FOLDER}/${name}.yaml`, undefined);
  }

  private read: { readonly list: ImageList | undefined } | undefined;

  private constructor(
    private readonly file: string,
    private readonly tell: ((problem: ImagesProblem) => void) | undefined,
  ) {}

  /**
   * The image of a name, as it is written there: `registry.example/orders:1.4.2@sha256:…`.
   *
   * Below an environment of an `InfisicalProject`, what is wrong is told at synth with all else that is wrong, and nothing
   * is written.
   *
   * @param name for example `orders`
   * @throws outside of an environment, if the file cannot be read or has a mistake, or if it has no image of that name
   */
  public of(name: string): string {
    this.read ??= { list: this.readFile() };
    const { list } = this.read;
    const image = list?.images.find((one) => one.name === name);
    if (image !== undefined) return referenceText(image.reference);
    if (list !== undefined && !list.names.includes(name)) this.refuse([this.absenceOf(name, list)]);
    return PLACEHOLDER;
  }

  /**
   * The same images, whose problems are told to somebody, and not thrown.
   *
   * @internal
   */
  public _tellingTo(tell: (problem: ImagesProblem) => void): Images {
    return new Images(this.file, tell);
  }

  /** Undefined where nobody knows which names it would have. */
  private readFile(): ImageList | undefined {
    const { file } = this;
    const text = this.textOfFile();
    if (text === undefined) return undefined;
    const list = imageListIn(text, yamlOfCdk8s());
    this.refuse(list.problems.map(({ message, ...place }) => ({ file, place, message })));
    return list.problems.length > 0 && list.names.length === 0 ? undefined : list;
  }

  private textOfFile(): string | undefined {
    try {
      return imageFileText(this.file);
    } catch (error) {
      if (!(error instanceof UnreadImages)) throw error;
      this.refuse([{ file: this.file, message: error.message }]);
      return undefined;
    }
  }

  private absenceOf(name: string, { names, images }: ImageList): ImagesProblem {
    const { file } = this;
    if (typeof name !== 'string') return { file, message: `the name of an image must be text, found ${shown(name)}` };
    const more = names.length > MOST_NAMED ? ', …' : '';
    const remedy = names.length === 0 ? 'it has none' : `it has ${quotedNames(names.slice(0, MOST_NAMED))}${more}`;
    const place = images.find((one) => one.name === closest(name, names))?.place;
    const message = `it has no image ${quotedText(name)}: ${didYouMean(name, names, remedy)}`;
    return { file, message, ...(place !== undefined && { place }) };
  }

  private refuse(problems: readonly ImagesProblem[]): void {
    if (problems.length === 0) return;
    if (this.tell === undefined) throw new ImagesError(problems);
    for (const problem of problems) this.tell(problem);
  }
}

const MOST_NAMED = 8;

class ImagesError extends Error {
  public constructor(problems: readonly ImagesProblem[]) {
    super(problems.map(({ file, place, message }) => asLine(`${placeText(file, place)}: ${message}`)).join('\n'));
  }
}

/** Stands in objects of which nothing is written. */
const PLACEHOLDER = 'image.invalid/unknown:0';
