// Stands in for "react" in the bundle: the page's own React 15.4.2, never a second one.
import { React } from './host.js';

export default React();
