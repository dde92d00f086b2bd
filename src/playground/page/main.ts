import { Connection } from './connection.js';
import { Standpoint } from './standpoint.js';

// The server is asked at once: what there is to see comes in while the page's code is still being loaded.
const standpoint = new Standpoint();
const connection = new Connection(() => standpoint.look());
const { Page } = await import('./page.js');
new Page(connection, standpoint);
