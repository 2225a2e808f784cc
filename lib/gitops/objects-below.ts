import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';

/**
 * The objects of a construct.
 *
 * @throws if there is none
 */
export function objectsBelow(construct: IConstruct): ApiObject[] {
  const objects = construct.node.findAll().filter((below): below is ApiObject => ApiObject.isApiObject(below));
  if (objects.length > 0) return objects;
  throw new Error(`[${construct.node.path}] there is no object yet: call this when all is declared`);
}
