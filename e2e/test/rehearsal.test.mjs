// What becomes of a chain of the last release's runtime under this one.
import { describe } from 'node:test';

import rehearsal from '../suites/rehearsal.mjs';

describe('the upgrade from the last release', () => rehearsal());
