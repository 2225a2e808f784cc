import fc from 'fast-check';
import { LONGEST_MS } from './property-runs';

/** For `npm run test:fuzz`: each property ends in its time, on a slow machine too. */
fc.configureGlobal({ interruptAfterTimeLimit: LONGEST_MS });
