import { grouped } from '../collections/grouped';
import { asReadable, operatorResourceOf, perApp } from './app-model';
import { managedAddress } from './operator-resource';

/** The operator's resources that the last synthesis wrote. */
export const previousResources = perApp(({ settings: { previous = [] } }) =>
  previous.flatMap((manifest) => operatorResourceOf(asReadable({ manifest }))),
);

/** What it told the operator to write, by its address. */
export const previousByAddress = perApp((app) =>
  grouped(
    previousResources(app).flatMap(({ managed }) => managed),
    managedAddress,
  ),
);
