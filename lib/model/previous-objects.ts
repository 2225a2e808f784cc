import { grouped } from '../collections/grouped';
import { managedObjectsOf, readable } from './app-model';
import { managedAddress } from './managed-objects';
import { perApp } from './per-app';

/** What the last synthesis told the operator to write, by its address. */
export const previousByAddress = perApp(({ settings: { previous = [] } }) =>
  grouped(
    previous.flatMap((manifest) => managedObjectsOf(readable({ manifest }))),
    managedAddress,
  ),
);
