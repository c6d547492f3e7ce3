import { launchFirefox } from '../../browser/firefox';
import { testPages } from './pages-cases';

describe('the pages of the site in which cells run, in Firefox', function () {
  this.timeout(600_000);
  testPages(launchFirefox, !process.env.ALL_BROWSER);
});
