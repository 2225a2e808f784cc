import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { validateWithApp } from '../evaluation/app-validation';
import { withoutNamespace } from '../evaluation/cluster-scoped';
import { renderGenerator } from '../model/v1alpha1';
import { checkedProps } from '../props/prop-types';
import { GENERATOR_PROPS } from './prop-types';

/**
 * Properties of a generated UUID.
 */
export interface UuidGeneratorProps {
  /**
   * Name of the ClusterGenerator, unique in the cluster.
   *
   * @default - the id of the construct
   */
  readonly name?: string;
}

/**
 * Properties of a generated password. Digits and symbols must fit into the length, and without `allowRepeat` there
 * must be enough different characters (rule X12).
 */
export interface PasswordGeneratorProps extends UuidGeneratorProps {
  /**
   * Number of characters.
   *
   * @default 24
   */
  readonly length?: number;

  /**
   * Number of digits.
   *
   * @default - a quarter of the length
   */
  readonly digits?: number;

  /**
   * Number of symbols.
   *
   * @default - a quarter of the length
   */
  readonly symbols?: number;

  /**
   * The symbols to choose from.
   *
   * @default - the operator's own set of 31
   */
  readonly symbolCharacters?: string;

  /**
   * Leave upper-case letters out.
   *
   * @default false
   */
  readonly noUpper?: boolean;

  /**
   * Allow a character to occur twice.
   *
   * @default false
   */
  readonly allowRepeat?: boolean;
}

/**
 * Makes up values for a `PushedSecret` (resource `ClusterGenerator`, which belongs to no namespace). The operator
 * makes up a new value on each of its runs.
 */
export class SecretGenerator extends Construct {
  /**
   * Passwords.
   */
  public static password(scope: Construct, id: string, props: PasswordGeneratorProps = {}): SecretGenerator {
    return new SecretGenerator(scope, id, props, 'Password');
  }

  /**
   * UUIDs.
   */
  public static uuid(scope: Construct, id: string, props: UuidGeneratorProps = {}): SecretGenerator {
    return new SecretGenerator(scope, id, props, 'UUID');
  }

  /**
   * The operator's resource.
   */
  public readonly apiObject: ApiObject;

  /**
   * Name of the ClusterGenerator.
   */
  public readonly name: string;

  /**
   * What the generator makes: `Password` or `UUID`.
   */
  public readonly kind: string;

  private constructor(scope: Construct, id: string, props: PasswordGeneratorProps, kind: 'Password' | 'UUID') {
    super(scope, id);
    const { checked, problems } = checkedProps(props, GENERATOR_PROPS);
    const { name = id, ...options } = checked;
    this.name = name;
    this.kind = kind;
    const rendered = renderGenerator({ kind, options: kind === 'Password' ? options : {} });
    const object = new ApiObject(this, 'Resource', { ...rendered, metadata: { name } });
    this.apiObject = withoutNamespace(object);
    validateWithApp(this, () => [...problems]);
  }
}
