import { testLacking } from './lacking-cases';
import { testPages } from './pages-cases';
import { launchChromium } from './site-pages';

describe('the pages of the site in which cells run', function () {
  this.timeout(600_000);
  testPages(launchChromium, false, testLacking);
});
